import { type AttributeValue, DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { casePartition } from "../../../functions/adapters/aws/table.ts";
import type { Deployment } from "../../aws/deployment.ts";
import { clientOptions } from "../../aws/stack.ts";
import { type ItemJson, itemBytes } from "./capacity.ts";
import { makeTransitions } from "./transitions.ts";

/** How a case stands in the table. */
export interface Standing {
  status: string;
  waitingOn: string | null;
  /** Items and where they stand. */
  items: readonly { itemId: string; department: string; status: string }[];
}

/** Looks at a case past the hub, so that looking is not counted. */
export interface CaseTable {
  standing: (caseId: string) => Promise<Standing>;
  /** Bytes and items the case keeps in the table. */
  kept: (caseId: string) => Promise<{ bytes: number; items: number }>;
  /** States its executions entered, each a transition; `null` while one of them runs. */
  transitions: (caseId: string) => Promise<number | null>;
}

const ITEM = "ITEM#";

/** Bytes come decoded from the SDK; sizes are reckoned from what goes over the wire. */
const jsonOf = (item: Record<string, AttributeValue>): ItemJson =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      value.B === undefined ? { ...value } : { B: Buffer.from(value.B).toString("base64") },
    ]),
  );

const textOf = (item: ItemJson | undefined, name: string): string | null =>
  (item?.[name]?.S as string | undefined) ?? null;

/** Make a look at the table and the state machine of a deployment. */
export const makeCaseTable = async ({ stacks, emulator }: Deployment): Promise<CaseTable> => {
  const client = new DynamoDBClient(clientOptions(emulator));
  const [table] = await stacks.resources("AWS::DynamoDB::GlobalTable");

  const itemsOf = async (caseId: string): Promise<ItemJson[]> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: table?.physicalId,
        ConsistentRead: true,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: casePartition(caseId) } },
      },
    );
    const items: ItemJson[] = [];
    for await (const { Items = [] } of pages) items.push(...Items.map(jsonOf));
    return items;
  };

  return {
    standing: async (caseId) => {
      const items = await itemsOf(caseId);
      const head = items.find((item) => textOf(item, "sk") === "HEAD");
      return {
        status: textOf(head, "status") ?? "absent",
        waitingOn: textOf(head, "waitingOn"),
        items: items
          .filter((item) => textOf(item, "sk")?.startsWith(ITEM))
          .map((item) => ({
            itemId: textOf(item, "sk")?.slice(ITEM.length) ?? "",
            department: textOf(item, "department") ?? "",
            status: textOf(item, "status") ?? "",
          })),
      };
    },
    kept: async (caseId) => {
      const items = await itemsOf(caseId);
      return { bytes: items.reduce((sum, item) => sum + itemBytes(item), 0), items: items.length };
    },
    transitions: await makeTransitions({ stacks, emulator }),
  };
};

import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../../../functions/adapters/aws/table.ts";

/** A stand-in for the table, as far as present executions go. */
export interface MachineTableDouble {
  table: Table;
  /** The present execution of each case. */
  items: Map<string, string>;
  /** Let the answer of the next write be lost: it is written, and what the SDK sends again fails on it. */
  loseNextAnswer: () => void;
}

/** Make a double whose reads and conditional writes take a turn each. */
export const makeMachineTableDouble = (): MachineTableDouble => {
  const items = new Map<string, string>();
  let isLost = false;

  const refuse = (present: string | undefined): never => {
    throw new ConditionalCheckFailedException({
      message: "The conditional request failed",
      $metadata: {},
      ...(present === undefined ? {} : { Item: { execution: { S: present } } }),
    });
  };

  const put = ({ Item = {}, ExpressionAttributeValues: values }: PutCommand["input"]): object => {
    const present = items.get(Item.pk);
    if (present !== values?.[":present"]) refuse(present);
    items.set(Item.pk, Item.execution);
    if (isLost) {
      isLost = false;
      refuse(Item.execution);
    }
    return {};
  };

  const send = async (command: unknown): Promise<unknown> => {
    await Promise.resolve();
    if (command instanceof PutCommand) return put(command.input);
    if (!(command instanceof GetCommand)) throw new Error("a call the workflow does not make");
    const execution = items.get(command.input.Key?.pk);
    return execution === undefined ? {} : { Item: { execution } };
  };

  return {
    table: { name: "hub", db: { send } as unknown as DynamoDBDocumentClient },
    items,
    loseNextAnswer: () => {
      isLost = true;
    },
  };
};

import { paginateQuery, type TransactWriteCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Claim } from "../../ports/case-store.ts";
import type { ItemKey } from "./case-keys.ts";
import type { Table } from "./table.ts";

/** One write of a transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** How a group of claims begins: at least two parts, `document:<documentId>:`. */
const GROUP = /^.*:.*:/s;

/**
 * Where a claim rests. A key of two colons or more lies in the partition of its group, all up to the last colon, so
 * that the holders of `document:<documentId>:` are one query; any other has a partition of its own.
 */
export const claimKey = (key: string): ItemKey => {
  const [group] = GROUP.exec(key) ?? [];
  if (group === undefined) return { pk: `CLAIM#${key}`, sk: "CLAIM" };
  // A sort key is never empty; what follows the last colon is never a colon.
  return { pk: `CLAIM#${group}`, sk: key.slice(group.length) || ":" };
};

/** What an append does with each key it names: the last act on a key wins. */
export const coalesce = (claims: readonly Claim[]): Claim[] => [
  ...new Map(claims.map((claim) => [claim.key, claim])).values(),
];

/**
 * The write of one claim, on the condition that nobody else holds its value. The refused write of a reservation tells
 * who does.
 */
export const claimWrite = ({ name }: Table, caseId: string, { act, key }: Claim): TransactItem => {
  const condition = {
    TableName: name,
    ConditionExpression: "attribute_not_exists(pk) OR caseId = :caseId",
    ExpressionAttributeValues: { ":caseId": caseId },
  };
  return act === "release"
    ? { Delete: { ...condition, Key: claimKey(key) } }
    : {
        Put: {
          ...condition,
          Item: { ...claimKey(key), caseId },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      };
};

/**
 * The cases that hold a claim in a group, each once. Serves prefixes that name a whole group, `document:<documentId>:`,
 * and throws for any other: its claims lie in partitions that cannot be known.
 */
export const holdersIn = async ({ name, db }: Table, prefix: string): Promise<string[]> => {
  if (GROUP.exec(prefix)?.[0] !== prefix)
    throw new Error(
      `holders of "${prefix}" cannot be listed: use a prefix of two parts or more that ends with a colon, as "document:<documentId>:"`,
    );
  const pages = paginateQuery(
    { client: db },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `CLAIM#${prefix}` },
    },
  );
  const holders = new Set<string>();
  for await (const { Items } of pages) for (const { caseId } of Items ?? []) holders.add(String(caseId));
  return [...holders];
};

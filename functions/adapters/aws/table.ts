import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * The hub's one DynamoDB table: every item has `pk` and `sk`; an item is found by other ways through up to four sparse
 * indexes whose keys it carries only while it belongs there. Indexes project keys only: an item is written to one when
 * its place in it changes, and the rest is read from the table.
 *
 * | item | pk | sk |
 * |---|---|---|
 * | head | `CASE#<caseId>` | `HEAD` |
 * | event | `CASE#<caseId>` | `EVENT#000012` |
 * | worklist row | `CASE#<caseId>` | `ITEM#<itemId>` |
 * | entry of a register | `CASE#<caseId>` | `REGISTER#<register>#<id>` |
 * | callback token | `CASE#<caseId>` | `TOKEN#<itemId>` |
 * | message to a department | `CASE#<caseId>` | `DELIVERY#<department>#<id>` |
 * | turn of a lane: who sends to that department | `CASE#<caseId>` | `DELIVERY#<department>#` |
 * | failed effects | `CASE#<caseId>` | `OUTBOX#000012` |
 * | lease on the lane of failed effects | `CASE#<caseId>` | `LANE` |
 * | the machine that runs | `CASE#<caseId>` | `MACHINE` |
 * | request that acted | `INBOX#<scope>#<id>` | `INBOX` |
 * | claimed value | `CLAIM#<group>` | the rest of its key |
 * | licence | `LICENCE#<id>` | `LICENCE` |
 * | postponed erasure | `ERASURE#<shard>` | `<caseId>` |
 * | sequence | `SEQUENCE#<name>` | `SEQUENCE` |
 * | document | `DOCUMENT#<id>` | `DOCUMENT` |
 * | upload under way, with its end as `ttl` | `DOCUMENT#<id>` | `UPLOAD` |
 * | circuit of a department | `CIRCUIT#<department>` | `CIRCUIT` |
 * | imported year of working days | `CALENDAR` | `YEAR#<year>` |
 * | the calendar under which due dates were last computed | `CALENDAR` | `RECOMPUTED` |
 *
 * An entry of a register stands in two indexes, while it is open in all four, each time under `<on>|<caseId>|<id>`:
 *
 * | what is asked | index | partition |
 * |---|---|---|
 * | a register | gsi1 | `REGISTER#<register>#<shard>` |
 * | a department's part of it | gsi2 | `REGISTER#<register>#<department>#<shard>` |
 * | what is open of it | gsi3 | `OPEN#<register>#<shard>` |
 * | what is open of a department's part | gsi4 | `OPEN#<register>#<department>#<shard>` |
 */
export const tableSchema = {
  partitionKey: "pk",
  sortKey: "sk",
  indexes: [
    /** Lists: cases by status, worklists by department, messages by state, parked entries, registers. */
    { name: "gsi1", partitionKey: "gsi1pk", sortKey: "gsi1sk" },
    /** By day: cases that fall due, registers of a department; messages of a department by state. */
    { name: "gsi2", partitionKey: "gsi2pk", sortKey: "gsi2sk" },
    /** By whom or what: cases of an applicant, a message or a parked entry by its id; what is open of a register. */
    { name: "gsi3", partitionKey: "gsi3pk", sortKey: "gsi3sk" },
    /** What waits: cases on the hub itself, what is open of a register on a department. */
    { name: "gsi4", partitionKey: "gsi4pk", sortKey: "gsi4sk" },
  ],
} as const;

/** The name of an index of the table. */
export type IndexName = (typeof tableSchema.indexes)[number]["name"];

/** The table of one deployment and the client that reaches it. */
export interface Table {
  name: string;
  db: DynamoDBDocumentClient;
}

/**
 * How many partitions an index key that everybody writes is spread over: a partition takes 1,000 writes a second.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export const SHARDS = 8;

/** The shard of a text, 0 to {@link SHARDS} - 1: the same for ever. FNV-1a, 32 bits. */
export const shardOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % SHARDS;
};

/** The partition of everything that belongs to one case. */
export const casePartition = (caseId: string): string => `CASE#${caseId}`;

/** A number that sorts as text: `000012`. */
export const sortable = (number: number, digits = 6): string => String(number).padStart(digits, "0");

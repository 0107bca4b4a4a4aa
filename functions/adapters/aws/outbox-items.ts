import { DeleteCommand, GetCommand, PutCommand, paginateQuery, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { RelayEntry } from "../../ports/relay-source.ts";
import type { Item } from "./case-items.ts";
import type { ItemKey } from "./case-keys.ts";
import { makeDynamoIds } from "./ids.ts";
import { isWritten } from "./is-written.ts";
import { readPage } from "./sharded-query.ts";
import { casePartition, sortable, type Table } from "./table.ts";

/** An entry that is kept in the table because it failed, or because one before it of its case did. */
export interface OutboxItem extends RelayEntry {
  /** 0 until it is parked for the first time. */
  id: number;
  /** When it may be tried, in epoch milliseconds. */
  nextAt: number;
  /** What it said when it last failed; empty when it has not been tried. */
  error: string;
  /** When it was parked; `null` while it is in its lane. */
  parkedAt: string | null;
}

const PREFIX = "OUTBOX#";

/**
 * The index partition of parked entries. One is enough: it takes 1,000 writes a second, and an entry comes into it once,
 * when all its tries are spent. Spread over shards, oldest first would take a query for each.
 */
const PARKED = "PARKED";

const ID_DIGITS = 12;

const keyOf = ({ caseId, fromSeq }: Pick<RelayEntry, "caseId" | "fromSeq">) => ({
  pk: casePartition(caseId),
  sk: PREFIX + sortable(fromSeq),
});

/** Where a parked entry is found: in the list, and by its id. An entry in its lane is in no index. */
const indexKeysOf = ({ id, parkedAt }: OutboxItem) =>
  parkedAt === null
    ? {}
    : {
        gsi1pk: PARKED,
        gsi1sk: `${parkedAt}|${sortable(id, ID_DIGITS)}`,
        gsi3pk: PREFIX + id,
        gsi3sk: PARKED,
      };

const rowOf = (item: OutboxItem) => ({
  ...keyOf(item),
  ...item,
  parkedAt: item.parkedAt ?? undefined,
  ...indexKeysOf(item),
});

const itemOf = (row: Record<string, unknown>): OutboxItem => ({
  id: row.id as number,
  caseId: row.caseId as string,
  fromSeq: row.fromSeq as number,
  toSeq: row.toSeq as number,
  attempts: row.attempts as number,
  nextAt: row.nextAt as number,
  error: row.error as string,
  parkedAt: (row.parkedAt as string | undefined) ?? null,
});

/** The condition that an item is in its lane as it was read. */
const asRead = ({ attempts, nextAt }: OutboxItem) => ({
  ConditionExpression: "attempts = :attempts AND nextAt = :nextAt AND attribute_not_exists(parkedAt)",
  ExpressionAttributeValues: { ":attempts": attempts, ":nextAt": nextAt },
});

/**
 * Entries that failed and those held behind them: items of their case's partition, in the order of their events.
 *
 * Those that are not parked are the case's lane: the first is tried, the others wait. An entry gets its id, a number
 * from a counter, when it is parked for the first time; before, nobody can name it. An item changes only if it is still
 * as it was read; changes say whether they were made.
 */
export const makeOutboxItems = (table: Table) => {
  const { name, db } = table;
  const ids = makeDynamoIds(table);

  /** A parked entry is given its id, unless it was parked before. */
  const numbered = async (item: OutboxItem): Promise<OutboxItem> =>
    item.parkedAt === null || item.id !== 0 ? item : { ...item, id: await ids.next("relay") };

  const put = async (
    item: OutboxItem,
    condition: { ConditionExpression: string; ExpressionAttributeValues?: Record<string, unknown> },
  ): Promise<boolean> => {
    const Item = rowOf(await numbered(item));
    return isWritten(db.send(new PutCommand({ TableName: name, Item, ...condition })));
  };

  const read = async ({ pk, sk }: ItemKey): Promise<OutboxItem | null> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: name, Key: { pk, sk }, ConsistentRead: true }),
    );
    return Item === undefined ? null : itemOf(Item);
  };

  return {
    /** All items of a case, parked ones too, in the order of their events. One read unit when there are none. */
    ofCase: async (caseId: string): Promise<OutboxItem[]> => {
      const query = {
        TableName: name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": casePartition(caseId), ":prefix": PREFIX },
        ConsistentRead: true,
      };
      const items: OutboxItem[] = [];
      for await (const { Items = [] } of paginateQuery({ client: db }, query))
        items.push(...Items.map(itemOf));
      return items;
    },
    /** Keep an entry. One that is there already stays as it is. */
    add: (item: OutboxItem): Promise<boolean> =>
      put(item, { ConditionExpression: "attribute_not_exists(pk)" }),
    done: (item: OutboxItem): Promise<boolean> =>
      isWritten(db.send(new DeleteCommand({ TableName: name, Key: keyOf(item), ...asRead(item) }))),
    /** Replace an item of a lane by what came of its try. */
    replace: (item: OutboxItem, by: OutboxItem): Promise<boolean> => put(by, asRead(item)),
    /** Put a parked entry back into its lane. */
    unpark: (item: OutboxItem, nextAt: number): Promise<boolean> =>
      put(
        { ...item, attempts: 0, nextAt, parkedAt: null },
        {
          ConditionExpression: "parkedAt = :parkedAt",
          ExpressionAttributeValues: { ":parkedAt": item.parkedAt },
        },
      ),
    /** Parked entries, the longest parked first. */
    parked: async (limit: number): Promise<OutboxItem[]> => {
      const list = { index: "gsi1", partitions: [PARKED] } as const;
      const rowOf = (row: Item) => (row.parkedAt === undefined ? null : itemOf(row));
      return (await readPage(table, list, limit, rowOf)).rows;
    },
    /** The entry of an id as it is by now, or `null`. */
    ofId: async (id: number): Promise<OutboxItem | null> => {
      const { Items: [found] = [] } = await db.send(
        new QueryCommand({
          TableName: name,
          IndexName: "gsi3",
          KeyConditionExpression: "gsi3pk = :id",
          ExpressionAttributeValues: { ":id": PREFIX + id },
        }),
      );
      return found === undefined ? null : read(found as ItemKey);
    },
  };
};

/** The outbox of one table. */
export type OutboxItems = ReturnType<typeof makeOutboxItems>;

import { QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import type { Page } from "../../ports/case-store.ts";
import { batchGet } from "./batch-get.ts";
import type { Item } from "./case-items.ts";
import type { ItemKey } from "./case-keys.ts";
import { type IndexName, SHARDS, type Table, tableSchema } from "./table.ts";

/**
 * What to list: some partitions of an index, merged by their sort key. `after` is the sort key to continue behind,
 * `before` one that all must sort before; a list that runs backwards has no `before`.
 */
export interface IndexList {
  index: IndexName;
  partitions: readonly string[];
  isBackwards?: boolean;
  after?: string | null;
  before?: string;
}

/** One entry of an index: the item it stands for, and its place in the list. */
export interface IndexEntry extends ItemKey {
  place: string;
}

/** Sort below and above every place; a space is also the least that a place can go on with. */
const LEAST = " ";
const MOST = "~";

/** Sorts behind every place of a day, `2026-11-24|<caseId>`, and before those of the next. */
export const endOfDay = (day: string): string => `${day}}`;

/** The partitions of a sharded index key, one a shard. */
export const eachShard = (partitionOf: (shard: number) => string): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => partitionOf(shard));

const keysOf = (index: IndexName): { partitionKey: string; sortKey: string } => {
  const found = tableSchema.indexes.find(({ name }) => name === index);
  if (found === undefined) throw new Error(`the table has no index ${index}`);
  return found;
};

const rangeOf = ({ index, isBackwards, after, before = MOST }: IndexList) => {
  const { sortKey } = keysOf(index);
  if (isBackwards) return { holds: `${sortKey} < :before`, values: { ":before": after || before } };
  const from = after ? `${after}${LEAST}` : LEAST;
  // DynamoDB refuses a range that ends before it begins.
  if (from > before) return null;
  return { holds: `${sortKey} BETWEEN :after AND :before`, values: { ":after": from, ":before": before } };
};

async function* pagesOf(table: Table, query: QueryCommandInput) {
  let start: Item | undefined;
  do {
    const page = await table.db.send(new QueryCommand({ ...query, ExclusiveStartKey: start }));
    yield page;
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

async function* entriesOf(
  table: Table,
  list: IndexList,
  partition: string,
  pageSize: number,
): AsyncGenerator<IndexEntry> {
  const { partitionKey, sortKey } = keysOf(list.index);
  const range = rangeOf(list);
  if (range === null) return;
  const pages = pagesOf(table, {
    TableName: table.name,
    IndexName: list.index,
    KeyConditionExpression: `${partitionKey} = :partition AND ${range.holds}`,
    ExpressionAttributeValues: { ":partition": partition, ...range.values },
    ScanIndexForward: !list.isBackwards,
    Limit: pageSize,
  });
  for await (const { Items } of pages)
    for (const item of Items ?? [])
      yield { pk: String(item.pk), sk: String(item.sk), place: String(item[sortKey]) };
}

/** Which of some entries comes first in a list; -1 when there is none. Places are ASCII, so text sorts as DynamoDB does. */
const firstOf = (heads: readonly IteratorResult<IndexEntry>[], isBackwards: boolean): number => {
  let first = -1;
  let place = "";
  for (const [index, head] of heads.entries()) {
    if (head.done) continue;
    if (first !== -1 && (isBackwards ? head.value.place <= place : head.value.place >= place)) continue;
    first = index;
    place = head.value.place;
  }
  return first;
};

/**
 * The entries of all partitions of a list in the order of their places. All partitions are read at once, and further
 * only as far as it is asked for; `expected` is how many entries that will be, about.
 */
async function* mergedEntries(table: Table, list: IndexList, expected: number): AsyncGenerator<IndexEntry> {
  const pageSize = Math.ceil((2 * expected) / list.partitions.length) + 1;
  const sources = list.partitions.map((partition) => entriesOf(table, list, partition, pageSize));
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    const first = firstOf(heads, list.isBackwards ?? false);
    const head = heads[first];
    const source = sources[first];
    if (head === undefined || head.done || source === undefined) return;
    yield head.value;
    heads[first] = await source.next();
  }
}

/** Up to `count` further entries, without those that were seen: an item on the move may show in two partitions. */
const takeNew = async (
  entries: AsyncGenerator<IndexEntry>,
  count: number,
  seen: Set<string>,
): Promise<IndexEntry[]> => {
  const taken: IndexEntry[] = [];
  while (taken.length < count) {
    const { value, done } = await entries.next();
    if (done) break;
    const name = `${value.pk}\n${value.sk}`;
    if (!seen.has(name)) taken.push(value);
    seen.add(name);
  }
  return taken;
};

/**
 * One page of a list, its rows read from the table as they are now. An index lags behind its table by a moment:
 * `rowOf` answers `null` for an item that no longer belongs there, and the page is filled with what comes behind. The
 * cursor is the place of the last row.
 */
export const readPage = async <T>(
  table: Table,
  list: IndexList,
  limit: number,
  rowOf: (item: Item) => T | null,
): Promise<Page<T>> => {
  const seen = new Set<string>();
  const entries = mergedEntries(table, list, limit + 1);
  const found: { row: T; place: string }[] = [];
  while (found.length <= limit) {
    const batch = await takeNew(entries, limit + 1 - found.length, seen);
    if (batch.length === 0) break;
    const items = await batchGet(table, batch);
    for (const [index, { place }] of batch.entries()) {
      const item = items[index];
      const row = item === undefined ? null : rowOf(item);
      if (row !== null) found.push({ row, place });
    }
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: page.map(({ row }) => row),
    cursor: found.length > limit && last !== undefined ? last.place : null,
  };
};

/** How many entries a partition of an index holds. */
export const countEntries = async (table: Table, index: IndexName, partition: string): Promise<number> => {
  const pages = pagesOf(table, {
    TableName: table.name,
    IndexName: index,
    Select: "COUNT",
    KeyConditionExpression: `${keysOf(index).partitionKey} = :partition`,
    ExpressionAttributeValues: { ":partition": partition },
  });
  let count = 0;
  for await (const { Count } of pages) count += Count ?? 0;
  return count;
};

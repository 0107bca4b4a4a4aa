import { describe, expect, it } from "vitest";
import { countEntries, type IndexList, readPage } from "../../../../functions/adapters/aws/sharded-query.ts";
import { type Answer, type Call, makeFakeTable } from "./fake-table.ts";

type Entry = Record<"pk" | "sk" | "gsi1pk" | "gsi1sk", { S: string }>;

const entry = (partition: string, place: string, pk = `CASE#${place}`): Entry => ({
  pk: { S: pk },
  sk: { S: "HEAD" },
  gsi1pk: { S: partition },
  gsi1sk: { S: place },
});

const valuesOf = ({ input }: Call) => input.ExpressionAttributeValues as Record<string, { S: string }>;

/** An index that gives one entry a page, and the table behind it; `gone` are items that left their list meanwhile. */
const makeIndex = (partitions: Record<string, Entry[]>, gone: readonly string[] = []) =>
  makeFakeTable((call): Answer => {
    const { operation, input } = call;
    if (operation === "BatchGetItem") {
      const { Keys } = (input.RequestItems as { lianban: { Keys: { pk: { S: string } }[] } }).lianban;
      const items = Keys.map((key) => ({ ...key, isGone: { BOOL: gone.includes(key.pk.S) } }));
      return { Responses: { lianban: items.toReversed() } };
    }
    const { ":partition": partition } = valuesOf(call);
    const entries = partitions[partition?.S ?? ""] ?? [];
    const start = input.ExclusiveStartKey as Entry | undefined;
    const at = start === undefined ? 0 : entries.findIndex(({ gsi1sk }) => gsi1sk.S === start.gsi1sk.S) + 1;
    const found = entries[at];
    const isLast = at >= entries.length - 1;
    return {
      Items: found === undefined ? [] : [found],
      Count: found === undefined ? 0 : 1,
      ...(isLast ? {} : { LastEvaluatedKey: found }),
    };
  });

const list = (partitions: readonly string[], more: Partial<IndexList> = {}): IndexList => ({
  index: "gsi1",
  partitions,
  ...more,
});

const read = (index: ReturnType<typeof makeIndex>, of: IndexList, limit: number) =>
  readPage(index.table, of, limit, (item) => (item.isGone === true ? null : String(item.pk)));

describe("readPage", () => {
  const spread = {
    a: [entry("a", "1"), entry("a", "4"), entry("a", "5")],
    b: [],
    c: [entry("c", "2"), entry("c", "3"), entry("c", "6")],
  };

  it("merges partitions by their sort keys, however many pages each takes", async () => {
    const page = await read(makeIndex(spread), list(["a", "b", "c"]), 10);

    expect(page).toEqual({ rows: ["1", "2", "3", "4", "5", "6"].map((n) => `CASE#${n}`), cursor: null });
  });

  it("ends a page with the place of its last row while there is more", async () => {
    const page = await read(makeIndex(spread), list(["a", "b", "c"]), 4);

    expect(page).toEqual({ rows: ["1", "2", "3", "4"].map((n) => `CASE#${n}`), cursor: "4" });
  });

  it("fills a page with what comes behind rows that have left the list", async () => {
    const page = await read(makeIndex(spread, ["CASE#2", "CASE#3"]), list(["a", "b", "c"]), 3);

    expect(page).toEqual({ rows: ["CASE#1", "CASE#4", "CASE#5"], cursor: "5" });
  });

  it("shows an item once that an index has in two partitions while it moves", async () => {
    const moving = { a: [entry("a", "1", "CASE#x")], c: [entry("c", "1", "CASE#x"), entry("c", "2")] };

    const page = await read(makeIndex(moving), list(["a", "c"]), 10);

    expect(page.rows).toEqual(["CASE#x", "CASE#2"]);
  });

  it("goes on behind a place, up to a bound, forwards", async () => {
    const index = makeIndex({ a: [] });

    await read(index, list(["a"], { after: "2026-11-20|1", before: "2026-11-24}" }), 10);

    expect(index.calls[0]?.input.KeyConditionExpression).toBe(
      "gsi1pk = :partition AND gsi1sk BETWEEN :after AND :before",
    );
    expect(valuesOf(index.calls[0] as Call)).toMatchObject({
      ":after": { S: "2026-11-20|1 " },
      ":before": { S: "2026-11-24}" },
    });
  });

  it("asks nothing when the place to go on from lies behind the bound, which DynamoDB would refuse", async () => {
    const index = makeIndex(spread);

    const page = await read(index, list(["a", "c"], { after: "9", before: "3" }), 10);

    expect(page).toEqual({ rows: [], cursor: null });
    expect(index.calls).toEqual([]);
  });

  it("reads no further than a page needs", async () => {
    const many = Array.from({ length: 500 }, (_, n) => entry("a", String(n).padStart(3, "0")));
    const index = makeIndex({ a: many });

    await read(index, list(["a"]), 2);

    const queries = index.calls.filter(({ operation }) => operation === "Query");
    expect(queries.length).toBeLessThanOrEqual(4);
  });
});

describe("countEntries", () => {
  it("adds up all pages of a partition", async () => {
    const { table } = makeIndex({ a: [entry("a", "1"), entry("a", "2"), entry("a", "3")] });

    expect(await countEntries(table, "gsi1", "a")).toBe(3);
  });
});

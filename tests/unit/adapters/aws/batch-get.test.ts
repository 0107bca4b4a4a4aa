import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { batchGet } from "../../../../functions/adapters/aws/batch-get.ts";
import { type Call, makeFakeTable } from "./fake-table.ts";

interface Key {
  pk: { S: string };
  sk: { S: string };
}

const keysOf = ({ input }: Call): Key[] => (input.RequestItems as { lianban: { Keys: Key[] } }).lianban.Keys;

const keys = (count: number) => Array.from({ length: count }, (_, n) => ({ pk: `CASE#${n}`, sk: "HEAD" }));

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("batchGet", () => {
  it("asks again for what was left unread", async () => {
    const { table, calls } = makeFakeTable((call) => {
      const [first, ...rest] = keysOf(call);
      const unread = rest.length === 0 ? {} : { lianban: { Keys: rest, ConsistentRead: true } };
      return { Responses: { lianban: [{ ...first, n: { N: "1" } }] }, UnprocessedKeys: unread };
    });

    const items = await batchGet(table, keys(3));

    expect(items.map((item) => item?.pk)).toEqual(["CASE#0", "CASE#1", "CASE#2"]);
    expect(calls.map((call) => keysOf(call).length)).toEqual([3, 2, 1]);
  });

  it("gives items in the order of the keys, with a gap for one that is not there", async () => {
    const { table } = makeFakeTable((call) => ({
      Responses: {
        lianban: keysOf(call)
          .filter(({ pk }) => pk.S !== "CASE#1")
          .toReversed(),
      },
    }));

    const items = await batchGet(table, keys(3));

    expect(items.map((item) => item?.pk)).toEqual(["CASE#0", undefined, "CASE#2"]);
  });

  it("asks for 100 keys at a time, and for none without a call", async () => {
    const { table, calls } = makeFakeTable((call) => ({ Responses: { lianban: keysOf(call) } }));

    expect(await batchGet(table, keys(201))).toHaveLength(201);
    expect(await batchGet(table, [])).toEqual([]);
    expect(calls.map((call) => keysOf(call).length).toSorted((a, b) => b - a)).toEqual([100, 100, 1]);
  });

  it("throws when items stay unread", async () => {
    const { table } = makeFakeTable((call) => ({ UnprocessedKeys: { lianban: { Keys: keysOf(call) } } }));

    await expect(batchGet(table, keys(1))).rejects.toThrow("left 1 items unread 12 times");
  });
});

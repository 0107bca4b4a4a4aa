import { describe, expect, it } from "vitest";
import { makeDynamoIds } from "../../../../functions/adapters/aws/ids.ts";
import { type Answer, type Call, makeFakeTable } from "./fake-table.ts";

/** A counter that fails at the calls named. */
const makeCounter = (failing: readonly number[] = []) => {
  let last = 0;
  return makeFakeTable(({ input }: Call, index): Answer => {
    if (failing.includes(index)) return { error: "AccessDeniedException" };
    const { ":count": count } = input.ExpressionAttributeValues as Record<string, { N: string }>;
    last += Number(count?.N);
    return { Attributes: { lastNumber: { N: String(last) } } };
  });
};

describe("makeDynamoIds", () => {
  it("takes no number ahead, so that the numbers of a day are dense", async () => {
    const { table, calls } = makeCounter();

    const one = makeDynamoIds(table);
    const other = makeDynamoIds(table);

    expect([await one.next("s"), await other.next("s"), await one.next("s")]).toEqual([1, 2, 3]);
    expect(calls).toHaveLength(3);
  });

  it("serves all who wait at the same time by one write", async () => {
    const { table, calls } = makeCounter();
    const ids = makeDynamoIds(table);

    const numbers = await Promise.all(Array.from({ length: 1_000 }, () => ids.next("s")));

    expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
    expect(calls).toHaveLength(2);
  });

  it("tells everybody who waited of a failure, and serves those who come later", async () => {
    const { table } = makeCounter([0, 1]);
    const ids = makeDynamoIds(table);

    const failed = await Promise.allSettled([ids.next("s"), ids.next("s"), ids.next("s")]);

    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await ids.next("s")).toBe(1);
  });
});

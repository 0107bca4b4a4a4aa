import { describe, expect, it } from "vitest";
import { makeSqsDeliveries } from "../../../../functions/adapters/aws/deliveries.ts";
import { makeFakeSqs } from "./fake-sqs.ts";
import { type Answer, makeFakeTable } from "./fake-table.ts";

const NOW = 1_764_000_000_000;
const MINUTE_MS = 60_000;

/** A message of the tax department, `minutes` overdue. */
interface Row {
  lane: string;
  id: string;
  minutes: number;
  state?: string;
}

const keyOf = ({ lane, id }: Row) => ({ pk: { S: `CASE#${lane}` }, sk: { S: `DELIVERY#tax#${id}` } });

const itemOf = (row: Row) => ({
  ...keyOf(row),
  caseId: { S: row.lane },
  id: { S: row.id },
  state: { S: row.state ?? "pending" },
  nextAttemptAt: { N: String(NOW - row.minutes * MINUTE_MS) },
});

/** Deliveries over rows in the order of their arrival, after some failures in a row; and the pointers that were sent. */
const makeRig = (rows: readonly Row[], failures = 0) => {
  const { table, calls } = makeFakeTable(({ operation, input }): Answer => {
    if (operation === "GetItem") return failures === 0 ? {} : { Item: { failures: { N: String(failures) } } };
    if (operation === "BatchGetItem") {
      const { Keys } = (input.RequestItems as { lianban: { Keys: { sk: { S: string } }[] } }).lianban;
      const isAsked = (row: Row) => Keys.some(({ sk }) => sk.S === keyOf(row).sk.S);
      return { Responses: { lianban: rows.filter(isAsked).map(itemOf) } };
    }
    const { ":partition": partition } = input.ExpressionAttributeValues as Record<string, { S: string }>;
    const isTax = partition?.S === "MESSAGES#tax#pending";
    return {
      Items: isTax
        ? rows.map((row, n) => ({ ...keyOf(row), gsi2sk: { S: String(n).padStart(6, "0") } }))
        : [],
    };
  });
  const { sqs, calls: sqsCalls } = makeFakeSqs();
  const queueUrlOf = (department: string) => `http://sqs.test/000000000000/${department}`;
  const deliveries = makeSqsDeliveries({ table, sqs, queueUrlOf, now: () => NOW });
  const sent = () =>
    sqsCalls.flatMap(({ input }) => input.Entries.map(({ MessageBody }) => JSON.parse(String(MessageBody))));
  return { deliveries, calls, sent };
};

describe("makeSqsDeliveries", () => {
  describe("remind", () => {
    it("wakes the lane of a message that is more than 15 minutes overdue, and no other", async () => {
      const { deliveries, sent } = makeRig([
        { lane: "case-1", id: "m-1", minutes: 16 },
        { lane: "case-2", id: "m-2", minutes: 15 },
        { lane: "case-3", id: "m-3", minutes: -300 },
        { lane: "case-4", id: "m-4", minutes: 16, state: "delivered" },
      ]);

      expect(await deliveries.remind(["fire", "tax"])).toBe(1);
      expect(sent()).toEqual([{ caseId: "case-1", department: "tax", id: "m-1", isExtra: true }]);
    });

    it("looks only at messages that came more than 15 minutes ago", async () => {
      const { deliveries, calls } = makeRig([]);

      await deliveries.remind(["tax"]);

      const query = calls.find(({ operation }) => operation === "Query")?.input;
      expect(query?.ExpressionAttributeValues).toMatchObject({
        ":before": { S: String(NOW - 15 * MINUTE_MS).padStart(15, "0") },
      });
    });

    it("wakes a lane once, and not one whose oldest message is to be tried later", async () => {
      const { deliveries, sent } = makeRig([
        { lane: "case-1", id: "m-1", minutes: 60 },
        { lane: "case-1", id: "m-2", minutes: 50 },
        { lane: "case-2", id: "m-3", minutes: -300 },
        { lane: "case-2", id: "m-4", minutes: 40 },
      ]);

      expect(await deliveries.remind(["tax"])).toBe(1);
      expect(sent().map(({ id }) => id)).toEqual(["m-1"]);
    });

    it.each([
      { failures: 0, count: 200, name: "200 lanes of a department at most" },
      { failures: 9, count: 200, name: "200 lanes of a department that has failed 9 times" },
      { failures: 10, count: 1, name: "one lane of a department that is left alone" },
    ])("wakes $name", async ({ failures, count }) => {
      const rows = Array.from({ length: 201 }, (_, n) => ({ lane: `case-${n}`, id: `m-${n}`, minutes: 60 }));
      const { deliveries, sent } = makeRig(rows, failures);

      expect(await deliveries.remind(["tax"])).toBe(count);
      expect(sent()).toHaveLength(count);
      expect(sent()).toContainEqual({ caseId: "case-0", department: "tax", id: "m-0", isExtra: true });
    });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDynamoRegisters } from "../../../../functions/adapters/aws/registers.ts";
import { caseIdOf, entryOf } from "../../../contract/samples.ts";
import { type Answer, type Call, cancelled, makeFakeTable } from "./fake-table.ts";

const A = caseIdOf(1);
const entries = (count: number) =>
  Array.from({ length: count }, (_, n) => entryOf(caseIdOf(n), { id: `n-${n}` }));

const makeRegisters = (answer: (call: Call, index: number) => Answer = () => ({})) => {
  const { table, calls } = makeFakeTable(answer);
  return { registers: makeDynamoRegisters(table), calls };
};

const writes = (calls: readonly Call[]) =>
  calls.map(({ operation, input }) => [operation, (input.TransactItems as unknown[] | undefined)?.length]);

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("makeDynamoRegisters", () => {
  describe("enter", () => {
    it("writes one entry as one item, without a transaction, which costs twice", async () => {
      const { registers, calls } = makeRegisters();

      await registers.enter(entries(1));

      expect(writes(calls)).toEqual([["PutItem", undefined]]);
    });

    it("writes up to 25 in one transaction, more in several, and nothing for none", async () => {
      const { registers, calls } = makeRegisters();

      await registers.enter([]);
      await registers.enter(entries(25));
      await registers.enter(entries(51));

      expect(writes(calls)).toEqual([
        ["TransactWriteItems", 25],
        ["TransactWriteItems", 25],
        ["TransactWriteItems", 25],
        ["PutItem", undefined],
      ]);
    });

    it.each([
      { count: 1, answer: { error: "TransactionConflictException" } },
      { count: 2, answer: cancelled("None", "TransactionConflict") },
      { count: 2, answer: cancelled("ThrottlingError", "None") },
    ])("tries $count again that others have in hand: $answer", async ({ count, answer }) => {
      const { registers, calls } = makeRegisters((_, index) => (index < 3 ? answer : {}));

      await registers.enter(entries(count));

      expect(calls).toHaveLength(4);
    });

    it("does not try again what is no contention, and writes no more", async () => {
      const { registers, calls } = makeRegisters(() => cancelled("None", "ValidationError"));

      await expect(registers.enter(entries(60))).rejects.toThrow("DynamoDB cancelled");
      expect(calls).toHaveLength(1);
    });
  });

  describe("register", () => {
    const query = { register: "accountability", from: "2026-11-20", to: "2026-11-24", limit: 10 } as const;

    it.each([
      { more: {}, index: "gsi1", partition: "REGISTER#accountability#" },
      { more: { department: "tax" }, index: "gsi2", partition: "REGISTER#accountability#tax#" },
      { more: { onlyOpen: true }, index: "gsi3", partition: "OPEN#accountability#" },
      { more: { onlyOpen: true, department: "tax" }, index: "gsi4", partition: "OPEN#accountability#tax#" },
    ])("asks $index for $more by a range of days in each shard", async ({ more, index, partition }) => {
      const { registers, calls } = makeRegisters(() => ({ Items: [] }));

      await registers.register({ ...query, ...more });

      expect(calls.map(({ input }) => input)).toEqual(
        Array.from({ length: 8 }, (_, shard) =>
          expect.objectContaining({
            IndexName: index,
            KeyConditionExpression: `${index}pk = :partition AND ${index}sk BETWEEN :after AND :before`,
            ExpressionAttributeValues: {
              ":partition": { S: `${partition}${shard}` },
              ":after": { S: "2026-11-20 " },
              ":before": { S: "2026-11-24}" },
            },
          }),
        ),
      );
    });

    /** An index that has one entry, which the table has otherwise by now. */
    const makeLagging = (changes: { department?: string; isOpen?: boolean; on?: string }) =>
      makeRegisters(({ operation, input }) => {
        const { ":partition": partition } = (input.ExpressionAttributeValues ?? {}) as Record<
          string,
          { S: string }
        >;
        const key = { pk: { S: `CASE#${A}` }, sk: { S: "REGISTER#accountability#a" } };
        const { department, isOpen, on, data } = entryOf(A, changes);
        if (operation === "Query")
          return {
            Items: partition?.S.endsWith("#0") ? [{ ...key, gsi4sk: { S: `2026-11-24|${A}|a` } }] : [],
          };
        const row = { department: { S: department }, isOpen: { BOOL: isOpen }, on: { S: on } };
        return { Responses: { lianban: [{ ...key, ...row, data: { S: JSON.stringify(data) } }] } };
      });

    it.each([
      { changes: {}, found: 1 },
      { changes: { isOpen: false }, found: 0 },
      { changes: { department: "market-regulation" }, found: 0 },
      { changes: { on: "2026-11-25" }, found: 0 },
    ])("shows $found that the table has with $changes by now", async ({ changes, found }) => {
      const { registers } = makeLagging(changes);

      const { rows } = await registers.register({ ...query, department: "tax", onlyOpen: true });

      expect(rows).toHaveLength(found);
    });
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDynamoTaskTokens } from "../../../../functions/adapters/aws/task-tokens.ts";
import { caseIdOf } from "../../../contract/samples.ts";
import { type Answer, cancelled, makeFakeTable } from "./fake-table.ts";

const A = caseIdOf(1);

const open = (...items: readonly string[]): Answer => ({
  Items: items.map((item) => ({
    pk: { S: `CASE#${A}` },
    sk: { S: `TOKEN#${item}` },
    token: { S: `token of ${item}` },
  })),
});

const scripted = (...answers: readonly Answer[]) => {
  const { table, calls } = makeFakeTable((_, index) => answers[index] ?? { error: "Unexpected" });
  return { tokens: makeDynamoTaskTokens(table), calls };
};

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("makeDynamoTaskTokens", () => {
  describe("take", () => {
    it("looks again when the other token went meanwhile, and is then the last", async () => {
      const { tokens, calls } = scripted(
        open("a", "b"),
        cancelled("None", "ConditionalCheckFailed"),
        open("a"),
        {},
      );

      expect(await tokens.take(A, "a")).toEqual({ token: "token of a", left: 0 });
      expect(calls.map(({ operation }) => operation)).toEqual([
        "Query",
        "TransactWriteItems",
        "Query",
        "DeleteItem",
      ]);
    });

    it("goes away empty when somebody else took the token between its look and its hand", async () => {
      const { tokens } = scripted(open("a"), { error: "ConditionalCheckFailedException" }, open("b"));

      expect(await tokens.take(A, "a")).toEqual({ token: null, left: 1 });
    });

    it("tries again while others have a token in hand", async () => {
      const { tokens } = scripted(open("a", "b"), cancelled("TransactionConflict", "None"), {});

      expect(await tokens.take(A, "a")).toEqual({ token: "token of a", left: 1 });
    });

    it("throws when it may not write", async () => {
      const { tokens } = scripted(open("a"), { error: "AccessDeniedException" });

      await expect(tokens.take(A, "a")).rejects.toMatchObject({ name: "AccessDeniedException" });
    });
  });

  describe("peek and remove", () => {
    it("reads a token without taking it", async () => {
      const { tokens } = scripted({ Item: { token: { S: "t-1" } } }, {});

      expect(await tokens.peek(A, "a")).toBe("t-1");
      expect(await tokens.peek(A, "a")).toBeNull();
    });

    it("removes a token only while it is still the same", async () => {
      const { tokens, calls } = scripted({}, { error: "ConditionalCheckFailedException" });

      expect(await tokens.remove(A, "a", "t-1")).toBe(true);
      expect(await tokens.remove(A, "a", "t-1")).toBe(false);
      expect(calls[0]?.input).toMatchObject({ ExpressionAttributeValues: { ":token": { S: "t-1" } } });
    });
  });
});

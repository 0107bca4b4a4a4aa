import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeDynamoCaseStore } from "../../../../functions/adapters/aws/case-store.ts";
import { appendOf, caseIdOf, entryOf } from "../../../contract/samples.ts";
import { type Answer, type Call, cancelled, makeFakeTable } from "./fake-table.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);
const inbox = { scope: "webhook:tax", id: "m-1", digest: "d-1", answer: "first" };

const makeStore = (answer: (call: Call, index: number) => Answer) => {
  const { table, calls } = makeFakeTable(answer);
  const payloads = new Map<string, Uint8Array>();
  const largePayloads = {
    put: async (key: string, bytes: Uint8Array) => void payloads.set(key, bytes),
    get: async (key: string) => payloads.get(key) ?? new Uint8Array(),
  };
  const store = makeDynamoCaseStore({ table, largePayloads });
  return { store, calls, payloads };
};

const operations = (calls: readonly Call[]) => calls.map(({ operation }) => operation);

beforeEach(() => {
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("makeDynamoCaseStore", () => {
  describe("append", () => {
    it("tries again while others have its items in hand, each time as a transaction of its own", async () => {
      const { store, calls } = makeStore((_, index) =>
        index < 3 ? cancelled("TransactionConflict", "None") : {},
      );

      const result = await store.append(appendOf(A, 0));

      expect(result).toEqual({ kind: "Appended" });
      expect(new Set(calls.map(({ input }) => input.ClientRequestToken)).size).toBe(4);
    });

    it("lets the condition decide once the other writer is through", async () => {
      const { store } = makeStore((_, index) =>
        index === 0
          ? cancelled("TransactionConflict", "None")
          : cancelled({ Code: "ConditionalCheckFailed", Item: { version: { N: "2" } } }, "None"),
      );

      expect(await store.append(appendOf(A, 1))).toEqual({ kind: "VersionConflict", current: 2 });
    });

    it("gives up after a bounded number of tries, with the cause", async () => {
      const { store, calls } = makeStore(() => cancelled("TransactionConflict", "None"));

      const failure = store.append(appendOf(A, 0));

      await expect(failure).rejects.toThrow(/met other writers 20 times/);
      await expect(failure).rejects.toMatchObject({ cause: { name: "TransactionCanceledException" } });
      expect(calls).toHaveLength(20);
    });

    it("does not try again what is no contention", async () => {
      const { store, calls } = makeStore(() => cancelled("None", "ValidationError"));

      await expect(store.append(appendOf(A, 0))).rejects.toThrow("DynamoDB cancelled an append");
      expect(calls).toHaveLength(1);
    });

    it("writes again without the release of a value that somebody else holds", async () => {
      const { store, calls } = makeStore((_, index) =>
        index === 0 ? cancelled("None", "ConditionalCheckFailed", "None") : {},
      );

      const result = await store.append(appendOf(A, 1, { claims: [{ act: "release", key: "name:b" }] }));

      expect(result).toEqual({ kind: "Appended" });
      expect(calls.map(({ input }) => (input.TransactItems as unknown[]).length)).toEqual([3, 2]);
    });

    it("finds a repeated request also where DynamoDB told of the version only", async () => {
      const { store, calls } = makeStore(({ operation }) =>
        operation === "GetItem"
          ? { Item: { digest: { S: "d-1" }, answer: { S: "first" } } }
          : cancelled("None", { Code: "ConditionalCheckFailed", Item: { version: { N: "2" } } }, "None"),
      );

      const result = await store.append(appendOf(A, 1, { inbox: { ...inbox, answer: "second" } }));

      expect(result).toEqual({ kind: "Repeated", entry: inbox });
      expect(calls.at(-1)?.input).toMatchObject({ ConsistentRead: true });
    });

    it("finds another version also where DynamoDB told of the taken value only", async () => {
      const heads = [{ version: { N: "1" } }, { version: { N: "7" } }];
      const { store } = makeStore(({ operation }) =>
        operation === "GetItem"
          ? { Item: { pk: { S: `CASE#${A}` }, ...heads.shift() } }
          : cancelled("None", { Code: "ConditionalCheckFailed", Item: { caseId: { S: B } } }, "None"),
      );
      const append = appendOf(A, 1, { claims: [{ act: "reserve", key: "name:b" }] });

      expect(await store.append(append)).toEqual({ kind: "Taken", key: "name:b", by: B });
      expect(await store.append(append)).toEqual({ kind: "VersionConflict", current: 7 });
    });

    it("puts a payload over 64 KB away before it writes, and a reference into the item", async () => {
      const payload = new Uint8Array(64 * 1_024 + 1).fill(7);
      const { store, calls, payloads } = makeStore(() => ({}));
      const [event] = appendOf(A, 0).events;

      await store.append({ ...appendOf(A, 0), events: event === undefined ? [] : [{ ...event, payload }] });

      const items = calls[0]?.input.TransactItems as { Put: { Item: Record<string, unknown> } }[];
      expect(payloads).toEqual(new Map([[`events/${A}/1-hash-1`, payload]]));
      expect(items[1]?.Put.Item).toMatchObject({ payloadRef: { S: `events/${A}/1-hash-1` } });
      expect(items[1]?.Put.Item).not.toHaveProperty("payload");
    });

    it("takes a hundred items with its register entries, and refuses more before it writes any", async () => {
      const { store, calls } = makeStore(() => ({}));
      const entries = Array.from({ length: 98 }, (_, n) => entryOf(A, { id: `n-${n}` }));

      await store.append(appendOf(A, 0, { entries }));
      const tooMany = store.append(appendOf(A, 0, { entries: [...entries, entryOf(A, { id: "one more" })] }));

      await expect(tooMany).rejects.toThrow("has 101 items");
      expect(calls.map(({ input }) => (input.TransactItems as unknown[]).length)).toEqual([100]);
    });

    it("writes nothing when a large payload cannot be put away", async () => {
      const { table, calls } = makeFakeTable(() => ({}));
      const down = async () => Promise.reject(new Error("the bucket is away"));
      const store = makeDynamoCaseStore({ table, largePayloads: { put: down, get: down } });
      const events = appendOf(A, 0).events.map((each) => ({ ...each, payload: new Uint8Array(70_000) }));

      await expect(store.append({ ...appendOf(A, 0), events })).rejects.toThrow("the bucket is away");
      expect(calls).toEqual([]);
    });
  });

  describe("load", () => {
    const event = (seq: number) => ({
      pk: { S: `CASE#${A}` },
      sk: { S: `EVENT#00000${seq}` },
      payload: { B: "AQ==" },
    });
    const head = (version: number) => ({
      pk: { S: `CASE#${A}` },
      sk: { S: "HEAD" },
      version: { N: String(version) },
    });
    const versionsOf = async (store: ReturnType<typeof makeStore>["store"], afterSeq?: number) => {
      const loaded = await store.load(A, afterSeq);
      return { version: loaded?.head.version, seqs: loaded?.events.map(({ seq }) => seq) };
    };

    it("leaves out events that are newer than the head it read", async () => {
      const { store } = makeStore(() => ({ Items: [event(1), event(2), event(3), head(2)] }));

      expect(await versionsOf(store)).toEqual({ version: 2, seqs: [1, 2] });
    });

    it("reads anew when the head is newer than the events it read, or not there yet", async () => {
      const readings = [
        { Items: [event(1)] },
        { Items: [event(1), head(2)] },
        { Items: [event(1), event(2), head(2)] },
      ];
      const { store, calls } = makeStore((_, index) => readings[index] ?? {});

      expect(await versionsOf(store)).toEqual({ version: 2, seqs: [1, 2] });
      expect(calls).toHaveLength(3);
    });

    it("throws when events are missing for good", async () => {
      const { store } = makeStore(() => ({ Items: [event(1), head(3)] }));

      await expect(store.load(A)).rejects.toThrow("does not match its head");
    });

    it("reads every page of a long log", async () => {
      const next = { pk: { S: `CASE#${A}` }, sk: { S: "EVENT#000001" } };
      const { store, calls } = makeStore((_, index) =>
        index === 0 ? { Items: [event(1)], LastEvaluatedKey: next } : { Items: [event(2), head(2)] },
      );

      expect(await versionsOf(store)).toEqual({ version: 2, seqs: [1, 2] });
      expect(calls[1]?.input.ExclusiveStartKey).toEqual(next);
      expect(calls.every(({ input }) => input.ConsistentRead === true)).toBe(true);
    });

    it("reads a head alone when there is nothing after a number", async () => {
      const { store } = makeStore(() => ({ Items: [head(2)] }));

      expect(await versionsOf(store, 2)).toEqual({ version: 2, seqs: [] });
      expect(await versionsOf(store, 5)).toEqual({ version: 2, seqs: [] });
    });
  });

  describe("destroyKey", () => {
    it("tries again while an append has the head in hand, and forgets the postponed erasure last", async () => {
      const { store, calls } = makeStore((_, index) =>
        index === 0 ? { error: "TransactionConflictException" } : {},
      );

      expect(await store.destroyKey(A)).toBe(true);
      expect(operations(calls)).toEqual(["UpdateItem", "UpdateItem", "DeleteItem"]);
    });

    it("takes the mark of effects out with the key, so that the stream does not tell of them again", async () => {
      const { store, calls } = makeStore(() => ({}));

      await store.destroyKey(A);

      expect(calls[0]?.input).toMatchObject({
        UpdateExpression: "REMOVE #wrappedKey, #effectsFrom",
        ConditionExpression: "attribute_exists(wrappedKey)",
      });
    });
  });

  describe("holders", () => {
    it.each(["document", "document:", "document:D1", "name:", ""])(
      'says that it cannot list the prefix "%s"',
      async (prefix) => {
        const { store, calls } = makeStore(() => ({}));

        await expect(store.holders(prefix)).rejects.toThrow("cannot be listed");
        expect(calls).toEqual([]);
      },
    );
  });
});

import { describe, expect, it } from "vitest";
import { makeStreamRelaySource } from "../../../../functions/adapters/aws/relay-source.ts";
import type { RelayEntry } from "../../../../functions/ports/relay-source.ts";
import { caseIdOf } from "../../../contract/samples.ts";
import { makeFakeQueue } from "./fake-queue.ts";
import { type Answer, type Call, makeFakeTable } from "./fake-table.ts";
import { headRecord } from "./head-record.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);
const NOW = Date.parse("2026-11-24T06:00:00.000Z");
const REFUSED: Answer = { error: "ConditionalCheckFailedException" };
const BROKEN: Answer = { error: "ValidationException" };

/** An item of the outbox as DynamoDB gives it. */
const outboxItem = (fromSeq: number, changes: Record<string, { S: string } | { N: string }> = {}) => ({
  pk: { S: `CASE#${A}` },
  sk: { S: `OUTBOX#00000${fromSeq}` },
  caseId: { S: A },
  id: { N: "0" },
  fromSeq: { N: String(fromSeq) },
  toSeq: { N: String(fromSeq) },
  attempts: { N: "1" },
  nextAt: { N: String(NOW) },
  error: { S: "Error: no machine was compiled" },
  ...changes,
});

const parkedItem = (fromSeq: number) =>
  outboxItem(fromSeq, { id: { N: "7" }, parkedAt: { S: "2026-11-24T05:00:00.000Z" } });

/** The source over a table that answers as it is told, and whatever it handed, wrote and sent. */
const makeSource = ({
  answer = () => ({}),
  isReachable,
  isFailing = () => false,
  pausesMs = [30_000],
}: {
  answer?: (call: Call, index: number) => Answer;
  isReachable?: (index: number) => boolean;
  isFailing?: (entry: RelayEntry) => boolean;
  pausesMs?: readonly number[];
} = {}) => {
  const { table, calls } = makeFakeTable(answer);
  const { sqs, queueUrl, sent } = makeFakeQueue(isReachable);
  const told: unknown[] = [];
  const log = { error: (code: string, facts?: object) => void told.push({ code, ...facts }) };
  const source = makeStreamRelaySource({ table, sqs, queueUrl, pausesMs, now: () => NOW, log });
  const handed: string[] = [];
  source.run(async (entry) => {
    handed.push(`${entry.caseId}:${entry.fromSeq}`);
    if (isFailing(entry)) throw new Error("no machine was compiled");
  });
  const operations = () => calls.map(({ operation }) => operation);
  return { source, calls, operations, sent, handed, told };
};

const failures = (...itemIdentifiers: string[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

/** A table that holds some items of case A and whose leases are free. */
const holding =
  (...Items: ReturnType<typeof outboxItem>[]) =>
  ({ operation }: Call): Answer =>
    operation === "Query" ? { Items } : {};

describe("takeStream", () => {
  it("costs one strongly consistent read for all entries of a case, and no write", async () => {
    const { source, calls, sent, handed } = makeSource();

    const response = await source.takeStream([headRecord(A, 1, 2), headRecord(A, 3), headRecord(A, 4)]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([`${A}:1`, `${A}:3`, `${A}:4`]);
    expect(calls).toMatchObject([{ operation: "Query", input: { ConsistentRead: true } }]);
    expect(sent).toEqual([]);
  });

  it("keeps an entry that fails with its next try, and has its lane looked at then", async () => {
    const { source, calls, sent } = makeSource({ isFailing: () => true });

    const response = await source.takeStream([headRecord(A, 1, 2)]);

    expect(response).toEqual(failures());
    expect(calls.at(-1)).toMatchObject({
      operation: "PutItem",
      input: {
        ConditionExpression: "attribute_not_exists(pk)",
        Item: {
          pk: { S: `CASE#${A}` },
          sk: { S: "OUTBOX#000001" },
          toSeq: { N: "2" },
          attempts: { N: "1" },
          nextAt: { N: String(NOW + 30_000) },
          error: { S: "Error: no machine was compiled" },
        },
      },
    });
    expect(sent).toMatchObject([{ DelaySeconds: 30 }]);
  });

  it("brings again what it could neither carry out nor keep and all behind it of its case, and tells", async () => {
    const answer = ({ operation }: Call): Answer => (operation === "PutItem" ? BROKEN : {});
    const isFailing = ({ fromSeq, caseId }: RelayEntry) => caseId === A && fromSeq === 2;
    const { source, handed, told } = makeSource({ answer, isFailing });

    const response = await source.takeStream([
      headRecord(A, 1, 1, "100"),
      headRecord(A, 2, 2, "101"),
      headRecord(B, 1, 1, "102"),
      headRecord(A, 3, 3, "103"),
    ]);

    expect(response).toEqual(failures("101", "103"));
    expect(handed.toSorted()).toEqual([`${A}:1`, `${A}:2`, `${B}:1`]);
    expect(told).toMatchObject([{ code: "relay-record-returned", caseId: A }]);
  });

  it("hands nothing while the table cannot be read", async () => {
    const { source, handed } = makeSource({ answer: () => BROKEN });

    const response = await source.takeStream([headRecord(A, 1, 1, "100")]);

    expect(response).toEqual(failures("100"));
    expect(handed).toEqual([]);
  });

  it("brings an entry again that was kept without a message, and then only sends the message", async () => {
    const kept: unknown[] = [];
    const answer = ({ operation }: Call): Answer => {
      if (operation === "Query") return { Items: kept };
      kept.push(outboxItem(1, { nextAt: { N: String(NOW + 30_000) } }));
      return kept.length === 1 ? {} : REFUSED;
    };
    const { source, sent, handed } = makeSource({
      answer,
      isFailing: () => true,
      isReachable: (index) => index > 0,
    });

    const first = await source.takeStream([headRecord(A, 1, 1, "100")]);
    const again = await source.takeStream([headRecord(A, 1, 1, "100")]);

    expect(first).toEqual(failures("100"));
    expect(again).toEqual(failures());
    expect(handed).toEqual([`${A}:1`]);
    expect(sent).toMatchObject([{ DelaySeconds: 30 }]);
  });

  it("puts an entry behind one of its case, to be looked at when that one is tried", async () => {
    const first = outboxItem(1, { nextAt: { N: String(NOW + 12_000) } });
    const { source, calls, sent, handed } = makeSource({ answer: holding(parkedItem(0), first) });

    await source.takeStream([headRecord(A, 2)]);

    expect(handed).toEqual([]);
    expect(calls.at(-1)?.input.Item).toMatchObject({ sk: { S: "OUTBOX#000002" }, attempts: { N: "0" } });
    expect(sent).toMatchObject([{ DelaySeconds: 12 }]);
  });

  it("leaves an entry that is parked to the person it waits for when it is told of again", async () => {
    const { source, operations, handed } = makeSource({ answer: holding(parkedItem(1)) });

    const response = await source.takeStream([headRecord(A, 1)]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([]);
    expect(operations()).toEqual(["Query"]);
  });

  it("holds a lease only beside a parked entry, which may come back at any time", async () => {
    const { source, operations, handed } = makeSource({ answer: holding(parkedItem(1)) });

    await source.takeStream([headRecord(A, 2)]);

    expect(handed).toEqual([`${A}:2`]);
    expect(operations()).toEqual(["Query", "PutItem", "DeleteItem"]);
  });

  it("takes records of nothing for done", async () => {
    const { source, calls } = makeSource();

    expect(await source.takeStream([{}, { dynamodb: { SequenceNumber: "100" } }])).toEqual(failures());
    expect(calls).toEqual([]);
  });

  it("brings everything again before it runs", async () => {
    const { table } = makeFakeTable(() => ({}));
    const source = makeStreamRelaySource({ table, ...makeFakeQueue() });

    expect(await source.takeStream([headRecord(A, 1, 1, "100")])).toEqual(failures("100"));
  });
});

describe("takeQueue", () => {
  const message = (messageId: string, caseId = A) => ({ messageId, body: JSON.stringify({ caseId }) });

  it("carries out a lane under a lease, and forgets what is through", async () => {
    const { source, operations, handed, sent } = makeSource({
      answer: holding(outboxItem(1), outboxItem(2)),
    });

    const response = await source.takeQueue([message("m-1")]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([`${A}:1`, `${A}:2`]);
    expect(operations()).toEqual(["PutItem", "Query", "DeleteItem", "PutItem", "DeleteItem", "DeleteItem"]);
    expect(sent).toEqual([]);
  });

  it("leaves parked entries of the case alone", async () => {
    const { source, handed } = makeSource({ answer: holding(parkedItem(1), outboxItem(2)) });

    await source.takeQueue([message("m-1")]);

    expect(handed).toEqual([`${A}:2`]);
  });

  it("sends a message on that comes before its time, at most by fifteen minutes", async () => {
    const item = outboxItem(1, { nextAt: { N: String(NOW + 1_800_000) } });
    const { source, handed, sent } = makeSource({ answer: holding(item) });

    const response = await source.takeQueue([message("m-1")]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([]);
    expect(sent).toMatchObject([{ MessageBody: `{"caseId":"${A}"}`, DelaySeconds: 900 }]);
  });

  it("looks once for several messages about a case, and sends one on", async () => {
    const { source, handed, sent } = makeSource({
      answer: holding(outboxItem(1)),
      isFailing: () => true,
      pausesMs: [1_000, 2_000],
    });

    const response = await source.takeQueue([message("m-1"), message("m-2")]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([`${A}:1`]);
    expect(sent).toMatchObject([{ DelaySeconds: 2 }]);
  });

  it("comes back in a moment to a lane that another worker has in hand", async () => {
    const { source, operations, handed, sent } = makeSource({ answer: () => REFUSED });

    const response = await source.takeQueue([message("m-1")]);

    expect(response).toEqual(failures());
    expect(handed).toEqual([]);
    expect(operations()).toEqual(["PutItem"]);
    expect(sent).toMatchObject([{ DelaySeconds: 2 }]);
  });

  it("hands nothing more of a lane it lost to another worker", async () => {
    const answer = (call: Call, index: number): Answer =>
      index === 3 ? REFUSED : holding(outboxItem(1), outboxItem(2))(call);
    const { source, handed, sent } = makeSource({ answer });

    await source.takeQueue([message("m-1")]);

    expect(handed).toEqual([`${A}:1`]);
    expect(sent).toMatchObject([{ DelaySeconds: 2 }]);
  });

  it("parks an entry after its last try and goes on to the next", async () => {
    const answer = (call: Call): Answer =>
      call.operation === "UpdateItem"
        ? { Attributes: { lastNumber: { N: "8" } } }
        : holding(outboxItem(1), outboxItem(2))(call);
    const { source, calls, handed } = makeSource({ answer, isFailing: ({ fromSeq }) => fromSeq === 1 });

    await source.takeQueue([message("m-1")]);

    expect(handed).toEqual([`${A}:1`, `${A}:2`]);
    expect(calls.find(({ input }) => "Item" in input && "parkedAt" in (input.Item as object))).toMatchObject({
      input: {
        Item: {
          id: { N: "8" },
          attempts: { N: "2" },
          parkedAt: { S: "2026-11-24T06:00:00.000Z" },
          gsi1pk: { S: "PARKED" },
          gsi1sk: { S: "2026-11-24T06:00:00.000Z|000000000008" },
          gsi3pk: { S: "OUTBOX#8" },
        },
      },
    });
  });

  it("brings messages again that name no case, or whose lane could not be looked at", async () => {
    const { source, told } = makeSource({ answer: () => BROKEN });

    const response = await source.takeQueue([message("m-1"), { messageId: "m-2", body: "?" }]);

    expect(response).toEqual(failures("m-1", "m-2"));
    expect(told).toMatchObject([
      { code: "relay-message-returned", caseId: null },
      { code: "relay-message-returned", caseId: A },
    ]);
  });
});

describe("retry", () => {
  it("leaves a message behind that comes even when the request dies right after its write", async () => {
    const answer = ({ operation, input }: Call): Answer => {
      if (operation === "Query") return { Items: [parkedItem(1)] };
      return operation === "GetItem" ? { Item: parkedItem(1) } : { Attributes: input };
    };
    const { source, sent } = makeSource({ answer, isReachable: (index) => index === 0 });

    await expect(source.retry(7)).rejects.toThrow();

    expect(sent).toMatchObject([{ MessageBody: `{"caseId":"${A}"}`, DelaySeconds: 60 }]);
  });
});

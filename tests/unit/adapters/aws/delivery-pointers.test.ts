import { describe, expect, it } from "vitest";
import {
  makeDeliveryPointers,
  type QueueRecord,
  type ReceivedPointer,
  readPointer,
} from "../../../../functions/adapters/aws/delivery-pointers.ts";
import { makeFakeSqs } from "./fake-sqs.ts";

const DAY_MS = 86_400_000;

const urlOf = (department: string): string => `http://sqs.test/000000000000/${department}`;

const pointerTo = (n: number, department = "tax") => ({ caseId: `case-${n}`, department, id: `m-${n}` });

const received = (n: number, changes: Partial<ReceivedPointer> = {}): ReceivedPointer => ({
  ...pointerTo(n),
  isExtra: false,
  messageId: `message-${n}`,
  receiptHandle: `handle-${n}`,
  receives: 1,
  sentAt: Date.now(),
  ...changes,
});

const recordWith = (body: string): QueueRecord => ({
  messageId: "message-1",
  receiptHandle: "handle-1",
  body,
  attributes: { ApproximateReceiveCount: "3", SentTimestamp: "1764000000000" },
});

describe("readPointer", () => {
  it("reads what was sent, with how often it came and when it was sent", async () => {
    const { sqs, calls } = makeFakeSqs();
    await makeDeliveryPointers(sqs, urlOf).send([pointerTo(1), { ...pointerTo(2), isExtra: true }]);
    const bodies = calls[0]?.input.Entries.map(({ MessageBody }) => String(MessageBody)) ?? [];

    const pointers = bodies.map((body) => readPointer(recordWith(body)));

    const arrived = {
      messageId: "message-1",
      receiptHandle: "handle-1",
      receives: 3,
      sentAt: 1_764_000_000_000,
    };
    expect(pointers).toEqual([
      { ...pointerTo(1), isExtra: false, ...arrived },
      { ...pointerTo(2), isExtra: true, ...arrived },
    ]);
  });

  it.each(["", "{", "null", "7", '"tax"', "[]", "{}", '{"caseId":"1","department":"tax","id":7}'])(
    "reads no pointer from %j",
    (body) => {
      expect(readPointer(recordWith(body))).toBeNull();
    },
  );
});

describe("makeDeliveryPointers", () => {
  describe("send", () => {
    it("sends each department's pointers to its queue, ten in a call", async () => {
      const { sqs, calls } = makeFakeSqs();
      const many = Array.from({ length: 21 }, (_, n) => pointerTo(n));

      await makeDeliveryPointers(sqs, urlOf).send([...many, pointerTo(99, "fire")]);

      const sizes = calls.map(({ input }) => [input.QueueUrl, input.Entries.length]);
      expect(sizes.toSorted()).toEqual([
        [urlOf("fire"), 1],
        [urlOf("tax"), 1],
        [urlOf("tax"), 10],
        [urlOf("tax"), 10],
      ]);
    });

    it("calls nobody for no pointers", async () => {
      const { sqs, calls } = makeFakeSqs();

      await makeDeliveryPointers(sqs, urlOf).send([]);

      expect(calls).toEqual([]);
    });

    it("throws when SQS takes only some", async () => {
      const { sqs } = makeFakeSqs(({ Id }) => Id !== "1");

      const sending = makeDeliveryPointers(sqs, urlOf).send([pointerTo(1), pointerTo(2)]);

      await expect(sending).rejects.toThrow("SQS did not take 1 messages for tax: try again");
    });
  });

  describe("keep", () => {
    it.each([
      { milliseconds: 0, seconds: 1 },
      { milliseconds: 1_000, seconds: 1 },
      { milliseconds: 1_001, seconds: 2 },
      { milliseconds: 42_300_000, seconds: 42_300 },
      { milliseconds: 86_400_000, seconds: 42_300 },
    ])("hides a pointer that waits $milliseconds ms for $seconds s", async ({ milliseconds, seconds }) => {
      const { sqs, calls } = makeFakeSqs();

      const kept = await makeDeliveryPointers(sqs, urlOf).keep([{ pointer: received(1), milliseconds }]);

      expect(kept.map(({ messageId }) => messageId)).toEqual(["message-1"]);
      expect(calls.map(({ operation }) => operation)).toEqual(["ChangeMessageVisibilityBatch"]);
      expect(calls[0]?.input.Entries).toEqual([
        { Id: "0", ReceiptHandle: "handle-1", VisibilityTimeout: seconds },
      ]);
    });

    it("keeps a pointer that SQS no longer has in hand", async () => {
      const { sqs } = makeFakeSqs(() => false);

      const kept = await makeDeliveryPointers(sqs, urlOf).keep([{ pointer: received(1), milliseconds: 1 }]);

      expect(kept).toHaveLength(1);
    });

    it.each([
      { name: "was received 50 times", changes: { receives: 50 } },
      { name: "is 10 days old", changes: { sentAt: Date.now() - 10 * DAY_MS } },
    ])("puts a fresh one in the place of a pointer that $name", async ({ changes }) => {
      const { sqs, calls } = makeFakeSqs();
      const pointer = received(1, changes);

      const kept = await makeDeliveryPointers(sqs, urlOf).keep([{ pointer, milliseconds: 7_200_000 }]);

      expect(kept).toEqual([]);
      expect(calls.map(({ operation }) => operation)).toEqual(["SendMessageBatch"]);
      expect(calls[0]?.input.Entries).toEqual([
        { Id: "0", MessageBody: JSON.stringify(pointerTo(1)), DelaySeconds: 900 },
      ]);
    });

    it("keeps one that was received 49 times and is nearly 10 days old", async () => {
      const { sqs } = makeFakeSqs();
      const pointer = received(1, { receives: 49, sentAt: Date.now() - 10 * DAY_MS + 60_000 });

      const kept = await makeDeliveryPointers(sqs, urlOf).keep([{ pointer, milliseconds: 1 }]);

      expect(kept).toEqual([pointer]);
    });

    it("deletes no pointer whose successor SQS did not take", async () => {
      const { sqs } = makeFakeSqs(() => false);

      const keeping = makeDeliveryPointers(sqs, urlOf).keep([
        { pointer: received(1, { receives: 50 }), milliseconds: 1 },
      ]);

      await expect(keeping).rejects.toThrow("SQS did not take 1 messages");
    });
  });
});

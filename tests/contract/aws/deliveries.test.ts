import { setTimeout as pass } from "node:timers/promises";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery, DeliveryRecord, SendDelivery } from "../../../functions/ports/deliveries.ts";
import type { Log } from "../../../functions/ports/log.ts";
import { testDeliveries } from "../deliveries.contract.ts";
import { caseIdOf, deliveryOf } from "../samples.ts";
import { deliveriesFixture } from "./deliveries-fixture.ts";
import { type DeliveriesRig, makeDeliveriesRig } from "./deliveries-rig.ts";

const delivered: SendDelivery = async () => ({ kind: "Delivered" });
const failing =
  (retryAfterSeconds: number | null = null): SendDelivery =>
  async () => ({ kind: "Retry", reason: "HTTP 503", retryAfterSeconds });

/** One message for each of `count` cases, to the tax department. */
const messages = (count: number): Delivery[] =>
  Array.from({ length: count }, (_, n) => deliveryOf(`m-${n}`, { caseId: caseIdOf(n) }));

describe("the AWS adapters", () => {
  testDeliveries(deliveriesFixture);
});

describe("makeSqsDeliveries", () => {
  let rig: DeliveriesRig;

  beforeEach(async () => {
    rig = await makeDeliveriesRig();
  });
  afterEach(() => rig.dispose());

  const commands = (): string[] => rig.asked.map(({ command }) => command);

  const rowsOf = async (): Promise<DeliveryRecord[]> => (await rig.open().list({ limit: 100 })).rows;

  const hidings = (): unknown[] =>
    rig.asked
      .filter(({ command }) => command === "ChangeMessageVisibilityBatchCommand")
      .flatMap(({ input }) => input.Entries as { VisibilityTimeout: number }[])
      .map(({ VisibilityTimeout }) => VisibilityTimeout);

  describe("enqueue", () => {
    it("sends the pointer again that a crash kept from the queue", async () => {
      const crashing = rig.open({ queueUrlOf: (department) => `${rig.queues.urlOf(department)}-gone` });
      await expect(crashing.enqueue([deliveryOf("m-1")])).rejects.toThrow();
      expect(await rig.receive()).toEqual([]);

      await rig.open().enqueue([deliveryOf("m-1")]);

      expect(await rig.receive()).toHaveLength(1);
      expect(await rowsOf()).toHaveLength(1);
    });

    it("sends no pointer to what is delivered", async () => {
      const deliveries = rig.open();
      deliveries.run(delivered);
      await deliveries.enqueue([deliveryOf("m-1")]);
      await deliveries.takeBatch(await rig.receive());
      rig.asked.length = 0;

      await deliveries.enqueue([deliveryOf("m-1")]);

      expect(commands()).toEqual(["PutItemCommand"]);
    });

    it("keeps a message for a department without a queue, and says what is to be done", async () => {
      const deliveries = rig.open({ queueUrlOf: () => null });

      await expect(deliveries.enqueue([deliveryOf("m-1")])).rejects.toThrow('"tax" has no queue');

      expect(await rowsOf()).toMatchObject([{ id: "m-1", state: "pending" }]);
    });
  });

  describe("redeliver", () => {
    it("sends a pointer again to a message that is still pending, in case it got lost", async () => {
      const crashing = rig.open({ queueUrlOf: (department) => `${rig.queues.urlOf(department)}-gone` });
      await expect(crashing.enqueue([deliveryOf("m-1")])).rejects.toThrow();

      expect(await rig.open().redeliver("m-1")).toBe("NotFound");

      expect(await rig.receive()).toHaveLength(1);
    });
  });

  describe("takeBatch", () => {
    it("reads a lane, leases it, writes the outcome and lets go; the circuit is read and not written", async () => {
      const deliveries = rig.open();
      deliveries.run(delivered);
      await deliveries.enqueue([deliveryOf("m-1")]);
      const records = await rig.receive();
      rig.asked.length = 0;

      const answer = await deliveries.takeBatch(records);

      expect(answer).toEqual({ batchItemFailures: [] });
      expect(commands()).toEqual([
        "QueryCommand",
        "GetItemCommand",
        "UpdateItemCommand",
        "UpdateItemCommand",
        "UpdateItemCommand",
      ]);
    });

    it("sends a payload as large as an item of the table takes, whole", async () => {
      const payload = new Uint8Array(390_000).fill(7);
      const deliveries = rig.open();
      const sent: Delivery[] = [];
      deliveries.run(async (delivery) => {
        sent.push(delivery);
        return { kind: "Delivered" };
      });
      await deliveries.enqueue([deliveryOf("m-1", { payload })]);

      await deliveries.takeBatch(await rig.receive());

      expect(sent.map((delivery) => Buffer.compare(delivery.payload, payload))).toEqual([0]);
    });

    it("reads the circuit once for all lanes of a batch, and not at all when nothing is due", async () => {
      const deliveries = rig.open({ now: () => 0 });
      deliveries.run(failing(600));
      await deliveries.enqueue(messages(10));
      const records = await rig.receive();
      rig.asked.length = 0;

      await deliveries.takeBatch(records);
      const reads = commands().filter((command) => command === "GetItemCommand");
      rig.asked.length = 0;
      await deliveries.takeBatch(records);

      expect(records).toHaveLength(10);
      expect(reads).toHaveLength(1);
      expect(new Set(commands())).toEqual(new Set(["QueryCommand", "ChangeMessageVisibilityBatchCommand"]));
    });

    it.each([
      { asked: 600, hidden: 600 },
      { asked: 86_400, hidden: 42_300 },
    ])("keeps the pointer of a message due in $asked s, hidden for $hidden s", async ({ asked, hidden }) => {
      const deliveries = rig.open({ now: () => 0, pausesMs: [5_000] });
      deliveries.run(failing(asked));
      await deliveries.enqueue([deliveryOf("m-1")]);
      const records = await rig.receive();

      const answer = await deliveries.takeBatch(records);

      expect(answer.batchItemFailures).toEqual([{ itemIdentifier: records[0]?.messageId }]);
      expect(hidings()).toEqual([hidden]);
    });

    it("hides the pointers to a department that is left alone until it is tried, often seen ones far apart", async () => {
      const deliveries = rig.open({ now: () => 0, random: () => 0.5, breakAfter: 1, breakMs: 30_000 });
      deliveries.run(failing());
      await deliveries.enqueue(messages(1));
      await deliveries.takeBatch(await rig.receive());
      await deliveries.enqueue(messages(5).slice(1));
      const records = await rig.receive();
      rig.asked.length = 0;

      const { batchItemFailures } = await deliveries.takeBatch(
        records.map((record, index) => ({
          ...record,
          attributes: { ...record.attributes, ApproximateReceiveCount: ["1", "2", "11", "40"][index] ?? "" },
        })),
      );

      expect(batchItemFailures).toHaveLength(4);
      expect(hidings()).toEqual([30, 45, 180, 480]);
      expect(commands()).not.toContain("UpdateItemCommand");
    });

    it("sends every message of a batch once its probe of a department that was down is answered", async () => {
      let at = 0;
      let isUp = false;
      const deliveries = rig.open({ breakAfter: 1, now: () => at });
      deliveries.run(async (delivery, attempt) =>
        isUp ? delivered(delivery, attempt) : failing()(delivery, attempt),
      );
      await deliveries.enqueue(messages(10));
      const records = await rig.receive();
      await deliveries.takeBatch(records);

      isUp = true;
      at += 30_000;
      const answer = await deliveries.takeBatch(records);

      expect(records).toHaveLength(10);
      expect(answer).toEqual({ batchItemFailures: [] });
    });

    it("sleeps through a wait of less than a second", async () => {
      const deliveries = rig.open({ pausesMs: [300], jitter: 0 });
      const sent: number[] = [];
      deliveries.run(async (delivery, attempt) => {
        sent.push(Date.now());
        return attempt === 1 ? failing()(delivery, attempt) : delivered(delivery, attempt);
      });
      await deliveries.enqueue([deliveryOf("m-1")]);

      const answer = await deliveries.takeBatch(await rig.receive());

      expect(answer).toEqual({ batchItemFailures: [] });
      expect((sent[1] ?? 0) - (sent[0] ?? 0)).toBeGreaterThanOrEqual(300);
    });

    it("begins no message of a lane so late that its lease might run out meanwhile", async () => {
      const deliveries = rig.open({ leaseMs: 3_000 });
      const sent: string[] = [];
      deliveries.run(async ({ id }) => {
        sent.push(id);
        await pass(id === "m-2" ? 1_100 : 0);
        return { kind: "Delivered" };
      });
      await deliveries.enqueue(["m-1", "m-2", "m-3"].map((id) => deliveryOf(id)));
      const records = await rig.receive();

      const { batchItemFailures } = await deliveries.takeBatch(records);
      expect(sent).toEqual(["m-1", "m-2"]);
      await deliveries.takeBatch(records);

      expect(batchItemFailures).toEqual([{ itemIdentifier: records[2]?.messageId }]);
      expect(sent).toEqual(["m-1", "m-2", "m-3"]);
    });

    it("sends a message that was put back into its place before one that came later", async () => {
      const deliveries = rig.open();
      const log: string[] = [];
      deliveries.run(async ({ id }) => {
        log.push(id);
        if (id === "m-1")
          return log.length === 1 ? { kind: "Stop", reason: "HTTP 410" } : { kind: "Delivered" };
        if (id === "m-2") await deliveries.redeliver("m-1");
        return { kind: "Delivered" };
      });
      await deliveries.enqueue(["m-1", "m-2", "m-3"].map((id) => deliveryOf(id)));

      await deliveries.takeBatch(await rig.receive());

      expect(log).toEqual(["m-1", "m-2", "m-1", "m-3"]);
    });

    it("deletes every pointer to a message that is ended, and none to one that waits behind it", async () => {
      const deliveries = rig.open({ pausesMs: [60_000] });
      deliveries.run(async ({ id }) =>
        id === "m-1" ? { kind: "Delivered" } : { kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null },
      );
      await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
      await deliveries.enqueue([deliveryOf("m-1"), deliveryOf("m-2")]);
      const records = await rig.receive();

      const { batchItemFailures } = await deliveries.takeBatch(records);

      const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      const bodies = records
        .filter(({ messageId }) => kept.has(messageId))
        .map(({ body }) => JSON.parse(body));
      expect(bodies.map(({ id }) => id)).toEqual(["m-2", "m-2"]);
    });

    it("leaves a message that is no pointer to its dead letter queue", async () => {
      const deliveries = rig.open();
      deliveries.run(delivered);
      for (const MessageBody of ["{", "null", '{"caseId":"1","department":"tax"}'])
        await rig.sqs.send(new SendMessageCommand({ QueueUrl: rig.queues.urlOf("tax") ?? "", MessageBody }));
      await deliveries.enqueue([deliveryOf("m-1")]);
      const records = await rig.receive();

      const { batchItemFailures } = await deliveries.takeBatch(records);

      expect(batchItemFailures).toEqual(
        records.slice(0, 3).map(({ messageId }) => ({ itemIdentifier: messageId })),
      );
      expect(hidings()).toEqual([]);
      expect(await rowsOf()).toMatchObject([{ state: "delivered" }]);
    });

    it("tells of a lane that cannot be run, keeps its pointer, and sends the others' messages", async () => {
      const told: unknown[] = [];
      const silent = (): void => undefined;
      const log: Log = { info: silent, warn: silent, error: (code, facts) => told.push({ code, ...facts }) };
      rig.table.db.middlewareStack.add(
        (next) => (args) =>
          JSON.stringify(args.input).includes(`CASE#${caseIdOf(1)}`)
            ? Promise.reject(new Error("the partition is gone"))
            : next(args),
        { step: "initialize" },
      );
      const deliveries = rig.open({ log });
      deliveries.run(delivered);
      const [first, , third] = messages(3);
      await deliveries.enqueue([first, third].filter((message) => message !== undefined));
      const MessageBody = JSON.stringify({ caseId: caseIdOf(1), department: "tax", id: "m-1" });
      await rig.sqs.send(new SendMessageCommand({ QueueUrl: rig.queues.urlOf("tax") ?? "", MessageBody }));
      const records = await rig.receive();

      const { batchItemFailures } = await deliveries.takeBatch(records);

      expect(batchItemFailures).toEqual([{ itemIdentifier: records[2]?.messageId }]);
      expect(told).toEqual([
        {
          code: "delivery-lane-failed",
          caseId: caseIdOf(1),
          department: "tax",
          error: "Error: the partition is gone",
        },
      ]);
    });

    it("takes nothing before it has a sender, nor once it is stopped", async () => {
      const deliveries = rig.open();
      await deliveries.enqueue([deliveryOf("m-1")]);
      const records = await rig.receive();
      const kept = { batchItemFailures: [{ itemIdentifier: records[0]?.messageId }] };

      expect(await deliveries.takeBatch(records)).toEqual(kept);
      deliveries.run(delivered);
      await deliveries.stop();

      expect(await deliveries.takeBatch(records)).toEqual(kept);
    });
  });
});

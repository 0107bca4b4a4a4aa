import { setTimeout as pass } from "node:timers/promises";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery, DeliveryRecord, SendDelivery } from "../../../functions/ports/deliveries.ts";
import { eventually, makeGate } from "../fixture.ts";
import { caseIdOf, deliveryOf } from "../samples.ts";
import { type DeliveriesRig, makeDeliveriesRig } from "./deliveries-rig.ts";
import { makeEventSource } from "./delivery-event-source.ts";

const delivered: SendDelivery = async () => ({ kind: "Delivered" });
const failing: SendDelivery = async () => ({ kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null });

/** One message for each of `count` cases, to the tax department. */
const messages = (count: number): Delivery[] =>
  Array.from({ length: count }, (_, n) => deliveryOf(`m-${n}`, { caseId: caseIdOf(n) }));

describe("several invocations of makeSqsDeliveries at once", () => {
  let rig: DeliveriesRig;

  beforeEach(async () => {
    rig = await makeDeliveriesRig();
  });
  afterEach(() => rig.dispose());

  const rowsOf = async (): Promise<DeliveryRecord[]> => (await rig.open().list({ limit: 100 })).rows;

  it("send the messages of a lane one after another, each once, however often pointers come", async () => {
    const underWay = new Set<string>();
    const log: string[] = [];
    const doubles: string[] = [];
    const send: SendDelivery = async ({ id, caseId }) => {
      if (underWay.has(caseId)) doubles.push(id);
      underWay.add(caseId);
      log.push(id);
      await pass(5);
      underWay.delete(caseId);
      return { kind: "Delivered" };
    };
    const all = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((lane) =>
      [1, 2, 3].map((n) => deliveryOf(`m-${lane}-${n}`, { caseId: caseIdOf(lane) })),
    );
    for (const round of [1, 2, 3]) await rig.open().enqueue(round === 2 ? all.toReversed() : all);

    const sources = [1, 2, 3].map(() => {
      const instance = rig.open();
      instance.run(send);
      const source = makeEventSource(rig.sqs, instance.takeBatch);
      rig.queues.urls().map(source.poll);
      return source;
    });
    await eventually(async () => expect((await rowsOf()).map(({ state }) => state)).not.toContain("pending"));
    for (const source of sources) await source.crash();

    expect(doubles).toEqual([]);
    expect(log.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    for (const lane of [0, 1, 2])
      expect(log.filter((id) => id.startsWith(`m-${lane}-`))).toEqual([1, 2, 3].map((n) => `m-${lane}-${n}`));
  });

  it("have one probe of a department that is down under way at a time", async () => {
    let underWay = 0;
    let most = 0;
    const calls: number[] = [];
    const send: SendDelivery = async () => {
      calls.push(Date.now());
      underWay += 1;
      most = Math.max(most, underWay);
      await pass(50);
      underWay -= 1;
      return { kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null };
    };
    const options = { breakAfter: 1, breakMs: 400, pausesMs: [1, 1, 1, 1, 1, 1, 1, 1], random: () => 0 };
    await rig.open().enqueue([deliveryOf("first")]);
    const first = rig.open({ ...options, pausesMs: [3_600_000] });
    first.run(send);
    await first.takeBatch(await rig.receive());
    await rig.open().enqueue(messages(30).slice(1));

    const sources = [1, 2, 3].map(() => {
      const instance = rig.open(options);
      instance.run(send);
      const source = makeEventSource(rig.sqs, instance.takeBatch);
      rig.queues.urls().map(source.poll);
      return source;
    });
    await eventually(() => expect(calls.length).toBeGreaterThan(4));
    for (const source of sources) await source.crash();

    expect(most).toBe(1);
    const pauses = calls.slice(1).map((at, index) => at - (calls[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(400);
  });

  it("wake the lanes that wait once a department answers again", async () => {
    let at = 0;
    let isUp = false;
    const deliveries = rig.open({ breakAfter: 1, now: () => at });
    deliveries.run(async () =>
      isUp ? { kind: "Delivered" } : { kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null },
    );
    await deliveries.enqueue(messages(20));
    await deliveries.takeBatch(await rig.receive());
    const later = await rig.receive();
    await deliveries.takeBatch(later);
    expect(await rig.receive()).toEqual([]);

    isUp = true;
    at += 30_000;
    await deliveries.takeBatch(later.slice(0, 1));
    const woken = [...(await rig.receive()), ...(await rig.receive())];
    await deliveries.takeBatch(woken);

    expect(woken).toHaveLength(19);
    expect((await rowsOf()).map(({ state }) => state)).not.toContain("pending");
  });

  it("wake what is overdue when its pointer is lost, and nothing before", async () => {
    const at = Date.now();
    const sent: string[] = [];
    await rig.open().enqueue(messages(3));
    await rig.receive();

    const early = await rig.open({ now: () => at + 899_000 }).remind(["tax"]);
    const reminded = await rig.open({ now: () => at + 960_000 }).remind(["tax"]);
    const instance = rig.open();
    instance.run(async ({ id }) => {
      sent.push(id);
      return { kind: "Delivered" };
    });
    await eventually(async () => {
      await instance.takeBatch(await rig.receive());
      expect(sent.toSorted()).toEqual(["m-0", "m-1", "m-2"]);
    });

    expect([early, reminded]).toEqual([0, 3]);
    expect(await rig.open().remind(["tax"])).toBe(0);
  });

  it("drop a pointer that only wakes, whatever it finds", async () => {
    const deliveries = rig.open({ pausesMs: [60_000] });
    deliveries.run(failing);
    await deliveries.enqueue([deliveryOf("m-1")]);
    await deliveries.takeBatch(await rig.receive());
    const MessageBody = JSON.stringify({
      caseId: caseIdOf(0),
      department: "tax",
      id: "m-1",
      isExtra: true,
    });
    await rig.sqs.send(new SendMessageCommand({ QueueUrl: rig.queues.urlOf("tax") ?? "", MessageBody }));
    const records = await rig.receive();

    expect(records).toHaveLength(1);
    expect(await deliveries.takeBatch(records)).toEqual({ batchItemFailures: [] });
  });

  it("leave a lane alone that one of them has, until its lease has run out", async () => {
    const dying = rig.open({ leaseMs: 1_500 });
    dying.run(() => new Promise(() => undefined));
    const sent: string[] = [];
    const other = rig.open({ leaseMs: 1_500 });
    other.run(async ({ id }) => {
      sent.push(id);
      return { kind: "Delivered" };
    });
    await other.enqueue([deliveryOf("m-1")]);
    const records = await rig.receive();
    void dying.takeBatch(records);
    await eventually(() =>
      expect(rig.asked.filter(({ command }) => command === "UpdateItemCommand")).toHaveLength(1),
    );

    const early = await other.takeBatch(records);
    expect(sent).toEqual([]);
    expect(early.batchItemFailures).toHaveLength(1);
    await pass(1_500);
    await other.takeBatch(records);

    expect(sent).toEqual(["m-1"]);
  });

  it("write one outcome of an attempt, that of whoever came back first", async () => {
    const [begun, gate] = [makeGate(), makeGate()];
    const slow = rig.open({ leaseMs: 300 });
    slow.run(async () => {
      begun.open();
      await gate.opened;
      return { kind: "Retry", reason: "HTTP 504", retryAfterSeconds: null };
    });
    const other = rig.open({ leaseMs: 300 });
    other.run(delivered);
    await other.enqueue([deliveryOf("m-1")]);
    const records = await rig.receive();
    const late = slow.takeBatch(records);
    await begun.opened;
    await pass(400);
    await other.takeBatch(records);

    gate.open();
    const answer = await late;

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(await rowsOf()).toMatchObject([{ state: "delivered", attempts: 1, lastError: null }]);
  });
});

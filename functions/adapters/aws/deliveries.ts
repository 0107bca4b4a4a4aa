import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Deliveries, SendDelivery } from "../../ports/deliveries.ts";
import type { Log } from "../../ports/log.ts";
import { DELIVERY_PAUSES_MS } from "../shared/delivery-pauses.ts";
import { makeCircuitItem } from "./circuit-item.ts";
import { type DeliveryKey, makePositions } from "./delivery-items.ts";
import { LEASE_MS } from "./delivery-limits.ts";
import { makeDeliveryPointers, type QueueRecord, readPointer } from "./delivery-pointers.ts";
import { makeDeliveryTable } from "./delivery-table.ts";
import { makeBatchRunner } from "./run-batch.ts";
import type { Table } from "./table.ts";

/** Where deliveries rest and how they are sent. */
export interface SqsDeliveryOptions {
  table: Table;
  sqs: SQSClient;
  /** The address of a department's queue; `null` for a department without one. */
  queueUrlOf: (department: string) => string | null;
  /** @default {@link DELIVERY_PAUSES_MS} */
  pausesMs?: readonly number[];
  /** Share of a pause that is added at random, 0 to 1. @default 0.2 */
  jitter?: number;
  /** Failures in a row after which a department is left alone for a while; those pauses use up no attempts. @default 10 */
  breakAfter?: number;
  /** How long it is left alone, in milliseconds. @default 30000 */
  breakMs?: number;
  /** How long one invocation may have a lane, or a probe of a department, in hand; in milliseconds. @default {@link LEASE_MS} */
  leaseMs?: number;
  /** Where a lane that could not be run is told, as `delivery-lane-failed`. @default - it is told nowhere */
  log?: Log;
  /** @default Date.now */
  now?: () => number;
  /** @default Math.random */
  random?: () => number;
}

/** What an event source is answered: the messages it must not delete. */
export interface BatchAnswer {
  batchItemFailures: { itemIdentifier: string }[];
}

/** Deliveries whose sending is driven by the messages of their queues. */
export interface SqsDeliveries extends Deliveries {
  /**
   * Run what a batch of a department's queue points to. The messages in the answer are to be kept, as a function
   * answers with `ReportBatchItemFailures`; they stay hidden until it is worth looking at them.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
   */
  takeBatch: (records: readonly QueueRecord[]) => Promise<BatchAnswer>;
  /**
   * Wake the lanes of departments whose oldest message was to be tried more than 15 minutes ago, as when its pointer
   * was lost: at most 200 lanes of a department, and one, to probe it, of a department that is left alone. Returns how
   * many. Throws when a queue does not take them, or for a department without one.
   */
  remind: (departments: readonly string[]) => Promise<number>;
}

/** How long a message may be overdue before its lane is woken, in milliseconds. */
const OVERDUE_MS = 15 * 60_000;

/** How many lanes of a department are woken at a time. */
const REMINDERS = 200;

const keeping = (messages: readonly { messageId: string }[]): BatchAnswer => ({
  batchItemFailures: messages.map(({ messageId }) => ({ itemIdentifier: messageId })),
});

/**
 * Deliveries in the table, which holds the truth, and a queue for each department, which wakes.
 *
 * A delivery is put into the table, then a pointer to it into the queue, which stays there until the delivery is ended.
 * Whoever receives a pointer runs the lane it points into; so pointers may come twice, late or in any order.
 */
export const makeSqsDeliveries = (options: SqsDeliveryOptions): SqsDeliveries => {
  const { pausesMs = DELIVERY_PAUSES_MS, jitter = 0.2, breakAfter = 10, breakMs = 30_000 } = options;
  const { leaseMs = LEASE_MS, log, now = Date.now, random = Math.random, table } = options;
  const deliveries = makeDeliveryTable(table);
  const pointers = makeDeliveryPointers(options.sqs, options.queueUrlOf);
  const nextPosition = makePositions(now);
  const inHand = new Set<Promise<unknown>>();
  let sender: SendDelivery | null = null;
  let isStopped = false;

  const runBatch = makeBatchRunner({
    ...{ table, deliveries, pointers, pauses: { pausesMs, jitter, random }, breakAfter, breakMs, leaseMs },
    ...{ log, now, isStopped: () => isStopped },
  });

  const take = async (records: readonly QueueRecord[], send: SendDelivery): Promise<BatchAnswer> => {
    const read = records.map((record) => ({ record, pointer: readPointer(record) }));
    const unread = read.filter(({ pointer }) => pointer === null).map(({ record }) => record);
    const kept = await runBatch(
      read.flatMap(({ pointer }) => pointer ?? []),
      send,
    );
    return keeping([...unread, ...kept]);
  };

  const remindOne = async (department: string): Promise<number> => {
    const { failures } = await makeCircuitItem(table, department).read();
    const limit = failures >= breakAfter ? 1 : REMINDERS;
    const overdue = await deliveries.overdue(department, now() - OVERDUE_MS, limit);
    // Extra ones: kept pointers would add up, one each time, while a department is down for days.
    await pointers.send(overdue.map((key) => ({ ...key, isExtra: true })));
    return overdue.length;
  };

  return {
    enqueue: async (all) => {
      const waiting: DeliveryKey[] = [];
      // One after another: what comes later must never be there without what came before.
      for (const delivery of all)
        if ((await deliveries.insert(delivery, nextPosition(), now())) === "pending") waiting.push(delivery);
      await pointers.send(waiting);
    },
    list: ({ department, state, cursor = null, limit }) => deliveries.list(department, state, cursor, limit),
    hasPending: deliveries.hasPending,
    redeliver: async (id) => {
      const revived = await deliveries.revive(id, now());
      if (revived !== null) await pointers.send([revived.key]);
      return revived?.wasEnded ? "Redelivered" : "NotFound";
    },
    run: (send) => {
      sender = send;
    },
    takeBatch: async (records) => {
      if (sender === null || isStopped) return keeping(records);
      const batch = take(records, sender);
      inHand.add(batch);
      return batch.finally(() => inHand.delete(batch));
    },
    remind: async (departments) => {
      const counts = await Promise.all(departments.map(remindOne));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    stop: async () => {
      isStopped = true;
      await Promise.allSettled(inHand);
    },
  };
};

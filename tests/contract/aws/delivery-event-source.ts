import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { BatchAnswer } from "../../../functions/adapters/aws/deliveries.ts";
import type { QueueRecord } from "../../../functions/adapters/aws/delivery-pointers.ts";
import { receive } from "./deliveries-rig.ts";

/** Invocations at once for one queue, and how long a queue that was found empty is left alone unless it is rung for. */
const POLLERS = 2;
const IDLE_MS = 100;

const entriesOf = (records: readonly QueueRecord[]) =>
  records.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));

/** Queues that invoke a function with what is in them, as Lambda's event source mappings do. */
export interface EventSource {
  poll: (queueUrl: string) => void;
  /** Something may be in a queue now. */
  ring: () => void;
  /** The process of the function dies: nothing more is heard of it, and what it had in hand comes back at once. */
  crash: () => Promise<void>;
}

/**
 * Poll queues, hand over up to ten messages at once, and delete those the answer does not name. An invocation that
 * throws has failed as a whole: its messages come back when their queue's visibility timeout is over.
 */
export const makeEventSource = (
  sqs: SQSClient,
  invoke: (records: readonly QueueRecord[]) => Promise<BatchAnswer>,
): EventSource => {
  const inHand = new Map<readonly QueueRecord[], string>();
  let bell = Promise.withResolvers<void>();
  let isDead = false;

  const ring = (): void => {
    bell.resolve();
    bell = Promise.withResolvers();
  };

  const take = async (queueUrl: string, records: readonly QueueRecord[]): Promise<void> => {
    inHand.set(records, queueUrl);
    const { batchItemFailures } = await invoke(records);
    inHand.delete(records);
    const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = records.filter(({ messageId }) => !kept.has(messageId));
    if (done.length > 0 && !isDead)
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entriesOf(done) }));
  };

  const idle = async (): Promise<void> => {
    const timeout = Promise.withResolvers<void>();
    const timer = setTimeout(timeout.resolve, IDLE_MS);
    await Promise.race([bell.promise, timeout.promise]);
    clearTimeout(timer);
  };

  const work = async (queueUrl: string): Promise<void> => {
    while (!isDead) {
      const records = await receive(sqs, queueUrl);
      if (records.length === 0) await idle();
      else if (!isDead) await take(queueUrl, records).catch(() => undefined);
    }
  };

  /** A queue that is gone has no more work. */
  const workUntilGone = (queueUrl: string): Promise<void> => work(queueUrl).catch(() => undefined);

  return {
    ring,
    poll: (queueUrl) => {
      for (let poller = 0; poller < POLLERS; poller += 1) void workUntilGone(queueUrl);
    },
    crash: async () => {
      isDead = true;
      ring();
      for (const [records, QueueUrl] of inHand) {
        const Entries = entriesOf(records).map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
};

import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { DeliveryKey } from "./delivery-items.ts";
import { LONGEST_HIDING_SECONDS, RENEW_AFTER_MS, RENEW_AFTER_RECEIVES } from "./delivery-limits.ts";

/** A message of a department's queue as Lambda hands it over. */
export interface QueueRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: { ApproximateReceiveCount: string; SentTimestamp: string };
}

/**
 * What a department's queue carries: a hint that a delivery may wait. The table says whether it does and what it is.
 *
 * Each delivery that is not ended has a pointer in the queue, which stays until it is. An `isExtra` one only wakes: it
 * is dropped whatever it finds.
 */
export interface Pointer extends DeliveryKey {
  isExtra?: boolean;
}

/** A pointer as it came. */
export interface ReceivedPointer extends Pointer {
  messageId: string;
  receiptHandle: string;
  /** How often it has been received, this time included. */
  receives: number;
  /** When it was sent, in epoch milliseconds. */
  sentAt: number;
}

/** What one call to SQS takes. */
const ENTRIES_A_CALL = 10;

/** The longest SQS holds a message back, in seconds. */
const LONGEST_DELAY_SECONDS = 900;

const isText = (value: unknown): value is string => typeof value === "string";

const parsed = (body: string): Record<string, unknown> | null => {
  try {
    return JSON.parse(body) as Record<string, unknown> | null;
  } catch {
    return null;
  }
};

/** The pointer a message holds, or `null` when it holds none. */
export const readPointer = ({
  messageId,
  receiptHandle,
  body,
  attributes,
}: QueueRecord): ReceivedPointer | null => {
  const { caseId, department, id, isExtra } = parsed(body) ?? {};
  if (!isText(caseId) || !isText(department) || !isText(id)) return null;
  return {
    ...{ caseId, department, id, isExtra: isExtra === true, messageId, receiptHandle },
    receives: Number(attributes.ApproximateReceiveCount),
    sentAt: Number(attributes.SentTimestamp),
  };
};

/** The body of a pointer's message. */
const bodyOf = ({ caseId, department, id, isExtra }: Pointer): string =>
  JSON.stringify({ caseId, department, id, ...(isExtra === true ? { isExtra } : {}) });

/** Values in lots that one call takes, each of one department. */
const lotsOf = <T>(
  values: readonly T[],
  departmentOf: (value: T) => string,
): { department: string; lot: T[] }[] =>
  [...Map.groupBy(values, departmentOf)].flatMap(([department, all]) =>
    Array.from({ length: Math.ceil(all.length / ENTRIES_A_CALL) }, (_, index) => ({
      department,
      lot: all.slice(index * ENTRIES_A_CALL, (index + 1) * ENTRIES_A_CALL),
    })),
  );

const secondsOf = (milliseconds: number, most: number): number =>
  Math.min(Math.max(Math.ceil(milliseconds / 1_000), 1), most);

/** Whether a fresh pointer should take the place of one, since its receipts or its age come near what the queue allows. */
const isWorn = ({ receives, sentAt }: ReceivedPointer): boolean =>
  receives >= RENEW_AFTER_RECEIVES || Date.now() - sentAt >= RENEW_AFTER_MS;

/** Pointers in the queues of departments. `queueUrlOf` answers `null` for a department without a queue. */
export const makeDeliveryPointers = (sqs: SQSClient, queueUrlOf: (department: string) => string | null) => {
  const queueOf = (department: string): string => {
    const url = queueUrlOf(department);
    if (url === null)
      throw new Error(`the department "${department}" has no queue; connect it and deploy the stack again`);
    return url;
  };

  /** Throws unless SQS has taken all of them. */
  const send = async (pointers: readonly Pointer[], delaySeconds = 0): Promise<void> => {
    const lots = lotsOf(pointers, ({ department }) => department);
    await Promise.all(
      lots.map(async ({ department, lot }) => {
        const { Failed = [] } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: queueOf(department),
            Entries: lot.map((pointer, index) => ({
              Id: String(index),
              MessageBody: bodyOf(pointer),
              DelaySeconds: delaySeconds,
            })),
          }),
        );
        if (Failed.length > 0)
          throw new Error(
            `SQS did not take ${Failed.length} messages for ${department}: ${Failed[0]?.Message}`,
          );
      }),
    );
  };

  /** Hide received pointers. One that SQS no longer has in hand comes back by itself. */
  const hide = async (
    waits: readonly { pointer: ReceivedPointer; milliseconds: number }[],
  ): Promise<void> => {
    const lots = lotsOf(waits, ({ pointer }) => pointer.department);
    await Promise.all(
      lots.map(({ department, lot }) =>
        sqs.send(
          new ChangeMessageVisibilityBatchCommand({
            QueueUrl: queueOf(department),
            Entries: lot.map(({ pointer, milliseconds }, index) => ({
              Id: String(index),
              ReceiptHandle: pointer.receiptHandle,
              VisibilityTimeout: secondsOf(milliseconds, LONGEST_HIDING_SECONDS),
            })),
          }),
        ),
      ),
    );
  };

  return {
    send,
    /**
     * Have pointers come back in so many milliseconds: not earlier, unless that is longer than the queue can hide or
     * hold back, and up to a second later. Returns those that are kept and must not be deleted; a fresh one has taken
     * the place of every other.
     */
    keep: async (
      waits: readonly { pointer: ReceivedPointer; milliseconds: number }[],
    ): Promise<ReceivedPointer[]> => {
      const { worn = [], kept = [] } = Object.groupBy(waits, ({ pointer }) =>
        isWorn(pointer) ? "worn" : "kept",
      );
      await Promise.all([
        hide(kept),
        ...worn.map(({ pointer, milliseconds }) =>
          send([pointer], secondsOf(milliseconds, LONGEST_DELAY_SECONDS)),
        ),
      ]);
      return kept.map(({ pointer }) => pointer);
    },
  };
};

/** The pointers of one deployment. */
export type DeliveryPointers = ReturnType<typeof makeDeliveryPointers>;

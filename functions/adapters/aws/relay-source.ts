import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Log } from "../../ports/log.ts";
import type { ParkedEntry, RelaySource } from "../../ports/relay-source.ts";
import { errorText } from "../shared/error-text.ts";
import { RELAY_PAUSES_MS } from "../shared/relay-pauses.ts";
import { eachAtMost } from "./each-at-most.ts";
import { makeLaneLeases } from "./lane-leases.ts";
import { makeOutboxItems, type OutboxItem } from "./outbox-items.ts";
import { makeRelayHandler } from "./relay-handler.ts";
import { makeRelayLanes } from "./relay-lanes.ts";
import { caseIdOf, makeRelayQueue, type QueueRecord } from "./relay-queue.ts";
import { type StreamRecord, type Stretch, stretchOf } from "./stream-records.ts";
import type { Table } from "./table.ts";

/** How many cases of a batch are in hand at once. */
const CASES_AT_ONCE = 32;

/** How long a lease outlasts the longest try, for the reads and writes around it. */
const LEASE_MARGIN_MS = 30_000;

/** When the message comes that covers a retry cut short: when no request that asked for one can run any more. */
const RETRY_COVER_MS = 60_000;

/** What Lambda is told of a batch: which of it must come again. */
export interface BatchResponse {
  batchItemFailures: { itemIdentifier: string }[];
}

/** A source whose entries Lambda brings. */
export interface StreamRelaySource extends RelaySource {
  /** A batch of the table's stream. Of a case, nothing is carried out behind what must come again. */
  takeStream: (records: readonly StreamRecord[]) => Promise<BatchResponse>;
  /** A batch of the retry queue. */
  takeQueue: (records: readonly QueueRecord[]) => Promise<BatchResponse>;
}

/** What the source rests on. */
export interface StreamRelaySourceParts {
  table: Table;
  sqs: SQSClient;
  /** The retry queue. */
  queueUrl: string;
  /** Pauses before the second, third … try, in milliseconds; SQS makes seconds of them. @default {@link RELAY_PAUSES_MS} */
  pausesMs?: readonly number[];
  /** How long one try may take before it counts as failed, in milliseconds. @default 20000 */
  deadlineMs?: number;
  /** The clock of the schedule, in epoch milliseconds. @default the machine's clock */
  now?: () => number;
  /** Told why a record must come again. @default - nobody is told */
  log?: Pick<Log, "error">;
}

/** One record and what it tells of. */
interface Told {
  stretch: Stretch;
  record: string;
}

const toldOf = (record: StreamRecord): Told[] => {
  const stretch = stretchOf(record);
  return stretch === null ? [] : [{ stretch, record: record.dynamodb?.SequenceNumber ?? "" }];
};

const parkedOf = ({ nextAt: _, parkedAt, ...entry }: OutboxItem): ParkedEntry[] =>
  parkedAt === null ? [] : [{ ...entry, parkedAt }];

const responseOf = (identifiers: readonly string[]): BatchResponse => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

/**
 * The table's stream as the relay's source, with an outbox in the table and a retry queue for what fails.
 *
 * Lambda brings the records of a case in order, one batch at a time. What fails is kept in the outbox, so that it never
 * holds up a shard, and is tried again by messages of the queue; entries of its case go behind it until it is through
 * or parked. An entry that is carried out costs one strongly consistent read of its case, one for all of a batch, and
 * no write. The first failure costs a write and a message, each further try three writes, a read and a message.
 *
 * An entry is handed again when a record comes twice, when a worker dies, and while one that took too long goes on.
 */
export const makeStreamRelaySource = ({
  table,
  sqs,
  queueUrl,
  pausesMs = RELAY_PAUSES_MS,
  deadlineMs = 20_000,
  now = Date.now,
  log,
}: StreamRelaySourceParts): StreamRelaySource => {
  const outbox = makeOutboxItems(table);
  const queue = makeRelayQueue(sqs, queueUrl);
  const handler = makeRelayHandler(deadlineMs);
  const leases = makeLaneLeases(table, deadlineMs + LEASE_MARGIN_MS);
  const lanes = makeRelayLanes({ outbox, leases, queue, handler, pausesMs, now });
  const inHand = new Set<Promise<unknown>>();

  const track = async <T>(work: Promise<T>): Promise<T> => {
    inHand.add(work);
    try {
      return await work;
    } finally {
      inHand.delete(work);
    }
  };

  const settled = async (): Promise<void> => {
    while (inHand.size > 0) await Promise.allSettled(inHand);
  };

  /** The records of one case that must come again. */
  const takeCase = async (told: readonly Told[]): Promise<string[]> => {
    let isClear = false;
    for (const [index, { stretch }] of told.entries()) {
      try {
        isClear = await lanes.takeFresh(stretch, isClear);
      } catch (error) {
        log?.error("relay-record-returned", { caseId: stretch.caseId, error: errorText(error) });
        return told.slice(index).map(({ record }) => record);
      }
    }
    return [];
  };

  /** The messages about one case that must come again. One look serves them all. */
  const lookAt = async (caseId: string | null, messages: readonly QueueRecord[]): Promise<string[]> => {
    try {
      if (caseId === null) throw new Error("the message names no case");
      await lanes.look(caseId);
      return [];
    } catch (error) {
      log?.error("relay-message-returned", { caseId, error: errorText(error) });
      return messages.map(({ messageId }) => messageId);
    }
  };

  const takeStream = async (records: readonly StreamRecord[]): Promise<BatchResponse> => {
    const cases = Map.groupBy(records.flatMap(toldOf), ({ stretch }) => stretch.caseId);
    return responseOf((await eachAtMost(CASES_AT_ONCE, [...cases.values()], takeCase)).flat());
  };

  const takeQueue = async (records: readonly QueueRecord[]): Promise<BatchResponse> => {
    const cases = Map.groupBy(records, caseIdOf);
    const look = ([caseId, messages]: [string | null, QueueRecord[]]) => lookAt(caseId, messages);
    return responseOf((await eachAtMost(CASES_AT_ONCE, [...cases], look)).flat());
  };

  return {
    run: handler.run,
    idle: settled,
    stop: () => {
      handler.stop();
      return settled();
    },
    takeStream: (records) => track(takeStream(records)),
    takeQueue: (records) => track(takeQueue(records)),
    parked: async (limit) => (await outbox.parked(limit)).flatMap(parkedOf),
    retry: async (id) => {
      const item = await outbox.ofId(id);
      if (item === null || item.parkedAt === null) return false;
      await queue.look(item.caseId, RETRY_COVER_MS);
      const isBack = await outbox.unpark(item, now());
      await queue.look(item.caseId, 0);
      return isBack;
    },
  };
};

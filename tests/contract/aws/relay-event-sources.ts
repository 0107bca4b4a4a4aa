import type { _Record } from "@aws-sdk/client-dynamodb-streams";
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { StreamRelaySource } from "../../../functions/adapters/aws/relay-source.ts";
import { aWhile } from "../fixture.ts";
import type { StreamReader } from "./stream-reader.ts";

/** How many records a batch holds, and how many batches of a stream or a queue are in hand at once. */
const BATCH = 100;
const BATCHES_AT_ONCE = 4;

/** How long the event sources wait before they look again. */
const POLL_MS = 10;

/** The records that were read and not yet answered for, in order. It outlives the functions, as a checkpoint does. */
export interface Checkpoint {
  unanswered: _Record[];
}

/** What brings records to one instance of the relay's functions. */
export interface EventSources {
  start: () => void;
  /** Nothing more is brought, and no answer counts any more. What is in hand is not waited for. */
  stop: () => Promise<void>;
  /** Whether all that was read is answered for, and nothing is in hand. */
  isQuiet: () => boolean;
}

const partitionOf = ({ dynamodb }: _Record): string => dynamodb?.Keys?.pk?.S ?? "";

const sequenceNumberOf = ({ dynamodb }: _Record): string => dynamodb?.SequenceNumber ?? "";

/** The records of a batch that are done with: those before the first that failed. */
const answered = (batch: readonly _Record[], failures: readonly { itemIdentifier: string }[]): _Record[] => {
  const failed = new Set(failures.map(({ itemIdentifier }) => itemIdentifier));
  const first = batch.findIndex((record) => failed.has(sequenceNumberOf(record)));
  return batch.slice(0, first === -1 ? batch.length : first);
};

/**
 * Does what Lambda's event source mappings do: reads the stream and brings its records in batches, those of one item in
 * order and never in two batches at once, until they are answered for; and empties the retry queue. A batch that hangs
 * holds up only the cases in it.
 */
export const makeEventSources = ({
  source,
  reader,
  checkpoint,
  sqs,
  queueUrl,
}: {
  source: StreamRelaySource;
  reader: StreamReader;
  checkpoint: Checkpoint;
  sqs: SQSClient;
  queueUrl: string;
}): EventSources => {
  let isStopped = false;
  let pumps: Promise<void>[] = [];
  const batches = new Set<readonly _Record[]>();
  let messageBatches = 0;

  const nextBatch = (): _Record[] => {
    if (batches.size >= BATCHES_AT_ONCE) return [];
    const inHand = new Set([...batches].flat().map(partitionOf));
    return checkpoint.unanswered.filter((record) => !inHand.has(partitionOf(record))).slice(0, BATCH);
  };

  const bring = async (batch: readonly _Record[]): Promise<void> => {
    batches.add(batch);
    const { batchItemFailures } = await source.takeStream(batch);
    if (isStopped) return;
    const done = new Set(answered(batch, batchItemFailures));
    checkpoint.unanswered = checkpoint.unanswered.filter((record) => !done.has(record));
    batches.delete(batch);
  };

  const pumpStream = async (): Promise<void> => {
    while (!isStopped) {
      const records = await reader.read();
      checkpoint.unanswered.push(...records);
      for (let batch = nextBatch(); batch.length > 0 && !isStopped; batch = nextBatch()) void bring(batch);
      await aWhile(POLL_MS);
    }
  };

  const receive = async (): Promise<Message[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    return Messages;
  };

  const bringMessages = async (messages: readonly Message[]): Promise<void> => {
    messageBatches += 1;
    const records = messages.map(({ MessageId = "", Body = "" }) => ({ messageId: MessageId, body: Body }));
    const { batchItemFailures } = await source.takeQueue(records);
    if (isStopped) return;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const Entries = messages
      .filter(({ MessageId = "" }) => !failed.has(MessageId))
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    messageBatches -= 1;
    if (Entries.length === 0) return;
    // A message that stays comes again.
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => undefined);
  };

  const pumpQueue = async (): Promise<void> => {
    while (!isStopped) {
      const messages = messageBatches < BATCHES_AT_ONCE ? await receive() : [];
      if (messages.length > 0 && !isStopped) void bringMessages(messages);
      else await aWhile(POLL_MS);
    }
  };

  return {
    start: () => {
      pumps = [pumpStream(), pumpQueue()];
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(pumps);
    },
    isQuiet: () => checkpoint.unanswered.length === 0 && messageBatches === 0,
  };
};

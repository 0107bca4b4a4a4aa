import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Settings } from "../settings.ts";
import type { HubFunction } from "./hub-function.ts";
import { HubQueue } from "./hub-queue.ts";

/**
 * Receipts after which a message of the relay's queue is a dead letter. It only names a case to look at, and a lane is
 * looked at again every quarter of an hour at the latest: this many failures in a row are a fault of the function.
 */
const MAX_RECEIVES = 100;

/** A head that carries the first of the events just committed: these have effects. Other records of the stream have none. */
const headWithEffects = FilterCriteria.filter({
  dynamodb: {
    Keys: { sk: { S: FilterRule.isEqual("HEAD") } },
    NewImage: { effectsFrom: { N: FilterRule.exists() } },
  },
});

/** How committed events reach the relay: by the table's stream, and by its queue for what is tried again later. */
export class Relay extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, props: { settings: Settings; encryptionKey: IKey }) {
    super(scope, id);
    this.settings = props.settings;
    const { queue, deadLetters } = new HubQueue(this, "Retries", {
      encryptionKey: props.encryptionKey,
      readerTimeoutSeconds: props.settings.functions.relay.timeoutSeconds,
      maxReceives: MAX_RECEIVES,
    });
    this.queue = queue;
    this.deadLetters = deadLetters;
  }

  /** Let the relay read both. Records it never took are told of in the dead letters; the watch finds their cases. */
  serveBy(relay: HubFunction, streamArn: string): void {
    const { relayBatch, relayWindowSeconds, relaysAtOnce, relayAttempts } = this.settings;
    relay.function.addEventSourceMapping("Commits", {
      eventSourceArn: streamArn,
      // A stack that is made anew must not miss what was committed meanwhile; a repeated effect changes nothing.
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [headWithEffects],
      batchSize: relayBatch,
      maxBatchingWindow: Duration.seconds(relayWindowSeconds),
      parallelizationFactor: relaysAtOnce,
      retryAttempts: relayAttempts,
      // Before the stream forgets it after 24 hours, so that what was never taken is at least told of.
      maxRecordAge: Duration.hours(23),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      onFailure: { bind: () => ({ destination: this.deadLetters.queueArn }) },
    });
    relay.function.addEventSourceMapping("Retries", {
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
    });
  }
}

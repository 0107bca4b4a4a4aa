import type { IKey } from "aws-cdk-lib/aws-kms";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { MAX_RECEIVES } from "../../functions/adapters/aws/delivery-limits.ts";
import type { Settings } from "../settings.ts";
import type { HubFunction } from "./hub-function.ts";
import { HubQueue } from "./hub-queue.ts";

/** Messages to one department with a system: its queue, its dead letters, and in the end its adapter. */
export class DepartmentChannel extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, props: { settings: Settings; encryptionKey: IKey }) {
    super(scope, id);
    this.settings = props.settings;
    const { queue, deadLetters } = new HubQueue(this, "Messages", {
      encryptionKey: props.encryptionKey,
      readerTimeoutSeconds: props.settings.functions.adapter.timeoutSeconds,
      maxReceives: MAX_RECEIVES,
    });
    this.queue = queue;
    this.deadLetters = deadLetters;
  }

  /** Let the adapter read the queue: a message that is not delivered yet goes back, those beside it do not. */
  serveBy(adapter: HubFunction): void {
    adapter.function.addEventSourceMapping("Messages", {
      eventSourceArn: this.queue.queueArn,
      batchSize: this.settings.deliveryBatch,
      maxConcurrency: this.settings.deliveriesAtOnce,
      reportBatchItemFailures: true,
    });
  }
}

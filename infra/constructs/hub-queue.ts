import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** How a {@link HubQueue} behaves. */
export interface HubQueueProps {
  encryptionKey: IKey;
  /** The timeout of the function that reads it, in seconds. */
  readerTimeoutSeconds: number;
  /** Receipts after which a message is a dead letter. */
  maxReceives: number;
}

/** The longest SQS keeps anything: a holiday is shorter. */
const RETENTION = Duration.days(14);

/** A message is hidden this many times its reader's timeout. @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const HIDING_FACTOR = 6;

/** A queue for a function and its dead letters, both encrypted under the hub's key and reached over TLS only. */
export class HubQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: HubQueueProps) {
    super(scope, id);
    const safe = {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      retentionPeriod: RETENTION,
    };
    this.deadLetters = new Queue(this, "DeadLetters", safe);
    this.queue = new Queue(this, "Queue", {
      ...safe,
      visibilityTimeout: Duration.seconds(HIDING_FACTOR * props.readerTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceives },
    });
  }
}

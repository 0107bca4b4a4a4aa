import { Duration } from "aws-cdk-lib";
import { Archive, EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { CfnPipe } from "aws-cdk-lib/aws-pipes";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { keyOfPipe } from "../rights.ts";
import type { Settings } from "../settings.ts";

/** What case events come from. */
export interface CaseEventsProps {
  settings: Settings;
  streamArn: string;
  encryptionKey: Key;
}

/** New images of heads: a case was filed or has moved on. */
const headWritten = {
  eventName: ["INSERT", "MODIFY"],
  dynamodb: { Keys: { sk: { S: ["HEAD"] } } },
};

/** What is told of a case, each from the stream's record: nothing of whom it is about, and nothing of what was filed. */
const told = {
  case: "$.dynamodb.Keys.pk.S",
  processId: "$.dynamodb.NewImage.processId.S",
  status: "$.dynamodb.NewImage.status.S",
  waitingOn: "$.dynamodb.NewImage.waitingOn.S",
  version: "$.dynamodb.NewImage.version.N",
} as const;

const template = `{${Object.entries(told)
  .map(([name, path]) => `"${name}": "<${path}>"`)
  .join(", ")}}`;

/**
 * Changes of cases on an event bus `lianban-<name>`, source `lianban`, type `lianban.case.changed`, for other systems of
 * the centre. Detail: `{ case: "CASE#3403…", processId, status, waitingOn, version }`, all texts; `waitingOn` is empty
 * once a case is closed. At least once; `case` and `version` tell repetitions.
 */
export class CaseEvents extends Construct {
  readonly bus: EventBus;
  /** Records the pipe could not pass on. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { settings, streamArn, encryptionKey }: CaseEventsProps) {
    super(scope, id);
    const busName = `lianban-${settings.name}`;
    this.bus = new EventBus(this, "Bus", { eventBusName: busName, description: "Lianban: changes of cases" });
    this.deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    if (settings.archiveDays > 0)
      new Archive(this, "Archive", {
        sourceEventBus: this.bus,
        eventPattern: { source: ["lianban"] },
        retention: Duration.days(settings.archiveDays),
      });
    this.makePipe(streamArn, encryptionKey);
  }

  private makePipe(streamArn: string, encryptionKey: Key): CfnPipe {
    const role = this.makeRole(streamArn, encryptionKey);
    const pipe = new CfnPipe(this, "Pipe", {
      description: "Lianban: heads of cases, from the table's stream to the bus",
      roleArn: role.roleArn,
      source: streamArn,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(headWritten) }] },
        dynamoDbStreamParameters: {
          startingPosition: "LATEST",
          batchSize: 10,
          maximumRetryAttempts: 10,
          onPartialBatchItemFailure: "AUTOMATIC_BISECT",
          deadLetterConfig: { arn: this.deadLetters.queueArn },
        },
      },
      target: this.bus.eventBusArn,
      targetParameters: {
        inputTemplate: template,
        eventBridgeEventBusParameters: { source: "lianban", detailType: "lianban.case.changed" },
      },
    });
    // What the role may do stands in its policy, which the pipe's creation tries out.
    pipe.node.addDependency(role);
    return pipe;
  }

  private makeRole(streamArn: string, encryptionKey: Key): Role {
    const role = new Role(this, "PipeRole", { assumedBy: new ServicePrincipal("pipes.amazonaws.com") });
    const allow = (resource: string, ...actions: string[]): void => {
      role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
    };
    allow(
      streamArn,
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    );
    allow(this.bus.eventBusArn, "events:PutEvents");
    allow(this.deadLetters.queueArn, "sqs:SendMessage");
    for (const statement of keyOfPipe(encryptionKey)) role.addToPrincipalPolicy(statement);
    return role;
  }
}

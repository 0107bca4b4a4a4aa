import { ArnFormat, Stack } from "aws-cdk-lib";
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import type { StateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { departmentPartition } from "../functions/adapters/aws/delivery-items.ts";
import { casePartition, type IndexName, tableSchema } from "../functions/adapters/aws/table.ts";
import { allow, READS, TABLE_READS, TABLE_WRITES, throughService, WRITES } from "./statements.ts";

/** Everything a function may be given a right to. */
export interface Resources {
  table: TableV2;
  bucket: Bucket;
  /** Wraps the data keys of cases, and encrypts at rest. */
  dataKey: Key;
  licenceKey: Key;
  macSecret: Secret;
  /** By department. */
  webhookSecrets: ReadonlyMap<string, Secret>;
  /** By department. */
  queues: ReadonlyMap<string, Queue>;
  relayQueue: Queue;
  relayDeadLetters: Queue;
  /** By process. */
  machines: ReadonlyMap<string, StateMachine>;
  /** The department of an adapter. */
  department?: string;
}

/** What a function may do, in the hub's own words; the statements behind each are in {@link rights}. */
export type Right = keyof typeof rights;

/** Data keys of cases are made and unwrapped under these words only, as the keys adapter has them. */
const ofCases = { StringEquals: { "kms:EncryptionContext:purpose": "case" } };

const indexArn = ({ table }: Resources, name: IndexName): string => `${table.tableArn}/index/${name}`;

const ofPartitions = (pattern: string): Readonly<Record<string, unknown>> => ({
  "ForAllValues:StringLike": { "dynamodb:LeadingKeys": [pattern] },
});

const ownDepartment = ({ department }: Resources): string => {
  if (department === undefined) throw new Error("only an adapter has a department of its own");
  return department;
};

const found = <T>(map: ReadonlyMap<string, T>, department: string): T => {
  const value = map.get(department);
  if (value === undefined) throw new Error(`department "${department}" has no secret or queue in this stack`);
  return value;
};

const readSecrets = (given: Resources, secrets: readonly Secret[]): PolicyStatement[] => [
  allow(
    ["secretsmanager:GetSecretValue"],
    secrets.map(({ secretArn }) => secretArn),
  ),
  throughService(given, "secretsmanager", READS),
];

const sendTo = (given: Resources, queues: readonly Queue[]): PolicyStatement[] =>
  queues.length === 0
    ? []
    : [
        allow(
          ["sqs:SendMessage"],
          queues.map(({ queueArn }) => queueArn),
        ),
        throughService(given, "sqs", WRITES),
      ];

/** Take messages from a queue, as an event source mapping does in a function's name. */
const takeFrom = (given: Resources, { queueArn }: Queue): PolicyStatement[] => [
  allow(
    ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    [queueArn],
  ),
  throughService(given, "sqs", READS),
];

/** Where documents rest, come in and go out, as the documents adapter has them. */
const documentPlaces = ({ bucket }: Resources): string[] =>
  ["documents", "incoming", "outgoing"].map((place) => bucket.arnForObjects(`${place}/*`));

/** The ARN of the table's stream. */
export const streamOf = ({ tableStreamArn }: TableV2): string => {
  if (tableStreamArn === undefined) throw new Error("the table has no stream");
  return tableStreamArn;
};

const machineArns = ({ machines }: Resources): string[] =>
  [...machines.values()].map(({ stateMachineArn }) => stateMachineArn);

/** ARNs of all executions of the machines: their names are the cases'. */
const executionArns = ({ machines }: Resources): string[] =>
  [...machines.values()].map((machine) =>
    Stack.of(machine).formatArn({
      service: "states",
      resource: "execution",
      resourceName: `${machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
  );

/** What a pipe needs of the key: to read the stream, and to put aside what it could not pass on. */
export const keyOfPipe = (dataKey: Key): PolicyStatement[] => [
  throughService({ dataKey }, "dynamodb", TABLE_READS),
  throughService({ dataKey }, "sqs", WRITES),
];

/** The statements of every right. */
export const rights = {
  /** Read licences by their number, and nothing else of the table. */
  readLicences: (given: Resources) => [
    allow(["dynamodb:GetItem"], [given.table.tableArn], ofPartitions("LICENCE#*")),
    throughService(given, "dynamodb", TABLE_READS),
  ],
  /** Count the cases in each status; the index has keys only. */
  countCases: (given: Resources) => [
    allow(["dynamodb:Query"], [indexArn(given, "gsi1")], {
      ...ofPartitions("STATUS#*"),
      StringEquals: { "dynamodb:Select": "COUNT" },
    }),
  ],
  /** Read and append to the log of cases, and all that is written with it; large payloads rest in the bucket. */
  workOnCases: (given: Resources) => [
    allow(
      [
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
      ],
      [given.table.tableArn],
    ),
    throughService(given, "dynamodb", TABLE_WRITES),
    allow(["s3:GetObject", "s3:PutObject"], [given.bucket.arnForObjects("events/*")]),
    throughService(given, "s3", WRITES),
  ],
  /** Read the log of cases and what large payloads rest in the bucket. */
  readCases: (given: Resources) => [
    allow(["dynamodb:GetItem", "dynamodb:Query"], [given.table.tableArn]),
    throughService(given, "dynamodb", TABLE_READS),
    allow(["s3:GetObject"], [given.bucket.arnForObjects("events/*")]),
    throughService(given, "s3", READS),
  ],
  /** Enter who looked at a case, among the items of that case. */
  noteLooks: (given: Resources) => [
    allow(["dynamodb:PutItem"], [given.table.tableArn], ofPartitions(casePartition("*"))),
    throughService(given, "dynamodb", TABLE_WRITES),
  ],
  /** List cases, worklists, messages and parked effects. */
  listCases: (given: Resources) => [
    allow(
      ["dynamodb:Query"],
      tableSchema.indexes.map(({ name }) => indexArn(given, name)),
    ),
  ],
  /** List what waits for its department: a department that answers again is sent what was held back. */
  listOwnMessages: (given: Resources) => [
    allow(
      ["dynamodb:Query"],
      [indexArn(given, "gsi2")],
      ofPartitions(departmentPartition(ownDepartment(given), "pending")),
    ),
  ],
  /** Unwrap the data keys of cases: read what applicants wrote. */
  openCases: ({ dataKey }: Resources) => [allow(["kms:Decrypt"], [dataKey.keyArn], ofCases)],
  /** Make data keys for new cases and documents. */
  makeCaseKeys: ({ dataKey }: Resources) => [allow(["kms:GenerateDataKey"], [dataKey.keyArn], ofCases)],
  signLicences: ({ licenceKey }: Resources) => [
    allow(["kms:Sign"], [licenceKey.keyArn], {
      StringEquals: { "kms:SigningAlgorithm": "ECDSA_SHA_256" },
    }),
  ],
  readLicenceKeys: ({ licenceKey }: Resources) => [allow(["kms:GetPublicKey"], [licenceKey.keyArn])],
  /** Make and check the codes in addresses. */
  readMac: (given: Resources) => readSecrets(given, [given.macSecret]),
  /** Keep and read materials, and sign addresses at which they come in and go out. */
  keepDocuments: (given: Resources) => [
    allow(["s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"], documentPlaces(given)),
    // Only who may list a bucket is told that an object is not there.
    allow(["s3:ListBucket"], [given.bucket.bucketArn]),
    throughService(given, "s3", WRITES),
  ],
  /** Take objects away with all their versions, and parts of what never became one. */
  eraseDocuments: (given: Resources) => [
    allow(["s3:AbortMultipartUpload", "s3:DeleteObjectVersion"], documentPlaces(given)),
    allow(["s3:ListBucketVersions"], [given.bucket.bucketArn]),
  ],
  readWebhookSecrets: (given: Resources) => readSecrets(given, [...given.webhookSecrets.values()]),
  rotateWebhookSecrets: (given: Resources) => [
    allow(
      ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage"],
      [...given.webhookSecrets.values()].map(({ secretArn }) => secretArn),
    ),
    throughService(given, "secretsmanager", WRITES),
  ],
  readOwnSecret: (given: Resources) =>
    readSecrets(given, [found(given.webhookSecrets, ownDepartment(given))]),
  /** Take messages for its department, hide what is not due yet, put a fresh pointer in the place of an old one. */
  serveOwnQueue: (given: Resources) => {
    const queue = found(given.queues, ownDepartment(given));
    return [...takeFrom(given, queue), ...sendTo(given, [queue])];
  },
  sendToDepartments: (given: Resources) => sendTo(given, [...given.queues.values()]),
  /** Read what was committed, and tell of records that were never taken. */
  readCommits: (given: Resources) => [
    allow(
      ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
      [streamOf(given.table)],
    ),
    allow(["dynamodb:ListStreams"], [`${given.table.tableArn}/stream/*`]),
    throughService(given, "dynamodb", TABLE_READS),
    ...sendTo(given, [given.relayDeadLetters]),
  ],
  takeRetries: (given: Resources) => takeFrom(given, given.relayQueue),
  /** Have failed effects of a case looked at again. */
  retryEffects: (given: Resources) => sendTo(given, [given.relayQueue]),
  /** Start the machine of a case, and replace an execution that broke. */
  startCases: (given: Resources) => [
    allow(["states:StartExecution"], machineArns(given)),
    allow(["states:DescribeExecution", "states:StopExecution"], executionArns(given)),
  ],
  /** Complete the task that waits for an item. */
  resumeCases: (given: Resources) => [allow(["states:SendTaskSuccess"], machineArns(given))],
} satisfies Record<string, (given: Resources) => PolicyStatement[]>;

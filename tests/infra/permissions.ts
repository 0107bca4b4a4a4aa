/**
 * What each role of the hub may do: one line for each resource, `resource if condition: actions`. A change of rights
 * is a change of this table.
 */

/** Every function writes its own log and its traces. */
const own = (name: string): string[] => [
  "*: xray:PutTelemetryRecords xray:PutTraceSegments",
  `${name}Log: logs:CreateLogStream logs:PutLogEvents`,
];

/** Reads and appends to the log of cases, and opens what applicants wrote. */
const CASES = [
  "DataKey if kms:EncryptionContext:purpose case: kms:Decrypt",
  "DataKey if kms:ViaService dynamodb: kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo",
  "DataKey if kms:ViaService s3: kms:Decrypt kms:GenerateDataKey",
  "Documents/events/*: s3:GetObject s3:PutObject",
  "Table: dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem",
];

const LISTS = ["gsi1", "gsi2", "gsi3", "gsi4"].map((index) => `Table/index/${index}: dynamodb:Query`);

const SIGN_LICENCES = [
  "LicenceKey if kms:SigningAlgorithm ECDSA_SHA_256: kms:Sign",
  "LicenceKey: kms:GetPublicKey",
];

const MAC = [
  "DataKey if kms:ViaService secretsmanager: kms:Decrypt",
  "MacSecret: secretsmanager:GetSecretValue",
];

const SYSTEMS = ["marketregulation", "qualitysupervision", "tax"];

/** Departments at their desks: they have a secret, for what their people may send signed, and neither queue nor adapter. */
const DESKS = [
  "emergencymanagement",
  "planning",
  "land",
  "housingconstruction",
  "firerescue",
  "civilairdefence",
  "meteorology",
  "ecologyenvironment",
  "waterresources",
  "landscaping",
  "archives",
  "urbanmanagement",
  "finance",
];

/** The state machines, one for each joint process. */
const MACHINES = ["companyregistration", "constructionsurvey", "drawingreview", "jointacceptance"].map(
  (process) => `Process${process}Machine`,
);

const SEND_TO_DEPARTMENTS = [
  "DataKey if kms:ViaService sqs: kms:Decrypt kms:GenerateDataKey",
  ...SYSTEMS.map((department) => `Channel${department}MessagesQueue: sqs:SendMessage`),
];

const RETRY = ["RelayRetriesQueue: sqs:SendMessage"];

const ERASE_DOCUMENTS = [
  ...["documents", "incoming", "outgoing"].map(
    (place) => `Documents/${place}/*: s3:AbortMultipartUpload s3:DeleteObjectVersion`,
  ),
  "Documents: s3:ListBucketVersions",
];

const DRIVE_MACHINES = MACHINES.flatMap((machine) => [
  `${machine}: states:SendTaskSuccess states:StartExecution`,
  `execution:${machine}:*: states:DescribeExecution states:StopExecution`,
]);

/** Machines call the three steps and write their log; with tracing on they are traced. */
const CALL_STEPS = [
  "*: logs:CreateLogDelivery logs:DeleteLogDelivery logs:DescribeLogGroups logs:DescribeResourcePolicies logs:GetLogDelivery logs:ListLogDeliveries logs:PutResourcePolicy logs:UpdateLogDelivery xray:GetSamplingRules xray:GetSamplingTargets xray:PutTelemetryRecords xray:PutTraceSegments",
  ...["ask", "settle", "issue"].map((step) => `${step}Function: lambda:InvokeFunction`),
];

const adapter = (name: string, department: string): string[] => [
  ...own(`adapter${name}`),
  ...CASES,
  "DataKey if kms:ViaService secretsmanager: kms:Decrypt",
  "DataKey if kms:ViaService sqs: kms:Decrypt kms:GenerateDataKey",
  `Channel${name}MessagesQueue: sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage`,
  `Table/index/gsi2 if dynamodb:LeadingKeys MESSAGES#${department}#pending: dynamodb:Query`,
  `WebhookSecret${name}: secretsmanager:GetSecretValue`,
];

/** By the construct whose role it is. */
export const permissions: Readonly<Record<string, readonly string[]>> = {
  api: [
    ...own("api"),
    ...CASES.filter((line) => !line.startsWith("DataKey if kms:EncryptionContext")),
    // It files cases, which begins with a key of their own.
    "DataKey if kms:EncryptionContext:purpose case: kms:Decrypt kms:GenerateDataKey",
    ...LISTS,
    ...SIGN_LICENCES,
    ...MAC,
    ...SEND_TO_DEPARTMENTS,
    ...RETRY,
    ...["documents", "incoming", "outgoing"].map(
      (place) =>
        `Documents/${place}/*: s3:AbortMultipartUpload s3:DeleteObjectVersion s3:GetObject s3:ListMultipartUploadParts s3:PutObject`,
    ),
    "Documents: s3:ListBucket s3:ListBucketVersions",
  ],
  public: [
    ...own("public"),
    ...MAC,
    "DataKey if kms:ViaService dynamodb: kms:Decrypt kms:DescribeKey",
    "Table if dynamodb:LeadingKeys LICENCE#*: dynamodb:GetItem",
    "Table/index/gsi1 if dynamodb:LeadingKeys STATUS#*, dynamodb:Select COUNT: dynamodb:Query",
  ],
  letters: [
    ...own("letters"),
    "DataKey if kms:EncryptionContext:purpose case: kms:Decrypt",
    "DataKey if kms:ViaService dynamodb: kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:ReEncryptTo",
    "DataKey if kms:ViaService s3: kms:Decrypt",
    "Documents/events/*: s3:GetObject",
    "Table if dynamodb:LeadingKeys CASE#*: dynamodb:PutItem",
    "Table: dynamodb:GetItem dynamodb:Query",
  ],
  webhooks: [
    ...own("webhooks"),
    ...CASES,
    "DataKey if kms:ViaService secretsmanager: kms:Decrypt kms:GenerateDataKey",
    ...[...SYSTEMS, ...DESKS].map(
      (department) =>
        `WebhookSecret${department}: secretsmanager:GetSecretValue secretsmanager:PutSecretValue secretsmanager:UpdateSecretVersionStage`,
    ),
  ],
  ask: [...own("ask"), ...CASES, ...MACHINES.map((machine) => `${machine}: states:SendTaskSuccess`)],
  settle: [...own("settle"), ...CASES],
  issue: [...own("issue"), ...CASES, ...SIGN_LICENCES],
  relay: [
    ...own("relay"),
    ...CASES,
    ...MAC,
    ...SEND_TO_DEPARTMENTS,
    ...ERASE_DOCUMENTS,
    ...DRIVE_MACHINES,
    "RelayRetriesQueue: sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage sqs:SendMessage",
    "RelayRetriesDeadLetters: sqs:SendMessage",
    "Table stream: dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator",
    "Table/stream/*: dynamodb:ListStreams",
  ],
  watch: [
    ...own("watch"),
    ...CASES,
    ...LISTS,
    ...MAC,
    ...SEND_TO_DEPARTMENTS,
    ...RETRY,
    ...ERASE_DOCUMENTS,
    ...DRIVE_MACHINES,
  ],
  adaptermarketregulation: adapter("marketregulation", "market-regulation"),
  adapterqualitysupervision: adapter("qualitysupervision", "quality-supervision"),
  adaptertax: adapter("tax", "tax"),
  ...Object.fromEntries(MACHINES.map((machine) => [machine, CALL_STEPS])),
  SchedulerRoleForTarget7684f0: [
    "watchFunction: lambda:InvokeFunction",
    "watchFunction:*: lambda:InvokeFunction",
  ],
  CaseEventsPipe: [
    "CaseEventsBus: events:PutEvents",
    "CaseEventsDeadLetters: sqs:SendMessage",
    "DataKey if kms:ViaService dynamodb: kms:Decrypt kms:DescribeKey",
    "DataKey if kms:ViaService sqs: kms:Decrypt kms:GenerateDataKey",
    "Table stream: dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams",
  ],
};

/** Why a resource ends in a wildcard. One that is not here fails the test, and so does a reason for nothing. */
export const wildcards: readonly (readonly [line: RegExp, reason: string])[] = [
  [/^\*: xray:/, "X-Ray takes segments without naming a resource"],
  [
    /^\*: logs:CreateLogDelivery /,
    "Step Functions sets up the delivery of its log by actions that name no resource",
  ],
  [/^Documents\/events\/\*: /, "payloads too large for the table are named by case and event"],
  [/^Documents\/(documents|incoming|outgoing)\/\*: /, "documents are named by random ids"],
  [/^execution:\w+Machine:\*: /, "executions are named by case; the machine is fixed"],
  [
    /^Table\/stream\/\*: dynamodb:ListStreams$/,
    "streams are listed by their table; the one that is read is named",
  ],
  [/^watchFunction:\*: lambda:InvokeFunction$/, "versions of the watch itself: the CDK grants invocation so"],
];

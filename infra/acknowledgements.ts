import type { Settings } from "./settings.ts";

/** A finding of AWS Solutions that stands, and why. */
export interface Acknowledgement {
  /** The rule's id, with its granular finding where the rule has such. */
  finding: RegExp;
  /** The construct it is about: its path below the stack. */
  at: RegExp;
  /** Whether the reason holds under these settings. @default always */
  when?: (settings: Settings) => boolean;
  reason: string;
}

/** A role's policy of one construct of the hub. */
const policyOf = (construct: string): RegExp => new RegExp(`^${construct}/Role/DefaultPolicy/Resource$`);

const anyFunction = "(api|public|letters|webhooks|ask|settle|issue|relay|watch|adapter-[a-z-]+)";

/** A warning of the CDK itself about a bucket it only knows by name. */
export const logsGoElsewhere = {
  id: "Annotation::@aws-cdk/aws-s3:accessLogsPolicyNotAdded",
  reason: "the centre's own bucket of logs has its own policy, which must let S3 write to it",
};

/** Every finding that stands. What is not here fails the synthesis; what is here and no longer found fails a test. */
export const acknowledgements: readonly Acknowledgement[] = [
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /^Http\//,
    reason:
      "the functions check who asks: a token of the issuer, a department's signature, or nobody where a page is public",
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^WebhookSecret-/,
    reason:
      "a department must learn its new secret at the same moment, so an administrator rotates it through the hub; the one before stays good meanwhile",
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^MacSecret\//,
    reason: "it makes the codes in addresses; printed QR codes carry them for as long as the paper lasts",
  },
  {
    finding: /^AwsSolutions-S1$/,
    at: /^Documents\/Resource$/,
    when: ({ accessLogsBucket }) => accessLogsBucket === undefined,
    reason:
      "server access logs hold addresses of people; a centre that collects them names its bucket by accessLogsBucket",
  },
  {
    finding: /^AwsSolutions-SF1$/,
    at: /^Process-[a-z-]+\/Machine\/Resource$/,
    reason: "the case is the record of what happened; of a machine only what went wrong is of interest",
  },
  {
    finding: /^AwsSolutions-SF2$/,
    at: /^Process-[a-z-]+\/Machine\/Resource$/,
    when: ({ tracing }) => tracing === "off",
    reason: "tracing is off where Lambda has no X-Ray, and a trace of the machine alone tells nothing",
  },
  {
    finding: /^AwsSolutions-SQS3$/,
    at: /^CaseEvents\/DeadLetters\/Resource$/,
    reason: "it is the dead letter queue of a pipe, which the rule does not know",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: policyOf(anyFunction),
    reason: "X-Ray takes segments without naming a resource",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    at: policyOf("Process-[a-z-]+/Machine"),
    reason: "Step Functions sets up the delivery of its log, and traces, by actions that name no resource",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/events\/\*\]$/,
    at: policyOf("(api|letters|webhooks|ask|settle|issue|relay|watch|adapter-[a-z-]+)"),
    reason: "payloads too large for the table are named by case and event",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/(documents|incoming|outgoing)\/\*\]$/,
    at: policyOf("(api|relay|watch)"),
    reason: "documents are named by random ids",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:execution:.*:\*\]$/,
    at: policyOf("(relay|watch)"),
    reason: "executions are named by case; the machine is fixed",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/stream\/\*\]$/,
    at: policyOf("relay"),
    reason: "streams of the hub's table are listed by the table; the one that is read is named",
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::<watchFunction[0-9A-F]+\.Arn>:\*\]$/,
    at: /^SchedulerRoleForTarget-[0-9a-f]+\/DefaultPolicy\/Resource$/,
    reason: "versions of the watch itself: the CDK grants invocation so",
  },
  {
    finding: /^AwsSolutions-L1$/,
    at: /\/Function\/Resource$/,
    when: ({ runtime }) => runtime === "nodejs22.x",
    reason: "somebody chose the older runtime, for a region that lacks the newest",
  },
  {
    finding: /^AwsSolutions-CFR1$/,
    at: /^Distribution\/Resource$/,
    reason: "applicants may be anywhere",
  },
  {
    finding: /^AwsSolutions-CFR3$/,
    at: /^Distribution\/Resource$/,
    reason: "access logs hold addresses and paths of people; the API's own log says what operation needs",
  },
];

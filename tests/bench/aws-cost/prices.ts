/** What is counted of a deployment, each in its own unit. */
export type UsageName =
  | "lambdaRequests"
  | "lambdaGbSeconds"
  | "transitions"
  | "tableWrites"
  | "tableReads"
  | "apiRequests"
  | "queueRequests"
  | "kmsRequests"
  | "kmsEccRequests"
  | "kmsByServices"
  | "secretReads"
  | "objectWrites"
  | "objectReads"
  | "logGb"
  | "pipeEvents"
  | "busEvents"
  | "traces"
  | "transferGb"
  | "schedules";

/** One list price. */
export interface Price {
  service: string;
  /** What is counted. */
  what: string;
  /** US dollars for `per` of it. */
  usd: number;
  per: number;
  source: string;
  /**
   * Where the figure itself was read: `list` on the source page, `quoted` in texts of 2025 and 2026 that quote it,
   * `not verified` from memory.
   */
  seen: "list" | "quoted" | "not verified";
}

/** The day on which the prices were looked up. */
export const PRICES_ON = "2026-11-24";

const page = (name: string): string => `https://aws.amazon.com/${name}/pricing/`;

/**
 * List prices in us-east-1, first tier, without free tiers and savings plans; ARM functions, Standard workflows, the
 * table on demand as since November 2024.
 */
export const prices: Readonly<Record<UsageName, Price>> = {
  lambdaRequests: {
    ...{ service: "Lambda", what: "requests", usd: 0.2, per: 1e6 },
    ...{ source: page("lambda"), seen: "quoted" },
  },
  lambdaGbSeconds: {
    ...{ service: "Lambda", what: "GB-seconds, ARM", usd: 0.0000133334, per: 1 },
    ...{ source: page("lambda"), seen: "quoted" },
  },
  transitions: {
    ...{ service: "Step Functions", what: "state transitions", usd: 0.025, per: 1e3 },
    ...{ source: page("step-functions"), seen: "list" },
  },
  tableWrites: {
    ...{ service: "DynamoDB", what: "write units", usd: 0.625, per: 1e6 },
    ...{ source: "https://aws.amazon.com/dynamodb/pricing/on-demand/", seen: "quoted" },
  },
  tableReads: {
    ...{ service: "DynamoDB", what: "read units", usd: 0.125, per: 1e6 },
    ...{ source: "https://aws.amazon.com/dynamodb/pricing/on-demand/", seen: "quoted" },
  },
  apiRequests: {
    ...{ service: "API Gateway", what: "HTTP API requests", usd: 1, per: 1e6 },
    ...{ source: page("api-gateway"), seen: "quoted" },
  },
  queueRequests: {
    ...{ service: "SQS", what: "requests, standard queue", usd: 0.4, per: 1e6 },
    ...{ source: page("sqs"), seen: "quoted" },
  },
  kmsRequests: {
    ...{ service: "KMS", what: "requests, symmetric key", usd: 0.03, per: 1e4 },
    ...{ source: page("kms"), seen: "quoted" },
  },
  kmsEccRequests: {
    ...{ service: "KMS", what: "requests, ECC key", usd: 0.15, per: 1e4 },
    ...{ source: page("kms"), seen: "quoted" },
  },
  kmsByServices: {
    ...{ service: "KMS", what: "requests by other services for the hub, derived", usd: 0.03, per: 1e4 },
    ...{ source: page("kms"), seen: "quoted" },
  },
  secretReads: {
    ...{ service: "Secrets Manager", what: "requests", usd: 0.05, per: 1e4 },
    ...{ source: page("secrets-manager"), seen: "quoted" },
  },
  objectWrites: {
    ...{ service: "S3", what: "PUT and LIST requests", usd: 0.005, per: 1e3 },
    ...{ source: page("s3"), seen: "not verified" },
  },
  objectReads: {
    ...{ service: "S3", what: "GET requests", usd: 0.0004, per: 1e3 },
    ...{ source: page("s3"), seen: "not verified" },
  },
  logGb: {
    ...{ service: "CloudWatch", what: "GB of logs taken in", usd: 0.5, per: 1 },
    ...{ source: page("cloudwatch"), seen: "quoted" },
  },
  pipeEvents: {
    ...{ service: "EventBridge", what: "Pipes events after the filter", usd: 0.4, per: 1e6 },
    ...{ source: page("eventbridge"), seen: "quoted" },
  },
  busEvents: {
    ...{ service: "EventBridge", what: "custom events", usd: 1, per: 1e6 },
    ...{ source: page("eventbridge"), seen: "quoted" },
  },
  traces: {
    ...{ service: "X-Ray", what: "traces recorded", usd: 5, per: 1e6 },
    ...{ source: page("xray"), seen: "quoted" },
  },
  transferGb: {
    ...{ service: "Data transfer", what: "GB to the internet", usd: 0.09, per: 1 },
    ...{ source: "https://aws.amazon.com/ec2/pricing/on-demand/", seen: "quoted" },
  },
  schedules: {
    ...{ service: "EventBridge", what: "Scheduler invocations", usd: 1, per: 1e6 },
    ...{ source: page("eventbridge"), seen: "quoted" },
  },
};

/** What is paid each month for things that are there, in US dollars. */
export const monthlyPrices = {
  kmsKey: { what: "KMS key", usd: 1, source: page("kms"), seen: "list" },
  secret: { what: "secret", usd: 0.4, source: page("secrets-manager"), seen: "quoted" },
  alarm: { what: "alarm", usd: 0.1, source: page("cloudwatch"), seen: "quoted" },
  metric: { what: "custom metric", usd: 0.3, source: page("cloudwatch"), seen: "quoted" },
  dashboard: { what: "dashboard", usd: 3, source: page("cloudwatch"), seen: "quoted" },
  tableGb: {
    what: "GB in the table",
    usd: 0.25,
    source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
    seen: "not verified",
  },
  tableBackupGb: {
    ...{
      what: "GB of the table's backup",
      usd: 0.2,
      source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
      seen: "not verified",
    },
  },
  objectGb: { what: "GB in S3", usd: 0.023, source: page("s3"), seen: "not verified" },
} as const satisfies Record<string, Pick<Price, "what" | "usd" | "source" | "seen">>;

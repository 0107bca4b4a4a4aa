import { dynamoUsage, headWrites, putAgrees } from "./dynamo-usage.ts";
import type { Answer, Incoming } from "./relay-http.ts";
import type { Usage } from "./usage.ts";

/** One call of the SDK: the service and the action, and what it is billed. */
export interface Call {
  /** `DynamoDB.Query`, `S3.PUT`. */
  name: string;
  usage: Usage;
  /** For a plain put: whether the emulator's units are those of the documented rule. */
  agrees?: boolean | null;
}

/** Services by how the targets of their requests begin. */
const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: "DynamoDB",
  AmazonSQS: "SQS",
  TrentService: "KMS",
  secretsmanager: "SecretsManager",
  AWSStepFunctions: "StepFunctions",
};

/** The service and the action of a request; S3 has no target, but methods. */
export const callName = ({ method, headers }: Pick<Incoming, "method" | "headers">): string => {
  const target = headers["x-amz-target"];
  if (typeof target !== "string") return `S3.${method}`;
  const [service = "", action = ""] = target.split(".");
  return `${services[service] ?? service}.${action}`;
};

/** Requests for public keys and signatures are those of the asymmetric key. */
const ECC: ReadonlySet<string> = new Set(["KMS.Sign", "KMS.GetPublicKey", "KMS.Verify"]);

const jsonOf = (body: Buffer): Record<string, unknown> => {
  try {
    return JSON.parse(body.toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

const objectUsage = (name: string): Usage => {
  if (name === "S3.GET" || name === "S3.HEAD") return { objectReads: 1 };
  return name === "S3.DELETE" ? {} : { objectWrites: 1 };
};

/**
 * What one call is billed. Calls of Step Functions' API are free, as are S3 deletions; Secrets Manager asks KMS to
 * decrypt each secret it gives, on the account's bill.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export const callUsage = (incoming: Incoming, answer: Answer): Call => {
  const name = callName(incoming);
  const [service, action = ""] = name.split(".");
  switch (service) {
    case "DynamoDB": {
      const request = jsonOf(incoming.body);
      const call = { action, request, status: answer.status, answer: jsonOf(answer.body) };
      const heads = headWrites(call);
      return {
        name,
        agrees: putAgrees(call),
        usage: {
          ...dynamoUsage(call),
          ...(heads === 0 ? {} : { pipeEvents: heads, busEvents: heads }),
        },
      };
    }
    case "SQS":
      return { name, usage: { queueRequests: 1 } };
    case "KMS":
      return { name, usage: ECC.has(name) ? { kmsEccRequests: 1 } : { kmsRequests: 1 } };
    case "SecretsManager":
      return { name, usage: { secretReads: 1, kmsByServices: 1 } };
    case "S3":
      return { name, usage: objectUsage(name) };
    default:
      return { name, usage: {} };
  }
};

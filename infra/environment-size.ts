import { Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";

/** What all variables of a function may take together, in bytes. @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LIMIT_BYTES = 4_096;

/** The longest an address or ARN gets that is known only once it is deployed, in bytes. */
const UNKNOWN_BYTES = 140;

/** The longest name of a queue. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html */
const QUEUE_NAME_BYTES = 80;

const isQueueName = (value: unknown): boolean =>
  (value as { "Fn::GetAtt"?: unknown[] })["Fn::GetAtt"]?.[1] === "QueueName";

const bytesOf = (value: unknown): number => {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (isQueueName(value)) return QUEUE_NAME_BYTES;
  const parts: unknown = (value as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"]?.[1];
  return Array.isArray(parts) ? parts.reduce<number>((sum, part) => sum + bytesOf(part), 0) : UNKNOWN_BYTES;
};

/**
 * Throw when a function's environment would be refused on deployment; the message names the largest variables and the
 * remedy. What is not known yet is counted as long as it may get.
 */
export const checkEnvironmentSize = (
  scope: Construct,
  functionName: string,
  environment: Readonly<Record<string, string>>,
): void => {
  const sizes = Object.entries(environment)
    .map(([name, value]) => ({ name, bytes: name.length + bytesOf(Stack.of(scope).resolve(value)) }))
    .toSorted((one, other) => other.bytes - one.bytes);
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= LIMIT_BYTES) return;
  const largest = sizes.slice(0, 3).map(({ name, bytes }) => `${name} ${bytes}`);
  throw new Error(
    `the environment of function "${functionName}" takes ${total} bytes, and Lambda allows ${LIMIT_BYTES} (largest: ${largest.join(", ")}); take departments that decide no item here out of the file of connections, let those without a system work at their desks, shorten its address, or serve some departments by a second hub (-c name=…)`,
  );
};

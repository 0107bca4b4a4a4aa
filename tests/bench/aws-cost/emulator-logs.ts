/** One line of a log. */
interface LogEvent {
  timestamp: number;
  message: string;
}

/** What a function's log tells of a stretch of time. */
export interface FunctionLog {
  invocations: number;
  /** How long each invocation took, in milliseconds. */
  durationsMs: readonly number[];
  /** What CloudWatch takes in: messages, and 26 bytes with each. */
  bytes: number;
  messages: readonly string[];
}

/** What CloudWatch Logs adds to each event. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const EVENT_BYTES = 26;

const REPORT = /^REPORT RequestId: .*?\bDuration: ([\d.]+) ms/;

const credential = (service: string): string =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const filterEvents = async (endpoint: string, input: object): Promise<Record<string, unknown>> => {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Logs_20140328.FilterLogEvents",
      authorization: credential("logs"),
    },
    body: JSON.stringify(input),
  });
  if (response.status === 400) return {};
  if (!response.ok) throw new Error(`logs: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
};

const eventsSince = async (
  endpoint: string,
  logGroupName: string,
  startTime: number,
): Promise<LogEvent[]> => {
  const events: LogEvent[] = [];
  let nextToken: unknown;
  do {
    const page = await filterEvents(endpoint, { logGroupName, startTime, nextToken });
    events.push(...((page.events as LogEvent[] | undefined) ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined && nextToken !== null);
  return events;
};

/**
 * Read a function's log from an instant on, in epoch milliseconds. Each invocation, whoever made it, ends with one
 * report line. A group without any log yet is empty.
 */
export const readFunctionLog = async (
  endpoint: string,
  group: string,
  sinceMs: number,
): Promise<FunctionLog> => {
  const events = await eventsSince(endpoint, group, sinceMs);
  const durationsMs = events.flatMap(({ message }) => {
    const [, duration] = REPORT.exec(message) ?? [];
    return duration === undefined ? [] : [Number(duration)];
  });
  return {
    invocations: durationsMs.length,
    durationsMs,
    bytes: events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_BYTES, 0),
    messages: events.map(({ message }) => message),
  };
};

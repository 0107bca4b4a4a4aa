import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../../../functions/adapters/aws/table.ts";

/** One call as it reached DynamoDB: `Query`, and its input in DynamoDB's own form. */
export interface Call {
  operation: string;
  input: Record<string, unknown>;
}

/** What DynamoDB answers: its output, or the name of an error with what it carries. */
export type Answer = Record<string, unknown> | { error: string; with?: Record<string, unknown> };

const responseTo = (answer: Answer) => {
  const isError = "error" in answer;
  const body = isError
    ? { __type: `com.amazonaws.dynamodb.v20120810#${answer.error}`, ...(answer.with as object | undefined) }
    : answer;
  return {
    statusCode: isError ? 400 : 200,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: Readable.from([Buffer.from(JSON.stringify(body))]),
  };
};

/** A table whose client is the SDK's own and whose service is a function. */
export const makeFakeTable = (
  answer: (call: Call, index: number) => Answer,
): { table: Table; calls: Call[] } => {
  const calls: Call[] = [];
  const handle = async (request: { headers: Record<string, string>; body: Uint8Array }) => {
    const [, operation = ""] = (request.headers["x-amz-target"] ?? "").split(".");
    const call = {
      operation,
      input: JSON.parse(new TextDecoder().decode(request.body)) as Record<string, unknown>,
    };
    calls.push(call);
    return { response: responseTo(answer(call, calls.length - 1)) };
  };
  const client = new DynamoDBClient({
    region: "eu-west-1",
    endpoint: "http://dynamodb.test",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    requestHandler: { handle },
  });
  const marshallOptions = { removeUndefinedValues: true };
  return { table: { name: "lianban", db: DynamoDBDocumentClient.from(client, { marshallOptions }) }, calls };
};

/** A cancelled transaction with a reason for each of its items: `["None", "TransactionConflict"]`. */
export const cancelled = (
  ...reasons: readonly (string | { Code: string; Item?: Record<string, unknown> })[]
): Answer => ({
  error: "TransactionCanceledException",
  with: {
    Message: "Transaction cancelled",
    CancellationReasons: reasons.map((reason) => (typeof reason === "string" ? { Code: reason } : reason)),
  },
});

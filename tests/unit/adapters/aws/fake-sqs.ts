import { Readable } from "node:stream";
import { SQSClient } from "@aws-sdk/client-sqs";

/** One call as it reached SQS: `SendMessageBatch`, and its input. */
export interface SqsCall {
  operation: string;
  input: Record<string, unknown> & { Entries: Record<string, unknown>[] };
}

/** SQS behind the SDK's own client. `isTaken` says of each entry of a batch whether SQS takes it. */
export const makeFakeSqs = (
  isTaken: (entry: Record<string, unknown>) => boolean = () => true,
): { sqs: SQSClient; calls: SqsCall[] } => {
  const calls: SqsCall[] = [];
  const handle = async (request: { headers: Record<string, string>; body: Uint8Array }) => {
    const [, operation = ""] = (request.headers["x-amz-target"] ?? "").split(".");
    const input = JSON.parse(new TextDecoder().decode(request.body)) as SqsCall["input"];
    calls.push({ operation, input });
    const { taken = [], refused = [] } = Object.groupBy(input.Entries, (entry) =>
      isTaken(entry) ? "taken" : "refused",
    );
    const body = {
      Successful: taken.map(({ Id }) => ({ Id, MessageId: `m-${Id}`, MD5OfMessageBody: "" })),
      Failed: refused.map(({ Id }) => ({
        Id,
        Code: "InternalError",
        Message: "try again",
        SenderFault: false,
      })),
    };
    return {
      response: {
        statusCode: 200,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: Readable.from([Buffer.from(JSON.stringify(body))]),
      },
    };
  };
  const sqs = new SQSClient({
    region: "eu-west-1",
    endpoint: "http://sqs.test",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    md5: false,
    requestHandler: { handle },
  });
  return { sqs, calls };
};

import { Readable } from "node:stream";
import { SQSClient } from "@aws-sdk/client-sqs";

/** A message as it was sent. */
export interface Sent {
  MessageBody: string;
  DelaySeconds: number;
}

/** A queue whose client is the SDK's own. `isReachable` says of each message whether it gets through. */
export const makeFakeQueue = (
  isReachable: (index: number) => boolean = () => true,
): { sqs: SQSClient; queueUrl: string; sent: Sent[] } => {
  const sent: Sent[] = [];
  let count = 0;
  const handle = async (request: { body: Uint8Array }) => {
    const isThrough = isReachable(count);
    count += 1;
    if (isThrough) sent.push(JSON.parse(new TextDecoder().decode(request.body)) as Sent);
    const body = isThrough ? { MessageId: `m-${count}` } : { __type: "com.amazonaws.sqs#RequestThrottled" };
    return {
      response: {
        statusCode: isThrough ? 200 : 400,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: Readable.from([Buffer.from(JSON.stringify(body))]),
      },
    };
  };
  const sqs = new SQSClient({
    region: "eu-west-1",
    endpoint: "http://sqs.test",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
    md5: false,
    requestHandler: { handle },
  });
  return { sqs, queueUrl: "http://sqs.test/000000000000/relay", sent };
};

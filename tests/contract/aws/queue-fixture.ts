import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteQueueCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { makeSqsClient } from "../../../functions/adapters/aws/clients.ts";

/** A queue of one test. */
export interface TestQueue {
  sqs: SQSClient;
  /** Make the queue, once, and tell its address. */
  open: () => Promise<string>;
  dispose: () => Promise<void>;
}

/** A fresh queue at the endpoint the environment names. */
export const makeTestQueue = (): TestQueue => {
  const sqs = makeSqsClient();
  let queueUrl: string | undefined;
  return {
    sqs,
    open: async () => {
      if (queueUrl === undefined) {
        const QueueName = `lianban-test-${randomUUID()}`;
        queueUrl = (await sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl;
      }
      return queueUrl ?? "";
    },
    dispose: async () => {
      if (queueUrl !== undefined) await sqs.send(new DeleteQueueCommand({ QueueUrl: queueUrl }));
      sqs.destroy();
    },
  };
};

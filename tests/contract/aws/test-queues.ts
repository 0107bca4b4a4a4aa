import { randomUUID } from "node:crypto";
import { CreateQueueCommand, DeleteQueueCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Queues of departments, made when they are first needed. */
export interface TestQueues {
  /** Make the queues of departments that have none yet; the addresses of those that are new. */
  ensure: (departments: readonly string[]) => Promise<string[]>;
  urlOf: (department: string) => string | null;
  urls: () => string[];
  dispose: () => Promise<void>;
}

/** Queues with names of their own. A message in hand comes back by itself only after a minute. */
export const makeTestQueues = (sqs: SQSClient): TestQueues => {
  const run = randomUUID();
  const urls = new Map<string, string>();
  const create = async (department: string): Promise<string> => {
    const { QueueUrl = "" } = await sqs.send(
      new CreateQueueCommand({
        QueueName: `${department}-${run}`,
        Attributes: { VisibilityTimeout: "60" },
      }),
    );
    urls.set(department, QueueUrl);
    return QueueUrl;
  };
  return {
    ensure: (departments) =>
      Promise.all([...new Set(departments)].filter((each) => !urls.has(each)).map(create)),
    urlOf: (department) => urls.get(department) ?? null,
    urls: () => [...urls.values()],
    dispose: async () => {
      for (const QueueUrl of urls.values()) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sqs.destroy();
    },
  };
};

import { type Message, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { makeSqsClient } from "../../../functions/adapters/aws/clients.ts";
import {
  makeSqsDeliveries,
  type SqsDeliveries,
  type SqsDeliveryOptions,
} from "../../../functions/adapters/aws/deliveries.ts";
import type { QueueRecord } from "../../../functions/adapters/aws/delivery-pointers.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import { makeTestTable } from "./table-fixture.ts";
import { makeTestQueues, type TestQueues } from "./test-queues.ts";

/** A message as Lambda hands it over. */
const recordOf = ({ MessageId, ReceiptHandle, Body, Attributes }: Message): QueueRecord => ({
  messageId: MessageId ?? "",
  receiptHandle: ReceiptHandle ?? "",
  body: Body ?? "",
  attributes: {
    ApproximateReceiveCount: Attributes?.ApproximateReceiveCount ?? "",
    SentTimestamp: Attributes?.SentTimestamp ?? "",
  },
});

/** Up to ten messages of a queue, as many as there are now. */
export const receive = async (sqs: SQSClient, queueUrl: string): Promise<QueueRecord[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["ApproximateReceiveCount", "SentTimestamp"],
    }),
  );
  return Messages.map(recordOf);
};

/** One thing that was asked of a service, by the name of its command. */
export interface Asked {
  command: string;
  input: Record<string, unknown>;
}

/** A table and queues, and instances of the deliveries over them. Nothing is polled: the test is the event source. */
export interface DeliveriesRig {
  table: Table;
  sqs: SQSClient;
  queues: TestQueues;
  /** Everything asked of the table and the queues since it was last emptied. */
  asked: Asked[];
  open: (options?: Partial<SqsDeliveryOptions>) => SqsDeliveries;
  /** Up to ten messages of the tax department's queue. */
  receive: () => Promise<QueueRecord[]>;
  dispose: () => Promise<void>;
}

/** A rig with a queue for the tax department. */
export const makeDeliveriesRig = async (): Promise<DeliveriesRig> => {
  const data = makeTestTable();
  const table = await data.open();
  const sqs = makeSqsClient();
  const queues = makeTestQueues(sqs);
  const [queueUrl = ""] = await queues.ensure(["tax"]);
  const asked: Asked[] = [];
  const note = (command: string, input: unknown): void => {
    asked.push({ command, input: input as Record<string, unknown> });
  };
  table.db.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        note(commandName ?? "", args.input);
        return next(args);
      },
    { step: "initialize" },
  );
  sqs.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        note(commandName ?? "", args.input);
        return next(args);
      },
    { step: "initialize" },
  );
  return {
    ...{ table, sqs, queues, asked },
    open: (options = {}) => makeSqsDeliveries({ table, sqs, queueUrlOf: queues.urlOf, ...options }),
    receive: () => receive(sqs, queueUrl),
    dispose: async () => {
      await queues.dispose();
      await data.dispose();
    },
  };
};

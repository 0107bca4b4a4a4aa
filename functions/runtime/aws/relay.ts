import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { makeSqsClient, makeStepFunctionsClient } from "../../adapters/aws/clients.ts";
import { makeSqsDeliveries } from "../../adapters/aws/deliveries.ts";
import { makeS3Documents } from "../../adapters/aws/documents.ts";
import { makeStreamRelaySource } from "../../adapters/aws/relay-source.ts";
import { makeStepFunctionsWorkflow } from "../../adapters/aws/workflow.ts";
import { makeRelay } from "../../application/relay.ts";
import { required, textMap } from "./environment.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, macs } from "./keys.ts";
import { makeQueueUrlOf } from "./queues.ts";

/** The function that carries out what follows from committed events, as they come by the table's stream. */
export const makeRelayFunction = () => {
  const ground = makeGround({ ...dataKeys(), ...macs() });
  const sqs = makeSqsClient();
  const { hub, memory } = makeFunctionHub(ground, {
    deliveries: makeSqsDeliveries({
      table: ground.table,
      sqs,
      queueUrlOf: makeQueueUrlOf(),
      log: ground.log,
    }),
    documents: makeS3Documents({
      bucket: required("LIANBAN_BUCKET"),
      table: ground.table,
      keys: ground.keys,
    }),
  });
  const workflow = makeStepFunctionsWorkflow({
    sfn: makeStepFunctionsClient(),
    table: ground.table,
    tokens: hub.tokens,
    machines: textMap("LIANBAN_STATE_MACHINES"),
    now: Date.now,
  });
  const source = makeStreamRelaySource({
    table: ground.table,
    sqs,
    queueUrl: required("LIANBAN_RELAY_QUEUE_URL"),
    log: ground.log,
  });
  source.run(makeRelay(hub, memory, workflow));
  return ({ Records: records }: DynamoDBStreamEvent | SQSEvent) =>
    isQueue(records) ? source.takeQueue(records) : source.takeStream(records);
};

const isQueue = (
  records: DynamoDBStreamEvent["Records"] | SQSEvent["Records"],
): records is SQSEvent["Records"] => records[0]?.eventSource === "aws:sqs";

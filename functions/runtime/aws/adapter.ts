import type { SQSEvent } from "aws-lambda";
import { makeSqsClient } from "../../adapters/aws/clients.ts";
import { makeSqsDeliveries } from "../../adapters/aws/deliveries.ts";
import { post } from "../../adapters/shared/post.ts";
import { makeSendDelivery } from "../../application/send-delivery.ts";
import { deliveryPausesMs } from "./environment.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, webhookSecrets } from "./keys.ts";
import { makeQueueUrlOf } from "./queues.ts";

/** The function that delivers to one department, in its dialect; one of them for each department's queue. */
export const makeAdapterFunction = () => {
  const ground = makeGround({ ...dataKeys(), ...webhookSecrets() });
  const pausesMs = deliveryPausesMs();
  const deliveries = makeSqsDeliveries({
    table: ground.table,
    sqs: makeSqsClient(),
    queueUrlOf: makeQueueUrlOf(),
    log: ground.log,
    ...(pausesMs === undefined ? {} : { pausesMs }),
  });
  const { hub, memory } = makeFunctionHub(ground, { deliveries });
  deliveries.run(makeSendDelivery(hub, memory, post));
  return ({ Records: records }: SQSEvent) => deliveries.takeBatch(records);
};

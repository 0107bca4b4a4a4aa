import { makeSqsClient, makeStepFunctionsClient } from "../../adapters/aws/clients.ts";
import { makeSqsDeliveries } from "../../adapters/aws/deliveries.ts";
import { makeS3Documents } from "../../adapters/aws/documents.ts";
import { makeStreamRelaySource } from "../../adapters/aws/relay-source.ts";
import { makeStepFunctionsWorkflow } from "../../adapters/aws/workflow.ts";
import { required, textMap } from "./environment.ts";
import { makeFunctionHub, makeGround } from "./hub.ts";
import { dataKeys, macs } from "./keys.ts";
import { makeQueueUrlOf } from "./queues.ts";

/** What carries effects out: the hub with messages, documents and the workflow, and where effects come from. */
export const makeEffectParts = () => {
  const ground = makeGround({ ...dataKeys(), ...macs() });
  const { table, keys, log } = ground;
  const sqs = makeSqsClient();
  const deliveries = makeSqsDeliveries({ table, sqs, queueUrlOf: makeQueueUrlOf(), log });
  const documents = makeS3Documents({ bucket: required("LIANBAN_BUCKET"), table, keys });
  const parts = makeFunctionHub(ground, { deliveries, documents });
  const workflow = makeStepFunctionsWorkflow({
    sfn: makeStepFunctionsClient(),
    table,
    tokens: parts.hub.tokens,
    machines: textMap("LIANBAN_STATE_MACHINES"),
    now: Date.now,
  });
  const source = makeStreamRelaySource({ table, sqs, queueUrl: required("LIANBAN_RELAY_QUEUE_URL"), log });
  return { ...parts, deliveries, workflow, source };
};

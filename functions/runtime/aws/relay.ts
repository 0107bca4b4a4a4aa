import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { makeRelay } from "../../application/relay.ts";
import { makeEffectParts } from "./effects.ts";

/** The function that carries out what follows from committed events, as they come by the table's stream. */
export const makeRelayFunction = () => {
  const { hub, memory, workflow, source } = makeEffectParts();
  source.run(makeRelay(hub, memory, workflow));
  return ({ Records: records }: DynamoDBStreamEvent | SQSEvent) =>
    isQueue(records) ? source.takeQueue(records) : source.takeStream(records);
};

const isQueue = (
  records: DynamoDBStreamEvent["Records"] | SQSEvent["Records"],
): records is SQSEvent["Records"] => records[0]?.eventSource === "aws:sqs";

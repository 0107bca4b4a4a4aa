import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import type { HandleCommand } from "../../application/handle-command.ts";
import { makeRelay } from "../../application/relay.ts";
import { makeEffectParts } from "./effects.ts";
import type { FunctionHub } from "./hub.ts";

/**
 * What decides, for the few effects that come to a command of another case. Its rules are read when the first of them comes,
 * so that no cold start waits for them.
 */
const makeLateDecide = (parts: FunctionHub): HandleCommand => {
  let made: Promise<HandleCommand> | undefined;
  return async (request) => {
    made ??= import("./decide.ts").then(({ makeDecide }) => makeDecide(parts));
    return (await made)(request);
  };
};

/** The function that carries out what follows from committed events, as they come by the table's stream. */
export const makeRelayFunction = () => {
  const parts = makeEffectParts();
  const { hub, memory, workflow, source } = parts;
  source.run(makeRelay(hub, memory, workflow, makeLateDecide(parts)));
  return ({ Records: records }: DynamoDBStreamEvent | SQSEvent) =>
    isQueue(records) ? source.takeQueue(records) : source.takeStream(records);
};

const isQueue = (
  records: DynamoDBStreamEvent["Records"] | SQSEvent["Records"],
): records is SQSEvent["Records"] => records[0]?.eventSource === "aws:sqs";

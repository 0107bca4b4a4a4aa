import type { Now } from "./commands.ts";
import type { Refusal } from "./refusals.ts";

/** How far a department's clock may run ahead of the hub's before its answer is refused, in milliseconds. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** Why the time of an answer speaks against it: it lies ahead, or before what the department said last. */
export const refusalOfTime = (
  { id: itemId, lastAnswerAt }: { id: string; lastAnswerAt: string },
  time: string,
  now: Now,
): Refusal | null => {
  if (Date.parse(time) > Date.parse(now.at) + FUTURE_TOLERANCE_MS)
    return { kind: "AnswerFromFuture", itemId, time, now: now.at };
  if (Date.parse(time) < Date.parse(lastAnswerAt))
    return { kind: "AnswerOutOfOrder", itemId, time, lastAnswerAt };
  return null;
};

import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { StateMachineDefinition } from "../../../functions/workflow/compile.ts";

const branchesOf = ({ States }: StateMachineDefinition, state: string): number => {
  const { Branches } = States[state] ?? {};
  return Array.isArray(Branches) ? Branches.length : 0;
};

/**
 * How many asks an execution has out, from its history and the definition it began with. `0` while it is on its way:
 * between two stages, or while a branch of its stage has not scheduled its ask, or will schedule it again.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export const openAsks = (events: readonly HistoryEvent[], definition: StateMachineDefinition): number => {
  const entered = events.findLastIndex(({ type }) => type === "ParallelStateEntered");
  const ofStage = events.slice(Math.max(entered, 0));
  const count = (...types: string[]): number =>
    ofStage.filter(({ type }) => types.includes(type ?? "")).length;
  if (entered < 0 || count("ParallelStateExited") > 0) return 0;
  const through = count("TaskSucceeded");
  const open = count("TaskScheduled") - through - count("TaskFailed", "TaskTimedOut");
  const stage = ofStage[0]?.stateEnteredEventDetails?.name ?? "";
  return open + through === branchesOf(definition, stage) ? open : 0;
};

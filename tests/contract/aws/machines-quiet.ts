import { setTimeout } from "node:timers/promises";
import type { ExecutionListItem, HistoryEvent } from "@aws-sdk/client-sfn";
import { caseOfExecution } from "../../../functions/adapters/aws/execution-names.ts";
import type { StateMachineDefinition } from "../../../functions/workflow/compile.ts";
import { openAsks } from "./open-asks.ts";
import type { WaitingTokens } from "./waiting-tokens.ts";

/** What is known of machines while they run. */
export interface RunningMachines {
  /** The executions that have not ended. */
  running: () => Promise<ExecutionListItem[]>;
  history: (executionArn: string) => Promise<HistoryEvent[]>;
  /** What an execution was begun with, whatever was deployed since. */
  definitionOf: (executionArn: string) => StateMachineDefinition | undefined;
  waiting: WaitingTokens;
  /** How many calls of functions are in hand. */
  inHand: () => number;
  /** What went wrong so far, a line each. */
  failures: readonly string[];
}

/** What was seen of an execution at one moment. */
interface Look {
  executionArn: string;
  name: string;
  /** Whether it only waits for departments. */
  stands: boolean;
  /** The same text when nothing has changed. */
  seen: string;
}

const LOOK_EVERY_MS = 40;

/** Longer than the longest pause before a step is tried again, and than a busy machine needs to start a function. */
const STUCK_AFTER_MS = 90_000;

const NOTHING_SEEN: Look = { executionArn: "", name: "", stands: true, seen: "" };

/**
 * Make what resolves when every execution has ended or only waits for departments. It rejects, with what is known of
 * it, when an execution does neither and has not moved for 90 seconds.
 *
 * It looks at one execution after another and no further than the first that moves, so that it does not keep busy
 * what it waits for.
 */
export const makeQuiet = (machines: RunningMachines): (() => Promise<void>) => {
  const { waiting, inHand } = machines;

  /** A wait is over when its token was called on, so an execution that stands has as many asks out as tokens. */
  const look = async ({ executionArn = "", name = "" }: ExecutionListItem): Promise<Look> => {
    const tokens = (): number => waiting.itemsOf(caseOfExecution(name)).length;
    const before = tokens();
    const definition = machines.definitionOf(executionArn);
    const events = before === 0 ? [] : await machines.history(executionArn);
    const asks = definition === undefined ? 0 : openAsks(events, definition);
    const stands = asks > 0 && asks === before && asks === tokens();
    return { executionArn, name, stands, seen: `${executionArn} ${events.length} ${before} ${tokens()}` };
  };

  /** An execution that moves, `null` when all stand. The one that moved when it was last looked comes first. */
  const findMoving = async (last: Look): Promise<Look | null> => {
    const isLast = ({ executionArn }: ExecutionListItem): number =>
      Number(executionArn === last.executionArn);
    const running = await machines.running();
    for (const execution of running.toSorted((one, other) => isLast(other) - isLast(one))) {
      const seen = await look(execution);
      if (!seen.stands) return seen;
    }
    return null;
  };

  const stuck = async ({ executionArn, name }: Look): Promise<Error> => {
    const items = waiting.itemsOf(caseOfExecution(name));
    const events = await machines.history(executionArn);
    const lines = [
      `execution ${name} neither moves nor waits for departments only`,
      `items whose token nobody called on: ${items.join(", ") || "none"}`,
      ...machines.failures.map((failure) => `failed: ${failure}`),
      ...events.map(({ timestamp, type }) => `${timestamp?.toISOString()} ${type}`),
    ];
    return new Error(lines.join("\n"));
  };

  return async () => {
    let last = NOTHING_SEEN;
    for (let since = performance.now(); ; ) {
      await setTimeout(LOOK_EVERY_MS);
      const moving = inHand() > 0 ? NOTHING_SEEN : await findMoving(last);
      if (moving === null && inHand() === 0) return;
      const next = moving ?? NOTHING_SEEN;
      if (next === NOTHING_SEEN || next.seen !== last.seen) since = performance.now();
      if (performance.now() - since > STUCK_AFTER_MS) throw await stuck(next);
      last = next;
    }
  };
};

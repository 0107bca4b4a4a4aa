import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Workflow } from "../ports/workflow.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";

const HUB = { kind: "hub", id: "watch" } as const;

/** A case that waits on the hub for longer than this is driven again, in milliseconds. */
const STUCK_AFTER_MS = 60_000;

/** Cases looked at in one sweep at most; the rest follow in the next. */
const SWEEP = 10_000;

/** What a sweep did: how many cases it moved or looked at in vain, and which it failed on, with the reason. */
export interface SweepReport {
  done: number;
  failed: { caseId: string; error: string }[];
}

/**
 * Make the watch: raise what the calendar demands, and drive again the cases that wait on the hub.
 *
 * One bad case never stops a sweep; running twice at once is the same as running once.
 */
export const makeWatch = (hub: Hub, handle: HandleCommand, workflow: Workflow) => {
  const each = async <T>(
    cases: readonly T[],
    caseIdOf: (one: T) => string,
    act: (one: T) => Promise<unknown>,
  ) => {
    const report: SweepReport = { done: 0, failed: [] };
    for (const one of cases)
      try {
        await act(one);
        report.done += 1;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        report.failed.push({ caseId: caseIdOf(one), error: text });
        hub.log.error("watch-case-failed", { caseId: caseIdOf(one), error: text });
      }
    return report;
  };

  const keepTime = async (): Promise<SweepReport> => {
    const today = shanghaiDate(hub.clock.now());
    const due = await hub.store.due(today, SWEEP);
    return each(due, String, (caseId) =>
      handle({ caseId, command: { type: "KeepTime" }, actor: HUB, cause: `watch ${today}` }),
    );
  };

  const driveStuck = async (stuckAfterMs = STUCK_AFTER_MS): Promise<SweepReport> => {
    const before = new Date(Date.parse(hub.clock.now()) - stuckAfterMs).toISOString();
    const stuck = await hub.store.waitingOnHub(before, SWEEP);
    return each(
      stuck,
      (head) => head.caseId,
      ({ caseId, processId }) => workflow.start({ caseId, processId }),
    );
  };

  return { keepTime, driveStuck };
};

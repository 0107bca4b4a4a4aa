import type { Hub } from "./hub.ts";
import { type SweepReport, together } from "./sweep.ts";

/** What the last round of the watch did: when, how many cases it looked at or moved, and on which it failed. */
export interface LastSweep {
  /** An instant in UTC. */
  at: string;
  done: number;
  /** The numbers of the cases. Why is in the log, under `watch-case-failed`. */
  failed: string[];
}

/**
 * Keep the report of the last round of the watch, and log one line of each that did something or failed. A round has
 * several sweeps, of which one may be left out.
 */
export const makeLastSweep = ({ log, clock }: Pick<Hub, "log" | "clock">) => {
  let last: LastSweep | null = null;
  return {
    note: (reports: readonly (SweepReport | null)[]): void => {
      const none: SweepReport = { done: 0, failed: [] };
      const { done, failed } = reports.filter((report) => report !== null).reduce(together, none);
      last = { at: clock.now(), done, failed: [...new Set(failed.map(({ caseId }) => caseId))] };
      if (done > 0 || failed.length > 0) log.info("watch-swept", { done, failed: last.failed.length });
    },
    /** `null` until the first round is over. */
    last: (): LastSweep | null => last,
  };
};

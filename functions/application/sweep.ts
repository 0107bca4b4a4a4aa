import type { Hub } from "./hub.ts";

/** What a sweep did: how many cases it moved or looked at in vain, and which it failed on, with the reason. */
export interface SweepReport {
  done: number;
  failed: { caseId: string; error: string }[];
}

/** Do something for each case in turn. One that fails is noted and logged, and never holds up the others. */
export const sweep = async <T extends { caseId: string }>(
  log: Hub["log"],
  cases: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<SweepReport> => {
  const report: SweepReport = { done: 0, failed: [] };
  for (const one of cases)
    try {
      await act(one);
      report.done += 1;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      report.failed.push({ caseId: one.caseId, error: text });
      log.error("watch-case-failed", { caseId: one.caseId, error: text });
    }
  return report;
};

/** Two reports as one. */
export const together = (one: SweepReport, other: SweepReport): SweepReport => ({
  done: one.done + other.done,
  failed: [...one.failed, ...other.failed],
});

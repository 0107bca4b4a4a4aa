import type { Hub } from "./hub.ts";

/** What a sweep did: how many cases it moved or looked at in vain, and which it failed on, with the reason. */
export interface SweepReport {
  done: number;
  failed: { caseId: string; error: string }[];
}

/** Cases under way at once: a sweep waits for its store most of the time. */
const AT_ONCE = 16;

/**
 * Do something for each case, begun in order, {@link AT_ONCE} under way. One that fails is noted and logged, and never
 * holds up the others.
 */
export const sweep = async <T extends { caseId: string }>(
  log: Hub["log"],
  cases: readonly T[],
  act: (one: T) => Promise<unknown>,
): Promise<SweepReport> => {
  const report: SweepReport = { done: 0, failed: [] };
  const waiting = cases.values();
  const work = async (): Promise<void> => {
    for (const one of waiting)
      try {
        await act(one);
        report.done += 1;
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        report.failed.push({ caseId: one.caseId, error: text });
        log.error("watch-case-failed", { caseId: one.caseId, error: text });
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return report;
};

/** Two reports as one. */
export const together = (one: SweepReport, other: SweepReport): SweepReport => ({
  done: one.done + other.done,
  failed: [...one.failed, ...other.failed],
});

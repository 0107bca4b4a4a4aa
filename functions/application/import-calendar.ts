import { openStatuses } from "../case/state.ts";
import { type CalendarYearInvalid, parseCalendarYear } from "../catalog/calendar/calendar-year.ts";
import type { CalendarYears } from "../ports/calendar-years.ts";
import type { CaseStore, Page } from "../ports/case-store.ts";
import type { HandleCommand } from "./handle-command.ts";
import { makeRefreshCalendar, type RefreshParts } from "./refresh-calendar.ts";
import { type SweepReport, sweep, together } from "./sweep.ts";

const HUB = { kind: "hub", id: "calendar" } as const;

/** Cases read at once. */
const PAGE = 1_000;

/** What the import of a calendar needs. */
export interface ImportCalendarParts extends RefreshParts {
  calendarYears: CalendarYears;
  store: Pick<CaseStore, "search" | "due">;
  handle: HandleCommand;
  /**
   * For how long other processes may still decide under the years before, in milliseconds.
   * @default 0: this is the only process
   */
  staleForMs?: number;
  /** Cases read at once. @default 1000 */
  pageSize?: number;
}

/** Imports years into the running hub, and computes again what was computed under the years before. */
export interface ImportCalendar {
  /**
   * Take a year's notice, from JSON: durable, and answered by in this process, once resolved. An earlier import of the
   * year is replaced. Other processes follow as they refresh; open cases follow by `recomputeIfNeeded`.
   * @returns the year and the version the calendar has now, or `CalendarYearInvalid` with every fault
   */
  importYear: (json: unknown) => Promise<CalendarYearInvalid | { year: number; version: string }>;
  /** See {@link makeRefreshCalendar}. At the start, and before each sweep of the watch. */
  refresh: () => Promise<void>;
  /** As {@link makeRefreshCalendar} has it. */
  refreshIfStale: () => Promise<void>;
  /**
   * Have the dates of all open cases computed again, and of closed ones that something is still owed in, each by the
   * command `KeepTime`. Cases that fail are logged and
   * named; the calendar's version is marked as done only when none did. Running twice at once is the same as once.
   */
  recomputeAll: () => Promise<SweepReport>;
  /**
   * For each round of the watch: refresh, and recompute if the calendar's version is not the one last marked, be it by
   * an import or by a new release. After a sweep on which cases failed only those are tried again.
   * @returns what was done, or `null` when there was nothing to do
   */
  recomputeIfNeeded: () => Promise<SweepReport | null>;
}

/** Later than any date: what is due by then is every case that is to be looked at again, closed ones included. */
const SOME_DAY = "9999-12-31";

/** Give every open case, and every closed one that waits for a day, to `look` once. */
const sweepOpen = async (
  { store, log, pageSize = PAGE }: ImportCalendarParts,
  look: (one: { caseId: string }) => Promise<unknown>,
): Promise<SweepReport> => {
  const seen = new Set<string>();
  let report: SweepReport = { done: 0, failed: [] };
  const sweepPages = async (
    pageAfter: (cursor: string | null) => Promise<Page<{ caseId: string }>>,
  ): Promise<void> => {
    let cursor: string | null = null;
    do {
      const page = await pageAfter(cursor);
      const fresh = page.rows.filter(({ caseId }) => !seen.has(caseId));
      for (const { caseId } of fresh) seen.add(caseId);
      report = together(report, await sweep(log, fresh, look));
      cursor = page.cursor;
    } while (cursor !== null);
  };
  // Twice round, since a case may go from a list that is still to be read into one that was read.
  for (const status of [...openStatuses, ...openStatuses])
    await sweepPages((cursor) => store.search({ status, cursor, limit: pageSize }));
  await sweepPages((cursor) => store.due(SOME_DAY, pageSize, cursor));
  return report;
};

/** Make the import. One a process: it remembers on which cases it failed. */
export const makeImportCalendar = (parts: ImportCalendarParts): ImportCalendar => {
  const { live, calendarYears, handle, log, clock, staleForMs = 0 } = parts;
  const { refresh, refreshIfStale } = makeRefreshCalendar(parts);
  let leftOver: { version: string; cases: readonly { caseId: string }[] } | null = null;
  let secondLook: { version: string; notBefore: number } | null = null;
  let running: Promise<SweepReport | null> | null = null;

  const look = ({ caseId }: { caseId: string }): Promise<unknown> => {
    const cause = `calendar ${live.calendar.version}`;
    return handle({ caseId, command: { type: "KeepTime" }, actor: HUB, cause });
  };

  const conclude = async (version: string, report: SweepReport): Promise<SweepReport> => {
    const isDone = report.failed.length === 0;
    leftOver = isDone ? null : { version, cases: report.failed };
    if (isDone) await calendarYears.markRecomputed(version);
    return report;
  };

  const sweepAll = async (): Promise<SweepReport> => {
    const { version } = live.calendar;
    const notBefore = Date.parse(clock.now()) + staleForMs;
    const report = await sweepOpen(parts, look);
    // What another process decides under the old years behind the sweep's back is caught by a second one.
    secondLook = staleForMs > 0 ? { version, notBefore } : null;
    return conclude(version, report);
  };

  const isSecondLookDue = (version: string): boolean =>
    secondLook?.version === version && Date.parse(clock.now()) >= secondLook.notBefore;

  const recompute = async (): Promise<SweepReport | null> => {
    await refresh();
    const { version } = live.calendar;
    if (isSecondLookDue(version)) {
      secondLook = null;
      return conclude(version, await sweepOpen(parts, look));
    }
    if (leftOver?.version === version) return conclude(version, await sweep(log, leftOver.cases, look));
    return (await calendarYears.recomputedUnder()) === version ? null : sweepAll();
  };

  return {
    importYear: async (json) => {
      const year = parseCalendarYear(json);
      if ("kind" in year) return year;
      await calendarYears.put(year);
      await refresh();
      return { year: year.year, version: live.calendar.version };
    },
    refresh,
    refreshIfStale,
    recomputeAll: async () => {
      await refresh();
      return sweepAll();
    },
    recomputeIfNeeded: () => {
      running ??= recompute().finally(() => {
        running = null;
      });
      return running;
    },
  };
};

import { actsLaterOn } from "../case/keep-time.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import type { CaseStore, DueCase } from "../ports/case-store.ts";
import type { Workflow } from "../ports/workflow.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { type SweepReport, sweep, together } from "./sweep.ts";

const HUB = { kind: "hub", id: "watch" } as const;

/** A case that waits on the hub for longer than this is driven again, in milliseconds. */
export const STUCK_AFTER_MS = 60_000;

/** Stuck cases driven in one sweep at most; the rest follow in the next. */
const SWEEP = 10_000;

/** Cases that are due and read at once; a sweep goes on from page to page until none is left. */
const PAGE = 1_000;

/** How far ahead the calendar must reach, in working days: two statutory limits and a correction between. */
export const AHEAD_WORKING_DAYS = 45;

/** What the watch needs of the hub. */
type WatchedHub = Pick<Hub, "world" | "clock" | "log"> & { store: Pick<CaseStore, "due" | "waitingOnHub"> };

/** Say, the first time on each day it is asked, that the calendar ends too soon. */
const makeCalendarAlarm = ({ world, log }: Pick<Hub, "world" | "log">) => {
  let saidOn = "";
  return (today: IsoDate): void => {
    if (saidOn === today) return;
    saidOn = today;
    const ahead = world.calendar.addWorkingDays(today, AHEAD_WORKING_DAYS);
    if (isCalendarUnknown(ahead)) log.warn("calendar-missing", { year: ahead.year });
  };
};

/**
 * Remember at which version a case was looked at in vain today: until it changes, another look finds the same.
 * Forgotten overnight, and with the process, since a restart may bring another calendar.
 */
const makeVainLooks = () => {
  let day = "";
  const looks = new Map<string, number>();
  const on = (today: IsoDate): Map<string, number> => {
    if (day !== today) looks.clear();
    day = today;
    return looks;
  };
  return {
    isKnown: (today: IsoDate, { caseId, version }: DueCase): boolean => on(today).get(caseId) === version,
    note: (today: IsoDate, { caseId, version }: DueCase): void => {
      on(today).set(caseId, version);
    },
  };
};

/**
 * Make the watch: raise what the calendar demands, and drive again the cases that wait on the hub.
 *
 * One bad case never stops a sweep; running twice at once is the same as running once. Each sweep also warns, once
 * a day, of a year whose calendar is missing.
 * @param pageSize - cases that are due and read at once
 */
export const makeWatch = (
  hub: WatchedHub,
  handle: HandleCommand,
  workflow: Pick<Workflow, "start">,
  pageSize = PAGE,
) => {
  const warnOfCalendar = makeCalendarAlarm(hub);
  const vain = makeVainLooks();

  const look = async (today: IsoDate, one: DueCase): Promise<void> => {
    const { caseId } = one;
    const cause = `watch ${today}`;
    const result = await handle({ caseId, command: { type: "KeepTime" }, actor: HUB, cause });
    const isVain = result.kind === "Done" && result.events.length === 0;
    if (isVain && !actsLaterOn(hub.world, result.state, today))
      vain.note(today, { caseId, version: result.state.version });
  };

  const keepTime = async (): Promise<SweepReport> => {
    const today = shanghaiDate(hub.clock.now());
    warnOfCalendar(today);
    let report: SweepReport = { done: 0, failed: [] };
    let cursor: string | null = null;
    do {
      const page = await hub.store.due(today, pageSize, cursor);
      const fresh = page.rows.filter((one) => !vain.isKnown(today, one));
      report = together(report, await sweep(hub.log, fresh, (one) => look(today, one)));
      cursor = page.cursor;
    } while (cursor !== null);
    return report;
  };

  const driveStuck = async (stuckAfterMs = STUCK_AFTER_MS): Promise<SweepReport> => {
    const now = hub.clock.now();
    warnOfCalendar(shanghaiDate(now));
    const before = new Date(Date.parse(now) - stuckAfterMs).toISOString();
    const stuck = await hub.store.waitingOnHub(before, SWEEP);
    return sweep(hub.log, stuck, ({ caseId, processId }) => workflow.start({ caseId, processId }));
  };

  return { keepTime, driveStuck };
};

import type { Due } from "../../schemas/events.ts";
import { type IsoDate, receivedDate } from "../catalog/calendar/shanghai.ts";
import {
  type CalendarUnknown,
  isCalendarUnknown,
  type WorkingCalendar,
} from "../catalog/calendar/working-calendar.ts";
import type { Limits } from "../catalog/catalog.ts";
import type { Now } from "./commands.ts";
import type { Pause } from "./state.ts";

/** What an item's clock is computed from, and nothing else. */
export interface ClockActs {
  acceptedOn: IsoDate | null;
  limits: Limits;
  pauses: readonly Pause[];
}

/** No due date at all: not accepted yet, stopped, or without limits. */
export const noDue: Due = { promised: null, statutory: null, unknownYear: null };

/** Join pauses that overlap or touch, so that no working day is given back twice. */
const merged = (pauses: readonly Pause[]): { from: IsoDate; to: IsoDate | null }[] => {
  const sorted = pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  const out: { from: IsoDate; to: IsoDate | null }[] = [];
  for (const { from, to } of sorted) {
    const last = out.at(-1);
    if (last === undefined || (last.to !== null && from > last.to)) out.push({ from, to });
    else if (last.to !== null && (to === null || to > last.to)) last.to = to;
  }
  return out;
};

/** What is left of a limit when a pause begins runs from the pause's end; a pause that begins too late is none. */
const dueAfter = (
  calendar: WorkingCalendar,
  acceptedOn: IsoDate,
  limit: number | null,
  pauses: readonly Pause[],
): IsoDate | null | CalendarUnknown => {
  if (limit === null) return null;
  let [start, left] = [acceptedOn, limit];
  let due = calendar.addWorkingDays(start, left);
  for (const { from, to } of merged(pauses)) {
    const hasRunOut = !isCalendarUnknown(due) && from > due;
    if (hasRunOut) break;
    if (to === null) return null;
    if (isCalendarUnknown(due)) continue;
    left = Math.max(0, left - Number(calendar.workingDaysBetween(start, from)));
    start = to;
    due = calendar.addWorkingDays(start, left);
  }
  return due;
};

/**
 * Compute both due dates from the acts alone.
 *
 * A limit counts from the working day after acceptance; the day a pause begins is used up, the working days after
 * it up to and including its last day are given back, in whole working days (never in hours of the wall clock).
 * A pause that begins after a limit ran out gives nothing back. A pause that is still open, or a year without a
 * published calendar, yields no date rather than a guess.
 * @see 行政许可法第四十二条、第四十五条、第八十二条
 */
export const dueDates = ({ acceptedOn, limits, pauses }: ClockActs, calendar: WorkingCalendar): Due => {
  if (acceptedOn === null) return noDue;
  const promised = dueAfter(calendar, acceptedOn, limits.promised, pauses);
  const statutory = dueAfter(
    calendar,
    acceptedOn,
    limits.statutory,
    pauses.filter((pause) => pause.statutory),
  );
  const unknown = [promised, statutory].find(isCalendarUnknown);
  return {
    promised: isCalendarUnknown(promised) ? null : promised,
    statutory: isCalendarUnknown(statutory) ? null : statutory,
    unknownYear: unknown?.year ?? null,
  };
};

/**
 * Both due dates as the calendar knows them now: a date that fell into a year without data is computed again, for
 * that year may have been published since.
 */
export const dueNow = (item: ClockActs & { due: Due }, calendar: WorkingCalendar): Due =>
  item.due.unknownYear === null ? item.due : dueDates(item, calendar);

/** Working days left before a limit at which a warning (预警) is raised: one, or a fifth of the limit. */
export const warningDays = (limit: number): number => Math.max(1, Math.floor(limit / 5));

/** Add working days to a date, or `null` where the calendar has no data. */
export const addDays = (calendar: WorkingCalendar, from: IsoDate, days: number): IsoDate | null => {
  const date = calendar.addWorkingDays(from, days);
  return isCalendarUnknown(date) ? null : date;
};

/** Working days after one date through another, or `null` where the calendar has no data. */
export const daysBetween = (calendar: WorkingCalendar, after: IsoDate, through: IsoDate): number | null => {
  const days = calendar.workingDaysBetween(after, through);
  return isCalendarUnknown(days) ? null : days;
};

/** The day as of which something handed in now counts: after hours and on days off the next working day. */
export const receivedOn = (calendar: WorkingCalendar, now: Now): IsoDate => {
  const date = receivedDate(now.at, calendar);
  return isCalendarUnknown(date) ? now.on : date;
};

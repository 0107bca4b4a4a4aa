import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import type { Limit } from "../../schemas/limit.ts";

/*
 * Where a limit ends, in another way than the core: day by day, and in hours from one opening or closing to the next,
 * where the core calculates. It knows of the calendar only which days are worked.
 */

/** When something counts: its day, and for limits in hours the instant. */
export interface Moment {
  on: string;
  at: number;
}

/** A stretch in which a clock stood still. `from` to `to`, which is null while it lasts. */
export interface Gap {
  from: Moment;
  to: Moment | null;
}

/** A date, or an instant with its date; `null` while the clock stands still; a year without a calendar. */
type End = { on: string; at?: string } | null | number;

const DAY = 86_400_000;
const EIGHT_HOURS = 8 * 3_600_000;

const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY).toISOString().slice(0, 10);

/** What counts as of another day than it was written on begins when offices open. */
export const momentOf = (on: string, at: string): Moment => ({
  on,
  at: Date.parse(shanghaiDate(at) === on ? at : `${on}T08:30:00+08:00`),
});

const yearOf = (date: string): number => Number(date.slice(0, 4));

const endInDays = (calendar: WorkingCalendar, start: Moment, limit: Limit, gaps: readonly Gap[]): End => {
  const isNatural = limit.unit === "natural-day";
  const mayLast = gaps.some(({ to }) => to === null);
  let left = limit.value;
  for (let day = start.on; ; day = nextDay(day)) {
    const isWorking = calendar.isWorkingDay(day);
    if (typeof isWorking !== "boolean") return mayLast ? null : yearOf(day);
    const isPaused = gaps.some(({ from, to }) => from.on < day && (to === null || day <= to.on));
    if (day > start.on && (isNatural || isWorking) && !isPaused) left = Math.max(0, left - 1);
    const standing = gaps.filter(({ from, to }) => from.on <= day && (to === null || day < to.on));
    if (standing.some(({ to }) => to === null)) return null;
    if (left === 0 && isWorking && standing.length === 0) return { on: day };
  }
};

const opensAndCloses: readonly (readonly [opens: number, closes: number])[] = [
  [8.5, 12],
  [14, 17.5],
];

/** The stretch of office time an instant lies in, its closing included; or the next one. A year without a calendar. */
const officeAt = (
  calendar: WorkingCalendar,
  instant: number,
): { opens: number; closes: number } | { unknown: string } => {
  for (let day = new Date(instant + EIGHT_HOURS).toISOString().slice(0, 10); ; day = nextDay(day)) {
    const isWorking = calendar.isWorkingDay(day);
    if (typeof isWorking !== "boolean") return { unknown: day };
    const midnight = Date.parse(`${day}T00:00:00+08:00`);
    for (const [opens, closes] of isWorking ? opensAndCloses : []) {
      const stretch = { opens: midnight + opens * 3_600_000, closes: midnight + closes * 3_600_000 };
      if (instant <= stretch.closes) return stretch;
    }
  }
};

const instantOf = (now: number): End => {
  const at = new Date(now).toISOString();
  return { on: shanghaiDate(at), at };
};

const endInHours = (calendar: WorkingCalendar, start: Moment, limit: Limit, gaps: readonly Gap[]): End => {
  const isNatural = limit.unit === "natural-hour";
  let now = start.at;
  let left = limit.value * 3_600_000;
  for (;;) {
    const gap = gaps.find(({ from, to }) => from.at <= now && (to === null || now < to.at));
    if (gap?.to === null) return null;
    if (gap !== undefined) {
      now = gap.to.at;
      continue;
    }
    const office = isNatural ? { opens: now, closes: Number.POSITIVE_INFINITY } : officeAt(calendar, now);
    if ("unknown" in office) return gaps.some(({ to }) => to === null) ? null : yearOf(office.unknown);
    if (left === 0 && office.opens <= now) return instantOf(now);
    const nextGap = Math.min(...gaps.map(({ from }) => from.at).filter((at) => at > now));
    if (office.opens > now) now = Math.min(office.opens, nextGap);
    else if (office.closes === now) now += 1;
    else {
      const until = Math.min(office.closes, nextGap, now + left);
      left -= until - now;
      now = until;
    }
  }
};

/** When a limit ends that the gaps stop; `null` without a limit. */
export const endOf = (
  calendar: WorkingCalendar,
  start: Moment,
  limit: Limit | null,
  gaps: readonly Gap[],
): End => {
  if (limit === null) return null;
  return limit.unit.endsWith("day")
    ? endInDays(calendar, start, limit, gaps)
    : endInHours(calendar, start, limit, gaps);
};

import type { CaseEvent } from "../../../schemas/events.ts";
import type { Limit } from "../../../schemas/limit.ts";
import { dayNumberOf, isoDateOf } from "../../catalog/calendar/day-number.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { isCalendarUnknown, type WorkingCalendar } from "../../catalog/calendar/working-calendar.ts";
import type { CentreProfile } from "../../catalog/profile.ts";
import { daysBetween } from "../clock.ts";
import type { Now } from "../commands.ts";
import type { LastDay } from "../last-days.ts";
import type { CaseState } from "../state.ts";
import type { World } from "../world.ts";

export { type LastDay, lastDayOf } from "../last-days.ts";

/**
 * Something a day demands of a case. `eventsOn` gives nothing once it was done, so that looking twice is looking once;
 * `nextOn` is the first day on which it would give something to the case as it stands, or `null`. It may be past.
 */
export interface TimedRule {
  eventsOn: (world: World, state: CaseState, now: Now) => CaseEvent[];
  nextOn: (world: World, state: CaseState) => IsoDate | null;
}

/** The day after a date. */
export const dayAfter = (date: IsoDate): IsoDate => isoDateOf(dayNumberOf(date) + 1);

const dayBefore = (date: IsoDate): IsoDate => isoDateOf(dayNumberOf(date) - 1);

/** The earliest of some dates, or `null` when there is none. */
export const earliest = (dates: readonly (IsoDate | null)[]): IsoDate | null =>
  dates.filter((date) => date !== null).sort()[0] ?? null;

/** When a limit is over: past its last day, or past its instant where it is in hours. */
export const isPast = (dueOn: IsoDate, dueAt: string | undefined, now: Now): boolean =>
  dueAt === undefined ? now.on > dueOn : Date.parse(now.at) > Date.parse(dueAt);

/** The first day that may find a limit past: the next day, or for a limit in hours the very day. */
export const pastFrom = (dueOn: IsoDate, dueAt: string | undefined): IsoDate =>
  dueAt === undefined ? dayAfter(dueOn) : dueOn;

/** The first day on which no more than `days` working days are left until a date; the date itself where the calendar ends before. */
export const firstDayWithin = (calendar: WorkingCalendar, dueOn: IsoDate, days: number): IsoDate => {
  const isWithin = (date: IsoDate): boolean => {
    const left = daysBetween(calendar, date, dueOn);
    return left !== null && left <= days;
  };
  let date = dueOn;
  while (isWithin(dayBefore(date))) date = dayBefore(date);
  return date;
};

/** Working days left at which a warning (预警) is given: a share of the limit, at least so many; of one in hours, on its last day. */
export const warningDays = ({ warning }: CentreProfile, { value, unit }: Limit): number =>
  unit.endsWith("day") ? Math.max(warning.atLeast, Math.floor(value * warning.share)) : 0;

/** A date in a year without a calendar is looked for again when that year begins: by then its notice is out. */
export const beginningOf = (year: number): IsoDate => `${year}-01-01`;

/** Whether a last day is over. One that is not known never is. */
export const isOver = (last: LastDay, { on }: Now): last is IsoDate => typeof last === "string" && on > last;

/** The first day on which a last day is over. */
export const overFrom = (last: LastDay): IsoDate | null => {
  if (last === null) return null;
  return isCalendarUnknown(last) ? beginningOf(last.year) : dayAfter(last);
};

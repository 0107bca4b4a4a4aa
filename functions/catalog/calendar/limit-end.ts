import type { Limit, LimitUnit } from "../../../schemas/limit.ts";
import { type IsoDate, isoDateOf } from "./day-number.ts";
import { checkedDayNumberOf, instantOf, millisecondsOf, shanghaiDate } from "./instant.ts";
import { addWorkingMinutes, officeHours, workingMinutesBetween } from "./office-hours.ts";
import { type CalendarUnknown, isCalendarUnknown, type WorkingCalendar } from "./working-calendar.ts";

/**
 * When something happened, as limits count it: days go by `on`, the Asia/Shanghai day it counts as of, hours by the
 * instant `at`. The two may differ: what comes in on a Friday night counts as of Monday.
 */
export interface Moment {
  readonly on: IsoDate;
  readonly at: string;
}

/** The last moment of a limit. One in days ends at close of business of `on`, and `at` is null; one in hours ends at an instant. */
export interface LimitEnd {
  readonly on: IsoDate;
  readonly at: string | null;
}

/** A stretch in which a limit stands still; `to` is null while it lasts. */
export interface LimitPause {
  readonly from: Moment;
  readonly to: Moment | null;
}

/**
 * How one unit is counted. A position is where a moment lies on the line of that unit, in days or milliseconds from
 * 1970; an amount is in days or minutes.
 */
interface Measure {
  /** What a limit's value of 1 amounts to. */
  readonly amount: number;
  readonly position: (moment: Moment) => number;
  readonly endAt: (position: number) => LimitEnd;
  readonly add: (calendar: WorkingCalendar, from: number, amount: number) => number | CalendarUnknown;
  /** Asked only for a `to` after `from`. */
  readonly between: (calendar: WorkingCalendar, from: number, to: number) => number | CalendarUnknown;
}

const minuteMilliseconds = 60_000;

const inDays: Pick<Measure, "amount" | "position" | "endAt"> = {
  amount: 1,
  position: ({ on }) => checkedDayNumberOf(on),
  endAt: (position) => ({ on: isoDateOf(position), at: null }),
};

const inHours: Pick<Measure, "amount" | "position" | "endAt"> = {
  amount: 60,
  position: ({ at }) => millisecondsOf(at),
  endAt: (position) => {
    const at = instantOf(position);
    return { on: shanghaiDate(at), at };
  },
};

const positioned = <T>(
  answer: T | CalendarUnknown,
  position: (answer: T) => number,
): number | CalendarUnknown => (isCalendarUnknown(answer) ? answer : position(answer));

const measures: Readonly<Record<LimitUnit, Measure>> = {
  "working-day": {
    ...inDays,
    add: (calendar, from, days) =>
      positioned(calendar.addWorkingDays(isoDateOf(from), days), checkedDayNumberOf),
    between: (calendar, from, to) => calendar.workingDaysBetween(isoDateOf(from), isoDateOf(to)),
  },
  "natural-day": {
    ...inDays,
    add: (calendar, from, days) =>
      positioned(calendar.addNaturalDays(isoDateOf(from), days), checkedDayNumberOf),
    between: (_, from, to) => to - from,
  },
  "working-hour": {
    ...inHours,
    add: (calendar, from, minutes) =>
      positioned(addWorkingMinutes(calendar, officeHours, instantOf(from), minutes), millisecondsOf),
    between: (calendar, from, to) =>
      workingMinutesBetween(calendar, officeHours, instantOf(from), instantOf(to)),
  },
  "natural-hour": {
    ...inHours,
    add: (_, from, minutes) => from + Math.round(minutes * minuteMilliseconds),
    between: (_, from, to) => (to - from) / minuteMilliseconds,
  },
};

const amountOf = ({ amount }: Measure, { value }: Limit): number => {
  if (Number.isSafeInteger(value) && value >= 0) return value * amount;
  throw new RangeError(`A limit is a whole number from 0, got ${value}`);
};

const endOf = ({ endAt }: Measure, position: number | CalendarUnknown): LimitEnd | CalendarUnknown =>
  isCalendarUnknown(position) ? position : endAt(position);

/**
 * Tells when a limit ends that nothing stops.
 *
 * Days count from the day after `start.on`: working days end on a working day; natural days that end on a day off end
 * on the next working day. Hours count from `start.at` itself: working hours by the centre's office hours, natural hours
 * as they pass, over nights and days off, so that no calendar is asked. Throws a RangeError on a value that is no whole
 * number from 0, on a date and on an instant that is none.
 * @see 行政许可法第八十二条; 民法典第二百零一条、第二百零三条
 */
export const limitEnd = (
  calendar: WorkingCalendar,
  start: Moment,
  limit: Limit,
): LimitEnd | CalendarUnknown => {
  const measure = measures[limit.unit];
  return endOf(measure, measure.add(calendar, measure.position(start), amountOf(measure, limit)));
};

/**
 * Tells how much of a limit is used up between two moments: whole days, or minutes of hours with fractions. 0 when
 * `until` is not later. The first day is not counted, the last one is.
 */
export const usedOf = (
  calendar: WorkingCalendar,
  start: Moment,
  until: Moment,
  unit: LimitUnit,
): number | CalendarUnknown => {
  const { position, between } = measures[unit];
  const [from, to] = [position(start), position(until)];
  return to <= from ? 0 : between(calendar, from, to);
};

/** Pauses on the line of a unit, in order; `to` is infinite while one lasts. One that ends before it begins is none. */
const gapsOf = (
  { position }: Measure,
  pauses: readonly LimitPause[],
): { readonly from: number; readonly to: number }[] =>
  pauses
    .map(({ from, to }) => ({ from: position(from), to: to === null ? Infinity : position(to) }))
    .filter(({ from, to }) => to >= from)
    .sort((a, b) => a.from - b.from);

/**
 * Tells when a limit ends that pauses stop: what is left of it when a pause begins runs from the pause's end.
 *
 * In days, the day a pause begins is used up, the days after it up to and including its last are given back; in hours,
 * what lies between the two instants. A pause that begins after the limit ran out gives nothing back, nor does the part
 * of one that lies before `start`; one that begins at the very end is still in time, and the limit then ends with the
 * pause, or when offices next work. So a pause never shortens a limit. `null` while a pause lasts that began in time.
 * @see 行政许可法第四十五条
 */
export const limitEndAfter = (
  calendar: WorkingCalendar,
  start: Moment,
  limit: Limit,
  pauses: readonly LimitPause[],
): LimitEnd | null | CalendarUnknown => {
  const measure = measures[limit.unit];
  let [from, left] = [measure.position(start), amountOf(measure, limit)];
  let end = measure.add(calendar, from, left);
  for (const pause of gapsOf(measure, pauses)) {
    // Over before the limit began, or within an earlier pause.
    if (pause.to <= from) continue;
    if (!isCalendarUnknown(end) && pause.from > end) break;
    if (pause.to === Infinity) return null;
    // A limit that reaches into an unknown year reaches there with every pause; one that still lasts stops it, though.
    if (isCalendarUnknown(end)) continue;
    // What overlaps an earlier pause, or the time before the limit, uses nothing up, so nothing is given back twice.
    const used = pause.from <= from ? 0 : measure.between(calendar, from, pause.from);
    if (isCalendarUnknown(used)) return used;
    left = Math.max(0, left - used);
    from = pause.to;
    end = measure.add(calendar, from, left);
  }
  return endOf(measure, end);
};

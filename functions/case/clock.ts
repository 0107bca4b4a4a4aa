import type { Due } from "../../schemas/events.ts";
import type { Limit } from "../../schemas/limit.ts";
import { limitEnd, limitEndAfter } from "../catalog/calendar/limit-end.ts";
import { openingOn } from "../catalog/calendar/office-hours.ts";
import { type IsoDate, receivedDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import {
  type CalendarUnknown,
  isCalendarUnknown,
  type WorkingCalendar,
} from "../catalog/calendar/working-calendar.ts";
import type { Limits } from "../catalog/catalog.ts";
import { type Moment, type Pause, pausesOf } from "./clock-acts.ts";
import type { Now } from "./commands.ts";
import type { ItemState } from "./state.ts";

/**
 * What a clock is computed from, and nothing else. `acceptedAt` matters to limits in hours only; without it they begin
 * when offices open on the day of acceptance.
 */
export interface ClockActs {
  acceptedOn: IsoDate | null;
  acceptedAt?: string | undefined;
  limits: Limits;
  pauses: readonly Pause[];
}

/** No due date at all: not accepted yet, stopped, or without limits. */
export const noDue: Due = { promised: null, statutory: null, unknownYear: null };

/** What counts as of a day but was written at night, or days later, begins when offices open on that day. */
export const momentOf = (on: IsoDate, at: string | undefined): Moment => ({
  on,
  at: at !== undefined && shanghaiDate(at) === on ? at : openingOn(on),
});

const dueAfter = (
  calendar: WorkingCalendar,
  start: Moment,
  limit: Limit | null,
  pauses: readonly Pause[],
): { on: IsoDate; at: string | null } | null | CalendarUnknown =>
  limit === null
    ? null
    : limitEndAfter(
        calendar,
        start,
        limit,
        pauses.map(({ from, fromAt, to, toAt }) => ({
          from: momentOf(from, fromAt),
          to: to === null ? null : momentOf(to, toAt),
        })),
      );

/**
 * Compute both due dates from the acts alone.
 *
 * A limit in days counts from the day after acceptance; the day a pause begins is used up, the days after it up to and
 * including its last day are given back, in whole days (never in hours of the wall clock). A limit in hours counts
 * office hours, or all hours, from the instant. A pause that begins after a limit ran out gives nothing back. A pause
 * that is still open, or a year without a published calendar, yields no date rather than a guess.
 * @see 行政许可法第四十二条、第四十五条、第八十二条; 民法典第二百零一条、第二百零三条
 */
export const dueDates = (
  { acceptedOn, acceptedAt, limits, pauses }: ClockActs,
  calendar: WorkingCalendar,
): Due => {
  if (acceptedOn === null) return noDue;
  const start = momentOf(acceptedOn, acceptedAt);
  const promised = dueAfter(calendar, start, limits.promised, pauses);
  const lawful = pauses.filter((pause) => pause.statutory);
  const statutory = dueAfter(calendar, start, limits.statutory, lawful);
  const unknown = [promised, statutory].find(isCalendarUnknown);
  const ends = {
    promised: isCalendarUnknown(promised) ? null : promised,
    statutory: isCalendarUnknown(statutory) ? null : statutory,
  };
  return {
    promised: ends.promised?.on ?? null,
    statutory: ends.statutory?.on ?? null,
    unknownYear: unknown?.year ?? null,
    ...(ends.promised?.at ? { promisedAt: ends.promised.at } : {}),
    ...(ends.statutory?.at ? { statutoryAt: ends.statutory.at } : {}),
  };
};

/** A limit and what it was extended by. Only a limit in the extension's unit can be extended; the others are left. */
export const extended = (limit: Limit | null, by: Limit | undefined): Limit | null =>
  limit === null || by === undefined || by.unit !== limit.unit
    ? limit
    : { ...limit, value: limit.value + by.value };

/** The limits of an item as they stand: the law's with its extension. A promise is not extended by the law's means. */
export const limitsOf = ({ limits, extension }: Pick<ItemState, "limits" | "extension">): Limits => ({
  promised: limits.promised,
  statutory: extended(limits.statutory, extension?.by),
});

type ClockedItem = Pick<ItemState, "acceptedOn" | "acts" | "limits" | "extension">;

/** When the acceptance that counts was written. */
export const acceptedAtOf = ({ acts }: Pick<ItemState, "acts">): string | undefined =>
  acts.findLast(({ act }) => act === "accepted")?.at;

/** The due dates of an item, computed anew from its acts. */
export const dueOf = (item: ClockedItem, calendar: WorkingCalendar): Due =>
  dueDates(
    {
      acceptedOn: item.acceptedOn,
      acceptedAt: acceptedAtOf(item),
      limits: limitsOf(item),
      pauses: pausesOf(item.acts),
    },
    calendar,
  );

/**
 * Both due dates as the calendar knows them now: a date that fell into a year without data is computed again, for
 * that year may have been published since.
 */
export const dueNow = (item: ClockedItem & { due: Due }, calendar: WorkingCalendar): Due =>
  item.due.unknownYear === null ? item.due : dueOf(item, calendar);

/** The date on which a limit ends that begins with the opening of a day. */
export const limitEndOn = (
  calendar: WorkingCalendar,
  on: IsoDate,
  limit: Limit,
): IsoDate | CalendarUnknown => {
  const end = limitEnd(calendar, momentOf(on, undefined), limit);
  return isCalendarUnknown(end) ? end : end.on;
};

/** The same, or `null` where the calendar has no data or no limit is set. */
export const limitEndOrNull = (
  calendar: WorkingCalendar,
  on: IsoDate,
  limit: Limit | null,
): IsoDate | null => {
  const end = limit === null ? null : limitEndOn(calendar, on, limit);
  return isCalendarUnknown(end) ? null : end;
};

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

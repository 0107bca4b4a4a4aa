import type { IsoDate } from "./day-number.ts";
import { instantOf, millisecondsOf, shanghaiDate, startOfDay } from "./instant.ts";
import { type CalendarUnknown, isCalendarUnknown, type WorkingCalendar } from "./working-calendar.ts";

const minuteMilliseconds = 60_000;

/** A stretch in which offices are open, in minutes from midnight: 510 to 720 is 08:30 to 12:00. */
export interface OpenStretch {
  readonly opens: number;
  readonly closes: number;
}

/**
 * When offices are open on a working day, in Asia/Shanghai. Every working day is alike, make-up days (调休上班) included.
 *
 * Made by {@link makeOfficeHours}.
 */
export interface OfficeHours {
  /** In order; at least one, none empty, none touching the next. */
  readonly stretches: readonly [OpenStretch, ...OpenStretch[]];
  readonly minutesADay: number;
  /** The last closing of the day, in minutes from midnight. */
  readonly closes: number;
}

const sinceMidnight = (time: string): number => {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined)
    throw new RangeError(`A time of office hours is written HH:MM, got ${JSON.stringify(time)}`);
  return Number(hour) * 60 + Number(minute);
};

const stretchOf = ([opens, closes]: readonly [opens: string, closes: string]): OpenStretch => ({
  opens: sinceMidnight(opens),
  closes: sinceMidnight(closes),
});

/**
 * Makes office hours of the stretches of a day: `makeOfficeHours(["08:30", "12:00"], ["14:00", "17:30"])`.
 *
 * Throws a RangeError on a time that is none, and on stretches that are empty, overlap, touch or are out of order.
 */
export const makeOfficeHours = (
  first: readonly [opens: string, closes: string],
  ...further: readonly (readonly [opens: string, closes: string])[]
): OfficeHours => {
  const stretches: [OpenStretch, ...OpenStretch[]] = [stretchOf(first), ...further.map(stretchOf)];
  let [minutesADay, lastClosing] = [0, -1];
  for (const { opens, closes } of stretches) {
    if (opens <= lastClosing || closes <= opens)
      throw new RangeError(
        `Stretches of office hours follow one another, got ${JSON.stringify([first, ...further])}`,
      );
    minutesADay += closes - opens;
    lastClosing = closes;
  }
  return { stretches, minutesADay, closes: lastClosing };
};

/** The centre's office hours, seven hours a day. Local practice; the close of business follows from it. */
export const officeHours: OfficeHours = makeOfficeHours(["08:30", "12:00"], ["14:00", "17:30"]);

const instantAt = (date: IsoDate, minutes: number): string =>
  instantOf(startOfDay(date) + Math.round(minutes * minuteMilliseconds));

/**
 * Names the instant at which offices open on a day, in UTC.
 *
 * Shape: `2026-02-12` gives `2026-02-12T00:30:00.000Z`. Says nothing about whether that day is worked.
 * Throws a RangeError on a text that is no real date.
 */
export const openingOn = (date: IsoDate, { stretches }: OfficeHours = officeHours): string =>
  instantAt(date, stretches[0].opens);

/** Names the instant at which offices close on a day, in UTC. Else as {@link openingOn}. */
export const closingOn = (date: IsoDate, { closes }: OfficeHours = officeHours): string =>
  instantAt(date, closes);

/** An instant as the working calendar sees it: its day, and the milliseconds from that day's midnight. */
interface DayAndTime {
  date: IsoDate;
  isWorking: boolean;
  time: number;
}

const dayAndTimeOf = (calendar: WorkingCalendar, instantIso: string): DayAndTime | CalendarUnknown => {
  const date = shanghaiDate(instantIso);
  const isWorking = calendar.isWorkingDay(date);
  if (isCalendarUnknown(isWorking)) return isWorking;
  return { date, isWorking, time: millisecondsOf(instantIso) - startOfDay(date) };
};

const openADay = ({ minutesADay }: OfficeHours): number => minutesADay * minuteMilliseconds;

/** Milliseconds offices were open on a day through a time of it. A day off is as the evening of the working day before. */
const openThrough = (hours: OfficeHours, { isWorking, time }: DayAndTime): number => {
  if (!isWorking) return openADay(hours);
  const openIn = ({ opens, closes }: OpenStretch): number =>
    Math.max(0, Math.min(time, closes * minuteMilliseconds) - opens * minuteMilliseconds);
  return hours.stretches.reduce((open, stretch) => open + openIn(stretch), 0);
};

/** The first instant of a working day through which offices were open for so many milliseconds, one day's at most. */
const instantAfterOpen = ({ stretches, closes: end }: OfficeHours, date: IsoDate, open: number): string => {
  let left = open / minuteMilliseconds;
  for (const { opens, closes } of stretches) {
    if (left <= closes - opens) return instantAt(date, opens + left);
    left -= closes - opens;
  }
  return instantAt(date, end);
};

/** The instant itself if offices are open then, the stroke of closing included; else their next opening. */
const sameOrNextOpen = (
  calendar: WorkingCalendar,
  hours: OfficeHours,
  { date, isWorking, time }: DayAndTime,
): string | CalendarUnknown => {
  const minutes = time / minuteMilliseconds;
  const stretch = isWorking ? hours.stretches.find(({ closes }) => minutes <= closes) : undefined;
  if (stretch !== undefined) return instantAt(date, Math.max(minutes, stretch.opens));
  const next = calendar.nextWorkingDay(date);
  return isCalendarUnknown(next) ? next : openingOn(next, hours);
};

/**
 * Adds office time to an instant: nights, noon breaks and days off do not count, whatever the wall clock shows.
 *
 * What is used up with a stretch ends there and not at the next opening: seven hours from opening time end at close of
 * business. 0 gives the instant itself if offices are open, else the next opening. Fractions of a minute count, to the
 * millisecond. Throws a RangeError unless `minutes` is a number from 0.
 * @returns an instant in UTC
 * @see 民法典第二百零一条第二款: hours count from the moment itself
 */
export const addWorkingMinutes = (
  calendar: WorkingCalendar,
  hours: OfficeHours,
  fromInstant: string,
  minutes: number,
): string | CalendarUnknown => {
  if (!Number.isFinite(minutes) || minutes < 0)
    throw new RangeError(`Minutes to add are a number from 0, got ${minutes}`);
  const from = dayAndTimeOf(calendar, fromInstant);
  if (isCalendarUnknown(from)) return from;
  const added = Math.round(minutes * minuteMilliseconds);
  if (added === 0) return sameOrNextOpen(calendar, hours, from);
  const open = openThrough(hours, from) + added;
  const days = Math.ceil(open / openADay(hours)) - 1;
  const last = days === 0 ? from.date : calendar.addWorkingDays(from.date, days);
  return isCalendarUnknown(last) ? last : instantAfterOpen(hours, last, open - days * openADay(hours));
};

/**
 * Counts the minutes offices were open between two instants, with fractions; 0 when `toInstant` is not later.
 *
 * Friday 16:00 to Monday 10:00 is 180: an hour and a half on either day.
 */
export const workingMinutesBetween = (
  calendar: WorkingCalendar,
  hours: OfficeHours,
  fromInstant: string,
  toInstant: string,
): number | CalendarUnknown => {
  const from = dayAndTimeOf(calendar, fromInstant);
  if (isCalendarUnknown(from)) return from;
  const to = dayAndTimeOf(calendar, toInstant);
  if (isCalendarUnknown(to)) return to;
  if (millisecondsOf(toInstant) <= millisecondsOf(fromInstant)) return 0;
  const days = calendar.workingDaysBetween(from.date, to.date);
  if (isCalendarUnknown(days)) return days;
  return (days * openADay(hours) + openThrough(hours, to) - openThrough(hours, from)) / minuteMilliseconds;
};

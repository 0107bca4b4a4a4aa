import { isCompactDate } from "../../../schemas/codes/compact-date.ts";
import type { CalendarYear } from "./calendar-year.ts";
import { type IsoDate, isoDateOf } from "./day-number.ts";
import { buildWorkingDayTable, type TableDay } from "./working-day-table.ts";

export type { CalendarYear } from "./calendar-year.ts";
export type { IsoDate } from "./day-number.ts";

/** The answer to a question that needs the working days of a year whose notice is not known; `year` is the first such year. */
export interface CalendarUnknown {
  readonly kind: "CalendarUnknown";
  readonly year: number;
}

/**
 * The working days (工作日) of the years it has data for.
 *
 * Dates are days in Asia/Shanghai, `YYYY-MM-DD`; a text that is no real date throws a RangeError naming it.
 * A question that names, passes or ends on a year without data is answered `CalendarUnknown`, never by a guess.
 */
export interface WorkingCalendar {
  /** Years with data, in order. */
  readonly years: readonly number[];
  /** The notices of those years, in order: what every answer rests on. */
  readonly notices: readonly CalendarYear[];
  /** Changes whenever the data do: due dates computed under another version are to be computed again. */
  readonly version: string;
  /** Tells whether offices work on a day, make-up days (调休上班) included. */
  isWorkingDay(date: IsoDate): boolean | CalendarUnknown;
  /**
   * Adds working days to the day of an event, which is not counted itself.
   *
   * 0 gives the day itself if it is worked, else the next working day. Throws a RangeError unless `days` is a whole number from 0.
   * @see 行政许可法第八十二条, 民法典第二百零一条
   */
  addWorkingDays(date: IsoDate, days: number): IsoDate | CalendarUnknown;
  /** Counts the working days d with `after` < d <= `through`; 0 when `through` is not later. */
  workingDaysBetween(after: IsoDate, through: IsoDate): number | CalendarUnknown;
  /** Gives the first working day after a day. */
  nextWorkingDay(date: IsoDate): IsoDate | CalendarUnknown;
  /**
   * Adds natural days (日) to the day of an event; a limit that ends on a day off ends on the next working day instead.
   *
   * Throws a RangeError unless `days` is a whole number from 0. @see 民法典第二百零一条, 第二百零三条
   */
  addNaturalDays(date: IsoDate, days: number): IsoDate | CalendarUnknown;
}

/** Tells whether a calendar's answer is that it has no data for a year. */
export const isCalendarUnknown = (answer: unknown): answer is CalendarUnknown =>
  typeof answer === "object" && answer !== null && "kind" in answer && answer.kind === "CalendarUnknown";

const unknownYear = (year: number): CalendarUnknown => ({ kind: "CalendarUnknown", year });

/** Speaks about a date that the table does not hold: a real one is of an unknown year, the rest are mistakes. */
const outside = (date: IsoDate): CalendarUnknown => {
  if (/^\d{4}-\d{2}-\d{2}$/.test(date) && isCompactDate(date.replaceAll("-", "")))
    return unknownYear(Number(date.slice(0, 4)));
  throw new RangeError(`A date is a real day written YYYY-MM-DD, got ${JSON.stringify(date)}`);
};

const checkDays = (days: number): void => {
  if (!Number.isSafeInteger(days) || days < 0)
    throw new RangeError(`Days to add are a whole number from 0, got ${days}`);
};

const workingDateAfter = (day: TableDay, days: number): IsoDate | CalendarUnknown =>
  day.span.workingDates[day.workedThrough + days - 1] ?? unknownYear(day.span.lastYear + 1);

const sameOrNext = (date: IsoDate, day: TableDay): IsoDate | CalendarUnknown =>
  day.isWorking ? date : workingDateAfter(day, 1);

const naturalDateAfter = (day: TableDay, days: number): IsoDate => {
  const date = isoDateOf(day.dayNumber + days);
  if (date.length > 10) throw new RangeError(`Days to add must end before the year 10000, got ${days}`);
  return date;
};

/** FNV-1a, 32 bits: enough to tell two editions of a calendar apart. */
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
};

const inOrder = (years: readonly CalendarYear[]): CalendarYear[] => {
  const sorted = years.toSorted((a, b) => a.year - b.year);
  const twice = sorted.find(({ year }, index) => sorted[index - 1]?.year === year);
  if (twice) throw new RangeError(`A calendar takes each year once, got ${twice.year} twice`);
  return sorted;
};

/**
 * Makes a calendar of the years given, in any order; with gaps, each side of a gap stands alone.
 *
 * Every answer is one or two look-ups in a table made here once. Throws a RangeError when a year is given twice.
 * @param version - by default the years and a fingerprint of their data, e.g. `2025,2026-1a2b3c4d`.
 */
export const makeWorkingCalendar = (years: readonly CalendarYear[], version?: string): WorkingCalendar => {
  const sorted = inOrder(years);
  const table = buildWorkingDayTable(sorted);
  const numbers = sorted.map(({ year }) => year);

  const isWorkingDay = (date: IsoDate) => table.get(date)?.isWorking ?? outside(date);

  const addWorkingDays = (date: IsoDate, days: number) => {
    checkDays(days);
    const day = table.get(date);
    if (day === undefined) return outside(date);
    return days === 0 ? sameOrNext(date, day) : workingDateAfter(day, days);
  };

  const workingDaysBetween = (after: IsoDate, through: IsoDate) => {
    const [first, last] = [table.get(after), table.get(through)];
    if (first === undefined) return outside(after);
    if (last === undefined) return outside(through);
    if (through <= after) return 0;
    if (first.span !== last.span) return unknownYear(first.span.lastYear + 1);
    return last.workedThrough - first.workedThrough;
  };

  const addNaturalDays = (date: IsoDate, days: number) => {
    checkDays(days);
    const day = table.get(date);
    if (day === undefined) return outside(date);
    return addWorkingDays(naturalDateAfter(day, days), 0);
  };

  return {
    years: numbers,
    notices: sorted,
    version: version ?? `${numbers.join(",")}-${fingerprint(JSON.stringify(sorted))}`,
    isWorkingDay,
    addWorkingDays,
    workingDaysBetween,
    nextWorkingDay: (date) => addWorkingDays(date, 1),
    addNaturalDays,
  };
};

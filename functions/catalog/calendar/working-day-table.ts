import type { CalendarYear } from "./calendar-year.ts";
import { dayNumberOf, type IsoDate, isoDateOf, isWeekend } from "./day-number.ts";

/** Years in a row that all have data. */
interface YearSpan {
  lastYear: number;
  /** Every working day of the span, in order. */
  readonly workingDates: IsoDate[];
}

/** One day of a year that has data. */
export interface TableDay {
  /** Days from 1970-01-01. */
  readonly dayNumber: number;
  readonly isWorking: boolean;
  /** Working days from the start of the span through this day. */
  readonly workedThrough: number;
  readonly span: YearSpan;
}

/** Days that the notices take out of the week's rhythm: `true` is worked, `false` is off. A later year's notice prevails. */
const exceptionsOf = (years: readonly CalendarYear[]): Map<IsoDate, boolean> => {
  const exceptions = new Map<IsoDate, boolean>();
  for (const { holidays, makeUpDays } of years) {
    for (const { from, to } of holidays) {
      const last = dayNumberOf(to);
      for (let day = dayNumberOf(from); day <= last; day++) exceptions.set(isoDateOf(day), false);
    }
    for (const day of makeUpDays) exceptions.set(day, true);
  }
  return exceptions;
};

/**
 * Lays out every day of the given years, so that a question about working days is two look-ups.
 *
 * `years` must be in order and without repetition. 365 entries a year, some 60 KB.
 */
export const buildWorkingDayTable = (years: readonly CalendarYear[]): Map<IsoDate, TableDay> => {
  const exceptions = exceptionsOf(years);
  const table = new Map<IsoDate, TableDay>();
  let span: YearSpan | undefined;
  for (const { year } of years) {
    if (span?.lastYear !== year - 1) span = { lastYear: year, workingDates: [] };
    span.lastYear = year;
    const last = dayNumberOf(`${year}-12-31`);
    for (let dayNumber = dayNumberOf(`${year}-01-01`); dayNumber <= last; dayNumber++) {
      const date = isoDateOf(dayNumber);
      const isWorking = exceptions.get(date) ?? !isWeekend(dayNumber);
      if (isWorking) span.workingDates.push(date);
      table.set(date, { dayNumber, isWorking, workedThrough: span.workingDates.length, span });
    }
  }
  return table;
};

import { type CalendarYear, makeWorkingCalendar, type WorkingCalendar } from "./working-calendar.ts";

/** A calendar whose years may be replaced while it is in use. */
export interface LiveCalendar {
  /** Answers by the years of the moment; `years`, `notices` and `version` change with them, so never copy its fields. */
  readonly calendar: WorkingCalendar;
  /**
   * Puts these years in place of all that were imported before. Throws a RangeError when a year is given twice, and
   * then leaves the calendar as it was.
   */
  readonly replaceImported: (years: readonly CalendarYear[]) => void;
}

/**
 * Makes a calendar of the years a hub was built with, to which imported ones are added. An imported year prevails over
 * a built-in one, as a whole.
 */
export const makeLiveCalendar = (builtIn: readonly CalendarYear[]): LiveCalendar => {
  let current = makeWorkingCalendar(builtIn);
  return {
    calendar: {
      get years() {
        return current.years;
      },
      get notices() {
        return current.notices;
      },
      get version() {
        return current.version;
      },
      isWorkingDay: (date) => current.isWorkingDay(date),
      addWorkingDays: (date, days) => current.addWorkingDays(date, days),
      workingDaysBetween: (after, through) => current.workingDaysBetween(after, through),
      nextWorkingDay: (date) => current.nextWorkingDay(date),
      addNaturalDays: (date, days) => current.addNaturalDays(date, days),
    },
    replaceImported: (years) => {
      const imported = new Set(years.map(({ year }) => year));
      current = makeWorkingCalendar([...builtIn.filter(({ year }) => !imported.has(year)), ...years]);
    },
  };
};

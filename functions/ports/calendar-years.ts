import type { CalendarYear } from "../catalog/calendar/calendar-year.ts";

/**
 * The years of working days that were imported while the hub ran, beside those it was built with. An imported year
 * prevails over a built-in one.
 *
 * `version` changes whenever a year is put. The mark says under which version the due dates of all open cases were last
 * computed, so that a sweep that was cut short is done again.
 */
export interface CalendarYears {
  /** Every imported year, in order, and the version they make. A version of no years is `""`. */
  load: () => Promise<{ years: readonly CalendarYear[]; version: string }>;
  /** Put a year, in place of an earlier import of it. Durable once resolved. */
  put: (year: CalendarYear) => Promise<void>;
  /** The version under which all open cases were last recomputed; `""` at first. */
  recomputedUnder: () => Promise<string>;
  markRecomputed: (version: string) => Promise<void>;
}

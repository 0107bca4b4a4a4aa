import type { IsoDate } from "./day-number.ts";
import { millisecondsOf, shanghaiDate } from "./instant.ts";
import { closingOn } from "./office-hours.ts";
import { type CalendarUnknown, isCalendarUnknown, type WorkingCalendar } from "./working-calendar.ts";

export type { IsoDate } from "./day-number.ts";
export { shanghaiDate } from "./instant.ts";

/**
 * Names the instant at which offices close on a day, in UTC; what comes later counts as of the next working day.
 *
 * Shape: `2026-02-12` gives `2026-02-12T09:30:00.000Z`. Says nothing about whether that day is worked.
 * Throws a RangeError on a text that is no real date.
 */
export const closeOfBusiness = (date: IsoDate): string => closingOn(date);

/**
 * Tells the day as of which a filing counts as received.
 *
 * A filing on a working day up to and including close of business counts that day, before opening time too;
 * any other counts as of the next working day. `CalendarUnknown` when that takes a year without data.
 */
export const receivedDate = (instantIso: string, calendar: WorkingCalendar): IsoDate | CalendarUnknown => {
  const date = shanghaiDate(instantIso);
  const isWorking = calendar.isWorkingDay(date);
  if (isCalendarUnknown(isWorking)) return isWorking;
  const isInTime = millisecondsOf(instantIso) <= Date.parse(closeOfBusiness(date));
  return isWorking && isInTime ? date : calendar.nextWorkingDay(date);
};

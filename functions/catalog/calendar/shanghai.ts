import { isCompactDate } from "../../../schemas/codes/compact-date.ts";
import { type IsoDate, isoDateOf } from "./day-number.ts";
import { type CalendarUnknown, isCalendarUnknown, type WorkingCalendar } from "./working-calendar.ts";

export type { IsoDate } from "./day-number.ts";

/** When offices close, in Asia/Shanghai. Local practice; what comes later counts as of the next working day. */
const closingTime = { hour: 17, minute: 30 } as const;

/** Asia/Shanghai is eight hours ahead of UTC all year, without summer time since 1991-09-15. */
const offsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;
const instantPattern = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

const millisecondsOf = (instantIso: string): number => {
  const [, year, month, day] = instantPattern.exec(instantIso) ?? [];
  const milliseconds = isCompactDate(`${year}${month}${day}`) ? Date.parse(instantIso) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new RangeError(
    `An instant is an ISO 8601 date and time with Z or an offset, got ${JSON.stringify(instantIso)}`,
  );
};

/**
 * Names the day in Asia/Shanghai on which an instant falls.
 *
 * Shape: `2026-02-12T16:00:00.000Z` is already `2026-02-13` there. Throws a RangeError on a text that is no instant.
 */
export const shanghaiDate = (instantIso: string): IsoDate =>
  isoDateOf(Math.floor((millisecondsOf(instantIso) + offsetMilliseconds) / dayMilliseconds));

/**
 * Names the instant at which offices close on a day, in UTC.
 *
 * Shape: `2026-02-12` gives `2026-02-12T09:30:00.000Z`. Says nothing about whether that day is worked.
 * Throws a RangeError on a text that is no real date.
 */
export const closeOfBusiness = (date: IsoDate): string => {
  const milliseconds =
    millisecondsOf(`${date}T00:00:00Z`) +
    (closingTime.hour * 60 + closingTime.minute) * 60_000 -
    offsetMilliseconds;
  return new Date(milliseconds).toISOString();
};

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

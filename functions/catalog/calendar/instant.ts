import { isCompactDate } from "../../../schemas/codes/compact-date.ts";
import { dayNumberOf, type IsoDate, isoDateOf } from "./day-number.ts";

/** Asia/Shanghai is eight hours ahead of UTC all year, without summer time since 1991-09-15. */
const offsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;
const instantPattern = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds from 1970-01-01T00:00Z to an instant. Throws a RangeError on a text that is no instant. */
export const millisecondsOf = (instantIso: string): number => {
  const [, year, month, day] = instantPattern.exec(instantIso) ?? [];
  const milliseconds = isCompactDate(`${year}${month}${day}`) ? Date.parse(instantIso) : Number.NaN;
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new RangeError(
    `An instant is an ISO 8601 date and time with Z or an offset, got ${JSON.stringify(instantIso)}`,
  );
};

/** Names an instant in UTC: 0 is `1970-01-01T00:00:00.000Z`. The reverse of {@link millisecondsOf}. */
export const instantOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * Names the day in Asia/Shanghai on which an instant falls.
 *
 * Shape: `2026-02-12T16:00:00.000Z` is already `2026-02-13` there. Throws a RangeError on a text that is no instant.
 */
export const shanghaiDate = (instantIso: string): IsoDate =>
  isoDateOf(Math.floor((millisecondsOf(instantIso) + offsetMilliseconds) / dayMilliseconds));

/**
 * Names an instant as clocks in Asia/Shanghai show it, to the minute begun: `2026-11-24T08:10:30.000Z` is
 * `2026-11-24 16:10` there. Throws a RangeError on a text that is no instant.
 */
export const shanghaiTime = (instantIso: string): string =>
  instantOf(millisecondsOf(instantIso) + offsetMilliseconds)
    .slice(0, 16)
    .replace("T", " ");

/** Counts the days from 1970-01-01 to a date. Throws a RangeError on a text that is no real date. */
export const checkedDayNumberOf = (date: IsoDate): number => {
  const dayNumber = dayNumberOf(date);
  if (Number.isSafeInteger(dayNumber) && isoDateOf(dayNumber) === date) return dayNumber;
  throw new RangeError(`A date is a real day written YYYY-MM-DD, got ${JSON.stringify(date)}`);
};

/** Milliseconds from 1970-01-01T00:00Z to the midnight with which a day begins in Asia/Shanghai. Throws a RangeError on a text that is no real date. */
export const startOfDay = (date: IsoDate): number =>
  checkedDayNumberOf(date) * dayMilliseconds - offsetMilliseconds;

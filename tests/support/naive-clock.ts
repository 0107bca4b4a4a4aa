import type { Limit, LimitUnit } from "../../schemas/limit.ts";

/**
 * A second opinion on limits, as slow and plain as can be: it walks day by day, or tick by tick, asks of each whether it
 * counts, and shares nothing with the hub. Its days are typed once more from the notices, for 2025 and 2026.
 */

/** 国办发明电〔2024〕12号 and 国办发明电〔2025〕7号: first and last day off, as month and day. */
const daysOff: Record<string, [string, string][]> = {
  2025: [
    ["01-01", "01-01"],
    ["01-28", "02-04"],
    ["04-04", "04-06"],
    ["05-01", "05-05"],
    ["05-31", "06-02"],
    ["10-01", "10-08"],
  ],
  2026: [
    ["01-01", "01-03"],
    ["02-15", "02-23"],
    ["04-04", "04-06"],
    ["05-01", "05-05"],
    ["06-19", "06-21"],
    ["09-25", "09-27"],
    ["10-01", "10-07"],
  ],
};
const workedWeekends: Record<string, string[]> = {
  2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
  2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
};

const DAY = 86_400_000;
const EIGHT_HOURS = 8 * 3_600_000;

/** A moment as limits count it. */
export interface NaiveMoment {
  on: string;
  at: string;
}

/** A stretch in which a limit stands still. */
export interface NaivePause {
  from: NaiveMoment;
  to: NaiveMoment | null;
}

/** When a limit ends; `null` for a limit that stands still; `unknown` for one that leaves 2025 and 2026. */
export type NaiveEnd = { on: string; at: string | null } | null | "unknown";

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + DAY).toISOString().slice(0, 10);

/** Whether offices work on a day; `undefined` outside 2025 and 2026. */
export const naiveIsWorked = (day: string): boolean | undefined => {
  const [year = "", monthDay] = [day.slice(0, 4), day.slice(5)];
  const off = daysOff[year];
  if (off === undefined) return undefined;
  if (workedWeekends[year]?.includes(monthDay)) return true;
  if (off.some(([first, last]) => first <= monthDay && monthDay <= last)) return false;
  return !["Sat", "Sun"].includes(new Date(`${day}T12:00:00Z`).toUTCString().slice(0, 3));
};

const endInDays = (start: string, { value, unit }: Limit, pauses: readonly NaivePause[]): NaiveEnd => {
  let counted = 0;
  for (let day = start; ; day = dayAfter(day)) {
    const works = naiveIsWorked(day);
    if (works === undefined) return "unknown";
    const isGivenBack = pauses.some(({ from, to }) => from.on < day && (to === null || day <= to.on));
    const counts = unit === "natural-day" || works;
    if (day > start && counts && !isGivenBack) counted += 1;
    const standing = pauses.filter(({ from, to }) => from.on <= day && (to === null || day < to.on));
    if (standing.some(({ to }) => to === null)) return null;
    if (counted >= value && works && standing.length === 0) return { on: day, at: null };
  }
};

const isOpenAt = (minute: number): boolean =>
  (8 * 60 + 30 <= minute && minute < 12 * 60) || (14 * 60 <= minute && minute < 17 * 60 + 30);

const workedByNumber = new Map<number, boolean | undefined>();
const isWorkedNumber = (number: number): boolean | undefined => {
  if (!workedByNumber.has(number))
    workedByNumber.set(number, naiveIsWorked(new Date(number * DAY).toISOString().slice(0, 10)));
  return workedByNumber.get(number);
};

/** Whether an instant is office time, by the clock on the wall in Bengbu; `undefined` where the year is unknown. */
const isOfficeTime = (instant: number): boolean | undefined => {
  const onTheWall = instant + EIGHT_HOURS;
  const works = isWorkedNumber(Math.floor(onTheWall / DAY));
  return works === undefined ? undefined : works && isOpenAt((onTheWall % DAY) / 60_000);
};

const endInHours = (
  start: string,
  { value, unit }: Limit,
  pauses: readonly NaivePause[],
  tick: number,
): NaiveEnd => {
  const isNatural = unit === "natural-hour";
  const gaps = pauses.map(({ from, to }) => ({
    from: Date.parse(from.at),
    to: to === null ? Number.POSITIVE_INFINITY : Date.parse(to.at),
  }));
  const wanted = value * 3_600_000;
  let counted = 0;
  let wasOpen = isNatural || isOfficeTime(Date.parse(start) - 1);
  for (let now = Date.parse(start); ; now += tick) {
    const isOpen = isNatural || isOfficeTime(now);
    if (isOpen === undefined) return "unknown";
    const gap = gaps.find(({ from, to }) => from <= now && now < to);
    if (gap === undefined && counted >= wanted && (isOpen || wasOpen))
      return {
        on: new Date(now + EIGHT_HOURS).toISOString().slice(0, 10),
        at: new Date(now).toISOString(),
      };
    if (gaps.some(({ from, to }) => from <= now && to === Number.POSITIVE_INFINITY)) return null;
    if (gap === undefined && isOpen) counted += tick;
    wasOpen = isOpen;
  }
};

/**
 * When a limit ends. In hours, start and pauses must lie on whole ticks from 1970.
 * @param tick - milliseconds of one step in hours
 */
export const naiveLimitEnd = (
  start: NaiveMoment,
  limit: Limit,
  pauses: readonly NaivePause[] = [],
  tick = 60_000,
): NaiveEnd =>
  limit.unit.endsWith("day") ? endInDays(start.on, limit, pauses) : endInHours(start.at, limit, pauses, tick);

const usedDays = (start: string, until: string, unit: LimitUnit): number | "unknown" => {
  let used = 0;
  for (let day = start; day < until; ) {
    day = dayAfter(day);
    const works = naiveIsWorked(day);
    if (works === undefined) return "unknown";
    if (works || unit === "natural-day") used += 1;
  }
  return used;
};

const usedMinutes = (start: string, until: string, unit: LimitUnit, tick: number): number | "unknown" => {
  let used = 0;
  for (let now = Date.parse(start); now < Date.parse(until); now += tick) {
    const counts = unit === "natural-hour" ? true : isOfficeTime(now);
    if (counts === undefined) return "unknown";
    if (counts) used += tick;
  }
  return used / 60_000;
};

/** How much of a limit is used up between two moments: days, or minutes of hours. */
export const naiveUsed = (
  start: NaiveMoment,
  until: NaiveMoment,
  unit: LimitUnit,
  tick = 60_000,
): number | "unknown" =>
  unit.endsWith("day") ? usedDays(start.on, until.on, unit) : usedMinutes(start.at, until.at, unit, tick);

import type { Limit } from "../../../schemas/limit.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { momentOf } from "../../case/clock.ts";
import type { Moment, Pause } from "../../case/clock-acts.ts";
import { daysWorked } from "../../case/days-worked.ts";
import { millisecondsOf } from "../../catalog/calendar/instant.ts";
import { usedOf } from "../../catalog/calendar/limit-end.ts";
import { isCalendarUnknown, type WorkingCalendar } from "../../catalog/calendar/working-calendar.ts";
import type { Limits } from "../../catalog/catalog.ts";

type HourUnit = "working-hour" | "natural-hour";

const later = (a: Moment, b: Moment): Moment => (millisecondsOf(a.at) >= millisecondsOf(b.at) ? a : b);
const earlier = (a: Moment, b: Moment): Moment => (millisecondsOf(a.at) <= millisecondsOf(b.at) ? a : b);

/**
 * Hours used from acceptance to an end, stretches in which the clock stood still taken out and none of them twice, with
 * one decimal and never rounded up; `null` where the calendar has no data.
 */
export const hoursUsed = (
  calendar: WorkingCalendar,
  accepted: Moment,
  through: Moment,
  pauses: readonly Pause[],
  unit: HourUnit,
): number | null => {
  let minutes = usedOf(calendar, accepted, through, unit);
  let counted = accepted;
  const stretches = pauses
    .map(({ from, fromAt, to, toAt }) => ({
      from: momentOf(from, fromAt),
      to: to === null ? through : momentOf(to, toAt),
    }))
    .sort((a, b) => millisecondsOf(a.from.at) - millisecondsOf(b.from.at));
  for (const { from, to } of stretches) {
    const ends = earlier(to, through);
    const still = usedOf(calendar, later(from, counted), ends, unit);
    if (isCalendarUnknown(minutes) || isCalendarUnknown(still)) return null;
    minutes -= still;
    counted = later(counted, ends);
  }
  return isCalendarUnknown(minutes) ? null : Math.floor(minutes / 6) / 10;
};

const isInHours = (limit: Limit): limit is Limit & { unit: HourUnit } => limit.unit.endsWith("hour");

const hourWords: Readonly<Record<HourUnit, (hours: number) => Message>> = {
  "working-hour": (hours) => message(`${hours}个工作小时`, `${hours} working hour(s)`),
  "natural-hour": (hours) => message(`${hours}小时`, `${hours} hour(s)`),
};

/** What is used up of some limits, in words, in the units they count in: hours of limits in hours, else working days. */
export const usedWords = (
  calendar: WorkingCalendar,
  limits: Limits,
  accepted: Moment,
  through: Moment,
  pauses: readonly Pause[],
): Message[] => {
  const set = [limits.promised, limits.statutory].filter((limit) => limit !== null);
  const units = new Set(set.filter(isInHours).map(({ unit }) => unit));
  const hours = [...units].flatMap((unit) => {
    const used = hoursUsed(calendar, accepted, through, pauses, unit);
    return used === null ? [] : [hourWords[unit](used)];
  });
  if (set.length > 0 && set.every(isInHours)) return hours;
  const days = daysWorked(calendar, accepted.on, through.on, pauses);
  return days === null ? hours : [...hours, message(`${days}个工作日`, `${days} working day(s)`)];
};

import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../catalog/calendar/working-calendar.ts";
import { daysBetween } from "./clock.ts";
import type { Pause } from "./clock-acts.ts";

const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

/**
 * Working days used from acceptance to an end, stretches in which the clock stood still taken out and none of them
 * twice; `null` without an acceptance or where the calendar has no data. Zero is on the spot.
 */
export const daysWorked = (
  calendar: WorkingCalendar,
  acceptedOn: IsoDate | null,
  through: IsoDate,
  pauses: readonly Pause[],
): number | null => {
  if (acceptedOn === null) return null;
  let used = daysBetween(calendar, acceptedOn, through);
  let counted = acceptedOn;
  for (const { from, to } of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const begins = later(from, counted);
    const ends = earlier(to ?? through, through);
    const still = begins < ends ? daysBetween(calendar, begins, ends) : 0;
    if (used === null || still === null) return null;
    used -= still;
    counted = later(counted, ends);
  }
  return used;
};

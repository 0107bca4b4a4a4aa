import type { Now } from "../../functions/case/commands.ts";
import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";

/** The moment at which a clock in Bengbu shows a date and a time: `moment("2026-11-24", "10:00")`. Seconds are optional. */
export const moment = (date: string, time = "10:00"): Now => momentOf(`${date}T${time}+08:00`);

/** The moment of an instant, with any offset. */
const momentOf = (instant: string): Now => {
  const at = new Date(instant).toISOString();
  return { at, on: shanghaiDate(at) };
};

/** A moment some minutes, or days of 24 hours, after another. */
export const later = ({ at }: Now, by: { minutes?: number; days?: number }): Now =>
  momentOf(new Date(Date.parse(at) + (by.minutes ?? 0) * 60_000 + (by.days ?? 0) * 86_400_000).toISOString());

/** A Tuesday morning on which every fixture can be filed without a finding. */
export const filingMoment: Now = moment("2026-11-24");

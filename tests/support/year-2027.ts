import { makeWorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../functions/catalog/calendar/years/2026.ts";

/** A made-up notice: the real one for 2027 is published late in 2026. */
export const year2027 = {
  year: 2027,
  source: { notice: "made up for tests", issuedOn: "2026-11-01" },
  holidays: [
    { name: { zh: "元旦", en: "New Year" }, from: "2027-01-01", to: "2027-01-03" },
    // On a weekend, so that it moves no date.
    { name: { zh: "春节", en: "Spring Festival" }, from: "2027-02-06", to: "2027-02-07" },
    { name: { zh: "劳动节", en: "Labour Day" }, from: "2027-05-01", to: "2027-05-05" },
    { name: { zh: "国庆节", en: "National Day" }, from: "2027-10-01", to: "2027-10-07" },
  ],
  makeUpDays: [],
};

/** 2025 and 2026 only: every date that falls into 2027 is unknown. */
export const calendarThrough2026 = makeWorkingCalendar([year2025, year2026]);

/** The same with a made-up 2027. */
export const calendarThrough2027 = makeWorkingCalendar([year2025, year2026, year2027]);

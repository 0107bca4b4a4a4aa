import { describe, expect, it } from "vitest";
import { makeLiveCalendar } from "../../../functions/catalog/calendar/live-calendar.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import { calendarThrough2026, calendarThrough2027, year2027 } from "../../support/year-2027.ts";

const builtIn = [year2025, year2026];
/** The State Council gives a Thursday in December off, at short notice. */
const amended2026 = {
  ...year2026,
  holidays: [
    ...year2026.holidays,
    { name: { zh: "调整", en: "amendment" }, from: "2026-12-24", to: "2026-12-24" },
  ],
};

describe("makeLiveCalendar", () => {
  it("answers by the years it was built with", () => {
    const { calendar } = makeLiveCalendar(builtIn);

    expect(calendar.years).toEqual([2025, 2026]);
    expect(calendar.version).toBe(calendarThrough2026.version);
    expect(calendar.notices).toEqual(builtIn);
    expect(calendar.addWorkingDays("2026-12-31", 1)).toEqual({ kind: "CalendarUnknown", year: 2027 });
  });

  it("answers every question by an imported year at once, also to whoever holds the calendar since before", () => {
    const live = makeLiveCalendar(builtIn);
    const { calendar } = live;

    live.replaceImported([year2027]);

    expect(calendar.years).toEqual([2025, 2026, 2027]);
    expect(calendar.notices.at(-1)).toEqual(year2027);
    expect(calendar.version).toBe(calendarThrough2027.version);
    expect(calendar.isWorkingDay("2027-01-01")).toBe(false);
    expect(calendar.nextWorkingDay("2026-12-31")).toBe("2027-01-04");
    expect(calendar.addWorkingDays("2026-12-31", 2)).toBe("2027-01-05");
    expect(calendar.workingDaysBetween("2026-12-31", "2027-01-05")).toBe(2);
    expect(calendar.addNaturalDays("2026-12-31", 1)).toBe("2027-01-04");
  });

  it("lets an imported year prevail over the built-in one", () => {
    const live = makeLiveCalendar(builtIn);

    live.replaceImported([amended2026]);

    expect(live.calendar.years).toEqual([2025, 2026]);
    expect(live.calendar.isWorkingDay("2026-12-24")).toBe(false);
    expect(live.calendar.version).not.toBe(calendarThrough2026.version);
  });

  it("goes back to the built-in year when the imported one is taken away", () => {
    const live = makeLiveCalendar(builtIn);
    live.replaceImported([amended2026, year2027]);

    live.replaceImported([]);

    expect(live.calendar.isWorkingDay("2026-12-24")).toBe(true);
    expect(live.calendar.version).toBe(calendarThrough2026.version);
    expect(live.calendar.years).toEqual([2025, 2026]);
  });

  it("throws a RangeError on a year given twice, and stays as it was", () => {
    const live = makeLiveCalendar(builtIn);
    live.replaceImported([year2027]);

    expect(() => live.replaceImported([amended2026, amended2026])).toThrow(RangeError);
    expect(live.calendar.version).toBe(calendarThrough2027.version);
  });

  it("knows only what is imported when nothing is built in", () => {
    const live = makeLiveCalendar([]);

    expect(live.calendar.years).toEqual([]);
    live.replaceImported([year2027]);
    expect(live.calendar.version).toBe(makeWorkingCalendar([year2027]).version);
  });
});

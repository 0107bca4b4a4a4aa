import { findWorkday, isWorkday } from "chinese-days";
import { describe, expect, it, vi } from "vitest";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import { dayNumberOf, isoDateOf } from "../../../functions/catalog/calendar/day-number.ts";

// chinese-days lays out its days in local time when imported, and is a day off west of Greenwich.
vi.hoisted(() => vi.stubEnv("TZ", "Asia/Shanghai"));

const first = dayNumberOf("2025-01-01");
const allDays = Array.from({ length: 730 }, (_, index) => isoDateOf(first + index));

describe("bengbuCalendar", () => {
  it("covers 2025 and 2026", () => {
    expect(bengbuCalendar.years).toEqual([2025, 2026]);
    expect(allDays.at(-1)).toBe("2026-12-31");
  });

  it("agrees with an independent calendar on each of the 730 days", () => {
    const differing = allDays.filter((date) => bengbuCalendar.isWorkingDay(date) !== isWorkday(date));

    expect(differing).toEqual([]);
  });

  it.each([1, 5, 20, 45, 60])("agrees with an independent calendar on %i days after any day", (days) => {
    const answered = allDays.filter((date) => typeof bengbuCalendar.addWorkingDays(date, days) === "string");
    const differing = answered.filter(
      (date) => bengbuCalendar.addWorkingDays(date, days) !== findWorkday(days, date),
    );

    expect(answered.length).toBeGreaterThan(600);
    expect(differing).toEqual([]);
  });

  it.each([
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]],
  ])("counts 248 working days in %i, month by month", (year, months) => {
    const working = allDays.filter(
      (date) => date.startsWith(`${year}-`) && bengbuCalendar.isWorkingDay(date),
    );
    const counted = months.map(
      (_, index) => working.filter((date) => Number(date.slice(5, 7)) === index + 1).length,
    );

    expect(working).toHaveLength(248);
    expect(counted).toEqual(months);
  });

  it.each([
    "2025-01-26",
    "2025-02-08",
    "2025-04-27",
    "2025-09-28",
    "2025-10-11",
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
  ])("works on the make-up day %s", (date) => {
    expect(bengbuCalendar.isWorkingDay(date)).toBe(true);
  });

  it.each([
    ["2026-02-12", 5, "2026-02-26"],
    ["2026-02-12", 20, "2026-03-18"],
    ["2026-02-14", 5, "2026-02-28"],
    ["2026-02-16", 5, "2026-02-28"],
    ["2026-04-30", 1, "2026-05-06"],
    ["2026-05-08", 3, "2026-05-12"],
    ["2026-09-18", 5, "2026-09-24"],
    ["2026-09-29", 5, "2026-10-12"],
    ["2026-04-13", 20, "2026-05-13"],
  ])("ends a limit from %s of %i working days on %s", (from, days, due) => {
    expect(bengbuCalendar.addWorkingDays(from, days)).toBe(due);
    expect(bengbuCalendar.workingDaysBetween(from, due)).toBe(days);
  });

  it("gives the days of an expert review back, counted either way", () => {
    const used = bengbuCalendar.workingDaysBetween("2026-04-13", "2026-04-24");
    const paused = bengbuCalendar.workingDaysBetween("2026-04-24", "2026-05-12");

    expect([used, paused]).toEqual([9, 10]);
    expect(bengbuCalendar.addWorkingDays("2026-05-12", 20 - 9)).toBe("2026-05-27");
    expect(bengbuCalendar.addWorkingDays("2026-05-13", 10)).toBe("2026-05-27");
  });

  it("dates deemed acceptance back to the day of receipt", () => {
    const silentThrough = bengbuCalendar.addWorkingDays("2026-02-12", 5);

    expect(silentThrough).toBe("2026-02-26");
    expect(bengbuCalendar.addWorkingDays("2026-02-12", 20)).toBe("2026-03-18");
  });

  it.each(["2027-01-01", "2027-02-08"])(
    "refuses %s, which the independent calendar takes for a working day",
    (date) => {
      expect(isWorkday(date)).toBe(true);
      expect(bengbuCalendar.isWorkingDay(date)).toEqual({ kind: "CalendarUnknown", year: 2027 });
    },
  );

  it("refuses a limit that runs into 2027", () => {
    expect(bengbuCalendar.addWorkingDays("2026-12-24", 5)).toBe("2026-12-31");
    expect(bengbuCalendar.addWorkingDays("2026-12-24", 6)).toEqual({ kind: "CalendarUnknown", year: 2027 });
  });
});

import { describe, expect, it } from "vitest";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import {
  limitEnd,
  limitEndAfter,
  type Moment,
  usedOf,
} from "../../../functions/catalog/calendar/limit-end.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import { type Limit, type LimitUnit, limitUnit, naturalDays, workingDays } from "../../../schemas/limit.ts";
import { moment } from "../../support/moments.ts";

const unknown = (year: number) => ({ kind: "CalendarUnknown", year });
const units = limitUnit.options;
const workingHours = (value: number): Limit => ({ value, unit: "working-hour" });
const naturalHours = (value: number): Limit => ({ value, unit: "natural-hour" });

/** A moment by the clock in Bengbu: `when("2026-11-27 16:00")`, or a date, ten in the morning. */
const when = (text: string): Moment => {
  const [date = "", time] = text.split(" ");
  return moment(date, time);
};
/** The end of a limit in hours. */
const endingAt = (text: string) => ({ on: text.slice(0, 10), at: when(text).at });
/** The end of a limit in days. */
const endingOn = (on: string) => ({ on, at: null });
/** Where a limit of hours or days ends. */
const ending = (text: string) => (text.includes(" ") ? endingAt(text) : endingOn(text));
const pause = (from: string, to: string | null) => ({
  from: when(from),
  to: to === null ? null : when(to),
});

const end = (start: string, limit: Limit) => limitEnd(bengbuCalendar, when(start), limit);
const endAfter = (start: string, limit: Limit, ...pauses: ReturnType<typeof pause>[]) =>
  limitEndAfter(bengbuCalendar, when(start), limit, pauses);

describe("limitEnd", () => {
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
  ])("counts from the working day after %s: %i working days end with %s", (from, days, on) => {
    expect(end(from, workingDays(days))).toEqual(endingOn(on));
    expect(usedOf(bengbuCalendar, when(from), when(on), "working-day")).toBe(days);
  });

  it.each([
    ["2026-03-02", 7, "2026-03-09"],
    ["2026-02-10", 7, "2026-02-24"],
    ["2026-03-02", 5, "2026-03-09"],
    ["2026-02-07", 7, "2026-02-14"],
    ["2025-12-02", 30, "2026-01-04"],
  ])("counts every day after %s: %i natural days end with %s, a working day", (from, days, on) => {
    expect(end(from, naturalDays(days))).toEqual(endingOn(on));
  });

  it.each([
    ["2026-11-27 16:00", 3, "2026-11-30 10:00"],
    ["2026-11-27 08:30", 7, "2026-11-27 17:30"],
    ["2026-11-27 18:00", 1, "2026-11-30 09:30"],
    ["2026-02-14 16:30", 2, "2026-02-24 09:30"],
  ])("counts office hours from %s: %i working hours end at %s", (from, hours, at) => {
    expect(end(from, workingHours(hours))).toEqual(endingAt(at));
  });

  it.each([
    ["2026-11-27 16:00", 48, "2026-11-29 16:00"],
    ["2026-02-14 23:30", 1, "2026-02-15 00:30"],
    ["2026-12-31 10:00", 24, "2027-01-01 10:00"],
  ])("lets natural hours pass from %s: %i end at %s, whatever the day is", (from, hours, at) => {
    expect(end(from, naturalHours(hours))).toEqual(endingAt(at));
  });

  it("counts days from the day something counts as of, and hours from the instant", () => {
    const fridayNight: Moment = { on: "2026-11-30", at: when("2026-11-27 20:00").at };

    expect(limitEnd(bengbuCalendar, fridayNight, workingDays(1))).toEqual(endingOn("2026-12-01"));
    expect(limitEnd(bengbuCalendar, fridayNight, naturalDays(1))).toEqual(endingOn("2026-12-01"));
    expect(limitEnd(bengbuCalendar, fridayNight, workingHours(1))).toEqual(endingAt("2026-11-30 09:30"));
    expect(limitEnd(bengbuCalendar, fridayNight, naturalHours(1))).toEqual(endingAt("2026-11-27 21:00"));
  });

  it.each([
    ["working-day", "2026-11-27 20:00", "2026-11-27"],
    ["working-day", "2026-11-28 10:00", "2026-11-30"],
    ["natural-day", "2026-11-28 10:00", "2026-11-30"],
    ["working-hour", "2026-11-27 10:00", "2026-11-27 10:00"],
    ["working-hour", "2026-11-28 10:00", "2026-11-30 08:30"],
    ["natural-hour", "2026-11-28 10:00", "2026-11-28 10:00"],
  ] as const)("T6: zero of %s from %s ends at once, or when offices next work", (unit, from, expected) => {
    expect(end(from, { value: 0, unit })).toEqual(ending(expected));
  });

  it.each([
    ["working-day", 1],
    ["natural-day", 4],
    ["working-hour", 8],
  ] as const)("refuses to count %s into a year without data", (unit, value) => {
    expect(end("2026-12-31 09:30", { value, unit })).toEqual(unknown(2027));
  });

  it.each(units)("T6: throws a RangeError on a %s limit that is no whole number from 0", (unit) => {
    for (const value of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const message = `A limit is a whole number from 0, got ${value}`;
      expect(() => end("2026-11-27", { value, unit })).toThrow(new RangeError(message));
      expect(() => endAfter("2026-11-27", { value, unit })).toThrow(new RangeError(message));
    }
  });

  it.each(units)("throws a RangeError on a moment of a %s limit that is none", (unit) => {
    const broken = { on: "2026-02-29", at: "2026-02-28" };

    expect(() => limitEnd(bengbuCalendar, broken, { value: 1, unit })).toThrow(RangeError);
  });
});

describe("usedOf", () => {
  it.each([
    ["working-day", "2026-02-12", "2026-02-26", 5],
    ["natural-day", "2026-02-12", "2026-02-26", 14],
    ["working-hour", "2026-11-27 16:00", "2026-11-30 10:00", 180],
    ["natural-hour", "2026-11-27 16:00", "2026-11-30 10:00", 66 * 60],
    ["natural-hour", "2026-11-27 16:00:00", "2026-11-27 16:00:30", 0.5],
  ] as const)("counts %s from %s to %s", (unit, from, to, used) => {
    expect(usedOf(bengbuCalendar, when(from), when(to), unit)).toBe(used);
    expect(usedOf(bengbuCalendar, when(to), when(from), unit)).toBe(0);
    expect(usedOf(bengbuCalendar, when(from), when(from), unit)).toBe(0);
  });

  it("refuses where the calendar has no data, and counts nothing backwards from there", () => {
    expect(usedOf(bengbuCalendar, when("2026-12-31"), when("2027-01-04"), "working-day")).toEqual(
      unknown(2027),
    );
    expect(usedOf(bengbuCalendar, when("2026-12-31"), when("2027-01-04"), "working-hour")).toEqual(
      unknown(2027),
    );
    expect(usedOf(bengbuCalendar, when("2025-01-02"), when("2024-12-31"), "working-day")).toBe(0);
  });
});

describe("limitEndAfter", () => {
  it("gives back the working days of an expert review", () => {
    const review = pause("2026-04-24 17:30", "2026-05-12 17:30");

    expect(endAfter("2026-04-13", workingDays(20), review)).toEqual(endingOn("2026-05-27"));
    expect(usedOf(bengbuCalendar, when("2026-04-13"), review.from, "working-day")).toBe(9);
    expect(end("2026-05-13", workingDays(10))).toEqual(endingOn("2026-05-27"));
  });

  it("dates deemed acceptance back to the day of receipt", () => {
    expect(end("2026-02-12", workingDays(5))).toEqual(endingOn("2026-02-26"));
    expect(endAfter("2026-02-12", workingDays(20))).toEqual(endingOn("2026-03-18"));
  });

  it("T1: gives back three working hours from Friday 16:00 to Monday 10:00, and not 66", () => {
    const fridayToMonday = pause("2026-11-27 16:00", "2026-11-30 10:00");

    expect(endAfter("2026-11-27 14:00", workingHours(5))).toEqual(endingAt("2026-11-30 10:00"));
    expect(endAfter("2026-11-27 14:00", workingHours(5), fridayToMonday)).toEqual(
      endingAt("2026-11-30 15:00"),
    );
    expect(endAfter("2026-11-25", workingDays(3), fridayToMonday)).toEqual(endingOn("2026-12-01"));
  });

  const fridayLate = "2026-11-27 18:00";
  it.each([
    ["working-hour", 5, pause(fridayLate, "2026-11-30 08:30"), "2026-11-30 10:00"],
    ["natural-hour", 66, pause(fridayLate, "2026-11-30 08:30"), "2026-12-02 22:30"],
    ["working-day", 3, pause("2026-11-28", "2026-11-29"), "2026-12-02"],
    ["natural-day", 3, pause("2026-11-28", "2026-11-29"), "2026-12-01"],
  ] as const)("gives back of %s only what would have counted", (unit, value, standing, expected) => {
    expect(endAfter("2026-11-27 14:00", { value, unit }, standing)).toEqual(ending(expected));
  });

  it("uses up the natural day a pause begins and gives back the days after it through its last", () => {
    expect(endAfter("2026-03-02", naturalDays(7))).toEqual(endingOn("2026-03-09"));
    expect(endAfter("2026-03-02", naturalDays(7), pause("2026-03-04", "2026-03-06"))).toEqual(
      endingOn("2026-03-11"),
    );
  });

  it("stops a natural limit that waits over a weekend for the next working day", () => {
    const onSunday = pause("2026-03-08", "2026-03-11");

    expect(endAfter("2026-03-02", naturalDays(5), onSunday)).toEqual(endingOn("2026-03-11"));
    expect(endAfter("2026-03-02", naturalDays(5), pause("2026-03-10", "2026-03-11"))).toEqual(
      endingOn("2026-03-09"),
    );
  });

  it.each([
    ["working-day", 3, "2026-11-27", "2026-11-28"],
    ["natural-day", 3, "2026-11-27", "2026-11-28"],
    ["working-hour", 7, "2026-11-25 10:00", "2026-11-25 10:01"],
    ["natural-hour", 24, "2026-11-25 10:00", "2026-11-25 10:01"],
  ] as const)(
    "lets a pause help a %s limit up to its very end, and not after it",
    (unit, value, last, after) => {
      const limit = { value, unit };
      const unpaused = end("2026-11-24", limit);
      const helped = unit.endsWith("day") ? "2026-12-03" : "2026-12-03 10:00";

      expect(endAfter("2026-11-24", limit, pause(last, "2026-12-03"))).toEqual(ending(helped));
      expect(endAfter("2026-11-24", limit, pause(last, null))).toBeNull();
      expect(endAfter("2026-11-24", limit, pause(after, "2026-12-03"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause(after, null))).toEqual(unpaused);
    },
  );

  it.each(units)(
    "T1: has no end of a %s limit while a pause lasts, in whatever order pauses are told",
    (unit) => {
      const limit = { value: 5, unit };
      const [open, closed] = [pause("2026-11-24 11:00", null), pause("2026-11-24 11:00", "2026-11-24 11:30")];

      expect(endAfter("2026-11-24", limit, open, closed)).toBeNull();
      expect(endAfter("2026-11-24", limit, closed, open)).toBeNull();
    },
  );

  const week = pause("2026-11-25 10:00", "2026-12-02 16:00");
  it.each([
    [
      "touching",
      [pause("2026-11-25 10:00", "2026-11-27 09:00"), pause("2026-11-27 09:00", "2026-12-02 16:00")],
    ],
    ["overlapping", [pause("2026-11-25 10:00", "2026-12-01"), pause("2026-11-26", "2026-12-02 16:00")]],
    ["nested", [week, pause("2026-11-26", "2026-11-27")]],
    ["repeated", [week, week]],
    ["out of order", [pause("2026-11-26", "2026-12-02 16:00"), pause("2026-11-25 10:00", "2026-11-26")]],
  ])("gives nothing back twice when pauses are %s", (_, pauses) => {
    for (const unit of units) {
      const limit = { value: unit.endsWith("hour") ? 30 : 10, unit };
      expect(endAfter("2026-11-24", limit, ...pauses)).toEqual(endAfter("2026-11-24", limit, week));
      expect(endAfter("2026-11-24", limit, week)).not.toEqual(end("2026-11-24", limit));
    }
  });

  it.each(units)(
    "never shortens a %s limit by a pause before its start, nor by one that ends before it begins",
    (unit) => {
      const limit = { value: 5, unit };
      const unpaused = end("2026-11-24", limit);

      expect(endAfter("2026-11-24", limit, pause("2026-11-10", "2026-11-20"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause("2024-11-10", "2024-11-20"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause("2026-11-24 11:00", "2026-11-23 11:00"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause("2026-11-24 14:30", "2026-11-24 11:00"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause("2026-11-27", "2026-11-25"))).toEqual(unpaused);
      expect(endAfter("2026-11-24", limit, pause("2024-11-10", "2026-11-24"))).toEqual(unpaused);
    },
  );

  it.each([
    ["working-day", "2026-12-03"],
    ["natural-day", "2026-12-01"],
    ["working-hour", "2026-11-26 17:00"],
    ["natural-hour", "2026-11-26 15:00"],
  ] as const)("starts a %s limit after a pause that lasts over its start", (unit, expected) => {
    expect(endAfter("2026-11-24", { value: 5, unit }, pause("2026-11-20", "2026-11-26"))).toEqual(
      ending(expected),
    );
  });

  it("gives no end for a pause that runs into a year without data, nor for any after it", () => {
    const into = pause("2026-12-01", "2027-01-05");

    expect(endAfter("2026-11-24", workingDays(30), into)).toEqual(unknown(2027));
    expect(endAfter("2026-11-24", workingDays(30), into, pause("2027-02-01", "2027-02-02"))).toEqual(
      unknown(2027),
    );
    expect(endAfter("2026-11-24", workingDays(30), into, pause("2027-02-01", null))).toBeNull();
    expect(endAfter("2026-11-24", workingHours(60), into)).toEqual(unknown(2027));
  });

  it("asks a calendar of natural hours for nothing", () => {
    const nothing = makeWorkingCalendar([]);
    const pauses = [pause("2030-02-01 12:00", "2030-02-03 12:00")];

    expect(limitEndAfter(nothing, when("2030-02-01"), naturalHours(24), pauses)).toEqual(
      endingAt("2030-02-04 10:00"),
    );
  });

  it("counts by the years it is given", () => {
    const only2026 = makeWorkingCalendar([year2026]);

    expect(limitEndAfter(only2026, when("2025-12-31"), workingDays(1), [])).toEqual(unknown(2025));
  });

  it("knows every unit", () => {
    const ends = units.map((unit: LimitUnit) => endAfter("2026-11-24", { value: 1, unit }));

    expect(ends).toEqual(["2026-11-25", "2026-11-25", "2026-11-24 11:00", "2026-11-24 11:00"].map(ending));
  });
});

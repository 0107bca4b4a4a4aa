import { isWorkday } from "chinese-days";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { dayNumberOf, isoDateOf } from "../../../functions/catalog/calendar/day-number.ts";
import {
  type CalendarYear,
  type IsoDate,
  isCalendarUnknown,
  makeWorkingCalendar,
} from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";

// chinese-days lays out its days in local time when imported, and is a day off west of Greenwich.
vi.hoisted(() => vi.stubEnv("TZ", "Asia/Shanghai"));

const calendar = makeWorkingCalendar([year2025, year2026]);
const unknown = (year: number) => ({ kind: "CalendarUnknown", year });
const plainYear = (year: number, given: Partial<CalendarYear> = {}): CalendarYear => ({
  year,
  source: { notice: "样例〔2000〕1号", issuedOn: "2000-01-01" },
  holidays: [],
  makeUpDays: [],
  ...given,
});
const date = fc.integer({ min: dayNumberOf("2025-01-01"), max: dayNumberOf("2026-12-31") }).map(isoDateOf);
const days = fc.nat({ max: 300 });
const dayAfter = (day: IsoDate): IsoDate => isoDateOf(dayNumberOf(day) + 1);

/** Counts day by day, as one does with a finger on the wall calendar. */
const countedBetween = (after: IsoDate, through: IsoDate): number => {
  let count = 0;
  for (let day = dayAfter(after); day <= through; day = dayAfter(day))
    count += Number(calendar.isWorkingDay(day));
  return count;
};

describe("makeWorkingCalendar", () => {
  it("lists its years in order, however they are given", () => {
    expect(makeWorkingCalendar([year2026, year2025]).years).toEqual([2025, 2026]);
  });

  it("throws a RangeError naming a year given twice", () => {
    expect(() => makeWorkingCalendar([year2025, year2025])).toThrow(
      new RangeError("A calendar takes each year once, got 2025 twice"),
    );
  });

  it("carries the version given", () => {
    expect(makeWorkingCalendar([year2025], "2025-a").version).toBe("2025-a");
  });

  it("changes its version with its data, and not with their order", () => {
    const amended = { ...year2026, makeUpDays: year2026.makeUpDays.slice(1) };
    const version = makeWorkingCalendar([year2026, year2025]).version;

    expect(version).toMatch(/^2025,2026-[0-9a-f]{8}$/);
    expect(version).toBe(calendar.version);
    expect(makeWorkingCalendar([year2025, amended]).version).not.toBe(version);
    expect(makeWorkingCalendar([year2025]).version).not.toBe(version);
  });

  it("knows nothing without years", () => {
    expect(makeWorkingCalendar([]).isWorkingDay("2026-02-12")).toEqual(unknown(2026));
  });

  it("lets a notice reach back into the December before, as that for 2019 did", () => {
    const newYear = { name: { zh: "元旦", en: "New Year" }, from: "2018-12-30", to: "2019-01-01" };
    const notice = plainYear(2019, { holidays: [newYear], makeUpDays: ["2018-12-29"] });
    const both = makeWorkingCalendar([plainYear(2018), notice]);
    const turn = ["2018-12-28", "2018-12-29", "2018-12-30", "2018-12-31", "2019-01-01", "2019-01-02"];

    expect(turn.map(both.isWorkingDay)).toEqual([true, true, false, false, false, true]);
    expect(turn.map(both.isWorkingDay)).toEqual(turn.map((day) => isWorkday(day)));
    expect(both.addWorkingDays("2018-12-28", 2)).toBe("2019-01-02");
  });

  it("answers on either side of a gap and not across it", () => {
    const gapped = makeWorkingCalendar([plainYear(2024), plainYear(2026)]);

    expect(gapped.addWorkingDays("2024-12-30", 1)).toBe("2024-12-31");
    expect(gapped.addWorkingDays("2024-12-30", 2)).toEqual(unknown(2025));
    expect(gapped.workingDaysBetween("2024-12-30", "2026-01-02")).toEqual(unknown(2025));
    expect(gapped.workingDaysBetween("2026-01-01", "2026-01-02")).toBe(1);
    expect(gapped.addNaturalDays("2024-12-30", 400)).toBe("2026-02-03");
  });
});

describe("isWorkingDay", () => {
  it.each([
    ["a Thursday", "2026-02-12", true],
    ["a Saturday", "2026-03-07", false],
    ["a Saturday that makes up", "2026-02-14", true],
    ["a holiday on a Monday", "2026-02-16", false],
  ])("judges %s", (_, day, expected) => {
    expect(calendar.isWorkingDay(day)).toBe(expected);
  });

  it.each(["2024-12-31", "2027-01-01", "0001-01-01", "9999-12-31"])(
    "refuses %s of an unknown year",
    (day) => {
      expect(calendar.isWorkingDay(day)).toEqual(unknown(Number(day.slice(0, 4))));
    },
  );

  it.each(["2026-02-29", "2027-02-29", "2026-2-1", "20260212", "2026-02-12T00:00:00Z", " 2026-02-12", ""])(
    "throws a RangeError naming %j, which is no date",
    (text) => {
      expect(() => calendar.isWorkingDay(text)).toThrow(
        new RangeError(`A date is a real day written YYYY-MM-DD, got ${JSON.stringify(text)}`),
      );
    },
  );
});

describe("addWorkingDays", () => {
  it("keeps a working day when no days are added", () => {
    expect(calendar.addWorkingDays("2026-02-14", 0)).toBe("2026-02-14");
  });

  it("moves a day off to the next working day when no days are added", () => {
    expect(calendar.addWorkingDays("2026-02-15", 0)).toBe("2026-02-24");
  });

  it("crosses the turn of the year between two known years", () => {
    expect(calendar.addWorkingDays("2025-12-31", 1)).toBe("2026-01-04");
  });

  it("counts as one does by hand and ends on a working day", () => {
    const property = fc.property(date, days, (from, count) => {
      const due = calendar.addWorkingDays(from, count);
      fc.pre(count > 0 && typeof due === "string");

      expect(calendar.isWorkingDay(due)).toBe(true);
      expect(countedBetween(from, due)).toBe(count);
    });

    fc.assert(property, { numRuns: 300 });
  });

  it("adds in two steps what it adds in one", () => {
    const property = fc.property(date, fc.nat({ max: 60 }), fc.nat({ max: 60 }), (from, some, more) => {
      const between = calendar.addWorkingDays(from, some + 1);
      fc.pre(typeof between === "string");

      expect(calendar.addWorkingDays(between, more)).toEqual(calendar.addWorkingDays(from, some + 1 + more));
    });

    fc.assert(property);
  });

  it("refuses exactly when the known years hold too few working days", () => {
    const property = fc.property(date, fc.integer({ min: 1, max: 600 }), (from, count) => {
      const left = countedBetween(from, "2026-12-31");

      expect(isCalendarUnknown(calendar.addWorkingDays(from, count))).toBe(count > left);
    });

    fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ["from before the known years", "2024-12-31", 1, 2024],
    ["from after them", "2027-03-01", 0, 2027],
    ["past their end", "2026-12-31", 1, 2027],
    ["far past their end", "2025-01-02", Number.MAX_SAFE_INTEGER, 2027],
  ])("refuses to add %s", (_, from, count, year) => {
    expect(calendar.addWorkingDays(from, count)).toEqual(unknown(year));
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("throws a RangeError naming %d days", (count) => {
    expect(() => calendar.addWorkingDays("2026-02-12", count)).toThrow(
      new RangeError(`Days to add are a whole number from 0, got ${count}`),
    );
  });
});

describe("workingDaysBetween", () => {
  it("counts the last day and not the first", () => {
    expect(calendar.workingDaysBetween("2026-02-12", "2026-02-13")).toBe(1);
  });

  it.each([
    ["the same day", "2026-02-12"],
    ["an earlier day", "2026-02-10"],
  ])("counts nothing through %s", (_, through) => {
    expect(calendar.workingDaysBetween("2026-02-12", through)).toBe(0);
  });

  it("counts as one does by hand", () => {
    const property = fc.property(date, date, (after, through) => {
      expect(calendar.workingDaysBetween(after, through)).toBe(countedBetween(after, through));
    });

    fc.assert(property, { numRuns: 300 });
  });

  it.each([
    ["2024-12-31", "2025-01-10", 2024],
    ["2026-12-31", "2027-01-04", 2027],
    ["2027-03-01", "2027-02-01", 2027],
  ])("refuses to count after %s through %s", (after, through, year) => {
    expect(calendar.workingDaysBetween(after, through)).toEqual(unknown(year));
  });
});

describe("nextWorkingDay", () => {
  it.each([
    ["2026-02-12", "2026-02-13"],
    ["2026-02-13", "2026-02-14"],
    ["2026-02-14", "2026-02-24"],
    ["2026-02-20", "2026-02-24"],
  ])("follows %s with %s", (day, next) => {
    expect(calendar.nextWorkingDay(day)).toBe(next);
  });

  it("refuses to follow the last known day", () => {
    expect(calendar.nextWorkingDay("2026-12-31")).toEqual(unknown(2027));
  });
});

describe("addNaturalDays", () => {
  it.each([
    ["counts every day", "2026-03-02", 7, "2026-03-09"],
    ["moves an end in a holiday to the day after it", "2026-02-10", 7, "2026-02-24"],
    ["moves an end on a weekend to Monday", "2026-03-02", 5, "2026-03-09"],
    ["keeps an end on a make-up Saturday", "2026-02-07", 7, "2026-02-14"],
    ["keeps a working day when no days are added", "2026-03-02", 0, "2026-03-02"],
    ["crosses the turn of the year", "2025-12-01", 30, "2025-12-31"],
    ["passes New Year to its make-up Sunday", "2025-12-02", 30, "2026-01-04"],
  ])("%s", (_, from, count, due) => {
    expect(calendar.addNaturalDays(from, count)).toBe(due);
  });

  it("never ends before the days are over, nor on a day off", () => {
    const property = fc.property(date, days, (from, count) => {
      const due = calendar.addNaturalDays(from, count);
      fc.pre(typeof due === "string");

      expect(calendar.isWorkingDay(due)).toBe(true);
      expect(dayNumberOf(due)).toBeGreaterThanOrEqual(dayNumberOf(from) + count);
    });

    fc.assert(property);
  });

  it.each([
    ["from an unknown year", "2024-12-20", 30, 2024],
    ["into an unknown year", "2026-12-02", 30, 2027],
    ["far into an unknown year", "2026-12-02", 365 * 3, 2029],
  ])("refuses to add %s", (_, from, count, year) => {
    expect(calendar.addNaturalDays(from, count)).toEqual(unknown(year));
  });

  it.each([-1, 0.5, 10_000_000])("throws a RangeError naming %d days", (count) => {
    expect(() => calendar.addNaturalDays("2026-02-12", count)).toThrow(RangeError);
    expect(() => calendar.addNaturalDays("2026-02-12", count)).toThrow(String(count));
  });
});

describe("isCalendarUnknown", () => {
  it.each([true, 3, "2026-02-12", null, undefined, {}])("is false for %j", (answer) => {
    expect(isCalendarUnknown(answer)).toBe(false);
  });

  it("is true for a refusal", () => {
    expect(isCalendarUnknown(calendar.isWorkingDay("2027-01-01"))).toBe(true);
  });
});

import { describe, expect, it } from "vitest";
import { parseCalendarYear } from "../../../functions/catalog/calendar/calendar-year.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";

const name = { zh: "元旦", en: "New Year" };
/** Invented days off, since the real ones of the year are not needed here. */
const notice = {
  year: 2031,
  source: { notice: "样例〔2030〕1号", issuedOn: "2030-11-01" },
  holidays: [
    { name, from: "2031-01-01", to: "2031-01-03" },
    { name: { zh: "劳动节", en: "Labour Day" }, from: "2031-05-01", to: "2031-05-05" },
    { name: { zh: "国庆节", en: "National Day" }, from: "2031-10-01", to: "2031-10-07" },
  ],
  makeUpDays: ["2031-01-04", "2030-12-28"],
};

const faultsOf = (json: unknown): string[] => {
  const result = parseCalendarYear(json);
  return "kind" in result ? result.faults.map(({ field, message }) => `${field}: ${message}`) : [];
};

describe("parseCalendarYear", () => {
  it.each([
    [2025, year2025],
    [2026, year2026],
    [2031, notice],
  ])("reads the year %i back from JSON", (_, year) => {
    expect(parseCalendarYear(JSON.parse(JSON.stringify(year)))).toEqual(year);
  });

  it("gives a year that a calendar answers from", () => {
    const year = parseCalendarYear(notice);
    const calendar = makeWorkingCalendar("kind" in year ? [] : [year]);

    expect(calendar.nextWorkingDay("2031-01-03")).toBe("2031-01-04");
  });

  it("refuses by kind", () => {
    expect(parseCalendarYear({})).toMatchObject({ kind: "CalendarYearInvalid" });
  });

  it("names each missing field", () => {
    const fields = faultsOf({}).map((fault) => fault.split(":")[0]);

    expect(fields).toEqual(["year", "source", "holidays", "makeUpDays"]);
  });

  it.each([
    ["an unknown field", { ...notice, offDays: [] }, /^\(root\): .*offDays/],
    ["a year that is none", { ...notice, year: "2031" }, /^year: /],
    [
      "a notice without its number",
      { ...notice, source: { ...notice.source, notice: " " } },
      /^source\.notice: 不能为空/,
    ],
    ["a date that is none", { ...notice, makeUpDays: ["2031-02-30"] }, /^makeUpDays\.0: 须为真实日期/],
    [
      "a holiday that ends before it begins",
      { ...notice, holidays: [...notice.holidays, { name, from: "2031-06-03", to: "2031-06-02" }] },
      /^holidays\.3\.to: 早于开始日2031-06-03/,
    ],
    [
      "a holiday that overlaps another",
      { ...notice, holidays: [...notice.holidays, { name, from: "2031-10-07", to: "2031-10-08" }] },
      /^holidays\.3\.to: 与前面的假期重叠/,
    ],
    [
      "a holiday of another year",
      { ...notice, holidays: [...notice.holidays, { name, from: "2032-06-01", to: "2032-06-01" }] },
      /^holidays\.3\.from: 2032-06-01不在2031年或上年12月/,
    ],
    [
      "a make-up day of another year",
      { ...notice, makeUpDays: ["2030-11-30"] },
      /^makeUpDays\.0: 2030-11-30不在/,
    ],
    [
      "a make-up day on a weekday",
      { ...notice, makeUpDays: ["2031-01-06"] },
      /^makeUpDays\.0: 2031-01-06不是周六或周日/,
    ],
    [
      "a make-up day in a holiday",
      { ...notice, makeUpDays: ["2031-10-04"] },
      /^makeUpDays\.0: 2031-10-04同时列为放假/,
    ],
    [
      "a make-up day listed twice",
      { ...notice, makeUpDays: ["2031-01-04", "2031-01-04"] },
      /^makeUpDays\.1: 2031-01-04重复/,
    ],
    [
      "a year without National Day",
      { ...notice, holidays: notice.holidays.slice(0, 2) },
      /^holidays: 缺少.*2031-10-01/,
    ],
    ["nothing", null, /^\(root\): /],
  ])("refuses %s and names its field", (_, json, fault) => {
    expect(faultsOf(json)[0]).toMatch(fault);
  });
});

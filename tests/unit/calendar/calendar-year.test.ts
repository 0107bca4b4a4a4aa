import { describe, expect, it } from "vitest";
import { parseCalendarYear } from "../../../functions/catalog/calendar/calendar-year.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import { splitMessage } from "../../../schemas/message.ts";

const name = { zh: "元旦", en: "New Year" };
/** Invented days off, since the real ones of the year are not needed here. */
const notice = {
  year: 2031,
  source: { notice: "样例〔2030〕1号", issuedOn: "2030-11-01" },
  holidays: [
    { name, from: "2031-01-01", to: "2031-01-03" },
    { name: { zh: "春节", en: "Spring Festival" }, from: "2031-01-22", to: "2031-01-28" },
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
    ["an unknown field", { ...notice, offDays: [] }, /^offDays: 没有这一项/],
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
      /^holidays\.4\.to: 早于开始日2031-06-03/,
    ],
    [
      "a holiday that overlaps another",
      { ...notice, holidays: [...notice.holidays, { name, from: "2031-10-07", to: "2031-10-08" }] },
      /^holidays\.4\.to: 与前面的假期重叠/,
    ],
    [
      "a holiday of another year",
      { ...notice, holidays: [...notice.holidays, { name, from: "2032-06-01", to: "2032-06-01" }] },
      /^holidays\.4\.from: 2032-06-01不在2031年或上年12月/,
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
      { ...notice, holidays: notice.holidays.slice(0, 3) },
      /^holidays: 缺少2031-10-01国庆节/,
    ],
    [
      "a year without a Spring Festival",
      { ...notice, holidays: notice.holidays.filter(({ name: { zh } }) => zh !== "春节") },
      /^holidays: 缺少春节假期/,
    ],
    [
      "a Spring Festival in summer",
      {
        ...notice,
        holidays: notice.holidays.map((each) =>
          each.name.zh === "春节" ? { ...each, from: "2031-07-22", to: "2031-07-28" } : each,
        ),
      },
      /^holidays: 缺少春节假期/,
    ],
    [
      "a National Day of one day under another name",
      {
        ...notice,
        holidays: [...notice.holidays.slice(0, 3), { name, from: "2031-10-01", to: "2031-10-01" }],
      },
      /^holidays: 缺少国庆假期/,
    ],
    [
      "a holiday of sixteen days",
      { ...notice, holidays: [...notice.holidays, { name, from: "2031-06-01", to: "2031-06-16" }] },
      /^holidays\.4\.to: 假期长16天，最长15天/,
    ],
    [
      "a year with hardly any working days",
      {
        ...notice,
        holidays: [
          ...notice.holidays,
          ...["06", "07", "08"].map((month) => ({ name, from: `2031-${month}-01`, to: `2031-${month}-15` })),
        ],
      },
      /^holidays: 全年算出2\d\d个工作日，应在230至270之间/,
    ],
    [
      "a year in which most weekends are worked",
      {
        ...notice,
        makeUpDays: [
          ...["01-04", "02-01", "02-08", "02-15", "02-22", "03-01", "03-08", "03-15", "03-22", "03-29"],
          ...["04-05", "04-12", "04-19", "04-26", "05-10", "05-17", "05-24", "05-31", "06-07", "06-14"],
          ...["06-21", "06-28", "07-05", "07-12", "07-19", "02-02", "02-09", "02-16", "02-23", "03-02"],
        ].map((day) => `2031-${day}`),
      },
      /^holidays: 全年算出27\d个工作日/,
    ],
    [
      "a notice issued after its year",
      { ...notice, source: { ...notice.source, issuedOn: "2032-01-01" } },
      /^source\.issuedOn: 2032-01-01不会是2031年/,
    ],
    [
      "a notice issued more than two years before its year",
      { ...notice, source: { ...notice.source, issuedOn: "2028-12-31" } },
      /^source\.issuedOn: 2028-12-31不会是2031年/,
    ],
    ["nothing", null, /^\(root\): /],
  ])("refuses %s and names its field", (_, json, fault) => {
    expect(faultsOf(json)[0]).toMatch(fault);
  });

  it.each([
    ["what zod finds", { year: "2031", holidays: [{}] }],
    ["what the rules find", { ...notice, holidays: notice.holidays.slice(1), makeUpDays: ["2031-01-06"] }],
  ])("says in Chinese and in English %s", (_, json) => {
    const faults = faultsOf(json).map((fault) => splitMessage(fault.slice(fault.indexOf(": ") + 2)));

    expect(faults.length).toBeGreaterThan(1);
    for (const { zh, en } of faults) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(zh).not.toMatch(/[a-z]{4,}/);
      expect(en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  });

  it("takes a long holiday by its dates, whatever it is called", () => {
    const holidays = notice.holidays.map((each) => ({ ...each, name }));

    expect(parseCalendarYear({ ...notice, holidays })).toMatchObject({ year: 2031 });
  });
});

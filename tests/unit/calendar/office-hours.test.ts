import { describe, expect, it } from "vitest";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import {
  addWorkingMinutes,
  closingOn,
  makeOfficeHours,
  officeHours,
  openingOn,
  workingMinutesBetween,
} from "../../../functions/catalog/calendar/office-hours.ts";
import { closeOfBusiness } from "../../../functions/catalog/calendar/shanghai.ts";

const unknown = (year: number) => ({ kind: "CalendarUnknown", year });
/** An instant by the clock in Bengbu: `at("2026-11-27 16:00")`. */
const at = (text: string): string => new Date(`${text.replace(" ", "T")}+08:00`).toISOString();
const plus = (from: string, minutes: number) =>
  addWorkingMinutes(bengbuCalendar, officeHours, at(from), minutes);
const between = (from: string, to: string) =>
  workingMinutesBetween(bengbuCalendar, officeHours, at(from), at(to));

describe("officeHours", () => {
  it("are seven hours a day, with a break at noon", () => {
    expect(officeHours).toEqual({
      stretches: [
        { opens: 510, closes: 720 },
        { opens: 840, closes: 1050 },
      ],
      minutesADay: 420,
      closes: 1050,
    });
  });

  it("open and close on a day as the close of business says", () => {
    expect(openingOn("2026-02-12")).toBe(at("2026-02-12 08:30"));
    expect(closingOn("2026-02-12")).toBe(at("2026-02-12 17:30"));
    expect(closeOfBusiness("2026-02-12")).toBe(closingOn("2026-02-12"));
  });

  it("say nothing about whether the day is worked", () => {
    expect(openingOn("2027-01-01")).toBe(at("2027-01-01 08:30"));
  });

  it.each(["2026-02-29", "2026-2-1", "", "2026-02-12T00:00:00Z"])(
    "throw a RangeError naming %j, which is no date",
    (text) => {
      expect(() => openingOn(text)).toThrow(
        new RangeError(`A date is a real day written YYYY-MM-DD, got ${JSON.stringify(text)}`),
      );
      expect(() => closingOn(text)).toThrow(RangeError);
    },
  );
});

describe("makeOfficeHours", () => {
  it("takes one stretch or several", () => {
    expect(makeOfficeHours(["09:00", "17:00"])).toEqual({
      stretches: [{ opens: 540, closes: 1020 }],
      minutesADay: 480,
      closes: 1020,
    });
    expect(makeOfficeHours(["08:00", "10:00"], ["11:00", "12:00"], ["19:00", "23:59"]).minutesADay).toBe(479);
  });

  it.each([
    ["empty", ["08:30", "08:30"], []],
    ["backwards", ["12:00", "08:30"], []],
    ["overlapping", ["08:30", "12:00"], [["11:00", "17:30"]]],
    ["touching", ["08:30", "12:00"], [["12:00", "17:30"]]],
    ["out of order", ["14:00", "17:30"], [["08:30", "12:00"]]],
  ] as [string, [string, string], [string, string][]][])(
    "throws a RangeError on stretches that are %s",
    (_, first, further) => {
      expect(() => makeOfficeHours(first, ...further)).toThrow(/follow one another, got \[\[/);
    },
  );

  it.each(["8:30", "24:00", "08:60", "0830", "noon"])(
    "throws a RangeError naming %j, which is no time",
    (time) => {
      expect(() => makeOfficeHours([time, "23:59"])).toThrow(
        new RangeError(`A time of office hours is written HH:MM, got ${JSON.stringify(time)}`),
      );
    },
  );
});

describe("addWorkingMinutes", () => {
  it.each([
    ["within the morning", "2026-11-27 09:00", 60, "2026-11-27 10:00"],
    ["over noon", "2026-11-27 11:30", 60, "2026-11-27 14:30"],
    ["to the end of the morning, and not to the afternoon", "2026-11-27 11:00", 60, "2026-11-27 12:00"],
    ["to close of business, and not to the next morning", "2026-11-27 08:30", 420, "2026-11-27 17:30"],
    ["from before opening", "2026-11-27 03:00", 60, "2026-11-27 09:30"],
    ["from noon", "2026-11-27 13:00", 60, "2026-11-27 15:00"],
    ["from after close, over the weekend", "2026-11-27 18:00", 60, "2026-11-30 09:30"],
    ["from the stroke of close, over the weekend", "2026-11-27 17:30", 60, "2026-11-30 09:30"],
    ["from a Saturday", "2026-11-28 10:00", 60, "2026-11-30 09:30"],
    ["over a weekend", "2026-11-27 16:00", 180, "2026-11-30 10:00"],
    ["whole days", "2026-11-26 10:00", 840, "2026-11-30 10:00"],
    ["over the Spring Festival", "2026-02-14 17:00", 60, "2026-02-24 09:00"],
    ["into a make-up Saturday", "2026-02-13 17:00", 60, "2026-02-14 09:00"],
    ["from within a holiday", "2026-02-18 10:00", 420, "2026-02-24 17:30"],
    ["over the turn of the year", "2025-12-31 17:00", 60, "2026-01-04 09:00"],
  ])("counts office time %s", (_, from, minutes, to) => {
    expect(plus(from, minutes)).toBe(at(to));
    expect(between(from, to)).toBe(minutes);
  });

  it.each([
    ["keeps an instant at which offices are open", "2026-11-27 09:00", "2026-11-27 09:00"],
    ["keeps the stroke of noon", "2026-11-27 12:00", "2026-11-27 12:00"],
    ["keeps the stroke of close", "2026-11-27 17:30", "2026-11-27 17:30"],
    ["waits for the opening", "2026-11-27 07:00", "2026-11-27 08:30"],
    ["waits for the afternoon", "2026-11-27 12:01", "2026-11-27 14:00"],
    ["waits for Monday", "2026-11-27 17:31", "2026-11-30 08:30"],
    ["waits for the end of a holiday", "2026-02-18 10:00", "2026-02-24 08:30"],
  ])("%s when nothing is added", (_, from, to) => {
    expect(plus(from, 0)).toBe(at(to));
  });

  it("counts to the millisecond", () => {
    const from = "2026-11-27T02:00:00.123Z";

    expect(addWorkingMinutes(bengbuCalendar, officeHours, from, 419.99)).toBe("2026-11-30T01:59:59.523Z");
    expect(workingMinutesBetween(bengbuCalendar, officeHours, from, "2026-11-30T01:59:59.523Z")).toBe(419.99);
  });

  it("loses no millisecond to fractions of a minute", () => {
    const start = Date.parse("2026-11-27T00:30:00.000Z");
    const odd = Array.from({ length: 500 }, (_, index) => new Date(start + index * 17).toISOString());
    const kept = odd.map((instant) => addWorkingMinutes(bengbuCalendar, officeHours, instant, 0));
    const added = odd.map((instant) => addWorkingMinutes(bengbuCalendar, officeHours, instant, 1));

    expect(kept).toEqual(odd);
    expect(added).toEqual(odd.map((instant) => new Date(Date.parse(instant) + 60_000).toISOString()));
  });

  it("takes an instant with any offset and answers in UTC", () => {
    expect(addWorkingMinutes(bengbuCalendar, officeHours, "2026-11-27T09:00:00+08:00", 0)).toBe(
      "2026-11-27T01:00:00.000Z",
    );
  });

  it("goes by the hours it is given", () => {
    const longDay = makeOfficeHours(["08:00", "20:00"]);

    expect(addWorkingMinutes(bengbuCalendar, longDay, at("2026-11-27 16:00"), 300)).toBe(
      at("2026-11-30 09:00"),
    );
    expect(openingOn("2026-11-27", longDay)).toBe(at("2026-11-27 08:00"));
    expect(addWorkingMinutes(bengbuCalendar, longDay, at("2026-11-27 21:00"), 0)).toBe(
      at("2026-11-30 08:00"),
    );
  });

  it.each([
    ["from an unknown year", "2024-12-31 10:00", 0, 2024],
    ["past the known years", "2026-12-31 16:00", 91, 2027],
    ["nothing after the last close", "2026-12-31 17:31", 0, 2027],
  ])("refuses to add %s", (_, from, minutes, year) => {
    expect(plus(from, minutes)).toEqual(unknown(year));
  });

  it("reaches the last close of the known years", () => {
    expect(plus("2026-12-31 16:00", 90)).toBe(at("2026-12-31 17:30"));
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("throws a RangeError naming %d minutes", (minutes) => {
    expect(() => plus("2026-11-27 09:00", minutes)).toThrow(
      new RangeError(`Minutes to add are a number from 0, got ${minutes}`),
    );
  });

  it("throws a RangeError on a text that is no instant", () => {
    expect(() => addWorkingMinutes(bengbuCalendar, officeHours, "2026-11-27", 1)).toThrow(RangeError);
  });
});

describe("workingMinutesBetween", () => {
  it("T1: counts three hours from Friday 16:00 to Monday 10:00, and not 66", () => {
    expect(between("2026-11-27 16:00", "2026-11-30 10:00")).toBe(180);
  });

  it.each([
    ["a night", "2026-11-26 17:30", "2026-11-27 08:30", 0],
    ["noon", "2026-11-27 12:00", "2026-11-27 14:00", 0],
    ["a weekend", "2026-11-27 18:00", "2026-11-30 08:00", 0],
    ["a holiday", "2026-02-15 00:00", "2026-02-24 00:00", 0],
    ["a make-up Saturday", "2026-02-14 00:00", "2026-02-15 00:00", 420],
    ["a week", "2026-11-23 00:00", "2026-11-30 00:00", 5 * 420],
    ["the same instant", "2026-11-27 10:00", "2026-11-27 10:00", 0],
    ["an earlier instant", "2026-11-27 10:00", "2026-11-26 10:00", 0],
    ["an earlier instant of the day", "2026-11-27 10:00", "2026-11-27 09:00", 0],
  ])("counts over %s", (_, from, to, minutes) => {
    expect(between(from, to)).toBe(minutes);
  });

  it.each([
    ["2024-12-31 10:00", "2025-01-02 10:00", 2024],
    ["2026-12-31 10:00", "2027-01-02 10:00", 2027],
  ])("refuses to count from %s to %s", (from, to, year) => {
    expect(between(from, to)).toEqual(unknown(year));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumberOf, isoDateOf, isWeekend } from "../../../functions/catalog/calendar/day-number.ts";

const dayMilliseconds = 86_400_000;
const dayNumber = fc.integer({ min: -719_162, max: 2_932_896 });

describe("dayNumberOf", () => {
  it.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["2000-02-29", 11_016],
    ["2026-02-12", 20_496],
  ])("numbers %s %i", (date, number) => {
    expect(dayNumberOf(date)).toBe(number);
  });

  it("is undone by isoDateOf from the year 1 to 9999", () => {
    fc.assert(fc.property(dayNumber, (number) => dayNumberOf(isoDateOf(number)) === number));
  });
});

describe("isoDateOf", () => {
  it("names the days that the platform's own calendar names", () => {
    const property = fc.property(dayNumber, (number) => {
      expect(isoDateOf(number)).toBe(new Date(number * dayMilliseconds).toISOString().slice(0, 10));
    });

    fc.assert(property, { numRuns: 2000 });
  });
});

describe("isWeekend", () => {
  it("takes Saturdays and Sundays as the platform's own calendar does", () => {
    const property = fc.property(dayNumber, (number) => {
      const weekday = new Date(number * dayMilliseconds).getUTCDay();

      expect(isWeekend(number)).toBe(weekday === 0 || weekday === 6);
    });

    fc.assert(property, { numRuns: 2000 });
  });
});

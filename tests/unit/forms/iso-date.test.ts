import { describe, expect, it } from "vitest";
import { addYears, daysBetween, isIsoDate } from "../../../schemas/forms/iso-date.ts";

describe("isIsoDate", () => {
  it.each(["2026-11-24", "2028-02-29", "1999-12-31"])("knows %s as a day", (text) => {
    expect(isIsoDate(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2026-02-30",
    "2026-13-01",
    "2026-00-10",
    "2026-11-00",
    "26-11-24",
    "2026-11-24T00:00",
    "20261124",
    "1026-11-24",
  ])("refuses %s", (text) => {
    expect(isIsoDate(text)).toBe(false);
  });
});

describe("addYears", () => {
  it("gives the corresponding day", () => {
    expect(addYears("2026-11-24", 5)).toBe("2031-11-24");
  });

  it("gives the last day of February where there is no 29th", () => {
    expect(addYears("2028-02-29", 5)).toBe("2033-02-28");
  });
});

describe("daysBetween", () => {
  it("counts calendar days without the first", () => {
    expect(daysBetween("2026-08-26", "2026-11-24")).toBe(90);
  });

  it("is negative backwards", () => {
    expect(daysBetween("2026-11-24", "2026-11-23")).toBe(-1);
  });
});

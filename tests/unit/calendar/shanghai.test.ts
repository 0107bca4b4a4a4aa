import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import { closeOfBusiness, receivedDate, shanghaiDate } from "../../../functions/catalog/calendar/shanghai.ts";

const instant = fc
  .date({ min: new Date("1992-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const shanghai = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });

describe("shanghaiDate", () => {
  it.each([
    ["2026-02-12T15:59:59.999Z", "2026-02-12"],
    ["2026-02-12T16:00:00.000Z", "2026-02-13"],
    ["2026-02-12T16:00:00Z", "2026-02-13"],
    ["2025-12-31T16:00Z", "2026-01-01"],
    ["2026-02-13T00:00:00+08:00", "2026-02-13"],
    ["2026-02-12T23:59:59+08:00", "2026-02-12"],
  ])("puts %s on %s", (instantIso, date) => {
    expect(shanghaiDate(instantIso)).toBe(date);
  });

  it("agrees with the time zone database since 1992", () => {
    const property = fc.property(instant, (instantIso) => {
      expect(shanghaiDate(instantIso)).toBe(shanghai.format(new Date(instantIso)));
    });

    fc.assert(property);
  });

  it.each(["2026-02-12", "2026-02-12T16:00:00", "2026-02-30T00:00:00Z", "2026-02-12T25:00:00Z", "now", ""])(
    "throws a RangeError naming %j, which is no instant",
    (text) => {
      expect(() => shanghaiDate(text)).toThrow(
        new RangeError(
          `An instant is an ISO 8601 date and time with Z or an offset, got ${JSON.stringify(text)}`,
        ),
      );
    },
  );
});

describe("closeOfBusiness", () => {
  it("is half past five in Shanghai, in UTC", () => {
    expect(closeOfBusiness("2026-02-12")).toBe("2026-02-12T09:30:00.000Z");
  });

  it("falls on its own day in Shanghai", () => {
    fc.assert(
      fc.property(instant, (at) => shanghaiDate(closeOfBusiness(shanghaiDate(at))) === shanghaiDate(at)),
    );
  });

  it("throws a RangeError on a day that is none", () => {
    expect(() => closeOfBusiness("2026-02-30")).toThrow(RangeError);
  });
});

describe("receivedDate", () => {
  it.each([
    ["in the forenoon of a working day", "2026-02-12T02:00:00.000Z", "2026-02-12"],
    ["before opening time", "2026-02-11T16:00:00.000Z", "2026-02-12"],
    ["on the stroke of close of business", "2026-02-12T09:30:00.000Z", "2026-02-12"],
    ["a moment after it", "2026-02-12T09:30:00.001Z", "2026-02-13"],
    ["after it on the eve of a make-up Saturday", "2026-02-13T10:00:00.000Z", "2026-02-14"],
    ["on a make-up Saturday", "2026-02-14T02:00:00.000Z", "2026-02-14"],
    ["after close on the last day before a holiday", "2026-02-14T09:31:00.000Z", "2026-02-24"],
    ["in a holiday", "2026-02-18T02:00:00.000Z", "2026-02-24"],
    ["on a Saturday", "2026-03-07T02:00:00.000Z", "2026-03-09"],
    ["with an offset", "2026-02-12T17:30:00+08:00", "2026-02-12"],
  ])("takes a filing %s as of its day", (_, instantIso, date) => {
    expect(receivedDate(instantIso, bengbuCalendar)).toBe(date);
  });

  it.each([
    ["of an unknown year", "2027-01-04T02:00:00.000Z"],
    ["after the last close of the last known year", "2026-12-31T09:30:01.000Z"],
  ])("refuses a filing %s", (_, instantIso) => {
    expect(receivedDate(instantIso, bengbuCalendar)).toEqual({ kind: "CalendarUnknown", year: 2027 });
  });
});

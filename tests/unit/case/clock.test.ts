import { describe, expect, it } from "vitest";
import {
  addDays,
  type ClockActs,
  daysBetween,
  dueDates,
  dueNow,
  dueOf as dueOfItem,
  noDue,
  receivedOn,
} from "../../../functions/case/clock.ts";
import type { Pause } from "../../../functions/case/clock-acts.ts";
import { bengbuCalendar } from "../../../functions/catalog/calendar/bengbu.ts";
import { makeWorkingCalendar } from "../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../../functions/catalog/calendar/years/2026.ts";
import { type LimitUnit, workingDays } from "../../../schemas/limit.ts";
import { moment } from "../../support/moments.ts";

const pause = (from: string, to: string | null, statutory = true): Pause => ({ from, to, statutory });

/** The promised date of an item that promises as many working days as the law gives. */
const dueOf = (acceptedOn: string, days: number | null, pauses: readonly Pause[] = []) => {
  const limit = days === null ? null : workingDays(days);
  return dueDates({ acceptedOn, limits: { promised: limit, statutory: limit }, pauses }, bengbuCalendar)
    .promised;
};

describe("dueDates: counting", () => {
  it.each([
    ["2026-02-12", 5, "2026-02-26"],
    ["2026-02-12", 20, "2026-03-18"],
    ["2026-02-14", 5, "2026-02-28"],
    ["2026-02-16", 5, "2026-02-28"],
    ["2026-04-30", 1, "2026-05-06"],
    ["2026-05-08", 3, "2026-05-12"],
    ["2026-09-18", 5, "2026-09-24"],
    ["2026-09-29", 5, "2026-10-12"],
  ])("counts from the working day after %s: %i days end on %s", (acceptedOn, days, expected) => {
    expect(dueOf(acceptedOn, days)).toBe(expected);
  });

  it("runs the promise and the law side by side", () => {
    const acts: ClockActs = {
      acceptedOn: "2026-11-24",
      limits: { promised: workingDays(3), statutory: workingDays(20) },
      pauses: [],
    };

    expect(dueDates(acts, bengbuCalendar)).toEqual({
      promised: "2026-11-27",
      statutory: "2026-12-22",
      unknownYear: null,
    });
  });

  it("has no date before acceptance", () => {
    const acts: ClockActs = {
      acceptedOn: null,
      limits: { promised: workingDays(3), statutory: workingDays(20) },
      pauses: [],
    };

    expect(dueDates(acts, bengbuCalendar)).toEqual(noDue);
  });

  it("gives no date, and names the year, where the calendar has no data", () => {
    const acts: ClockActs = {
      acceptedOn: "2026-12-21",
      limits: { promised: workingDays(3), statutory: workingDays(20) },
      pauses: [],
    };

    expect(dueDates(acts, bengbuCalendar)).toEqual({
      promised: "2026-12-24",
      statutory: null,
      unknownYear: 2027,
    });
  });
});

describe("dueDates: units", () => {
  const dueIn = (value: number, unit: LimitUnit, acceptedAt = moment("2026-11-27", "16:00").at) => {
    const limits = { promised: { value, unit }, statutory: null };
    return dueDates({ acceptedOn: "2026-11-27", acceptedAt, limits, pauses: [] }, bengbuCalendar);
  };

  it.each([
    [1, "working-day", "2026-11-30", undefined],
    [1, "natural-day", "2026-11-30", undefined],
    [4, "natural-day", "2026-12-01", undefined],
    [2, "working-hour", "2026-11-30", "09:00"],
    [24, "natural-hour", "2026-11-28", "16:00"],
  ] as const)("%i %s after a Friday afternoon end on %s", (value, unit, on, time) => {
    const due = dueIn(value, unit);

    expect(due.promised).toBe(on);
    expect(due.promisedAt).toBe(time === undefined ? undefined : moment(on, time).at);
  });

  it("begin in hours when offices open, where the acceptance counts as of another day than it was written", () => {
    const written = moment("2026-12-04", "11:00").at;

    expect(dueIn(2, "working-hour", written).promisedAt).toBe(moment("2026-11-27", "10:30").at);
  });
});

describe("dueDates: pauses", () => {
  it("gives back the working days of an expert review", () => {
    expect(dueOf("2026-04-13", 20)).toBe("2026-05-13");
    expect(dueOf("2026-04-13", 20, [pause("2026-04-24", "2026-05-12")])).toBe("2026-05-27");
  });

  it("T1: gives back whole working days, never hours of the wall clock", () => {
    const fridayToMonday = [pause("2026-11-27", "2026-11-30")];

    const due = dueOf("2026-11-25", 3, fridayToMonday);

    expect(dueOf("2026-11-25", 3)).toBe("2026-11-30");
    expect(due).toBe("2026-12-01");
  });

  it("T1: gives back office hours only, where a limit is in office hours", () => {
    const fourteenHours = { value: 14, unit: "working-hour" } as const;
    const limits = { promised: fourteenHours, statutory: fourteenHours };
    const [friday, monday] = [moment("2026-11-27", "16:00"), moment("2026-11-30", "10:00")];
    const acts = { acceptedOn: "2026-11-26", acceptedAt: moment("2026-11-26", "10:00").at, limits };
    const weekend = { from: friday.on, fromAt: friday.at, to: monday.on, toAt: monday.at, statutory: true };

    const [plain, paused] = [[], [weekend]].map(
      (pauses) => dueDates({ ...acts, pauses }, bengbuCalendar).promisedAt,
    );

    expect(plain).toBe(monday.at);
    expect(paused).toBe(moment("2026-11-30", "15:00").at);
  });

  it("T1: never ends on a day off, wherever a pause begins and ends", () => {
    const days = Array.from({ length: 40 }, (_, index) =>
      new Date(Date.UTC(2026, 8, 10 + index)).toISOString().slice(0, 10),
    );

    const dues = days.flatMap((from) =>
      days.filter((to) => to >= from).map((to) => dueOf("2026-09-10", 30, [pause(from, to)])),
    );

    expect(dues.filter((due) => due === null || bengbuCalendar.isWorkingDay(due) !== true)).toEqual([]);
  });

  it("T1: has no date while a pause has no end, instead of ignoring it", () => {
    expect(dueOf("2026-11-24", 3, [pause("2026-11-25", null)])).toBeNull();
  });

  it("T1: has no date where there is no promise, with a pause as without", () => {
    expect(dueOf("2026-11-24", null, [pause("2026-11-25", "2026-11-26")])).toBeNull();
    expect(dueOf("2026-11-24", null, [pause("2026-11-25", null)])).toBeNull();
  });

  it("T2: one item's stopped clock says nothing about another's", () => {
    const limits = { promised: workingDays(3), statutory: workingDays(20) };
    const [stopped, running] = [[pause("2026-11-25", null)], []].map((pauses) =>
      dueDates({ acceptedOn: "2026-11-24", limits, pauses }, bengbuCalendar),
    );

    expect(stopped).toEqual(noDue);
    expect(running?.promised).toBe("2026-11-27");
  });

  it("stops the promise only, unless the law stops as well", () => {
    const limits = { promised: workingDays(3), statutory: workingDays(20) };
    const pauses = [pause("2026-11-25", "2026-12-02", false)];

    const due = dueDates({ acceptedOn: "2026-11-24", limits, pauses }, bengbuCalendar);

    expect(due).toEqual({ promised: "2026-12-04", statutory: "2026-12-22", unknownYear: null });
  });

  it.each([
    ["touching", [pause("2026-11-25", "2026-11-27"), pause("2026-11-27", "2026-12-02")]],
    ["overlapping", [pause("2026-11-25", "2026-12-01"), pause("2026-11-26", "2026-12-02")]],
    ["nested", [pause("2026-11-25", "2026-12-02"), pause("2026-11-26", "2026-11-27")]],
    ["repeated", [pause("2026-11-25", "2026-12-02"), pause("2026-11-25", "2026-12-02")]],
    ["in any order", [pause("2026-11-27", "2026-12-02"), pause("2026-11-25", "2026-11-27")]],
  ])("gives no day back twice when pauses are %s", (_, pauses) => {
    expect(dueOf("2026-11-24", 5, pauses)).toBe(dueOf("2026-11-24", 5, [pause("2026-11-25", "2026-12-02")]));
  });

  it.each([
    ["then closed", [pause("2026-11-25", null), pause("2026-11-26", "2026-11-27")]],
    ["inside a closed one", [pause("2026-11-25", "2026-11-27"), pause("2026-11-26", null)]],
  ])("has no date while one of several pauses is open, %s", (_, pauses) => {
    expect(dueOf("2026-11-24", 5, pauses)).toBeNull();
  });

  it("adds up separate pauses", () => {
    const pauses = [pause("2026-11-25", "2026-11-26"), pause("2026-11-30", "2026-12-01")];

    expect(dueOf("2026-11-24", 5, pauses)).toBe("2026-12-03");
  });

  it("gives nothing back for a pause on days off", () => {
    expect(dueOf("2026-11-24", 5, [pause("2026-11-28", "2026-11-29")])).toBe(dueOf("2026-11-24", 5));
  });

  it("begins on the last day, at the earliest moment a pause is too late to help", () => {
    expect(dueOf("2026-11-24", 3, [pause("2026-11-27", "2026-12-03")])).toBe("2026-12-03");
    expect(dueOf("2026-11-24", 3, [pause("2026-11-28", "2026-12-03")])).toBe("2026-11-27");
    expect(dueOf("2026-11-24", 3, [pause("2026-11-28", null)])).toBe("2026-11-27");
  });

  it("gives no date for a pause that runs into a year without data, nor for any after it", () => {
    const limits = { promised: workingDays(30), statutory: workingDays(30) };
    const into = pause("2026-12-01", "2027-01-05");

    const due = dueDates({ acceptedOn: "2026-11-24", limits, pauses: [into] }, bengbuCalendar);
    const further = dueDates(
      { acceptedOn: "2026-11-24", limits, pauses: [into, pause("2027-02-01", "2027-02-02")] },
      bengbuCalendar,
    );
    const open = dueDates(
      { acceptedOn: "2026-11-24", limits, pauses: [into, pause("2027-02-01", null)] },
      bengbuCalendar,
    );

    expect(due).toEqual({ promised: null, statutory: null, unknownYear: 2027 });
    expect(further).toEqual(due);
    expect(open).toEqual(noDue);
  });
});

describe("T6: null, zero and negative limits", () => {
  it("T6: no limit is not zero", () => {
    expect(dueOf("2026-11-24", null)).toBeNull();
    expect(dueOf("2026-11-24", 0)).toBe("2026-11-24");
  });

  it("T6: a limit of zero ends on the day itself, or on the next working day", () => {
    expect(dueOf("2026-11-28", 0)).toBe("2026-11-30");
  });

  it("T6: a limit of zero is paused like any other", () => {
    expect(dueOf("2026-11-24", 0, [pause("2026-11-24", "2026-11-26")])).toBe("2026-11-26");
  });

  it("T6: acceptance and pause in the same millisecond: nothing is used up, nothing is lost", () => {
    const at = moment("2026-11-24", "10:00");
    const pauses = [
      { from: at.on, fromAt: at.at, to: "2026-11-26", toAt: moment("2026-11-26").at, statutory: true },
    ];
    const limits = { promised: { value: 2, unit: "working-hour" }, statutory: workingDays(2) } as const;

    const due = dueDates({ acceptedOn: at.on, acceptedAt: at.at, limits, pauses }, bengbuCalendar);

    expect(due).toMatchObject({ promisedAt: moment("2026-11-26", "12:00").at, statutory: "2026-11-30" });
  });

  it.each([-1, 1.5, Number.NaN])("T6: a limit of %d is no limit that could be counted", (days) => {
    expect(() => dueOf("2026-11-24", days)).toThrow(RangeError);
  });
});

/** The acts of an item that accepted on a day and was never stopped. */
const itemOf = (acceptedOn: string, promised: number, statutory: number) => ({
  acceptedOn,
  acts: [{ act: "accepted" as const, isDeemed: false, ...moment(acceptedOn) }],
  limits: { promised: workingDays(promised), statutory: workingDays(statutory) },
  extension: null,
});

describe("dueNow", () => {
  it("leaves a date alone that was computed with all its years", () => {
    const due = { promised: "2026-11-25", statutory: "2026-11-26", unknownYear: null };

    expect(dueNow({ ...itemOf("2026-11-24", 3, 300), due }, bengbuCalendar)).toBe(due);
  });

  it("computes again once the year that was missing is published", () => {
    const earlier = itemOf("2025-12-29", 3, 20);
    const before = dueOfItem(earlier, makeWorkingCalendar([year2025]));

    expect(before).toEqual({ promised: null, statutory: null, unknownYear: 2026 });
    expect(dueNow({ ...earlier, due: before }, bengbuCalendar)).toEqual({
      promised: "2026-01-04",
      statutory: "2026-01-27",
      unknownYear: null,
    });
  });

  it("names the year that is missing still", () => {
    const item = itemOf("2026-11-24", 3, 300);
    const due = dueOfItem(item, makeWorkingCalendar([year2026]));

    expect(dueNow({ ...item, due }, bengbuCalendar)).toEqual({
      promised: "2026-11-27",
      statutory: null,
      unknownYear: 2027,
    });
  });
});

describe("addDays, daysBetween and receivedOn", () => {
  it("answer a date and a count where the calendar has data, and nothing where it has none", () => {
    expect(addDays(bengbuCalendar, "2026-11-24", 5)).toBe("2026-12-01");
    expect(addDays(bengbuCalendar, "2026-12-30", 5)).toBeNull();
    expect(daysBetween(bengbuCalendar, "2026-11-24", "2026-12-01")).toBe(5);
    expect(daysBetween(bengbuCalendar, "2026-12-30", "2027-01-04")).toBeNull();
  });

  it("count what comes after hours from the next working day, and keep the day itself where that is unknown", () => {
    expect(receivedOn(bengbuCalendar, moment("2026-11-27", "17:30"))).toBe("2026-11-27");
    expect(receivedOn(bengbuCalendar, moment("2026-11-27", "17:30:01"))).toBe("2026-11-30");
    expect(receivedOn(bengbuCalendar, moment("2026-12-31", "20:00"))).toBe("2026-12-31");
  });
});

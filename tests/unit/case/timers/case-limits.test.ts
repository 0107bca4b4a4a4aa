import { describe, expect, it } from "vitest";
import { actsLaterOn, nextLookOn } from "../../../../functions/case/keep-time.ts";
import { bengbuProfile } from "../../../../functions/catalog/profile.ts";
import { type Limit, workingDays } from "../../../../schemas/limit.ts";
import type { History } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked } from "../../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../../support/year-2027.ts";

/** The alarms of the whole case on a day: which clock, warned (`?`) or run out (`!`), and its date. */
const alarms = (history: History, date: string, time = "10:00"): string[] =>
  looked(history, moment(date, time)).flatMap((event) => {
    if (event.type === "CaseWarned") return [`${event.limit} ? ${event.dueOn}`];
    if (event.type === "BreachRecorded" && event.item === null) return [`${event.breach} ! ${event.dueOn}`];
    return [];
  });

const unlimited = limitsOf(null, null);

/** A case of one item whose process promises so much for the whole of it. */
const promising = (promised: Limit): History => accepted({ limits: unlimited, promised });

describe("the watch: the clock of the whole case", () => {
  it("warns and records what the centre promised for the whole case, besides the promises of its items", () => {
    const history = accepted({ stages: [["a"], ["b"]], limits: limitsOf(5, 20) });

    expect(history.state().limits.promised).toEqual(workingDays(10));
    expect(alarms(history, "2026-12-03")).toEqual([]);
    expect(alarms(history, "2026-12-04")).toEqual(["promised ? 2026-12-08"]);
    expect(alarms(history, "2026-12-08")).toEqual([]);
    expect(alarms(history, "2026-12-09")).toEqual(["case-promised ! 2026-12-08"]);
    expect(alarms(history, "2026-12-10")).toEqual([]);
  });

  it("holds the lead department, and the person who owns the case, to account", () => {
    const history = accepted({ limits: limitsOf(3, null) });
    const to = { id: "officer-7", name: "程若谷", department: null };
    const handOver = {
      type: "HandOver",
      to,
      reason: "首问负责",
      by: "officer-7",
      mayTakeOver: false,
    } as const;
    history.perform(handOver, firstAnswer);

    looked(history, moment("2026-11-30"));

    expect(history.state().breaches["case-1-case-promised"]?.responsible).toEqual({
      department: "dept-lead",
      post: null,
      person: "程若谷",
    });
  });

  it.each([
    ["one department", [["a"]], "2026-12-16", "2026-12-22"],
    ["several departments", [["a", "b"]], null, null],
  ] as const)("gives %s the law's limit of its own", (_, stages, warned, due) => {
    const history = accepted({ stages, limits: unlimited });

    expect(nextLookOn(history.world, history.state())).toBe(warned ?? "2027-01-01");
    if (warned !== null) expect(alarms(history, warned)).toEqual([`statutory ? ${due}`]);
  });

  it("alarms once the missing year of the case's own limit is published", () => {
    const history = accepted({ stages: [["a", "b"]], limits: unlimited, calendar: calendarThrough2026 });
    expect(alarms(history, "2027-03-01")).toEqual([]);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect(nextLookOn(history.world, history.state())).toBe("2027-01-14");
    expect(alarms(history, "2027-03-01")).toEqual(["case-statutory ! 2027-01-27"]);
  });

  it("ends a promise in hours at its instant, and warns of it on that day only", () => {
    const history = promising({ value: 24, unit: "natural-hour" });

    const isLater = (on: string) => actsLaterOn(history.world, history.state(), on);

    expect([isLater("2026-11-24"), isLater("2026-11-25")]).toEqual([false, true]);
    expect(alarms(history, "2026-11-24", "23:00")).toEqual([]);
    expect(alarms(history, "2026-11-25", "10:10")).toEqual(["promised ? 2026-11-25"]);
    expect(alarms(history, "2026-11-25", "10:11")).toEqual(["case-promised ! 2026-11-25"]);
  });

  it("has no promise where an item of it has none in working days", () => {
    const rows = { b: { limits: limitsOf(null, 20) } };

    expect(filed({ stages: [["a", "b"]], rows }).state().limits.promised).toBeNull();
  });

  it("says nothing of a case that was decided, however late one looks", () => {
    const history = issued(accepted(), ["a"], firstAnswer);

    expect(alarms(history, "2026-11-30")).toEqual([]);
  });
});

describe("the watch: delivery", () => {
  it("gives ten working days after the licence, then records who is late", () => {
    const history = issued(filed(), ["a"], firstAnswer);

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-04");
    expect(alarms(history, "2026-12-04")).toEqual(["delivery ? 2026-12-08"]);
    expect(nextLookOn(history.world, history.state())).toBe("2026-12-09");
    expect(alarms(history, "2026-12-08", "23:59")).toEqual([]);
    expect(alarms(history, "2026-12-09")).toEqual(["delivery ! 2026-12-08"]);
    expect(alarms(history, "2026-12-10")).toEqual([]);
    expect(nextLookOn(history.world, history.state())).toBeNull();
  });

  it("asks nothing more once the licence is with its holder", () => {
    const history = issued(filed(), ["a"], firstAnswer);
    history.perform({ type: "DeliverLicence", how: "counter", recipient: "张淮河" }, firstAnswer);

    expect(nextLookOn(history.world, history.state())).toBeNull();
    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("is due at once on the express lane, and never late", () => {
    const history = issued(filed({}, moment("2026-11-24"), { channel: "express-lane" }), ["a"], firstAnswer);

    expect(history.state().deliveredOn).toBe("2026-11-24");
    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("falls due once the missing year is published", () => {
    const late = moment("2026-12-28");
    const history = issued(filed({ calendar: calendarThrough2026 }, late), ["a"], late);

    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
    expect(alarms(history, "2027-02-01")).toEqual([]);
    history.world = { ...history.world, calendar: calendarThrough2027 };
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-08");
    expect(alarms(history, "2027-02-01")).toEqual(["delivery ! 2027-01-12"]);
  });

  it("is as long as the centre's profile says", () => {
    const profile = { ...bengbuProfile, delivery: { ...bengbuProfile.delivery, limit: workingDays(1) } };
    const history = issued(filed({ profile }), ["a"], firstAnswer);

    expect(alarms(history, "2026-11-26")).toEqual(["delivery ! 2026-11-25"]);
  });
});

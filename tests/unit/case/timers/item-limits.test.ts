import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { warningDays } from "../../../../functions/case/timers/timed-rule.ts";
import { bengbuCalendar } from "../../../../functions/catalog/calendar/bengbu.ts";
import { makeWorkingCalendar } from "../../../../functions/catalog/calendar/working-calendar.ts";
import { year2025 } from "../../../../functions/catalog/calendar/years/2025.ts";
import { bengbuProfile } from "../../../../functions/catalog/profile.ts";
import { naturalDays, workingDays } from "../../../../schemas/limit.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { moment } from "../../../support/moments.ts";
import { accepted, filed, firstAnswer, limitsOf, looked, say } from "../../../support/timed-cases.ts";
import { calendarThrough2027 } from "../../../support/year-2027.ts";

/** The alarms of items on a day, told shortly: which limit, warned (`?`) or run out (`!`), and its date. */
const alarms = (history: History, date: string, time = "10:00"): string[] =>
  looked(history, moment(date, time)).flatMap((event) => {
    if (event.type === "ItemWarned") return [`${event.itemId} ${event.limit} ? ${event.dueOn}`];
    if (event.type === "ItemOverdue") return [`${event.itemId} ${event.limit} ! ${event.dueOn}`];
    return [];
  });

const limited = (promised: number | null, statutory: number | null) =>
  accepted({ limits: limitsOf(promised, statutory) });

describe("warningDays: a fifth of the limit, at least one day", () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 1],
    [9, 1],
    [10, 2],
    [20, 4],
    [45, 9],
  ])("warns of a limit of %i days when %i are left", (days, left) => {
    expect(warningDays(bengbuProfile, workingDays(days))).toBe(left);
    expect(warningDays(bengbuProfile, naturalDays(days))).toBe(left);
  });

  it("warns of a limit in hours on its last day, however many hours it has", () => {
    expect(warningDays(bengbuProfile, { value: 72, unit: "natural-hour" })).toBe(0);
    expect(warningDays(bengbuProfile, { value: 72, unit: "working-hour" })).toBe(0);
  });

  it("follows the centre's profile", () => {
    const warning = { share: 0.5, atLeast: 3 };

    expect(warningDays({ ...bengbuProfile, warning }, workingDays(4))).toBe(3);
    expect(warningDays({ ...bengbuProfile, warning }, workingDays(20))).toBe(10);
  });
});

describe("the watch: the warning of an item's limit", () => {
  it("warns one working day before a short promise ends, once", () => {
    const history = limited(3, 20);

    expect(["25", "26", "26", "27"].map((day) => alarms(history, `2026-11-${day}`))).toEqual([
      [],
      ["a promised ? 2026-11-27"],
      [],
      [],
    ]);
  });

  it("warns when a fifth of a long limit is left", () => {
    const history = limited(null, 20);

    expect(alarms(history, "2026-12-15")).toEqual([]);
    expect(alarms(history, "2026-12-16")).toEqual(["a statutory ? 2026-12-22"]);
  });

  it("warns of each limit by itself", () => {
    const history = limited(10, 20);

    expect(alarms(history, "2026-12-04")).toEqual(["a promised ? 2026-12-08"]);
    expect(alarms(history, "2026-12-16")).toEqual(["a promised ! 2026-12-08", "a statutory ? 2026-12-22"]);
    expect(history.item("a").warnings).toEqual(["promised", "statutory"]);
  });

  it("warns of the law's limit when the applicant's correction moved the promise beyond it", () => {
    const history = limited(5, 6);
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
    const corrected = moment("2026-11-30");
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] }, corrected);
    expect(history.item("a").due).toMatchObject({ promised: "2026-12-07", statutory: "2026-12-02" });

    expect(alarms(history, "2026-12-01")).toEqual(["a statutory ? 2026-12-02"]);
    expect(alarms(history, "2026-12-03")).toEqual(["a statutory ! 2026-12-02"]);
    expect(alarms(history, "2026-12-18")).toEqual(["a promised ! 2026-12-07"]);
    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("warns again when the day it was about moves, and once of each", () => {
    const history = limited(null, 20);
    expect(alarms(history, "2026-12-16")).toEqual(["a statutory ? 2026-12-22"]);
    const extended = moment("2026-12-17");
    history.world = { ...history.world, calendar: calendarThrough2027 };
    say(history, "a", answers.extended(extended), extended);

    expect(alarms(history, "2026-12-17")).toEqual([]);
    expect(alarms(history, "2026-12-31")).toEqual(["a statutory ? 2027-01-06"]);
    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("warns at once of a limit that ends today", () => {
    expect(alarms(limited(0, 0), "2026-11-24")).toEqual([
      "a promised ? 2026-11-24",
      "a statutory ? 2026-11-24",
    ]);
  });

  it("warns nobody who has decided", () => {
    const history = accepted({ stages: [["a", "b"]], limits: limitsOf(1, 20) });
    say(history, "a", answers.approved(firstAnswer), firstAnswer);

    expect(alarms(history, "2026-11-25")).toEqual(["b promised ? 2026-11-25"]);
  });

  it("warns on a limit that ends on the first days the calendar has, without looking before them", () => {
    const now = moment("2025-01-01");
    const history = filed({ limits: limitsOf(0, 20) }, now);
    say(history, "a", answers.accepted(now), now);

    expect(nextLookOn(history.world, history.state())).toBe("2025-01-01");
    expect(alarms(history, "2025-01-01")).toEqual(["a promised ? 2025-01-02"]);
  });
});

describe("the watch: the record of a limit that ran out", () => {
  it("writes exactly one record for each limit, naming department and officer", () => {
    const history = limited(3, 20);

    const [record] = looked(history, moment("2026-11-28"));

    expect(record).toMatchObject({
      type: "ItemOverdue",
      limit: "promised",
      dueOn: "2026-11-27",
      accountability: { recordId: "case-1-a-promised", department: "dept-a", officer: { name: "李明" } },
    });
    expect(alarms(history, "2026-11-28")).toEqual([]);
    expect(alarms(history, "2026-12-22")).toEqual(["a statutory ? 2026-12-22"]);
    expect(alarms(history, "2026-12-23")).toEqual(["a statutory ! 2026-12-22"]);
    expect(alarms(history, "2026-12-31")).toEqual([]);
    expect(Object.keys(history.state().breaches)).toContain("case-1-a-statutory");
    expect(history.item("a")).toMatchObject({ overdue: true, overruns: ["promised", "statutory"] });
  });

  it("skips the warning of a limit that nobody looked at before it was over", () => {
    expect(alarms(limited(3, 20), "2026-11-30")).toEqual(["a promised ! 2026-11-27"]);
  });

  it("leaves the last day whole to the department", () => {
    expect(alarms(limited(1, 20), "2026-11-25", "23:59")).toEqual(["a promised ? 2026-11-25"]);
  });

  it("lets a limit in hours end at its instant, not at the end of its day", () => {
    const inHours = (value: number, unit: "working-hour" | "natural-hour") =>
      accepted({ limits: { promised: { value, unit }, statutory: null } });
    const [office, natural] = [inHours(4, "working-hour"), inHours(30, "natural-hour")];

    expect(office.item("a").due.promisedAt).toBe(moment("2026-11-24", "16:10").at);
    expect(natural.item("a").due.promisedAt).toBe(moment("2026-11-25", "16:10").at);
    expect(alarms(office, "2026-11-24", "16:10")).toEqual(["a promised ? 2026-11-24"]);
    expect(alarms(office, "2026-11-24", "16:11")).toEqual(["a promised ! 2026-11-24"]);
    expect(alarms(natural, "2026-11-24", "23:00")).toEqual([]);
    expect(alarms(natural, "2026-11-25", "16:11")).toEqual(["a promised ! 2026-11-25"]);
  });

  it("says nothing of an item without limits", () => {
    expect(alarms(limited(null, null), "2026-12-31")).toEqual([]);
  });

  it("says nothing while a special procedure of the law stops the clock", () => {
    const history = limited(3, 20);
    say(history, "a", answers.suspended(firstAnswer), firstAnswer);

    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("runs on through a site visit, which stops no clock", () => {
    const history = limited(3, 20);
    say(history, "a", answers.suspended(firstAnswer, { procedure: "site-visit" }), firstAnswer);

    expect(alarms(history, "2026-11-28")).toEqual(["a promised ! 2026-11-27"]);
  });

  it("stops for a site visit where a rule of the item says so, and keeps its basis", () => {
    const excludedProcedures = [{ procedure: "site-visit" as const, basis: "安徽省消防条例第十条" }];
    const history = accepted({ limits: limitsOf(3, 20), rows: { a: { excludedProcedures } } });
    const [suspended] = say(
      history,
      "a",
      answers.suspended(firstAnswer, { procedure: "site-visit" }),
      firstAnswer,
    );

    expect(suspended).toMatchObject({ stopsClock: true, basis: "安徽省消防条例第十条" });
    expect(alarms(history, "2026-12-31")).toEqual([]);
  });

  it("does not let a procedure that begins after the limit ran out undo it", () => {
    const history = limited(3, 20);
    const tooLate = moment("2026-11-30");
    const [overdue] = say(history, "a", answers.suspended(tooLate), tooLate);

    expect(overdue).toMatchObject({ type: "ItemOverdue", limit: "promised", dueOn: "2026-11-27" });
    expect(history.item("a").due).toMatchObject({ promised: "2026-11-27", statutory: null });
    expect(alarms(history, "2026-11-30")).toEqual([]);
  });

  it("does not hold against a department that the others have not answered yet", () => {
    const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20) });
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);

    expect(alarms(history, "2026-11-30")).toEqual(["b promised ! 2026-11-27"]);
    expect(history.item("a").due).toMatchObject({ promised: null, statutory: "2026-12-22" });
  });

  it("alarms once the calendar of a missing year is published", () => {
    const calendar = makeWorkingCalendar([year2025]);
    const history = filed({ limits: limitsOf(3, 20), calendar }, moment("2025-12-30"));
    const now = moment("2025-12-30", "10:10");
    say(history, "a", answers.accepted(now), now);
    expect(alarms(history, "2026-02-02")).toEqual([]);
    history.world = { ...history.world, calendar: bengbuCalendar };

    expect(alarms(history, "2026-02-02")).toEqual(["a promised ! 2026-01-05", "a statutory ! 2026-01-28"]);
  });
});

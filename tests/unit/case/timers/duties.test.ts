import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { naturalDays, workingDays } from "../../../../schemas/limit.ts";
import { message } from "../../../../schemas/message.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { later, moment } from "../../../support/moments.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked, say } from "../../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../../support/year-2027.ts";

/** The breaches besides limits that a day brings: record and what it was due on. */
const breaches = (history: History, date: string): string[] =>
  looked(history, moment(date)).flatMap((event) =>
    event.type === "BreachRecorded" && !/^(case|item|delivery)/.test(event.breach)
      ? [`${event.breach} ${event.recordId} ${event.dueOn}`]
      : [],
  );

/** Told of one duty on three days: the last one, the first past it, and the one after. */
const overThreeDays = (history: History, last: string, past: string, after: string): string[][] =>
  [last, past, after].map((date) => breaches(history, date));

describe("the watch: a special procedure that overruns its plan", () => {
  const suspended = (plannedWorkingDays: number) => {
    const history = accepted({ limits: limitsOf(5, 20) });
    say(history, "a", answers.suspended(firstAnswer, { plannedWorkingDays }), firstAnswer);
    return history;
  };

  it("gives its department a card past the planned day, though no clock runs", () => {
    const history = suspended(4);

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-01");
    expect(overThreeDays(history, "2026-11-30", "2026-12-01", "2026-12-02")).toEqual([
      [],
      ["procedure-overrun case-1-a-procedure-2026-11-24 2026-11-30"],
      [],
    ]);
    expect(history.state().cards).toHaveProperty("case-1-a-procedure-2026-11-24-yellow");
  });

  it("says nothing when it ends as planned, and of a second one by itself", () => {
    const history = suspended(4);
    const end = moment("2026-11-30");
    say(history, "a", answers.resumed(end), end);
    say(history, "a", answers.suspended(later(end, { minutes: 1 }), { plannedWorkingDays: 1 }), end);

    expect(breaches(history, "2026-12-01")).toEqual([]);
    expect(breaches(history, "2026-12-02")).toEqual([
      "procedure-overrun case-1-a-procedure-2026-11-30 2026-12-01",
    ]);
  });
});

describe("the watch: what was approved is not undone", () => {
  const withdrawn = (now = firstAnswer) => {
    const history = filed({ stages: [["a", "b"]], calendar: calendarThrough2026 }, now);
    say(history, "a", answers.approved(now), now);
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
      now,
    );
    return history;
  };

  it("records, once, that an approval was not undone in five working days, after the case was closed", () => {
    const history = withdrawn();

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-02");
    expect(overThreeDays(history, "2026-12-01", "2026-12-02", "2026-12-03")).toEqual([
      [],
      ["undo-overdue case-1-a-undo 2026-12-01"],
      [],
    ]);
    expect(nextLookOn(history.world, history.state())).toBeNull();
  });

  it("says nothing once the department has undone it", () => {
    const history = withdrawn();
    say(history, "a", answers.voided(firstAnswer), firstAnswer);

    expect(nextLookOn(history.world, history.state())).toBeNull();
    expect(breaches(history, "2026-12-31")).toEqual([]);
  });

  it("falls due once the missing year is published, though no day could be written at the time", () => {
    const history = withdrawn(moment("2026-12-28"));
    expect(history.item("a").voiding?.dueOn).toBeNull();
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
    expect(breaches(history, "2027-02-01")).toEqual([]);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect(nextLookOn(history.world, history.state())).toBe("2027-01-06");
    expect(breaches(history, "2027-02-01")).toEqual(["undo-overdue case-1-a-undo 2027-01-05"]);
  });
});

describe("the watch: a bad rating", () => {
  const rated = (level: number, item: string | null = null) => {
    const history = accepted({ limits: limitsOf(null, null), stages: [["a", "b"]] });
    history.perform(
      { type: "RateCase", occasion: "acceptance", item, level, indicators: [], text: null },
      firstAnswer,
    );
    return history;
  };

  it.each([1, 2])("is a task of fifteen working days at level %i, then a breach", (level) => {
    const history = rated(level, "b");

    expect(history.state().ratings).toMatchObject([{ taskDueOn: "2026-12-15" }]);
    expect(overThreeDays(history, "2026-12-15", "2026-12-16", "2026-12-17")).toEqual([
      [],
      ["rating-task-overdue case-1-b-rating-acceptance 2026-12-15"],
      [],
    ]);
    expect(history.state().breaches["case-1-b-rating-acceptance"]?.responsible.department).toBe("dept-b");
  });

  it.each([3, 4, 5])("is none at level %i", (level) => {
    const history = rated(level);

    expect(history.state().ratings).toMatchObject([{ taskDueOn: null }]);
    expect(breaches(history, "2026-12-31")).toEqual([]);
  });

  it("is settled by an answer, and the lead answers for the service as a whole", () => {
    const [answered, silent] = [rated(1), rated(1)];
    answered.perform(
      { type: "AnswerRating", occasion: "acceptance", item: null, reply: "已整改" },
      moment("2026-12-10"),
    );

    expect(breaches(answered, "2026-12-31")).toEqual([]);
    expect(breaches(silent, "2026-12-31")).toHaveLength(1);
    expect(silent.state().breaches["case-1-case-rating-acceptance"]?.responsible.department).toBe(
      "dept-lead",
    );
  });
});

describe("the watch: conditions an applicant signed are checked", () => {
  const commitment = { conditions: [message("配备消防设施", "fire equipment")], basis: "皖政办〔2020〕6号" };
  const committed = (checkWithin = workingDays(10)) => {
    const history = filed(
      { limits: limitsOf(5, 20), rows: { a: { commitment: { ...commitment, checkWithin } } } },
      moment("2026-11-24"),
      { commitments: [{ item: "a", signedBy: "张淮河" }], channel: "express-lane" },
    );
    return issued(history, ["a"], firstAnswer);
  };

  it("records that nobody checked in time, counted from the day of the licence", () => {
    const history = committed();

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-09");
    expect(overThreeDays(history, "2026-12-08", "2026-12-09", "2026-12-10")).toEqual([
      [],
      ["commitment-check-overdue case-1-a-check 2026-12-08"],
      [],
    ]);
  });

  it("counts in the unit of the item's own limit", () => {
    expect(breaches(committed(naturalDays(5)), "2026-12-01")).toEqual([
      "commitment-check-overdue case-1-a-check 2026-11-30",
    ]);
  });

  it("says nothing once the check was made, whatever it found", () => {
    const history = committed();
    say(history, "a", answers.checked(firstAnswer, { kept: false }), firstAnswer);

    expect(nextLookOn(history.world, history.state())).toBeNull();
    expect(breaches(history, "2026-12-31")).toEqual([]);
  });
});

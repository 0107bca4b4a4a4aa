import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import type { History } from "../../../support/case-history.ts";
import { later, moment } from "../../../support/moments.ts";
import { approveSynthetic } from "../../../support/synthetic-process.ts";
import { firstAnswer, looked, typed } from "../../../support/timed-cases.ts";
import { callOff, during, hold, propose, survey, surveyed, visitId } from "../../../support/visit-cases.ts";

const breaches = (history: History, on: string): string[] =>
  typed(looked(history, moment(on)), "BreachRecorded").map(
    ({ recordId, dueOn, responsible }) => `${recordId} ${dueOn} ${responsible.department}`,
  );

describe("限期踏勘", () => {
  it("is a breach of the lead's past the limit for a proposal, counted from the day of receipt, and again each further week", () => {
    const history = surveyed();

    expect(nextLookOn(history.world, history.state())).toBe("2026-11-27");
    expect(breaches(history, "2026-11-26")).toEqual([]);
    expect(breaches(history, "2026-11-27")).toEqual(["case-1-stage-1-visit-proposal-0 2026-11-26 dept-lead"]);
    expect(breaches(history, "2026-12-04")).toEqual([]);
    expect(nextLookOn(history.world, history.state())).toBe("2026-12-05");
    expect(breaches(history, "2026-12-10")).toEqual([
      "case-1-stage-1-visit-proposal-0-again-2 2026-12-04 dept-lead",
    ]);
    expect(nextLookOn(history.world, history.state())).toBe("2026-12-18");
  });

  it("is on record once for an outage, however long, and a second look finds no more", () => {
    const history = surveyed();

    expect(breaches(history, "2026-12-28")).toHaveLength(1);
    expect(breaches(history, "2026-12-28")).toEqual([]);
  });

  it("has a yellow card and a record of accountability", () => {
    const history = surveyed();

    const events = looked(history, moment("2026-11-27"));

    expect(typed(events, "CardIssued")).toMatchObject([
      { level: "yellow", breach: "visit-overdue", item: null, responsible: { department: "dept-lead" } },
    ]);
    expect(history.world.profile.accountability).toContain("visit-overdue");
  });

  it("is kept by a proposal in time, and by the visit", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    expect(breaches(history, "2026-11-27")).toEqual([]);
    history.perform(hold(), moment("2026-11-27"));
    expect(breaches(history, "2026-12-31")).toEqual([]);
  });

  it("asks for a visit that was not held by the working day after its date, of whoever proposed it", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);

    expect(nextLookOn(history.world, history.state())).toBe("2026-11-28");
    expect(typed(looked(history, moment("2026-11-28")), "BreachRecorded")).toMatchObject([
      {
        recordId: "case-1-stage-1-visit-holding-1",
        dueOn: "2026-11-27",
        responsible: { department: "dept-lead", person: "李明" },
      },
    ]);
  });

  it("does not begin anew when the lead calls a visit off; past the limit that is late at once", () => {
    const inTime = surveyed();
    inTime.perform(propose(), firstAnswer);
    inTime.perform(callOff(), moment("2026-11-25"));
    const late = surveyed();
    late.perform(propose({ startsAt: "2026-12-01T01:30:00Z", endsAt: "2026-12-01T03:30:00Z" }), firstAnswer);
    late.perform(callOff(), moment("2026-11-30"));

    expect(breaches(inTime, "2026-11-26")).toEqual([]);
    expect(breaches(inTime, "2026-11-27")).toEqual(["case-1-stage-1-visit-proposal-1 2026-11-26 dept-lead"]);
    expect(breaches(late, "2026-11-30")).toEqual(["case-1-stage-1-visit-proposal-1 2026-11-26 dept-lead"]);
  });

  it("does not begin anew when the lead puts a visit off to a later day; a move within the day, or ahead, is none", () => {
    const moved = (startsAt: string, endsAt: string): string[] => {
      const history = surveyed();
      history.perform(
        propose({ startsAt: "2026-12-01T01:30:00Z", endsAt: "2026-12-01T03:30:00Z" }),
        firstAnswer,
      );
      history.perform(propose({ startsAt, endsAt }), moment("2026-11-30"));
      return breaches(history, "2026-11-30");
    };

    expect(moved("2026-12-02T01:30:00Z", "2026-12-02T03:30:00Z")).toEqual([
      "case-1-stage-1-visit-proposal-1 2026-11-26 dept-lead",
    ]);
    expect(moved("2026-12-01T03:30:00Z", "2026-12-01T05:30:00Z")).toEqual([]);
    expect(moved("2026-11-30T08:30:00Z", "2026-11-30T09:30:00Z")).toEqual([]);
  });

  it("has a next look for as long as the visit is awaited, whatever the lead does", () => {
    const history = surveyed();
    for (const [number, day] of ["2026-11-25", "2026-12-01", "2026-12-09"].entries()) {
      history.perform(
        propose({ startsAt: `${day}T03:00:00Z`, endsAt: `${day}T04:00:00Z` }),
        moment(day, "09:00"),
      );
      history.perform(callOff(visitId(number + 1)), moment(day, "10:00"));
      looked(history, moment(day, "10:05"));
      expect(nextLookOn(history.world, history.state())).not.toBeNull();
    }

    expect(Object.keys(history.state().breaches)).toEqual([
      "case-1-stage-1-visit-proposal-1",
      "case-1-stage-1-visit-proposal-2",
      "case-1-stage-1-visit-proposal-2-again-2",
      "case-1-stage-1-visit-proposal-3",
    ]);
  });

  it("counts for a later stage from the day the one before was settled", () => {
    const history = surveyed({ stages: [["a"], ["b"]], visits: { 1: survey } });
    approveSynthetic(history, "a", moment("2026-11-25"));
    history.perform({ type: "SettleStage" }, moment("2026-11-30"));

    expect(history.item("b").status).toBe("waiting");
    expect(breaches(history, "2026-12-02")).toEqual([]);
    expect(breaches(history, "2026-12-03")).toEqual(["case-1-stage-2-visit-proposal-0 2026-12-02 dept-lead"]);
  });

  it("rests where nobody waits for the visit, and when the case has ended", () => {
    const nobody = surveyed({ stages: [["a"], ["b"]], when: { a: "trade" } });
    const ended = surveyed();
    ended.perform({ type: "WithdrawCase", reason: "不办了" }, firstAnswer);

    expect(breaches(nobody, "2026-12-01")).toEqual([]);
    expect(breaches(ended, "2026-12-31")).toEqual([]);
  });

  it("leaves the breach on record when the lead proposes after all", () => {
    const history = surveyed();
    const late = later(during, { days: 4 });

    const events = history.perform(
      propose({ startsAt: "2026-12-02T01:00:00Z", endsAt: "2026-12-02T02:00:00Z" }),
      late,
    );

    expect(typed(events, "BreachRecorded").map(({ breach }) => breach)).toEqual(["visit-overdue"]);
    expect(history.state().meetings.map(({ meetingId }) => meetingId)).toEqual([visitId()]);
  });
});

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
  it("is a breach of the lead's past the limit for a proposal, counted from the day of receipt, once", () => {
    const history = surveyed();

    expect(nextLookOn(history.world, history.state())).toBe("2026-11-27");
    expect(breaches(history, "2026-11-26")).toEqual([]);
    expect(breaches(history, "2026-11-27")).toEqual(["case-1-stage-1-visit-proposal-0 2026-11-26 dept-lead"]);
    expect(breaches(history, "2026-12-10")).toEqual([]);
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

  it("begins anew when the lead calls a visit off", () => {
    const history = surveyed();
    history.perform(propose(), firstAnswer);
    history.perform(callOff(), moment("2026-11-25"));

    expect(breaches(history, "2026-11-27")).toEqual([]);
    expect(breaches(history, "2026-11-28")).toEqual(["case-1-stage-1-visit-proposal-1 2026-11-27 dept-lead"]);
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

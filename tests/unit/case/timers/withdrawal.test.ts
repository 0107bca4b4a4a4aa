import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { answers } from "../../../support/answers.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import { filed, firstAnswer, keepTime, limitsOf, looked, say, typed } from "../../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../../support/year-2027.ts";

const asked = (now = firstAnswer) => {
  const history = filed(
    { stages: [["a", "b"]], limits: limitsOf(null, null), calendar: calendarThrough2026 },
    now,
  );
  say(history, "a", answers.approved(now), now);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
  return history;
};

describe("the watch: a withdrawal the lead does not rule on", () => {
  it("is granted after three working days, and the case ends with what follows from that", () => {
    const history = asked();

    expect(history.state().withdrawalRequest).toMatchObject({ status: "submitted", rulingBy: "2026-11-27" });
    expect(nextLookOn(history.world, history.state())).toBe("2026-11-28");
    given(history).when(keepTime, moment("2026-11-27", "23:59")).thenEvents();
    given(history)
      .when(keepTime, moment("2026-11-28", "00:00"))
      .thenEvents(
        { type: "WithdrawalRuled", isGranted: true, isPresumed: true, on: "2026-11-28" },
        { type: "ItemStoodDown", itemId: "b", why: "withdrawn" },
        { type: "CaseWithdrawn", reason: "计划有变" },
        { type: "VoidAsked", itemId: "a", dueOn: "2026-12-04" },
      );
    given(history).when(keepTime, moment("2026-11-28")).thenEvents();
    expect(history.state()).toMatchObject({ status: "withdrawn", withdrawalRequest: { status: "granted" } });
  });

  it("is not granted once the lead has refused it", () => {
    const history = asked();
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: false, reasons: "已进入颁证" },
      firstAnswer,
    );

    expect(typed(looked(history, moment("2026-12-01")), "WithdrawalRuled")).toEqual([]);
    expect(history.state()).toMatchObject({ status: "reviewing", withdrawalRequest: { status: "refused" } });
  });

  it("is granted once the missing year is published, though no day could be written at the time", () => {
    const history = asked(moment("2026-12-30"));
    expect(history.state().withdrawalRequest?.rulingBy).toBeNull();
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
    expect(typed(looked(history, moment("2027-01-05")), "WithdrawalRuled")).toEqual([]);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    expect(typed(looked(history, moment("2027-01-05")), "WithdrawalRuled")).toEqual([]);
    expect(typed(looked(history, moment("2027-01-06")), "WithdrawalRuled")).toHaveLength(1);
  });
});

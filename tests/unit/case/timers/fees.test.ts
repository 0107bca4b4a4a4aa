import { describe, expect, it } from "vitest";
import { caseFeesOf } from "../../../../functions/application/fees/case-fees-view.ts";
import { waitingFor } from "../../../../functions/application/waiting-for.ts";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { paymentRule } from "../../../../functions/case/timers/fees.ts";
import { bengbuProfile } from "../../../../functions/catalog/profile.ts";
import { type Limit, naturalDays, workingDays } from "../../../../schemas/limit.ts";
import type { History } from "../../../support/case-history.ts";
import { given } from "../../../support/case-spec.ts";
import { collectors, pay, settledWithFees, twoHousesFen } from "../../../support/fee-cases.ts";
import { moment } from "../../../support/moments.ts";
import { keepTime, limitsOf, looked, typed } from "../../../support/timed-cases.ts";
import { lastLetter, textOf } from "../../application/letters/letters-from.ts";

/** A case billed on Wednesday 25 November, that has no other limit than that for its applicant to pay. */
const owing = (limit: Limit | null): History =>
  settledWithFees({
    limits: limitsOf(null, null),
    promised: null,
    profile: { ...bengbuProfile, feePayment: { limit, basis: "中心缴费规则" } },
  });

const statusOf = (history: History) => history.state().status;

describe("the watch: an applicant who does not pay", () => {
  it("is given time without end where the centre sets no limit, as Bengbu's does", () => {
    const history = owing(bengbuProfile.feePayment.limit);
    looked(history, moment("2026-12-31"));

    expect(statusOf(history)).toBe("settled");
    expect(history.state().fees.payBy).toBeNull();
    expect(waitingFor(history.world, history.state()).zh).not.toContain("前)");
    expect(textOf(lastLetter(history, "fee-sheet"))).not.toContain("逾期退件");
  });

  it.each([
    [workingDays(10), "2026-12-09", "2026-12-10"],
    [naturalDays(30), "2026-12-25", "2026-12-26"],
  ])("gets the case back after a limit of $value $unit", (limit, last, past) => {
    const history = owing(limit);

    looked(history, moment(last, "23:59"));
    expect(statusOf(history)).toBe("settled");
    const events = looked(history, moment(past, "00:00"));
    expect(typed(events, "CaseReturned")).toEqual([
      { type: "CaseReturned", why: "fees-unpaid", codes: [], dueOn: last, on: past },
    ]);
    expect(typed(events, "VoidAsked")).toMatchObject([{ itemId: "a" }]);
    given(history).when(keepTime, moment(past)).thenEvents();
  });

  it("has the day looked for, and told: in the sentence, the sheet, and what is read of it", () => {
    const history = owing(workingDays(10));
    const { world } = history;

    expect(nextLookOn(world, history.state())).toBe("2026-12-10");
    expect(waitingFor(world, history.state()).zh).toContain("187,000.00元(2026-12-09前)");
    expect(waitingFor(world, history.state()).en).toContain("¥187,000.00, by 2026-12-09");
    expect(textOf(lastLetter(history, "fee-sheet"))).toContain("请在2026年12月9日前缴清财政部分，逾期退件");
    expect(caseFeesOf(world, history.state(), "2026-11-25")?.payBy).toBe("2026-12-09");
  });

  it("gets a part that was paid back with the case, and the notice says why", () => {
    const history = owing(workingDays(10));
    pay(history, { to: [collectors.soil] });
    looked(history, moment("2026-12-10"));

    expect(history.state().fees.refunds.map(({ refund }) => [refund.reason, refund.amountFen])).toEqual([
      ["returned", twoHousesFen.soil],
    ]);
    const { sheet } = history.state().fees;
    expect(textOf(lastLetter(history, "return"))).toContain(
      `未在2026年12月9日前缴清缴费单${sheet?.sheetId}的财政部分，现予退件`,
    );
  });

  it("keeps the case by paying on the last day, and owes intermediaries without a day", () => {
    const history = owing(workingDays(10));
    const last = moment("2026-12-09", "17:00");
    pay(history, { paidAt: last.at }, last);

    expect(paymentRule.nextOn(history.world, history.state())).toBeNull();
    looked(history, moment("2026-12-31"));
    expect(statusOf(history)).toBe("settled");
    expect(caseFeesOf(history.world, history.state(), "2026-12-31")?.payBy).toBeNull();
  });

  it("is not pressed while a withdrawal waits, and has the whole limit again once it is refused", () => {
    const history = owing(workingDays(10));
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-12-08"));
    const ruling = { type: "RuleOnWithdrawal", department: "dept-lead", reasons: "不同意" } as const;
    looked(history, moment("2026-12-10"));

    expect(statusOf(history)).toBe("settled");
    history.perform({ ...ruling, isGranted: false }, moment("2026-12-10", "15:00"));
    looked(history, moment("2026-12-24"));
    expect(statusOf(history)).toBe("settled");
    expect(typed(looked(history, moment("2026-12-25")), "CaseReturned")).toMatchObject([
      { why: "fees-unpaid", dueOn: "2026-12-24" },
    ]);
  });

  it("is pressed from the day the calendar knows: a day in a year without a notice is looked for when that begins", () => {
    const history = owing(workingDays(60));

    expect(paymentRule.nextOn(history.world, history.state())).toBe("2027-01-01");
    expect(history.state().fees.payBy).toBeNull();
  });
});

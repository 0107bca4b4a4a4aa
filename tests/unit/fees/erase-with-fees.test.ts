import { describe, expect, it } from "vitest";
import { given } from "../../support/case-spec.ts";
import {
  collectors,
  licenceOf,
  noticeOf,
  paidAt,
  pay,
  payment,
  settledWithFees,
} from "../../support/fee-cases.ts";
import { later, moment } from "../../support/moments.ts";

const erase = { type: "EraseCase", reason: "保存期满" } as const;
const after = moment("2026-11-28");
const made = (refundId: string) =>
  ({ type: "ConfirmRefund", department: "finance", refundId, refundedAt: after.at }) as const;

/** A case with its licence, for which the same was paid twice. */
const paidTwice = () => {
  const history = settledWithFees();
  const notice = pay(history);
  history.perform(payment({ ...notice, paymentId: "P-2" }), later(paidAt, { minutes: 2 }));
  history.perform(licenceOf(history), later(paidAt, { minutes: 3 }));
  return history;
};

describe("personal data of a case with fees", () => {
  it("stays while money that was turned back has not gone back, and may go once it has", () => {
    const history = paidTwice();

    expect(history.attempt(erase, after)).toEqual({
      refusal: { kind: "RefundsNotMade", refundIds: ["finance:P-2-refund"] },
    });
    history.perform(made("finance:P-2-refund"), after);
    given(history).when(erase, after).thenEvents({ type: "PersonalDataErased" });
  });

  it("stays while a refund that was ordered has not been made", () => {
    const history = settledWithFees();
    pay(history, { to: [collectors.soil] });
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-27"));
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
      moment("2026-11-27"),
    );

    expect(history.attempt(erase, after)).toMatchObject({
      refusal: { kind: "RefundsNotMade", refundIds: ["finance:P-1-refund"] },
    });
    history.perform(made("finance:P-1-refund"), after);
    given(history).when(erase, after).thenEvents({ type: "PersonalDataErased" });
  });

  it("takes no new money on its record once it was ordered out of use, and tells what it has as before", () => {
    const history = settledWithFees();
    const notice = pay(history);
    history.perform(licenceOf(history), later(paidAt, { minutes: 3 }));
    history.perform(erase, after);
    const late = noticeOf(history.state(), { paymentId: "S-1", to: [collectors.service] });

    expect(history.attempt(payment(late), after)).toEqual({ refusal: { kind: "Erased" } });
    expect(history.attempt(payment(late, "dept-a"), after)).toMatchObject({
      refusal: { kind: "NotAPaymentChannel" },
    });
    expect(history.perform(payment(notice), after)).toEqual([]);
  });
});

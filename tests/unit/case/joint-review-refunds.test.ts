import { describe, expect, it } from "vitest";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { askedItems, licenceOfJoint, paymentOf } from "../../support/joint-review-acts.ts";
import { approveJoint, countOf, settledJoint, underReview } from "../../support/joint-review-cases.ts";
import { rulingOf, takenBack, told, withdraw, withdrawn } from "../../support/joint-review-turns.ts";
import { later } from "../../support/moments.ts";

const now = takenBack;
describe("a withdrawal while fees are owed", () => {
  it("takes no money back that was not paid, and turns back what comes in afterwards", () => {
    const history = settledJoint("drawing-review");
    const late = paymentOf(history.state(), now);
    withdrawn(history);

    expect(countOf(history, "RefundOrdered")).toBe(0);
    given(history).when(late, now).thenEvents({ type: "PaymentTurnedBack", why: "case-closed" });
    expect(history.perform(late, now)).toEqual([]);
    expect(countOf(history, "PaymentTurnedBack")).toBe(1);
  });

  it("takes what is paid while the lead has not ruled, and orders it back with the grant", () => {
    const history = settledJoint("drawing-review");
    const payment = paymentOf(history.state(), now);
    history.perform(withdraw, now);
    history.perform(payment, now);
    given(history).when(licenceOfJoint(history.world, history.state()), now).thenRefused("WithdrawalPending");
    history.perform(rulingOf(history, true), now);

    expect(countOf(history, "RefundOrdered")).toBe(1);
  });
});

describe("a withdrawal that waits for the lead when the last department approves", () => {
  const settledMeanwhile = (): History => {
    const history = underReview("drawing-review");
    const [last, ...others] = askedItems(history.state());
    approveJoint(history, others);
    history.perform(withdraw, now);
    approveJoint(history, last === undefined ? [] : [last], now);
    history.perform({ type: "SettleStage" }, now);
    return history;
  };

  it("keeps the sheet back, and no licence is made for want of one", () => {
    const history = settledMeanwhile();

    expect(history.state()).toMatchObject({ status: "settled", fees: { sheet: null } });
    given(history).when(licenceOfJoint(history.world, history.state()), now).thenRefused("WithdrawalPending");
  });

  it("has the sheet issued once it is refused, and the licence wait for the payment", () => {
    const history = settledMeanwhile();
    given(history)
      .when(rulingOf(history, false), now)
      .thenEvents({ type: "WithdrawalRuled" }, { type: "FeeSheetIssued" });

    given(history).when(licenceOfJoint(history.world, history.state()), now).thenRefused("FeesUnpaid");
  });
});

describe("a withdrawal after the payment", () => {
  const paid = (): History => {
    const history = settledJoint("drawing-review");
    history.perform(paymentOf(history.state(), now), now);
    return history;
  };

  it("orders everything back once, charge by charge, and every department undoes its approval", () => {
    const history = paid();
    const [payment] = history.state().fees.payments;
    withdrawn(history);
    const [ordered] = history.state().fees.refunds;

    expect(told(history).filter((each) => each === "fees.refund-ordered")).toHaveLength(1);
    expect(ordered?.refund).toMatchObject({ reason: "withdrawn", amountFen: payment?.amountFen });
    expect(ordered?.refund.lines.map(({ amountFen }) => amountFen)).toEqual(
      payment?.lines.map(({ amountFen }) => amountFen),
    );
    expect(countOf(history, "VoidAsked")).toBe(12);
  });

  it("orders nothing more however often it is asked, and is made once", () => {
    const history = paid();
    withdrawn(history);
    given(history).when(withdraw, now).thenRefused("CaseClosed");
    given(history).when(rulingOf(history, true), now).thenRefused("WithdrawalNotPending");
    const refundId = history.state().fees.refunds[0]?.refund.refundId ?? "";
    const made = { type: "ConfirmRefund", department: "finance", refundId, refundedAt: now.at } as const;

    given(history)
      .when(made, later(now, { minutes: 1 }))
      .thenEvents({ type: "RefundMade", refundId });
    expect(history.perform(made, later(now, { minutes: 2 }))).toEqual([]);
    expect(countOf(history, "RefundOrdered")).toBe(1);
  });

  it("that is refused leaves the payment where it is, and the licence is made", () => {
    const history = paid();
    history.perform(withdraw, now);
    history.perform(rulingOf(history, false), now);
    history.perform(licenceOfJoint(history.world, history.state()), now);

    expect(history.state().status).toBe("issued");
    expect(countOf(history, "RefundOrdered")).toBe(0);
    given(history).when(withdraw, now).thenRefused("CaseClosed");
  });
});

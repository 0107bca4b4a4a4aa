import { describe, expect, it } from "vitest";
import { standingPayments } from "../../../functions/case/fees/standing-payments.ts";
import { unpaidFen } from "../../../functions/case/fees/unpaid.ts";
import { message } from "../../../schemas/message.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import {
  collectors,
  licenceOf,
  noticeOf,
  paidAt,
  pay,
  payment,
  settledWithFees,
  twoHousesFen,
} from "../../support/fee-cases.ts";
import { later, moment } from "../../support/moments.ts";
import { filed } from "../../support/timed-cases.ts";

const now = later(paidAt, { minutes: 1 });

const turnedBack = (history: History) =>
  history.state().fees.turnedBack.map(({ notice, why }) => [notice.paymentId, why]);

const withdraw = (history: History) => {
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, moment("2026-11-26", "16:00"));
  history.perform(
    { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
    moment("2026-11-26", "16:10"),
  );
};

describe("a payment", () => {
  it("is credited charge by charge, with the day it was reported", () => {
    const history = settledWithFees();
    const notice = noticeOf(history.state());

    const events = history.perform(payment(notice), now);

    expect(events).toEqual([
      {
        type: "FeesPaid",
        on: "2026-11-26",
        payment: {
          paymentId: "P-1",
          by: "finance",
          sheetId: notice.sheetId,
          amountFen: twoHousesFen.treasury,
          paidAt: paidAt.at,
          channel: "non-tax-platform",
          lines: [
            {
              charge: "case-1/soil-conservation/residential",
              collector: collectors.soil,
              amountFen: twoHousesFen.soil,
            },
            {
              charge: "case-1/infrastructure/kindergarten",
              collector: collectors.infrastructure,
              amountFen: 6_900_000,
            },
            {
              charge: "case-1/infrastructure/residential",
              collector: collectors.infrastructure,
              amountFen: 11_500_000,
            },
          ],
        },
      },
    ]);
  });

  it("acts once, however often and in whatever order of lines and zone it is reported", () => {
    const history = settledWithFees();
    const notice = pay(history);
    const again = { ...notice, lines: notice.lines.toReversed(), paidAt: "2026-11-26T15:00:00+08:00" };

    expect(history.perform(payment(notice), now)).toEqual([]);
    expect(history.perform(payment(again), now)).toEqual([]);
    expect(history.state().fees.payments).toHaveLength(1);
  });

  it.each(["amountFen", "paidAt", "channel", "sheetId"] as const)(
    "is refused under the id of another that differs in %s",
    (field) => {
      const history = settledWithFees();
      const notice = pay(history, { to: [collectors.soil] });
      const other = {
        amountFen: { amountFen: 1, lines: [{ collector: collectors.soil, amountFen: 1 }] },
        paidAt: { paidAt: "2026-11-26T06:59:00.000Z" },
        channel: { channel: "bank" as const },
        sheetId: { sheetId: "case-1-fees-0" },
      }[field];

      expect(history.attempt(payment({ ...notice, ...other }), now)).toEqual({
        refusal: { kind: "PaymentWrong", fault: { kind: "IdReused", paymentId: "P-1" } },
      });
    },
  );

  it("of one that was turned back acts no more, and is refused with other content", () => {
    const history = settledWithFees();
    const notice = pay(history, { lines: [{ collector: collectors.soil, amountFen: 1 }] });

    expect(turnedBack(history)).toEqual([["P-1", "amount-differs"]]);
    expect(history.perform(payment(notice), now)).toEqual([]);
    expect(history.attempt(payment(noticeOf(history.state())), now)).toMatchObject({
      refusal: { fault: { kind: "IdReused" } },
    });
  });

  it("is nobody's to report but a payment channel's", () => {
    const history = settledWithFees();

    expect(history.attempt(payment(noticeOf(history.state()), "dept-a"), now)).toEqual({
      refusal: { kind: "NotAPaymentChannel", department: "dept-a" },
    });
  });

  it("is refused where no sheet was issued, so that the channel keeps the money", () => {
    const history = filed();
    history.world = settledWithFees().world;

    expect(
      history.attempt(
        payment(noticeOf(history.state(), { lines: [{ collector: "tax", amountFen: 5 }] })),
        now,
      ),
    ).toEqual({ refusal: { kind: "NoFeesDue", status: "reviewing" } });
  });

  it("is refused for a sheet of another case, where it may still be credited once", () => {
    const history = settledWithFees();
    const notice = noticeOf(history.state(), { sheetId: "case-2-fees-0123456789abcdef" });

    expect(history.attempt(payment(notice), now)).toMatchObject({
      refusal: { kind: "PaymentWrong", fault: { kind: "OtherSheet", sheetId: notice.sheetId } },
    });
  });

  it.each(["2026-11-26T15:07:00+08:00", "2026-11-24T09:59:00+08:00"])(
    "is refused at %s: ahead of the clock, or before the case was filed",
    (at) => {
      const history = settledWithFees();

      expect(history.attempt(payment(noticeOf(history.state(), { paidAt: at })), now)).toMatchObject({
        refusal: { kind: "PaymentWrong", fault: { kind: "TimeWrong", field: "paidAt", at } },
      });
    },
  );
});

describe("two channels that number their payments alike", () => {
  /** A settled case whose power list has a second channel. */
  const twoChannels = (): History => {
    const history = settledWithFees();
    const { catalog } = history.world;
    const second = { id: "dept-other", name: message("税务", "tax"), code: "tax", isPaymentChannel: true };
    const departments = new Map([...catalog.departments, [second.id, second]]);
    history.world = { ...history.world, catalog: { ...catalog, departments } };
    return history;
  };
  const soilBy = (history: History, department: string, more: Parameters<typeof noticeOf>[1] = {}) =>
    payment(
      noticeOf(history.state(), { to: [collectors.soil], channel: "tax-platform", ...more }),
      department,
    );

  it("are each credited with their own", () => {
    const history = twoChannels();
    pay(history, { to: [collectors.infrastructure] });
    const soil = soilBy(history, "dept-other");

    history.perform(soil, now);

    expect(history.state().fees.payments.map(({ paymentId, by }) => [paymentId, by])).toEqual([
      ["P-1", "finance"],
      ["P-1", "dept-other"],
    ]);
    expect(unpaidFen(history.state())).toBe(0);
    expect(history.perform(soil, later(now, { minutes: 1 }))).toEqual([]);
  });

  it("get each its own back, under ids that differ", () => {
    const history = twoChannels();
    pay(history, { to: [collectors.infrastructure] });
    history.perform(soilBy(history, "dept-other"), now);
    withdraw(history);

    expect(
      history.state().fees.refunds.map(({ refund }) => [refund.refundId, refund.by, refund.amountFen]),
    ).toEqual([
      ["finance:P-1-refund", "finance", twoHousesFen.infrastructure],
      ["dept-other:P-1-refund", "dept-other", twoHousesFen.soil],
    ]);
    expect(standingPayments(history.state().fees)).toEqual([]);
  });

  it("are told apart where one's money is turned back and the other's is not", () => {
    const history = twoChannels();
    const lines = [{ collector: collectors.soil, amountFen: 1 }];
    history.perform(soilBy(history, "dept-other", { lines }), now);
    pay(history);
    const made = {
      type: "ConfirmRefund",
      department: "dept-other",
      refundId: "dept-other:P-1-refund",
      refundedAt: now.at,
    } as const;

    history.perform(made, now);

    expect(turnedBack(history)).toEqual([["P-1", "amount-differs"]]);
    expect(history.state().fees.turnedBack).toMatchObject([{ madeOn: "2026-11-26" }]);
    expect(unpaidFen(history.state())).toBe(0);
  });

  it("and a payment kept without the name of its channel is the same whoever reports it again", () => {
    const history = twoChannels();
    const notice = noticeOf(history.state());
    const [paid] = history.perform(payment(notice), now);
    if (paid?.type !== "FeesPaid") throw new Error("nothing was paid");
    const { by: _, ...unnamed } = paid.payment;
    const old = makeHistory(
      history.world,
      history.log.map((each) =>
        each.event.type === "FeesPaid" ? { ...each, event: { ...paid, payment: unnamed } } : each,
      ),
    );

    expect(old.perform(payment(notice), now)).toEqual([]);
    withdraw(old);
    expect(old.state().fees.refunds.map(({ refund }) => refund.refundId)).toEqual(["P-1-refund"]);
  });
});

describe("money that came in though nothing is owed for it is on record once, and goes back", () => {
  it("because the case ended", () => {
    const history = settledWithFees();
    const notice = noticeOf(history.state());
    withdraw(history);

    history.perform(payment(notice), moment("2026-11-27"));

    expect(turnedBack(history)).toEqual([["P-1", "case-closed"]]);
    expect(history.state().fees.payments).toEqual([]);
    expect(history.perform(payment(notice), moment("2026-11-28"))).toEqual([]);
  });

  it("because it was paid already, also by another collector's part of the same payment", () => {
    const history = settledWithFees();
    const whole = noticeOf(history.state(), { paymentId: "P-2" });
    pay(history, { paymentId: "P-1", to: [collectors.soil] });

    history.perform(payment(whole), now);

    expect(turnedBack(history)).toEqual([["P-2", "paid-twice"]]);
  });

  it("because its sheet was replaced", () => {
    const history = settledWithFees();

    pay(history, { sheetId: "case-1-fees-0123456789abcdef" });

    expect(turnedBack(history)).toEqual([["P-1", "other-sheet"]]);
  });

  it.each([
    ["a fen too much", [{ collector: collectors.soil, amountFen: twoHousesFen.soil + 1 }]],
    ["a fen too little", [{ collector: collectors.soil, amountFen: twoHousesFen.soil - 1 }]],
    ["somebody who collects nothing", [{ collector: "meteorology", amountFen: 5 }]],
  ])("because it is %s", (_, lines) => {
    const history = settledWithFees();

    pay(history, { lines });

    expect(turnedBack(history)).toEqual([["P-1", "amount-differs"]]);
  });

  it("but a service is still paid after the licence, and the treasury not twice", () => {
    const history = settledWithFees();
    const treasury = pay(history);
    history.perform(licenceOf(history), later(now, { minutes: 1 }));

    pay(history, { paymentId: "P-2", to: [collectors.service] }, moment("2026-11-27"));
    history.perform(payment({ ...treasury, paymentId: "P-3" }), moment("2026-11-27"));

    expect(history.state().fees.payments.map(({ paymentId }) => paymentId)).toEqual(["P-1", "P-2"]);
    expect(turnedBack(history)).toEqual([["P-3", "paid-twice"]]);
  });
});

describe("a refund", () => {
  const refunded = (refundId: string, refundedAt = "2026-11-28T09:00:00+08:00", department = "finance") =>
    ({ type: "ConfirmRefund", department, refundId, refundedAt }) as const;
  const after = moment("2026-11-28");

  const withRefunds = (): History => {
    const history = settledWithFees();
    pay(history);
    pay(history, { paymentId: "P-2", lines: [{ collector: collectors.soil, amountFen: 1 }] });
    withdraw(history);
    return history;
  };

  it("is noted on the day it was made, once", () => {
    const history = withRefunds();

    expect(history.perform(refunded("finance:P-1-refund"), after)).toEqual([
      { type: "RefundMade", refundId: "finance:P-1-refund", on: "2026-11-28" },
    ]);
    expect(history.perform(refunded("finance:P-1-refund", "2026-11-28T09:30:00+08:00"), after)).toEqual([]);
    expect(history.state().fees.refunds).toMatchObject([{ madeOn: "2026-11-28" }]);
  });

  it("of money that was turned back is noted as well", () => {
    const history = withRefunds();

    history.perform(refunded("finance:P-2-refund"), after);

    expect(history.state().fees.turnedBack).toMatchObject([{ madeOn: "2026-11-28" }]);
    expect(history.perform(refunded("finance:P-2-refund"), after)).toEqual([]);
  });

  it("that nobody ordered is refused with those that were", () => {
    expect(withRefunds().attempt(refunded("finance:P-9-refund"), after)).toEqual({
      refusal: {
        kind: "RefundUnknown",
        refundId: "finance:P-9-refund",
        known: ["finance:P-1-refund", "finance:P-2-refund"],
      },
    });
  });

  it("is nobody's to report but a payment channel's, and never ahead of the clock", () => {
    const history = withRefunds();

    expect(history.attempt(refunded("finance:P-1-refund", undefined, "dept-a"), after)).toMatchObject({
      refusal: { kind: "NotAPaymentChannel" },
    });
    expect(history.attempt(refunded("finance:P-1-refund", "2026-11-29T09:00:00+08:00"), after)).toMatchObject(
      {
        refusal: { kind: "PaymentWrong", fault: { kind: "TimeWrong", field: "refundedAt" } },
      },
    );
  });
});

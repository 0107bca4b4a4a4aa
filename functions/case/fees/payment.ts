import type { FeePayment, PaymentNotice } from "../../../schemas/fee-payment.ts";
import type { FeeShare, FeeSheet } from "../../../schemas/fees.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { sumOf } from "./amounts.ts";
import { chargesOf, shared } from "./split.ts";

/**
 * Why a payment was not taken: it names another sheet, as one made before the facts were corrected; it pays a collector
 * who is owed nothing, or not what is owed.
 */
export type ReadingFault =
  | { kind: "OtherSheet"; sheetId: string; expected: string }
  | { kind: "NothingOwed"; collector: string }
  | { kind: "AmountDiffers"; collector: string; owedFen: number; paidFen: number };

/** Also: what contradicts an earlier notice of the same payment, or a time that cannot be right. */
export type PaymentFault =
  | ReadingFault
  | { kind: "IdReused"; paymentId: string }
  | { kind: "TimeWrong"; field: "paidAt" | "refundedAt"; at: string; from: string; until: string };

/** What a payment comes to. */
export type PaymentReading = { payment: FeePayment } | { fault: ReadingFault };

const paidFor = (charge: string, payments: readonly FeePayment[]): number =>
  sumOf(
    payments.flatMap(({ lines }) =>
      lines.filter((line) => line.charge === charge).map((line) => line.amountFen),
    ),
  );

const owedBy = (sheet: FeeSheet, payments: readonly FeePayment[]) =>
  chargesOf(sheet).map((charge) => ({
    charge,
    amountFen: Math.max(0, charge.payableFen - paidFor(charge.key, payments)),
  }));

/**
 * What is still owed on a sheet, by who collects it on a day. Payments count by the charge they paid, also those made on
 * an earlier sheet of the case. A sheet is settled when no row of the treasury is left: a price of an intermediary is
 * owed under its contract and holds up no licence.
 *
 * @param payments - those that stand: a refunded one is left out.
 */
export const outstandingOf = (sheet: FeeSheet, payments: readonly FeePayment[], on: IsoDate): FeeShare[] =>
  shared(owedBy(sheet, payments), on);

/**
 * What was paid for charges beyond what the sheet asks now, as after a correction made the project smaller: charge by
 * charge, in fen. A charge that is no longer on the sheet is owed nothing.
 */
export const overpaidOf = (
  sheet: FeeSheet,
  payments: readonly FeePayment[],
): { charge: string; amountFen: number }[] => {
  const payable = new Map(chargesOf(sheet).map(({ key, payableFen }) => [key, payableFen]));
  const paid = new Set(payments.flatMap(({ lines }) => lines.map(({ charge }) => charge)));
  return [...paid]
    .map((charge) => ({ charge, amountFen: paidFor(charge, payments) - (payable.get(charge) ?? 0) }))
    .filter(({ amountFen }) => amountFen > 0);
};

/**
 * Read what a payment channel reports against a sheet and what was paid before: which charge was paid how much.
 *
 * Each collector is paid all that is owed to it on the day of payment, or the payment is a fault; collectors may be paid
 * by separate payments.
 */
export const readPayment = (
  sheet: FeeSheet,
  notice: PaymentNotice,
  payments: readonly FeePayment[],
): PaymentReading => {
  const { paymentId, sheetId, amountFen, paidAt, channel } = notice;
  if (sheetId !== sheet.sheetId) return { fault: { kind: "OtherSheet", sheetId, expected: sheet.sheetId } };
  const owed = owedBy(sheet, payments);
  const shares = shared(owed, shanghaiDate(paidAt));
  const lines: FeePayment["lines"] = [];
  for (const paid of notice.lines) {
    const { collector } = paid;
    const share = shares.find((each) => each.collector === collector);
    if (share === undefined) return { fault: { kind: "NothingOwed", collector } };
    if (share.amountFen !== paid.amountFen)
      return {
        fault: { kind: "AmountDiffers", collector, owedFen: share.amountFen, paidFen: paid.amountFen },
      };
    for (const { charge, amountFen: fen } of owed)
      if (share.charges.includes(charge.key)) lines.push({ charge: charge.key, collector, amountFen: fen });
  }
  return { payment: { paymentId, sheetId, amountFen, lines, paidAt, channel } };
};

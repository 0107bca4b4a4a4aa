import type { FeePayment, FeeRefund } from "../../../schemas/fee-payment.ts";
import type { Fees } from "../state.ts";
import { sumOf } from "./amounts.ts";
import { isSamePayment } from "./refund.ts";

const leftOf = (payment: FeePayment, refunds: readonly FeeRefund[]): FeePayment[] => {
  const backFor = (charge: string): number =>
    sumOf(
      refunds
        .filter((refund) => isSamePayment(refund, payment))
        .flatMap(({ lines }) => lines.filter((line) => line.charge === charge))
        .map(({ amountFen }) => amountFen),
    );
  const lines = payment.lines
    .map((line) => ({ ...line, amountFen: line.amountFen - backFor(line.charge) }))
    .filter(({ amountFen }) => amountFen > 0);
  return lines.length === 0
    ? []
    : [{ ...payment, amountFen: sumOf(lines.map(({ amountFen }) => amountFen)), lines }];
};

/**
 * What stands of each payment of a case: without what was ordered to go back, be it that it has not gone back yet. A
 * payment of which nothing is left is not among them.
 */
export const standingPayments = ({ payments, refunds }: Pick<Fees, "payments" | "refunds">): FeePayment[] =>
  payments.flatMap((payment) =>
    leftOf(
      payment,
      refunds.map(({ refund }) => refund),
    ),
  );

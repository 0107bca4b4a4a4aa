import type { FeePayment, FeeRefund, RefundReason } from "../../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import type { TurnedBack } from "../state.ts";
import { sumOf } from "./amounts.ts";
import { overpaidOf } from "./payment.ts";

type Reported = Pick<FeePayment, "paymentId" | "by">;

/** What a payment is called among those of every channel. A payment id holds no colon, so no two are called the same. */
const reportedAs = ({ by, paymentId }: Reported): string =>
  by === undefined ? paymentId : `${by}:${paymentId}`;

/** Whether two name the same payment: the id is that of the department which reported it, and no other's. */
export const isSamePayment = (one: Reported, other: Reported): boolean =>
  one.paymentId === other.paymentId && one.by === other.by;

/** The id under which the whole of a payment goes back, also of one that was never taken. */
const refundIdOf = (payment: Reported): string => `${reportedAs(payment)}-refund`;

/** The id under which money that was turned back goes back. */
export const refundIdOfTurnedBack = ({
  notice: { paymentId },
  by,
}: Pick<TurnedBack, "notice" | "by">): string => refundIdOf({ paymentId, by });

const byOf = ({ by }: Reported): Pick<FeeRefund, "by"> => (by === undefined ? {} : { by });

const isPart = ({ reason }: FeeRefund): boolean => reason === "overpaid";

/**
 * What goes back of a payment (退费): everything that stands of it, charge by charge, from whoever was paid.
 *
 * A payment is refunded as a whole once. Its refund has an id of its own, so asking again gives the same; one that was
 * `given` stands as it is, whatever the new reason.
 *
 * @param given - refunds the case already has; parts that were overpaid are not this one.
 * Throws when the payment was made on another case.
 */
export const refundOf = (
  { caseId }: Pick<FeeSheet, "caseId">,
  payment: FeePayment,
  reason: RefundReason,
  given: readonly FeeRefund[] = [],
): FeeRefund => {
  const { paymentId, sheetId, amountFen, lines } = payment;
  if (lines.some(({ charge }) => !charge.startsWith(`${caseId}/`)))
    throw new Error(`payment "${paymentId}" was made on another case than "${caseId}"`);
  const earlier = given.find((refund) => isSamePayment(refund, payment) && !isPart(refund));
  if (earlier !== undefined) return earlier;
  const refundId = refundIdOf(payment);
  return {
    refundId,
    paymentId,
    ...byOf(payment),
    sheetId,
    reason,
    amountFen,
    lines: lines.map((line) => ({ key: `${line.charge}/${refundId}`, ...line })),
  };
};

/**
 * What goes back of payments because a corrected sheet asks for less: charge by charge, from the last payment first. A
 * charge that is no longer on the sheet goes back whole; what is still owed stays paid.
 *
 * @param standing - what stands of each payment, oldest first.
 * @param given - refunds the case already has, by which those of one payment are numbered.
 */
export const overpaidRefunds = (
  sheet: FeeSheet,
  standing: readonly FeePayment[],
  given: readonly FeeRefund[],
): FeeRefund[] => {
  const left = new Map(overpaidOf(sheet, standing).map(({ charge, amountFen }) => [charge, amountFen]));
  return standing.toReversed().flatMap((payment) => {
    const { paymentId, sheetId, lines } = payment;
    const number = given.filter((refund) => isSamePayment(refund, payment) && isPart(refund)).length + 1;
    const refundId = `${reportedAs(payment)}-overpaid-${number}`;
    const back = lines.flatMap((line) => {
      const amountFen = Math.min(line.amountFen, left.get(line.charge) ?? 0);
      left.set(line.charge, (left.get(line.charge) ?? 0) - amountFen);
      return amountFen === 0 ? [] : [{ key: `${line.charge}/${refundId}`, ...line, amountFen }];
    });
    const amountFen = sumOf(back.map((line) => line.amountFen));
    return back.length === 0
      ? []
      : [
          {
            ...{ refundId, paymentId, ...byOf(payment), sheetId },
            ...{ reason: "overpaid" as const, amountFen, lines: back },
          },
        ];
  });
};

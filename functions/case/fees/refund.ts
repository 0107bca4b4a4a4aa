import type { FeePayment, FeeRefund, RefundReason } from "../../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";

/**
 * What goes back of a payment (退费): everything that was paid, charge by charge, from whoever was paid.
 *
 * A payment is refunded once. Its refund has an id of its own, so asking again gives the same; one that was `given`
 * stands as it is, whatever the new reason.
 *
 * @param given - refunds the case already has.
 * Throws when the payment was made on another case.
 */
export const refundOf = (
  { caseId }: Pick<FeeSheet, "caseId">,
  { paymentId, sheetId, amountFen, lines }: FeePayment,
  reason: RefundReason,
  given: readonly FeeRefund[] = [],
): FeeRefund => {
  if (lines.some(({ charge }) => !charge.startsWith(`${caseId}/`)))
    throw new Error(`payment "${paymentId}" was made on another case than "${caseId}"`);
  const earlier = given.find((refund) => refund.paymentId === paymentId);
  if (earlier !== undefined) return earlier;
  const refundId = `${paymentId}-refund`;
  return {
    refundId,
    paymentId,
    sheetId,
    reason,
    amountFen,
    lines: lines.map((line) => ({ key: `${line.charge}/${refundId}`, ...line })),
  };
};

import * as z from "zod";
import { paymentNotice } from "./fee-payment.ts";

/** What a payment channel says of a refund: it went back, then. */
const refundNotice = z.strictObject({
  refundId: z.string().min(1).max(200),
  refundedAt: z.iso.datetime({ offset: true }),
});

/**
 * The CloudEvents types a payment channel sends, with their data. Their subject is the case; only the JSON dialect carries
 * them.
 */
export const feeMessageData = {
  "lianban.fees.paid": paymentNotice,
  "lianban.fees.refunded": refundNotice,
} as const;
/** See {@link feeMessageData}. */
export type FeeMessageType = keyof typeof feeMessageData;

/** Whether a type is one of {@link feeMessageData}. */
export const isFeeMessageType = (type: string): type is FeeMessageType => Object.hasOwn(feeMessageData, type);

/**
 * What a channel is told when its notice of a payment was taken in. `turned-back` money is not credited and goes back in
 * whole under `refundId`, `why` says why; `outstandingFen` is what the treasury is still owed. Money for a case whose
 * personal data is out of use cannot be put on its record: `refundId` is null, and the channel pays back by itself.
 */
export const paymentReceipt = z
  .object({
    received: z.literal(true),
    caseId: z.string(),
    paymentId: z.string(),
    outcome: z.enum(["taken", "turned-back"]),
    why: z.enum(["paid-twice", "case-closed", "other-sheet", "amount-differs"]).nullable(),
    message: z.object({ zh: z.string(), en: z.string() }),
    refundId: z.string().nullable(),
    outstandingFen: z.int(),
    version: z.int(),
  })
  .meta({ id: "PaymentReceipt" });
/** See {@link paymentReceipt}. */
export type PaymentReceipt = z.infer<typeof paymentReceipt>;

/** What a channel is told when it reported a refund. */
export const refundReceipt = z
  .object({
    received: z.literal(true),
    caseId: z.string(),
    refundId: z.string(),
    refundedOn: z.iso.date(),
    version: z.int(),
  })
  .meta({ id: "RefundReceipt" });
/** See {@link refundReceipt}. */
export type RefundReceipt = z.infer<typeof refundReceipt>;

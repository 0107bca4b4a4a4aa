import * as z from "zod";
import { refundReason } from "./fee-payment.ts";

const amountFen = z.int().min(0);

/** The CloudEvents types the hub sends to payment channels. They are about a case and none of its items. */
export const feeDeliveryType = z.enum(["lianban.fees.issued", "lianban.fees.refund-ordered"]);

/**
 * A sheet was issued, in the place of any before it: what each collector is owed still if it is paid today, in fen. A
 * payment names `sheetId`; `reportTo` is the address for its signed notice. Who pays is not among it.
 */
export const feesIssuedData = z.strictObject({
  caseId: z.string(),
  processId: z.string(),
  sheetId: z.string(),
  issuedOn: z.iso.date(),
  isDemonstration: z.boolean(),
  treasuryFen: amountFen,
  payableFen: amountFen,
  collectors: z.array(
    z.strictObject({ collector: z.string(), part: z.enum(["treasury", "service"]), amountFen }),
  ),
  reportTo: z.string(),
});

/** What was paid goes back, in fen, from whoever collected it; `reportTo` wants to know once it has. */
export const refundOrderedData = z.strictObject({
  caseId: z.string(),
  refundId: z.string(),
  paymentId: z.string(),
  sheetId: z.string(),
  reason: refundReason,
  amountFen,
  lines: z.array(z.strictObject({ collector: z.string(), amountFen })),
  orderedOn: z.iso.date(),
  reportTo: z.string(),
});

/** The envelope of one message to a payment channel. `subject` is the case; `id` is stable over retries. */
export type FeeDeliveryEvent = {
  specversion: "1.0";
  id: string;
  source: string;
  subject: string;
  time: string;
  datacontenttype: "application/json";
} & (
  | { type: "lianban.fees.issued"; data: z.infer<typeof feesIssuedData> }
  | { type: "lianban.fees.refund-ordered"; data: z.infer<typeof refundOrderedData> }
);

/** Whether a message is one to a payment channel. */
export const isFeeDelivery = (event: { type: string }): event is FeeDeliveryEvent =>
  feeDeliveryType.safeParse(event.type).success;

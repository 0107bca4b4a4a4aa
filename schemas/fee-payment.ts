import * as z from "zod";

const fen = z.int().min(1);
const id = z.string().min(1).max(80);

/** Where a payment came in: the non-tax platform (非税收缴), the tax authority's, a bank, or the counter. */
const paymentChannel = z.enum(["non-tax-platform", "tax-platform", "bank", "window"]);

/**
 * What a payment channel reports (缴费到账通知): what was paid on a sheet, to whom. The lines come to the amount, one per
 * collector, named as in the sheet's split.
 */
export const paymentNotice = z
  .strictObject({
    paymentId: id.regex(/^[\w.-]+$/, "缴费单号只含字母数字和 . _ - / Only letters, digits and . _ -"),
    sheetId: z.string().min(1).max(120),
    amountFen: fen,
    lines: z
      .array(z.strictObject({ collector: id, amountFen: fen }))
      .min(1)
      .max(40)
      .refine((lines) => new Set(lines.map(({ collector }) => collector)).size === lines.length, {
        error: "同一收款单位只填一行 / One line per collector",
      }),
    paidAt: z.iso.datetime({ offset: true }),
    channel: paymentChannel,
  })
  .refine(({ amountFen, lines }) => lines.reduce((sum, line) => sum + line.amountFen, 0) === amountFen, {
    path: ["amountFen"],
    error: "金额与各收款单位之和不符 / The amount is not the sum of its lines",
  });
/** See {@link paymentNotice}. */
export type PaymentNotice = z.infer<typeof paymentNotice>;

/**
 * A payment as the case keeps it: which charge was paid how much, and to whom. `by` is the department that reported it: a
 * payment id is its own, and another's may be the same. Payments kept before there was more than one bear none.
 */
export const feePayment = z.strictObject({
  paymentId: id,
  by: id.optional(),
  sheetId: z.string(),
  amountFen: fen,
  lines: z.array(z.strictObject({ charge: z.string(), collector: id, amountFen: fen })).min(1),
  paidAt: z.iso.datetime({ offset: true }),
  channel: paymentChannel,
});
/** See {@link feePayment}. */
export type FeePayment = z.infer<typeof feePayment>;

/**
 * Why money goes back: the application was withdrawn, refused or handed back, the same was paid twice, or a corrected
 * sheet asks for less than was paid.
 */
export const refundReason = z.enum(["withdrawn", "refused", "returned", "paid-twice", "overpaid"]);
/** See {@link refundReason}. */
export type RefundReason = z.infer<typeof refundReason>;

/**
 * What goes back of one payment (退费), charge by charge, from whoever collected it: all that stands of it, once, or with
 * the reason `overpaid` a part of it. The id follows from the payment's and from who reported that (`by`). Amounts are what
 * the payer gets.
 */
export const feeRefund = z.strictObject({
  refundId: z.string(),
  paymentId: id,
  by: id.optional(),
  sheetId: z.string(),
  reason: refundReason,
  amountFen: fen,
  lines: z
    .array(z.strictObject({ key: z.string(), charge: z.string(), collector: id, amountFen: fen }))
    .min(1),
});
/** See {@link feeRefund}. */
export type FeeRefund = z.infer<typeof feeRefund>;

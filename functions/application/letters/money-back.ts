import type { LetterBlock, LetterTable } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { sumOf } from "../../case/fees/amounts.ts";
import { yuanText } from "../../case/fees/explain-line.ts";
import { standingPayments } from "../../case/fees/standing-payments.ts";
import { collectorName } from "../fees/sheet-view.ts";
import { departmentName, payerIn } from "./names.ts";
import type { Occasion } from "./occasion.ts";
import { cell, tableOf } from "./phrases.ts";

/** Money by whom it was paid to: lines of a payment, a refund or a notice. */
type Paid = readonly { collector: string; amountFen: number }[];

/** What people call whoever was paid. */
const collectorIn = (occasion: Occasion, collector: string): Message => {
  const { sheet } = occasion.state.fees;
  return sheet === null
    ? departmentName(occasion, collector)
    : collectorName(sheet, collector, (id) => departmentName(occasion, id));
};

/** Who was paid how much, by payment. */
export const paidTable = (
  occasion: Occasion,
  payments: readonly { paymentId: string; lines: Paid }[],
): LetterTable =>
  tableOf(
    [message("缴费流水号", "Payment"), message("收款单位", "It was paid to"), message("金额（元）", "Yuan")],
    payments.flatMap(({ paymentId, lines }) =>
      [...Map.groupBy(lines, ({ collector }) => collector)].map(([collector, of]) => [
        cell(paymentId),
        collectorIn(occasion, collector),
        cell(yuanText(sumOf(of.map(({ amountFen }) => amountFen)))),
      ]),
    ),
  );

/** To whom money goes back: the payer by name, or whoever paid. */
export const payerWords = (occasion: Occasion): Message => {
  const payer = payerIn(occasion);
  return payer === null
    ? message("缴款人", "whoever paid")
    : message(`缴款人${payer}`, `the payer, ${payer}`);
};

/**
 * What goes back where a case ends without a licence: how much, to whom, and by whom it was taken. Nothing where nothing
 * was paid. The refunds are ordered with the ending itself, so what stands then is what goes back.
 */
export const moneyBack = (occasion: Occasion): LetterBlock[] => {
  const standing = standingPayments(occasion.state.fees);
  if (standing.length === 0) return [];
  const amount = yuanText(sumOf(standing.map(({ amountFen }) => amountFen)));
  const to = payerWords(occasion);
  return [
    message(
      `本件已缴款项共${amount}元，由原收款单位全额原路退还${to.zh}，到账后另发退费告知书：`,
      `All that was paid on this case, ¥${amount}, goes back to ${to.en} from whoever took it; another letter follows once it has:`,
    ),
    paidTable(occasion, standing),
  ];
};

import type { FeeRefund } from "../../../schemas/fee-payment.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { yuanText } from "../../case/fees/explain-line.ts";
import { refundIdOfTurnedBack } from "../../case/fees/refund.ts";
import type { TurnedBack } from "../../case/state.ts";
import { dateIn } from "./dates.ts";
import { paidTable, payerWords } from "./money-back.ts";
import { applicationIn, leadOf, payerIn } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { followLine } from "./phrases.ts";

const reasons: Readonly<Record<FeeRefund["reason"] | TurnedBack["why"], Message>> = {
  withdrawn: message("申请已撤回", "the application was withdrawn"),
  refused: message("申请未获许可", "the application was refused"),
  returned: message("申请已退件", "the application was returned"),
  "paid-twice": message("同一款项重复缴纳", "the same was paid twice"),
  overpaid: message("缴费单更正后应缴金额减少", "a corrected sheet asks for less"),
  "case-closed": message("缴款时本件已终止", "the case had ended when it was paid"),
  "other-sheet": message("所缴的缴费单已被替代", "it was paid on a sheet that had been replaced"),
  "amount-differs": message("缴款金额与应缴金额不符", "it was not the amount owed"),
};

/** What went back, whether it was ordered back or never credited. */
interface WentBack {
  paymentId: string;
  amountFen: number;
  lines: readonly { collector: string; amountFen: number }[];
  reason: Message;
}

const wentBack = ({ state: { fees } }: Occasion, refundId: string): WentBack | null => {
  const refund = fees.refunds.find((each) => each.refund.refundId === refundId)?.refund;
  if (refund !== undefined) return { ...refund, reason: reasons[refund.reason] };
  const turnedBack = fees.turnedBack.find((each) => refundIdOfTurnedBack(each) === refundId);
  return turnedBack === undefined ? null : { ...turnedBack.notice, reason: reasons[turnedBack.why] };
};

/** 退费告知书: money went back: how much, why, to whom, and who had taken it. It is addressed to the payer. */
export const writeRefundNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "RefundMade") return null;
  const back = wentBack(occasion, event.refundId);
  if (back === null) return null;
  const [application, on, to] = [applicationIn(occasion), dateIn(event.on), payerWords(occasion)];
  const amount = yuanText(back.amountFen);
  const payer = payerIn(occasion);
  return {
    title: message("退费告知书", "Notice of refund"),
    ...(payer === null ? {} : { addressee: payer }),
    paragraphs: [
      message(
        `就${application.zh}所缴款项${amount}元，因${back.reason.zh}，已于${on.zh}原路退还${to.zh}（退费编号：${event.refundId}）。所退款项原缴情况如下：`,
        `As ${back.reason.en}, ¥${amount} paid on ${application.en} went back to ${to.en} on ${on.en} (refund ${event.refundId}). It had been paid as follows:`,
      ),
      paidTable(occasion, [back]),
      message(
        "未收到退款的，请凭退费编号向收款单位或者政务服务中心查询。",
        "If it has not reached you, ask whoever had taken it, or the service centre, under the number of the refund.",
      ),
      followLine(occasion),
    ],
    remedies: null,
    issuer: leadOf(occasion),
  };
};

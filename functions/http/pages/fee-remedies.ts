import { type Message, message } from "../../../schemas/message.ts";
import type { FeeFailure } from "../fee-problems.ts";

/** What to do about a notice of a payment that was not taken, and about a sheet that is not there. */
export const feeRemedies: Readonly<Record<FeeFailure["kind"], Message>> = {
  NotAPaymentChannel: message(
    "请由权力清单中标明的收缴渠道报告；各部门的审批意见仍按事项报送。",
    "A department the power list names as a payment channel reports money; others answer about their items only.",
  ),
  NoFeesDue: message(
    "款项留在收缴渠道，核对办件编号和缴费单号；本枢纽没有记录这笔款项。",
    "Keep the money, and check the case and the sheet it was paid for; the hub recorded nothing.",
  ),
  PaymentWrong: message(
    "按 detail 改正后重发；改正之前款项留在收缴渠道，本枢纽没有记录。",
    "Correct what detail names and send again; until then keep the money, the hub recorded nothing.",
  ),
  RefundUnknown: message(
    "核对退费编号；只有本枢纽通知退回的款项才需要报告退费到账。",
    "Check the refund's id; only what the hub ordered back is reported as paid back.",
  ),
  RefundsNotMade: message(
    "由收缴渠道把 detail 所列款项退还并报告退费到账，再停止使用个人信息。",
    "Have the payment channel pay back what detail lists and report it; then take the data out of use.",
  ),
  ChargesKept: message(
    "不必重试；依法保存的收费记录不能删除，请告知申请人并说明理由。",
    "Do not retry; charges that are kept by law cannot be erased. Tell the applicant, and why.",
  ),
  FeesUnpaid: message(
    "不必重试；收缴渠道报告财政部分缴清后，证照随即制作。",
    "Do not retry; the licence is made as soon as the treasury's part is reported as paid.",
  ),
  NoFeeSheet: message(
    "按 detail 处理：流程不收费的不必等待；尚未开具的，各部门全部同意后再读取。",
    "Do as detail says: a process without fees has none; otherwise read it once every department has approved.",
  ),
};

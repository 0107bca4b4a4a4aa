import type { CloudEvent } from "../../../schemas/cloud-event.ts";
import {
  type FeeMessageType,
  feeMessageData,
  type PaymentReceipt,
  type RefundReceipt,
} from "../../../schemas/fee-messages.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { zodErrors } from "../../../schemas/zod-message.ts";
import type { Command } from "../../case/commands.ts";
import { yuanText } from "../../case/fees/explain-line.ts";
import { goingBack } from "../../case/fees/going-back.ts";
import { refundIdOfTurnedBack } from "../../case/fees/refund.ts";
import type { CaseState, TurnedBack } from "../../case/state.ts";
import { owedFen } from "./owed.ts";

/** A message of a payment channel as a command, with the receipt its case then answers with: a JSON text. */
export interface ReadFeeMessage {
  caseId: string;
  command: Command;
  receipt: (state: CaseState) => string;
}

/** Why such a message could not be read: where, and what to do. */
export interface FeeMessageFault {
  errors: { path: string; message: Message }[];
}

const reasons: Readonly<Record<TurnedBack["why"], Message>> = {
  "case-closed": message("办件已终止", "the case has ended"),
  "paid-twice": message("该款项已缴清", "it was paid already"),
  "other-sheet": message("缴费单已被新的缴费单替代", "the sheet was replaced by a newer one"),
  "amount-differs": message("金额与应缴金额不符", "the amount is not what is owed"),
};

const turnedBackText = ({ why }: TurnedBack): Message =>
  message(
    `${reasons[why].zh}，本笔未入账，请原路退回，并以 refundId 报告退费到账`,
    `${reasons[why].en}; nothing was credited: pay it all back, and report that under refundId`,
  );

const takenText = (outstandingFen: number): Message =>
  outstandingFen === 0
    ? message("已入账，财政部分已缴清", "credited; the treasury is owed nothing more")
    : message(
        `已入账，财政部分尚欠${yuanText(outstandingFen)}元`,
        `credited; the treasury is owed ¥${yuanText(outstandingFen)}`,
      );

/** What became of a payment, by its case: the same however often it is asked. */
const paymentReceiptOf = (state: CaseState, department: string, paymentId: string): PaymentReceipt => {
  const turnedBack = state.fees.turnedBack.find(
    ({ notice, by = department }) => notice.paymentId === paymentId && by === department,
  );
  const outstandingFen = owedFen(state);
  const { caseId, version } = state;
  return {
    received: true,
    caseId,
    paymentId,
    outcome: turnedBack === undefined ? "taken" : "turned-back",
    why: turnedBack?.why ?? null,
    message: turnedBack === undefined ? takenText(outstandingFen) : turnedBackText(turnedBack),
    refundId: turnedBack === undefined ? null : refundIdOfTurnedBack(turnedBack),
    outstandingFen,
    version,
  };
};

const refundReceiptOf = ({ caseId, version, fees }: CaseState, refundId: string): RefundReceipt => {
  const madeOn = goingBack(fees).find((each) => each.refundId === refundId)?.madeOn;
  return { received: true, caseId, refundId, refundedOn: madeOn ?? "", version };
};

const fault = (path: string, text: Message): FeeMessageFault => ({ errors: [{ path, message: text }] });

/**
 * Read what a payment channel sends: `lianban.fees.paid` or `lianban.fees.refunded`, about a case and none of its items.
 * Whether the sender is a payment channel is the command's own rule.
 */
export const readFeeMessage = (
  { subject = "", data }: Pick<CloudEvent, "subject" | "data">,
  type: FeeMessageType,
  department: string,
): ReadFeeMessage | FeeMessageFault => {
  if (!/^[^/]+$/.test(subject))
    return fault("subject", message("subject 应为办件编号", "subject must be the case: {caseId}"));
  if (type === "lianban.fees.paid") {
    const read = feeMessageData[type].safeParse(data);
    if (!read.success) return { errors: zodErrors(read.error.issues, { prefix: "data" }) };
    const { paymentId } = read.data;
    return {
      caseId: subject,
      command: { type: "PayFees", department, notice: read.data },
      receipt: (state) => JSON.stringify(paymentReceiptOf(state, department, paymentId)),
    };
  }
  const read = feeMessageData[type].safeParse(data);
  if (!read.success) return { errors: zodErrors(read.error.issues, { prefix: "data" }) };
  const { refundId, refundedAt } = read.data;
  return {
    caseId: subject,
    command: { type: "ConfirmRefund", department, refundId, refundedAt },
    receipt: (state) => JSON.stringify(refundReceiptOf(state, refundId)),
  };
};

import { type Message, message } from "../../schemas/message.ts";
import { yuanText } from "../case/fees/explain-line.ts";
import type { PaymentFault } from "../case/fees/payment.ts";
import type { Refusal } from "../case/refusals.ts";
import { beijingMinute } from "./pages/beijing-time.ts";
import { allQuoted, listed, type ProblemTable, quoted } from "./problem-row.ts";
import { caseStatuses } from "./words.ts";

/** Refusals about fees, and that there is no sheet to read. */
export type FeeFailure =
  | Extract<
      Refusal,
      {
        kind:
          | "NotAPaymentChannel"
          | "NoFeesDue"
          | "PaymentWrong"
          | "RefundUnknown"
          | "RefundsNotMade"
          | "ChargesKept"
          | "FeesUnpaid";
      }
    >
  | { kind: "NoFeeSheet"; why: "no-fees" | "no-table" | "not-issued" };

const faultText = (fault: PaymentFault): Message => {
  switch (fault.kind) {
    case "OtherSheet":
      return message(
        `缴费单${quoted(fault.sheetId)}不是本办件的,本办件的缴费单为${quoted(fault.expected)};请核对办件编号后重报`,
        `${fault.sheetId} is not a sheet of this case; its sheet is ${fault.expected}. Check the case and report again`,
      );
    case "NothingOwed":
      return message(`${quoted(fault.collector)}没有应收款项`, `nothing is owed to ${fault.collector}`);
    case "AmountDiffers":
      return message(
        `${quoted(fault.collector)}应收${yuanText(fault.owedFen)}元,报来${yuanText(fault.paidFen)}元`,
        `${fault.collector} is owed ¥${yuanText(fault.owedFen)}; the notice says ¥${yuanText(fault.paidFen)}`,
      );
    case "IdReused":
      return message(
        `缴费单号${quoted(fault.paymentId)}已报过,内容不同;请核对后用原内容重报,或更正编号`,
        `${fault.paymentId} was reported before with other content; send what was sent then, or correct the id`,
      );
    case "TimeWrong":
      return message(
        `时间${beijingMinute(fault.at)}不在${beijingMinute(fault.from)}与${beijingMinute(fault.until)}(北京时间)之间;请核对`,
        `${beijingMinute(fault.at)} is not between ${beijingMinute(fault.from)} and ${beijingMinute(fault.until)}, Beijing time; correct it`,
      );
  }
};

const faultPath = (fault: PaymentFault): string => {
  switch (fault.kind) {
    case "OtherSheet":
      return "data.sheetId";
    case "NothingOwed":
    case "AmountDiffers":
      return "data.lines";
    case "IdReused":
      return "data.paymentId";
    case "TimeWrong":
      return `data.${fault.field}`;
  }
};

const noSheet: Readonly<Record<Extract<FeeFailure, { kind: "NoFeeSheet" }>["why"], Message>> = {
  "no-fees": message("本联办流程不收费", "this process has no fees"),
  "no-table": message(
    "受理之日没有生效的收费标准,依法不收费",
    "no table of fees was in force on the day of acceptance, so nothing is collected",
  ),
  "not-issued": message(
    "缴费通知单没有开具:各部门全部同意后一次开具,此前终止的办件不开具",
    "no sheet was issued: it comes once every department has approved, and not on a case that ended before",
  ),
};

/** The problem types of {@link FeeFailure}. */
export const feeProblems = {
  NotAPaymentChannel: {
    slug: "not-a-payment-channel",
    status: 403,
    title: message("不是收缴渠道", "not a payment channel"),
    detail: ({ department }) =>
      message(
        `部门${quoted(department)}不能报告缴费或退费,应由收缴渠道(如财政非税)报告`,
        `${department} may not report payments or refunds; a payment channel such as the treasury does`,
      ),
  },
  NoFeesDue: {
    slug: "no-fees-due",
    status: 409,
    title: message("本办件没有应缴费用", "nothing is owed on this case"),
    detail: ({ status }) =>
      message(
        `办件当前为“${caseStatuses[status].zh}”,没有开具缴费通知单;款项请留在收缴渠道并核对办件编号`,
        `the case is ${status} and no fee sheet was issued; keep the money and check the case number`,
      ),
  },
  PaymentWrong: {
    slug: "payment-wrong",
    status: 422,
    title: message("缴费或退费通知不正确", "the notice of a payment or refund is not right"),
    detail: ({ fault }) => faultText(fault),
    errors: ({ fault }) => [{ path: faultPath(fault), message: faultText(fault) }],
  },
  RefundUnknown: {
    slug: "refund-unknown",
    status: 404,
    title: message("没有这笔退费", "no such refund"),
    detail: ({ known }) =>
      known.length === 0
        ? message("本办件没有应退款项", "nothing of this case is to go back")
        : message(`本办件的退费:${allQuoted(known)}`, `refunds of this case: ${listed(known)}`),
  },
  RefundsNotMade: {
    slug: "refunds-not-made",
    status: 409,
    title: message("尚有款项未退还", "money of the case has not gone back yet"),
    detail: ({ refundIds }) =>
      message(
        `请先由收缴渠道退款,并以 lianban.fees.refunded 报告退费到账:${allQuoted(refundIds)}`,
        `let the payment channel pay back and report it by lianban.fees.refunded first: ${listed(refundIds)}`,
      ),
  },
  ChargesKept: {
    slug: "charges-kept",
    status: 409,
    title: message("项目收费记录须保存", "the charges of the project are kept"),
    detail: ({ project }) =>
      message(
        `项目${project}以后的办件按本办件已缴的费用计费,本办件的信息须继续保存;除保存外不作他用`,
        `later cases of project ${project} pay by what was paid here, so the data of this case stays; it is stored and not used otherwise`,
      ),
  },
  FeesUnpaid: {
    slug: "fees-unpaid",
    status: 409,
    title: message("费用尚未缴清", "the fees are not paid yet"),
    detail: ({ outstandingFen }) =>
      message(
        `财政部分尚欠${yuanText(outstandingFen)}元,缴清后核发`,
        `the treasury is still owed ¥${yuanText(outstandingFen)}; the result is issued once that is paid`,
      ),
  },
  NoFeeSheet: {
    slug: "no-fee-sheet",
    status: 404,
    title: message("没有缴费通知单", "there is no fee sheet"),
    detail: ({ why }) => noSheet[why],
  },
} satisfies ProblemTable<FeeFailure>;

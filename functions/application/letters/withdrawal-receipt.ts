import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { dateIn, momentIn } from "./dates.ts";
import { moneyBack } from "./money-back.ts";
import { applicationIn, leadOf } from "./names.ts";
import type { LetterText, Occasion, WriteLetter } from "./occasion.ts";
import { quoted, sentences } from "./phrases.ts";

const again = message("撤回后可以重新申请。", "You may apply anew.");

const withdrawn = (occasion: Occasion, { reason }: EventOf<"CaseWithdrawn">): LetterText => {
  const [application, at] = [applicationIn(occasion), momentIn(occasion.recorded.at)];
  const isReserved = occasion.before?.reservations.some((key) => key.startsWith("name:")) ?? false;
  return {
    title: message("撤件回执", "Confirmation of withdrawal"),
    paragraphs: [
      message(
        `你（单位）提交的${application.zh}，已于${at.zh}撤回。撤回理由：${quoted(reason)}。`,
        `You withdrew ${application.en} on ${at.en}. Reason: ${quoted(reason)}.`,
      ),
      sentences(
        message(
          "各部门自即时起停止办理，不再计算办理期限；部门已经同意的，由其撤销。",
          "The departments stop at once and no limit runs any more; what a department has approved it undoes.",
        ),
        isReserved
          ? message("为本件保留的名称不再保留。", "The name reserved for the case is free again.")
          : null,
        again,
      ),
      ...moneyBack(occasion),
    ],
    remedies: null,
    issuer: occasion.offices.centre,
  };
};

const requested = (occasion: Occasion, { reason, rulingBy }: EventOf<"WithdrawalRequested">): LetterText => {
  const [application, at] = [applicationIn(occasion), momentIn(occasion.recorded.at)];
  return {
    title: message("撤件申请收件回执", "Receipt of a request to withdraw"),
    paragraphs: [
      message(
        `你（单位）撤回${application.zh}的请求，已于${at.zh}收到。撤回理由：${quoted(reason)}。`,
        `Your request to withdraw ${application.en} was received on ${at.en}. Reason: ${quoted(reason)}.`,
      ),
      sentences(answeredBy(rulingBy)),
    ],
    remedies: null,
    issuer: occasion.offices.centre,
  };
};

/** Silence grants a withdrawal: the day is told, so that nobody waits longer. */
const answeredBy = (rulingBy: string | null): Message => {
  if (rulingBy === null)
    return message(
      "是否同意撤回，由牵头部门答复；答复之前，本件继续办理。",
      "The lead department will answer; until then the case goes on.",
    );
  const { zh, en } = dateIn(rulingBy);
  return message(
    `是否同意撤回，由牵头部门于${zh}前答复；逾期未答复的，视为同意撤回。答复之前，本件继续办理。`,
    `The lead department will answer by ${en}; if it does not, the request counts as granted. Until then the case goes on.`,
  );
};

const notGranted = (occasion: Occasion, { reasons }: EventOf<"WithdrawalRuled">): LetterText => {
  const application = applicationIn(occasion);
  return {
    title: message("撤件申请答复书", "Answer to a request to withdraw"),
    paragraphs: [
      message(
        `你（单位）撤回${application.zh}的请求，经研究，不予同意。理由：${quoted(reasons)}。本件继续办理。`,
        `Your request to withdraw ${application.en} is not granted. Reason: ${quoted(reasons)}. The case goes on.`,
      ),
    ],
    remedies: null,
    issuer: leadOf(occasion),
  };
};

/**
 * 撤件回执: that a case is withdrawn, since when and why. Where the lead must agree first, the request is confirmed and an
 * answer that does not grant it given; one that grants it is this confirmation itself.
 */
export const writeWithdrawalReceipt: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  switch (event.type) {
    case "CaseWithdrawn":
      return withdrawn(occasion, event);
    case "WithdrawalRequested":
      return requested(occasion, event);
    case "WithdrawalRuled":
      return event.isGranted ? null : notGranted(occasion, event);
    default:
      return null;
  }
};

import type { Approver } from "../../../schemas/answers.ts";
import type { Limit } from "../../../schemas/limit.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { ClockAct } from "../../case/clock-acts.ts";
import { shanghaiTime } from "../../catalog/calendar/instant.ts";
import { limitText } from "../../catalog/limit-text.ts";
import { procedureWords } from "../../catalog/procedure-words.ts";
import type { BasedLimit, CentreProfile } from "../../catalog/profile.ts";

/** A limit in words. No limit is not zero. */
export const limitWords = (limit: Limit | null): Message =>
  limit === null ? message("未设时限", "no limit") : limitText(limit);

/** The end of a limit in hours: Beijing time, to the minute. */
export const timeWords = (at: string): Message =>
  message(`${shanghaiTime(at)}（北京时间）`, `${shanghaiTime(at)} (Beijing time)`);

/** What is said of a date in a year whose notice is not out yet. */
export const unknownYearWords = (year: number): Message =>
  message(`须待${year}年放假安排公布后确定`, `known once the notice of ${year} is out`);

const authorities: Readonly<Record<Approver["authority"], Message>> = {
  "agency-head": message("本行政机关负责人", "the head of the department"),
  "government-head": message("本级人民政府负责人", "the head of the government"),
};

const outcomes: Readonly<Record<string, Message>> = {
  approved: message("作出同意决定", "approved"),
  rejected: message("作出不同意决定", "refused"),
  deemed: message("逾期未答,按规定视为同意", "not answered in time; consent is presumed by rule"),
  silent: message("逾期未答,报牵头部门裁定", "not answered in time; put to the lead"),
  overruled: message("牵头部门裁定通过", "the lead ruled that it goes on"),
  refused: message("不予许可", "refused"),
  issued: message("核发证照", "the licence was issued"),
  withdrawn: message("撤件", "withdrawn"),
  returned: message("退件", "handed back"),
};

const suspendedWords = (act: Extract<ClockAct, { act: "suspended" }>): Message => {
  const { zh, en } = procedureWords[act.procedure];
  const end = act.plannedEnd === null ? "" : `,预计至${act.plannedEnd}`;
  const endEn = act.plannedEnd === null ? "" : `, planned until ${act.plannedEnd}`;
  if (!act.stopsClock)
    return message(
      `进入${zh}${end};不属于法定不计时限的程序,时限继续计算`,
      `${en} begins${endEn}; the law does not exclude it, so the clock runs on`,
    );
  const basis = act.basis ?? "行政许可法第四十五条";
  return message(
    `进入${zh}${end},依据${basis},所需时间不计入期限`,
    `${en} begins${endEn}; its time is not counted (${basis})`,
  );
};

const deemedWords = ({ limit, basis }: BasedLimit): Message => {
  const { zh, en } = limitWords(limit);
  return message(
    `${zh}内未告知补正,自收到之日起即为受理(${basis})`,
    `nobody asked for a correction within ${en}: accepted as of receipt (${basis})`,
  );
};

/** What rests while the applicant mends something: the promise, and the law's limit where its process says so. */
const restWords = (stopsStatutory: true | undefined): Message =>
  stopsStatutory
    ? message("整改期间承诺、法定时限均不计", "neither the promise nor the law's limit counts meanwhile")
    : message("承诺时限暂停,法定时限不停", "the promise stands still, the law's limit does not");

/** An act on a clock in words, for applicant and clerk alike. */
export const actWords = (act: ClockAct, profile: Pick<CentreProfile, "correctionNotice">): Message => {
  switch (act.act) {
    case "received":
      return act.isAcceptance
        ? message(
            "收到申请,统一受理,自次日起计算时限",
            "the application was received and with that accepted for every department; limits count from the next day",
          )
        : message("收到申请", "the application was received");
    case "asked":
      return act.round === 1
        ? message("转办部门", "put to the department")
        : message(
            `第${act.round}次转办部门,继续计时`,
            `put to the department again (round ${act.round}); the clock runs on`,
          );
    case "notified": {
      const rest = restWords(act.stopsStatutory);
      return message(
        `发出第${act.number}份补正告知书,${rest.zh}`,
        `correction notice ${act.number} went out; ${rest.en}`,
      );
    }
    case "notice-lifted":
      return message("补正要求已撤回,继续计时", "the correction is no longer wished; the clock runs on");
    case "resubmitted":
      return message(
        `提交补正(第${act.revision}版),继续计时`,
        `a correction came in (revision ${act.revision}); the clock runs on`,
      );
    case "accepted":
      return act.isDeemed
        ? deemedWords(profile.correctionNotice)
        : message("受理,自次日起计算时限", "accepted; limits count from the next day");
    case "wished": {
      const rest = restWords(act.stopsStatutory);
      return message(`提出补正要求,${rest.zh}`, `a correction is wished; ${rest.en}`);
    }
    case "suspended":
      return suspendedWords(act);
    case "resumed":
      return message(
        "特别程序结束,次日起继续计时",
        "the procedure ended; the clock runs on from the next day",
      );
    case "forwarded":
      return message(
        `同意,转报${act.to},时限继续计算`,
        `agreed and forwarded to ${act.to}; the clock runs on`,
      );
    case "extended": {
      const [by, who] = [limitWords(act.by), authorities[act.approver.authority]];
      return message(
        `经${who.zh}${act.approver.name}批准,法定时限延长${by.zh}`,
        `extended by ${by.en} with the approval of ${who.en}, ${act.approver.name}`,
      );
    }
    case "decided":
      return outcomes[act.outcome] ?? message(act.outcome, act.outcome);
    case "stood-down":
      return message("无需继续办理", "no longer needed");
    case "begun-afresh":
      return message(
        "补正后本事项重新确定是否办理,重新计时",
        "the correction changed whether this item takes part; its clock begins afresh",
      );
    case "delivered":
      return message("证照送达", "the licence was delivered");
    case "billed":
      if (act.isAgain)
        return message(
          "各部门重新审查后均已同意,缴费通知单尚未缴清,缴清前不计时限",
          "the departments looked again and approved, and the fee sheet is not paid yet; until it is paid nothing is counted",
        );
      return act.isOwed
        ? message(
            "各部门均已同意,发出缴费通知单,缴清前不计时限",
            "every department approved and the fee sheet went out; until it is paid nothing is counted",
          )
        : message("发出缴费通知单,财政部分无须缴纳", "the fee sheet went out; the treasury is owed nothing");
    case "paid":
      return act.isSettled
        ? message("缴费到账,财政部分已缴清", "a payment came in; the treasury is owed nothing more")
        : message("缴费到账,财政部分尚未缴清", "a payment came in; the treasury is owed more");
    case "reopened":
      return message("部门须重新审查,继续计时", "departments have to look again; the clock runs on");
    case "shortened": {
      const { zh, en } = limitWords(act.promised);
      return message(
        `准予绿色通道,承诺时限压缩为${zh}`,
        `the green channel was granted; the promise is now ${en}`,
      );
    }
  }
};

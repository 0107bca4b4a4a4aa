import { type Procedure, specialProcedures } from "../../../schemas/answers.ts";
import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { procedureWords } from "../../catalog/procedure-words.ts";
import { dateIn, dueIn } from "./dates.ts";
import { applicationIn, citedFor, issuerFor, itemName, itemOf } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { handledBy, quoted } from "./phrases.ts";

type Suspended = EventOf<"ItemSuspended">;

const isOfTheEight = (procedure: Procedure): boolean =>
  specialProcedures.some((special) => special === procedure);

const opening = (occasion: Occasion, { itemId, procedure, reason }: Suspended): Message => {
  const [application, item] = [applicationIn(occasion), itemName(occasion, itemId)];
  const { zh, en } = procedureWords[procedure];
  return message(
    `你（单位）提交的${application.zh}中，由本机关办理的“${item.zh}”事项，需要进行${zh}。理由：${quoted(reason)}。`,
    `Of ${application.en} this authority has the item "${item.en}", which needs ${en}. Reason: ${quoted(reason)}.`,
  );
};

/** How long it is to take: told in writing, as the law wants; and plainly not told where the department did not say. */
const duration = ({ procedure, plannedWorkingDays, plannedEnd = null, on }: Suspended): Message => {
  const [{ zh }, from] = [procedureWords[procedure], dateIn(on)];
  if (plannedWorkingDays === null)
    return message(
      `${zh}自${from.zh}开始，所需时间尚未确定，确定后由本机关另行书面告知。`,
      `It begins on ${from.en}. How long it takes is not known yet; this authority will tell you in writing.`,
    );
  const end = plannedEnd === null ? null : dateIn(plannedEnd);
  return message(
    `${zh}自${from.zh}开始，所需时间为${plannedWorkingDays}个工作日${end === null ? "" : `，计划于${end.zh}结束`}。`,
    `It begins on ${from.en} and takes ${plannedWorkingDays} working day(s)${end === null ? "" : `, until ${end.en} as planned`}.`,
  );
};

const notCounted = (occasion: Occasion, { itemId, procedure, basis }: Suspended): Message => {
  const { zh } = procedureWords[procedure];
  const cited = citedFor(occasion, [itemId]);
  const rule = isOfTheEight(procedure)
    ? message(
        `${cited.zh}《中华人民共和国行政许可法》第四十五条的规定`,
        `${cited.en} art. 45 of the Administrative Licensing Law`,
      )
    : message(`依据${basis ?? "本事项的办理规定"}`, `Under ${basis ?? "the rules of this item"}`);
  return message(
    `${rule.zh}，上述时间不计算在办理期限内。${zh}结束后，办理期限继续计算，届满日期相应顺延。`,
    `${rule.en} this time is not counted. Afterwards the limit runs on and ends that much later.`,
  );
};

const counted = ({ state }: Occasion, { itemId }: Suspended): Message => {
  const { due, limits } = itemOf(state, itemId);
  const [statutory, promised] = [
    dueIn(due, "statutory", limits.statutory),
    dueIn(due, "promised", limits.promised),
  ];
  return message(
    `该环节不属于《中华人民共和国行政许可法》第四十五条所列情形，所需时间计算在办理期限内，届满日期不变（法定：${statutory.zh}；承诺：${promised.zh}）。`,
    `It is none of the procedures of art. 45 of the Administrative Licensing Law: its time is counted and the limits stay (by law: ${statutory.en}; promised: ${promised.en}).`,
  );
};

/**
 * 特别程序告知书: which procedure holds an item up, why, for how long, and that its time is not counted. Of a step that
 * stops no clock the applicant is told as well, under another title, since it is no special procedure.
 * @see 行政许可法第四十五条
 */
export const writeSpecialProcedureNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "ItemSuspended") return null;
  return {
    title: event.stopsClock
      ? message("特别程序告知书", "Notice of a special procedure")
      : message("办理环节告知书", "Notice of a step"),
    paragraphs: [
      opening(occasion, event),
      duration(event),
      event.stopsClock ? notCounted(occasion, event) : counted(occasion, event),
      ...handledBy(event.officer),
    ],
    remedies: null,
    issuer: issuerFor(occasion, [event.itemId]),
  };
};

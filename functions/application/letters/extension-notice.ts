import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { caseLimitsOf } from "../../case/case-clock.ts";
import { limitsOf } from "../../case/clock.ts";
import { limitIn } from "./dates.ts";
import { dueTable } from "./due-table.ts";
import { applicationIn, citedFor, issuerFor, itemName, itemOf, leadOf } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { handledBy, quoted } from "./phrases.ts";

type Extended = EventOf<"ItemExtended"> | EventOf<"CaseExtended">;

const authorities = {
  "agency-head": message("本机关负责人", "the head of this authority"),
  "government-head": message("本级人民政府负责人", "the head of the government of this level"),
} as const;

/** What is extended, and the paragraph of the law that lets it be. */
const subject = (occasion: Occasion, event: Extended): { what: Message; article: Message } => {
  const application = applicationIn(occasion);
  if (event.type === "CaseExtended")
    return {
      what: message(
        `你（单位）提交的${application.zh}，各部门统一办理，不能在法定期限内作出决定`,
        `The departments cannot decide ${application.en} together within the legal limit`,
      ),
      article: message("第四十二条第二款", "art. 42(2)"),
    };
  const item = itemName(occasion, event.itemId);
  return {
    what: message(
      `你（单位）提交的${application.zh}中，由本机关办理的“${item.zh}”事项，不能在法定期限内作出决定`,
      `Of ${application.en} this authority cannot decide the item "${item.en}" within the legal limit`,
    ),
    article: message("第四十二条第一款", "art. 42(1)"),
  };
};

const opening = (occasion: Occasion, event: Extended): Message => {
  const { what, article } = subject(occasion, event);
  const { by, approver, reason } = event;
  const [head, length] = [authorities[approver.authority], limitIn(by)];
  const cited = citedFor(occasion, event.type === "ItemExtended" ? [event.itemId] : []);
  return message(
    `${what.zh}，理由是：${quoted(reason)}。${cited.zh}《中华人民共和国行政许可法》${article.zh}的规定，经${head.zh}（${approver.post}${approver.name}）批准，办理期限延长${length.zh}。`,
    `${what.en}. Reason: ${quoted(reason)}. ${cited.en} ${article.en} of the Administrative Licensing Law the limit is extended by ${length.en}, approved by ${head.en} (${approver.name}, ${approver.post}).`,
  );
};

/**
 * 延期通知书: by how much a limit is extended, by whose approval, why, and when it now ends.
 * @see 行政许可法第四十二条
 */
export const writeExtensionNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "ItemExtended" && event.type !== "CaseExtended") return null;
  const isOfItem = event.type === "ItemExtended";
  const limits = isOfItem ? limitsOf(itemOf(occasion.state, event.itemId)) : caseLimitsOf(occasion.state);
  return {
    title: message("延期通知书", "Notice of extension"),
    paragraphs: [
      opening(occasion, event),
      message("延长后的办理时限如下：", "The limits now end as follows:"),
      dueTable(limits, event.due),
      ...(isOfItem ? handledBy(event.officer) : []),
    ],
    remedies: null,
    issuer: isOfItem ? issuerFor(occasion, [event.itemId]) : leadOf(occasion),
  };
};

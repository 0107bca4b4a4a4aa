import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { catalogOf } from "../../case/world.ts";
import { moneyBack } from "./money-back.ts";
import { applicationIn, citedFor, departmentOfItem, issuerFor, itemName, itemOf } from "./names.ts";
import type { Occasion, WriteLetter } from "./occasion.ts";
import { numeral, quoted } from "./phrases.ts";
import { remediesAgainst } from "./remedies.ts";

type Refused = EventOf<"CaseRefused">;
type Reason = Refused["reasons"][number];

/** What the department rests its refusal on; where it named nothing, what the item itself rests on. */
const basisOf = ({ world, state }: Occasion, { itemId }: Reason): string => {
  const { rejection, plan } = itemOf(state, itemId);
  return rejection?.basis ?? catalogOf(world, state).items.get(plan.runs)?.basis ?? "";
};

const opening = (occasion: Occasion, itemIds: readonly string[]): Message => {
  const [application, cited] = [applicationIn(occasion), citedFor(occasion, itemIds)];
  return message(
    `你（单位）提交的${application.zh}，经审查，不符合法定条件、标准。${cited.zh}《中华人民共和国行政许可法》第三十八条第二款的规定，决定不予许可。理由和依据如下：`,
    `On examination, ${application.en} does not meet the legal conditions and standards. ${cited.en} art. 38(2) of the Administrative Licensing Law it is refused, for these reasons and on this basis:`,
  );
};

const reasonIn = (occasion: Occasion, reason: Reason, index: number): Message => {
  const [item, department] = [itemName(occasion, reason.itemId), departmentOfItem(occasion, reason.itemId)];
  const basis = basisOf(occasion, reason);
  const [zh, en] = basis === "" ? ["", ""] : [`依据：${quoted(basis)}。`, ` Basis: ${quoted(basis)}.`];
  return message(
    `${numeral(index + 1)}、${item.zh}（${department.zh}）：${quoted(reason.text)}。${zh}`,
    `${index + 1}. ${item.en} (${department.en}): ${quoted(reason.text)}.${en}`,
  );
};

/**
 * 不予许可决定书: the reasons each department gave, what they rest on, and how to seek remedy against whom. Where several
 * refused, the lead gives the one answer for all of them, and the remedy names each.
 * @see 行政许可法第二十六条第二款、第三十八条第二款
 */
export const writeRefusalDecision: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  if (event.type !== "CaseRefused") return null;
  const itemIds = event.reasons.map(({ itemId }) => itemId);
  const departments = itemIds.map((id) => itemOf(occasion.state, id).plan.department);
  return {
    title: message("不予许可决定书", "Decision of refusal"),
    paragraphs: [
      opening(occasion, itemIds),
      ...event.reasons.map((reason, index) => reasonIn(occasion, reason, index)),
      message(
        "本件至此办结；消除上述情形后，可以重新申请。",
        "This closes the case; once the above no longer holds, you may apply anew.",
      ),
      ...moneyBack(occasion),
    ],
    remedies: remediesAgainst(occasion, departments),
    issuer: issuerFor(occasion, itemIds),
  };
};

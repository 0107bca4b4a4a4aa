import type { EventOf } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { acceptedOnFiling, acceptedOnRevision } from "./acceptance-on-filing.ts";
import { dateIn } from "./dates.ts";
import { dueTable } from "./due-table.ts";
import { applicationIn, citedFor, issuerFor, itemName, itemOf } from "./names.ts";
import type { LetterText, Occasion, WriteLetter } from "./occasion.ts";
import { handledBy } from "./phrases.ts";

type Accepted = EventOf<"ItemAccepted">;

/** What a department found when it accepted: complete at once, or with all that it had wished for. */
const found = ({ state }: Occasion, { itemId }: Accepted): Message =>
  itemOf(state, itemId).round > 1
    ? message(
        "申请事项属于本机关职权范围，申请材料已按要求补正",
        "the item is this authority's and the materials were corrected as asked",
      )
    : message(
        "申请事项属于本机关职权范围，申请材料齐全、符合法定形式",
        "the item is this authority's and the materials are complete and in due form",
      );

const accepted = (occasion: Occasion, event: Accepted): Message => {
  const [application, item] = [applicationIn(occasion), itemName(occasion, event.itemId)];
  const [on, cited, finding] = [
    dateIn(event.acceptedOn),
    citedFor(occasion, [event.itemId]),
    found(occasion, event),
  ];
  return message(
    `你（单位）提交的${application.zh}中，由本机关办理的“${item.zh}”事项，经审查，${finding.zh}。${cited.zh}《中华人民共和国行政许可法》第三十二条第一款第五项的规定，本机关自${on.zh}起予以受理。`,
    `Of ${application.en} this authority has the item "${item.en}". On examination, ${finding.en}. ${cited.en} art. 32(1)(5) of the Administrative Licensing Law it is accepted as of ${on.en}.`,
  );
};

/** Nobody accepted, the law did: from which day, because of which silence. */
const deemed = (occasion: Occasion, event: Accepted): Message => {
  const [application, item] = [applicationIn(occasion), itemName(occasion, event.itemId)];
  const [on, cited] = [dateIn(event.acceptedOn), citedFor(occasion, [event.itemId])];
  const replyBy = occasion.before?.items[event.itemId]?.replyBy ?? null;
  const until = replyBy === null ? null : dateIn(replyBy);
  return message(
    `你（单位）提交的${application.zh}中，由本机关办理的“${item.zh}”事项，申请材料已于${on.zh}收到。本机关未在五个工作日内${until === null ? "" : `（截至${until.zh}）`}告知是否受理，也未一次性告知需要补正的内容。${cited.zh}《中华人民共和国行政许可法》第三十二条第一款第四项“逾期不告知的，自收到申请材料之日起即为受理”的规定，该事项视为已经受理，受理日期为${on.zh}。`,
    `Of ${application.en} this authority has the item "${item.en}"; its materials were received on ${on.en}. Within five working days${until === null ? "" : ` (until ${until.en})`} this authority neither accepted it nor told what must be corrected. ${cited.en} art. 32(1)(4) of the Administrative Licensing Law, by which such silence counts as acceptance from the day of receipt, the item is deemed accepted as of ${on.en}.`,
  );
};

const notCounted = message(
  "时限自受理之日的次日起计算；以工作日计的，不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，届时另行书面告知（《中华人民共和国行政许可法》第四十五条、第八十二条）。",
  "Limits run from the day after acceptance; those in working days leave holidays out. Time needed by law for hearings, tenders, auctions, inspections, tests, quarantine, appraisals and expert reviews is not counted and will be told in writing (Administrative Licensing Law, arts. 45 and 82).",
);

/** A department's own acceptance, or the one the law presumes. */
const ofItem = (occasion: Occasion, event: Accepted): LetterText => {
  const { limits } = itemOf(occasion.state, event.itemId);
  return {
    title: message("受理通知书", "Notice of acceptance"),
    paragraphs: [
      event.deemed ? deemed(occasion, event) : accepted(occasion, event),
      message("该事项的办理时限如下：", "It is to be decided within these limits:"),
      dueTable(limits, event.due),
      notCounted,
      ...handledBy(event.officer),
    ],
    remedies: null,
    issuer: issuerFor(occasion, [event.itemId]),
  };
};

/**
 * 受理通知书: from which day a department deals with its item, and by when it must decide. An acceptance the law presumes
 * says so and why. Where the filing is the acceptance for every department there is one notice, of the lead.
 * @see 行政许可法第三十二条
 */
export const writeAcceptanceNotice: WriteLetter = (occasion) => {
  const { event } = occasion.recorded;
  switch (event.type) {
    case "CaseFiled":
      return acceptedOnFiling(occasion, event);
    case "RevisionSubmitted":
      return acceptedOnRevision(occasion, event);
    case "ItemAccepted":
      return occasion.state.acceptedOn === null ? ofItem(occasion, event) : null;
    default:
      return null;
  }
};

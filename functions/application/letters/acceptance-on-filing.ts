import type { EventOf, PlannedItem } from "../../../schemas/events.ts";
import type { LetterTable } from "../../../schemas/letter.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { processOf } from "../../case/world.ts";
import { dateIn, limitIn } from "./dates.ts";
import { applicationIn, citedFor, departmentOfItem, itemName, itemOf, leadOf } from "./names.ts";
import type { LetterText, Occasion } from "./occasion.ts";
import { followLine, tableOf } from "./phrases.ts";

type Filed = EventOf<"CaseFiled">;
type Revised = EventOf<"RevisionSubmitted">;

const askedIn = (plan: readonly PlannedItem[]): string[] =>
  plan.filter(({ takesPart }) => takesPart === "asked").map(({ item }) => item);

/** What was found before the filing was taken: nothing more than the hub itself looks at. */
const found = ({ world, state }: Occasion): Message => {
  const hasPreconditions = (processOf(world, state).preconditions ?? []).length > 0;
  const [zh, en] =
    state.tolerance === null ? ["", ""] : ["除承诺容缺后补的外，", "but for what was promised, "];
  return hasPreconditions
    ? message(
        `规定的前置条件已具备，${zh}申请材料齐全、符合法定形式`,
        `the pre-conditions are met, and ${en}the materials are complete and in due form`,
      )
    : message(`${zh}申请材料齐全、符合法定形式`, `${en}the materials are complete and in due form`);
};

const itemsTable = (occasion: Occasion, itemIds: readonly string[]): LetterTable =>
  tableOf(
    [
      message("部门", "Department"),
      message("事项", "Item"),
      message("法定时限", "Legal limit"),
      message("承诺时限", "Promise"),
    ],
    itemIds.map((itemId) => {
      const { limits } = itemOf(occasion.state, itemId);
      return [
        departmentOfItem(occasion, itemId),
        itemName(occasion, itemId),
        limitIn(limits.statutory),
        limitIn(limits.promised),
      ];
    }),
  );

/** How long the whole case may take, and from when the items' own limits run. */
const wholeCase = ({ state: { limits } }: Occasion): Message => {
  const [statutory, promised] = [limitIn(limits.statutory), limitIn(limits.promised)];
  return message(
    `本件统一办理的法定时限为${statutory.zh}，承诺时限为${promised.zh}，自受理之日的次日起计算；各事项的时限自送达该部门之日的次日起计算。以工作日计的，不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，届时另行书面告知（《中华人民共和国行政许可法》第四十五条、第八十二条）。`,
    `For the whole case the legal limit is ${statutory.en}, the promise ${promised.en}, from the day after acceptance; those of an item run from the day after its department was asked. Those in working days leave holidays out. Time needed by law for hearings, tenders, auctions, inspections, tests, quarantine, appraisals and expert reviews is not counted and will be told in writing (Administrative Licensing Law, arts. 45 and 82).`,
  );
};

const notice = (occasion: Occasion, itemIds: readonly string[], opening: Message): LetterText => ({
  title: message("受理通知书", "Notice of acceptance"),
  paragraphs: [opening, itemsTable(occasion, itemIds), wholeCase(occasion), followLine(occasion)],
  remedies: null,
  issuer: leadOf(occasion),
});

/**
 * 受理通知书 where the filing is the acceptance (统一受理): one for the whole case, of the lead, with every department that
 * takes part. What was found is what the hub looks at on filing; no department has looked at anything yet.
 *
 * Returns `null` where each department accepts for itself.
 */
export const acceptedOnFiling = (occasion: Occasion, { acceptedOn, plan }: Filed): LetterText | null => {
  const itemIds = askedIn(plan);
  if (acceptedOn === undefined || itemIds.length === 0) return null;
  const [application, lead] = [applicationIn(occasion), leadOf(occasion)];
  const [on, finding, cited] = [dateIn(acceptedOn), found(occasion), citedFor(occasion, itemIds)];
  const opening = message(
    `你（单位）提交的${application.zh}，经核对，${finding.zh}。${cited.zh}《中华人民共和国行政许可法》第三十二条第一款第五项的规定，自${on.zh}起由${lead.zh}代表下列部门统一受理，各部门不再分别出具受理通知书：`,
    `On a check of ${application.en}, ${finding.en}. ${cited.en} art. 32(1)(5) of the Administrative Licensing Law, ${lead.en} accepts it as of ${on.en} for the departments below; none of them gives a notice of its own:`,
  );
  return notice(occasion, itemIds, opening);
};

/** The same for departments a revision brings in that took no part before; `null` where it brings in none. */
export const acceptedOnRevision = (occasion: Occasion, { on, plan }: Revised): LetterText | null => {
  const { before, state } = occasion;
  const newcomers = askedIn(plan).filter((item) => before?.items[item]?.plan.takesPart !== "asked");
  if (state.acceptedOn === null || newcomers.length === 0) return null;
  const [application, lead, day] = [applicationIn(occasion), leadOf(occasion), dateIn(on)];
  const opening = message(
    `你（单位）修改${application.zh}后，下列部门也参加办理，自${day.zh}起由${lead.zh}一并统一受理：`,
    `As ${application.en} was revised, the departments below take part as well; ${lead.en} accepts it for them as of ${day.en}:`,
  );
  return notice(occasion, newcomers, opening);
};

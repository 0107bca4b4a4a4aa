import { type Message, message } from "../../../schemas/message.ts";
import type { Rectification, VisitRule } from "../../processes/process.ts";

/** Texts of what a guide tells of the rules of a process: what must be there before, visits, mending, fees. */
export const ruleTexts = {
  preconditions: message("受理条件", "Before you apply"),
  preconditionsLead: message(
    "下列条件申请时必须具备，缺一不予受理；同一条件有几种证明方式的，任一即可。",
    "All of this must be there when you apply, or the application is not accepted. Where there are several ways to show it, any one will do.",
  ),
  condition: message("条件", "Condition"),
  proof: message("怎样证明", "How it is shown"),
  rules: message("办理规则", "How it is handled"),
  rulesLead: message(
    "整件时限、受理、现场、整改和收费按下列规则办理。",
    "Limits of the whole case, acceptance, visits, mending and fees follow these rules.",
  ),
  rule: message("环节", "What"),
  content: message("规定", "Rule"),
  whole: message("整件时限", "The whole case"),
  acceptance: message("受理", "Acceptance"),
  inherited: message("项目信息沿用", "Taken over in the project"),
  rectification: message("整改", "Rectification"),
  correction: message("补正", "Correction"),
  rejection: message("不同意见", "Objections"),
  fees: message("收费", "Fees"),
  acceptedOnFiling: message(
    "提交一张表、一套材料，提交即受理",
    "Hand in one form and one set: accepted as filed",
  ),
  bill: message("出具一张缴费通知单，缴清财政部分", "One bill goes out; the treasury's part is paid"),
} as const;

const together = message("统一受理", "accepted for all");

/** Who accepts, and when. */
export const acceptanceText = (lead: Message, isOnFiling: boolean): Message =>
  isOnFiling
    ? message(
        `${together.zh}：材料齐全、受理条件具备的，提交即由${lead.zh}代表各部门受理，只出一份受理通知书；时限自受理次日起计算，各事项的时限自送达该部门次日起计算。`,
        `With the materials complete and the conditions met, ${lead.en} accepts on filing for every department, by one notice. Limits run from the next day, those of an item from the day after its department was asked.`,
      )
    : message(
        "各部门自收到材料之日起5个工作日内决定是否受理或者一次性告知补正内容，逾期视为受理。",
        "Each department accepts within 5 working days of receiving the materials, or tells at once what must be corrected; silence counts as acceptance.",
      );

/** The visit of a stage: who leads it, how soon a time is proposed, how far ahead it may lie. */
export const visitText = (
  name: Message,
  lead: Message,
  { within, proposeWithin }: Readonly<Record<"within" | "proposeWithin", Message>>,
): Message =>
  message(
    `本阶段以一次${name.zh}开始，由${lead.zh}牵头：进入本阶段后${proposeWithin.zh}内提出时间和地点，现场安排在提出之日起${within.zh}内；各部门一次到场，此后开始审查。`,
    `The stage begins with one ${name.en}, led by ${lead.en}: a time and place are proposed within ${proposeWithin.en} of reaching it, for a day within ${within.en} of the proposal. All departments come at once and review afterwards.`,
  );

/** What counts for a department that was invited in time and did not come. */
export const absenceText = ({ absence }: Pick<VisitRule, "absence">, notice: Message): Message => {
  const [zh, en] = [
    `提前${notice.zh}接到通知而缺席的部门，`,
    `A department that had notice of ${notice.en} and stays away `,
  ];
  return absence.rule === "deemed-consent"
    ? message(
        `${zh}视为同意；涉及安全的事项和应当出具编号的事项除外，仍须作出答复。缺席的不得另行要求现场查看。`,
        `${en}is taken to consent, save for items that guard safety or yield a number: those are still answered. It may not ask for another visit.`,
      )
    : message(
        `${zh}仍须在时限内作出答复，且不得另行要求现场查看。`,
        `${en}still answers in time, and may not ask for another visit.`,
      );
};

/** How the applicant mends what departments ask for: how long, how often, and which clocks rest. */
export const rectificationText = (
  { maxRounds, stopsStatutory }: Pick<Rectification, "maxRounds" | "stopsStatutory">,
  within: Message,
): Message => {
  const clocks = stopsStatutory
    ? message(
        "整改所用时间既不计入承诺时限，也不计入法定时限",
        "The time it takes counts neither for the promise nor for the limit by law",
      )
    : message(
        "整改期间承诺时限暂停，法定时限继续计算",
        "The promise stands still meanwhile; the limit by law runs on",
      );
  return message(
    `各部门的整改意见一次性通知，收到后${within.zh}内提交整改，每个部门最多要求整改${maxRounds}次；逾期退件。${clocks.zh}。整改后只由看到变动内容的部门重新审查。`,
    `All that departments want put right comes in one notice, to be answered within ${within.en}; each department may ask ${maxRounds} time(s) at most. Past its time the application is returned. ${clocks.en}. Afterwards only departments that read what changed look again.`,
  );
};

/** How corrections go where the process has no rules of its own for them. */
export const correctionText = (within: Message | null): Message => {
  const [zh, en] =
    within === null
      ? ["未设补正期限", "no time is set for it"]
      : [
          `${within.zh}内提交补正，逾期退件`,
          `it is to be handed in within ${within.en}, or the application is returned`,
        ];
  return message(
    `各部门需要补正的内容一次性告知，${zh}；补正期间承诺时限暂停，法定时限继续计算。`,
    `All that departments want corrected comes in one notice; ${en}. The promise stands still meanwhile, the limit by law runs on.`,
  );
};

/** When fees are owed and what holds up the result. */
export const feesText = (result: Message): Message =>
  message(
    `各部门全部同意后出具一张缴费通知单，逐项列明标准、依据、减免和金额，按受理之日有效的标准计算；财政部分缴清后核发${result.zh}，等待缴费的时间既不计入承诺时限，也不计入法定时限。中介服务价款按合同支付，不影响核发。申请前可在预检中看到试算结果。`,
    `One bill goes out when every department has agreed, each line with rate, basis, relief and amount, by the rates of the day of acceptance. The ${result.en} is issued once the treasury's part is paid; the wait for it counts neither for the promise nor for the limit by law. Intermediaries are paid under their contracts and hold up nothing. A dry run shows the sum beforehand.`,
  );

/** That a process asks for no money. */
export const noFees = message("本联办流程不收费。", "The process has no fees.");

/** Both limits of the whole case. `promised` is `null` where none is set. */
export const wholeText = (
  { promised, joint, single }: { promised: Message | null; joint: Message; single: Message },
  isPromisedByItems: boolean,
): Message => {
  const [zh, en] = isPromisedByItems
    ? ["按参与事项的承诺时限逐段相加", "the longest way through the promises of the items that take part"]
    : [promised?.zh ?? "未设定", promised?.en ?? "none set"];
  return message(
    `承诺时限：${zh}。法定时限：两个以上部门统一办理的${joint.zh}，只有一个部门的${single.zh}。`,
    `Promised: ${en}. By law: ${joint.en} where departments act jointly, ${single.en} where only one does.`,
  );
};

/** What is not asked for again, as an earlier case of the project has it. */
export const inheritedText = (what: Message): Message =>
  message(
    `同一项目代码前一阶段已取得的下列结果和材料自动沿用，不再提交：${what.zh}。`,
    `What earlier cases of the same project code yielded or handed in is taken over and not asked for again: ${what.en}.`,
  );

/** What one refusal means. */
export const rejectionTexts = {
  "end-at-once": message(
    "任一部门不同意的，办件即告办结，不予许可。",
    "The refusal of any department ends the case at once.",
  ),
  "await-all": message(
    "各部门全部答复后，有部门不同意的，不予许可。",
    "Once everybody has answered, any refusal ends the case.",
  ),
  "lead-decides": message(
    "有部门不同意的，由牵头部门说明理由作出裁定：采纳、要求整改，或者在依法可以的范围内不予采纳。",
    "The lead rules on an objection and gives its reasons: it follows it, has it put right, or overrules it where the law lets it.",
  ),
} as const;

/** What the guide says of how limits are counted, by what the process does with the clock while its applicant mends. */
export const limitsLeadOf = (
  rules: Pick<Rectification, "stopsStatutory"> | undefined,
  isOnFiling: boolean,
): Message => {
  const from = isOnFiling
    ? message(
        "各事项的时限自送达该部门次日起按所列单位计算",
        "Limits count from the day after the department was asked, in the unit shown",
      )
    : message(
        "时限自受理次日起按所列单位计算",
        "Limits count from the day after acceptance in the unit shown",
      );
  const waits =
    rules === undefined
      ? message("等待补正时承诺时限暂停", "The promise stands still during a correction")
      : rules.stopsStatutory
        ? message(
            "申请人整改期间，承诺时限和法定时限均不计算",
            "While the applicant puts things right neither the promise nor the limit by law is counted",
          )
        : message(
            "申请人整改期间承诺时限暂停，法定时限继续计算",
            "While the applicant puts things right the promise stands still and the limit by law runs on",
          );
  return message(
    `${from.zh}，两个时限并列公示；工作日不含法定节假日，“日”为自然日。${waits.zh}；听证、检验、检测、检疫、鉴定、专家评审等程序所需时间，法定时限也不计（行政许可法第四十五条）。`,
    `${from.en}, both side by side; working days leave out holidays. ${waits.en}; hearings, inspections, tests, quarantine, appraisals and expert reviews do not count under the law either (Administrative Licensing Law, art. 45).`,
  );
};

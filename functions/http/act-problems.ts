import type { Approver } from "../../schemas/answers.ts";
import { type Message, message } from "../../schemas/message.ts";
import type { DelegatedAct } from "../case/delegation.ts";
import type { Refusal } from "../case/refusals.ts";
import { procedureWords } from "../catalog/procedure-words.ts";
import { allQuoted, listed, type ProblemTable, quoted, wordFor } from "./problem-row.ts";
import { type RatingRefusal, ratingProblems } from "./rating-problems.ts";
import { cardStatuses, itemStatuses } from "./words.ts";

/** Refusals of acts beside filing and answering: extension, withdrawal, cards, window, delegation, rating. */
export type ActRefusal =
  | RatingRefusal
  | Extract<
      Refusal,
      {
        kind:
          | "PlannedDurationMissing"
          | "ExtensionRefused"
          | "NotLead"
          | "NothingToRule"
          | "CannotOverrule"
          | "RoundsExhausted"
          | "ClaimedAlready"
          | "NothingToVoid"
          | "NothingToCheck"
          | "PromiseRefused"
          | "CommitmentRefused"
          | "WithdrawalNotPending"
          | "WithdrawalPending"
          | "CardUnknown"
          | "CardSettled"
          | "NotYourCard"
          | "DeliveredAlready"
          | "NotTheOwner"
          | "DelegationMissing"
          | "DelegationEnded"
          | "DelegationTooLong"
          | "DelegationTooNarrow";
      }
    >;

const authorities: Readonly<Record<Approver["authority"], Message>> = {
  "agency-head": message("本行政机关负责人", "the head of the department"),
  "government-head": message("本级人民政府负责人", "the head of the same-level government"),
};

const authorityOf = (needed: string): Message =>
  authorities[needed as Approver["authority"]] ?? message(needed, needed);

type ExtensionRefused = Extract<ActRefusal, { kind: "ExtensionRefused" }>;

/** Why a limit is not extended, and what to do about it. @see 行政许可法第四十二条 */
const extensionRefused = ({ why, needed }: ExtensionRefused): Message => {
  const by = authorityOf(needed);
  switch (why) {
    case "not-accepted":
      return message(
        "尚未受理,时限没有起算;请受理后再延长",
        "it was not accepted, so no limit runs yet; accept it first",
      );
    case "no-limit":
      return message("没有设定法定时限,不需延长", "no legal limit is set, so there is nothing to extend");
    case "once-only":
      return message("时限只能延长一次,已经延长过", "a limit is extended once only, and it was");
    case "too-late":
      return message("法定时限已过,不能再延长", "the legal limit is over and cannot be extended any more");
    case "other-unit":
      return message(
        "时限不按工作日计算,不适用这种延长",
        "the limit is not in working days; this extension does not fit it",
      );
    case "wrong-authority":
      return message(
        `应经${by.zh}批准;请将 approver.authority 改为 ${needed}`,
        `${by.en} must approve it; set approver.authority to ${needed}`,
      );
  }
};

const delegated: Readonly<Record<DelegatedAct, Message>> = {
  file: message("申报", "filing"),
  correct: message("补正", "corrections"),
  withdraw: message("撤回", "withdrawal"),
  collect: message("领取证照", "collecting the licence"),
  read: message("查看办件", "reading the case"),
};

const actOf = (act: string): Message => wordFor(delegated, act);

/** The problem types of {@link ActRefusal}. */
export const actProblems = {
  PlannedDurationMissing: {
    slug: "planned-duration-missing",
    status: 422,
    title: message("缺少特别程序所需时间", "how long the special procedure takes is missing"),
    detail: ({ procedure }) =>
      message(
        `${wordFor(procedureWords, procedure).zh}期间不计时限,须书面告知申请人所需时间;请填写 plannedWorkingDays`,
        `the time of ${wordFor(procedureWords, procedure).en} is not counted, so the applicant must be told how long it takes; fill in plannedWorkingDays`,
      ),
    errors: () => [
      {
        path: "data.plannedWorkingDays",
        message: message(
          "请填写所需工作日数(行政许可法第四十五条)",
          "fill in the working days it will take (Administrative Licensing Law, art. 45)",
        ),
      },
    ],
  },
  ExtensionRefused: {
    slug: "extension-refused",
    status: 409,
    title: message("不能延长时限", "the limit cannot be extended"),
    detail: extensionRefused,
  },
  NotLead: {
    slug: "not-lead",
    status: 403,
    title: message("不是主办部门", "not the lead department"),
    detail: ({ department, lead }) =>
      message(
        `这一步应由牵头部门${quoted(lead)}办理,部门${quoted(department)}不能代办`,
        `this is for the lead, ${lead}, to do, not for ${department}`,
      ),
  },
  NothingToRule: {
    slug: "nothing-to-rule",
    status: 409,
    title: message("没有需要裁定的意见", "there is nothing to rule on"),
    detail: ({ itemId, status }) =>
      message(
        `事项${quoted(itemId)}当前为“${itemStatuses[status].zh}”,没有待裁定的异议或逾期`,
        `${itemId} is ${status} now; no objection or silence of it waits for a ruling`,
      ),
  },
  ClaimedAlready: {
    slug: "claimed-already",
    status: 409,
    title: message("该事项已由同事认领", "a colleague has this item in hand"),
    detail: ({ itemId, by }) =>
      message(
        `事项“${itemId}”由${by}办理;请由其办理,或以 takesOver 认领后办理`,
        `${by} has item "${itemId}" in hand; leave it to them, or claim it with takesOver first`,
      ),
  },
  RoundsExhausted: {
    slug: "rounds-exhausted",
    status: 409,
    title: message("整改次数已用完", "no further correction may be asked for"),
    detail: ({ itemId, maxRounds }) =>
      message(
        `本联办流程最多整改${maxRounds}次,已用完;请就事项“${itemId}”作出同意或不同意的决定`,
        `this process allows ${maxRounds} round(s) of corrections, and they are used up; approve or reject item "${itemId}"`,
      ),
  },
  CannotOverrule: {
    slug: "cannot-overrule",
    status: 409,
    title: message("不能代替该部门同意", "the lead cannot consent in this department's place"),
    detail: ({ itemId, owed }) =>
      message(
        `事项${quoted(itemId)}须由其部门给出:${allQuoted(owed)};请改为采纳异议(refuse)或要求申请人整改(suspend)`,
        `only its own department can give of ${itemId}: ${listed(owed)}; follow the objection (refuse) or let the applicant mend it (suspend)`,
      ),
    errors: () => [
      {
        path: "data.ruling",
        message: message("请改为 refuse 或 suspend", "use refuse or suspend"),
      },
    ],
  },
  NothingToVoid: {
    slug: "nothing-to-void",
    status: 409,
    title: message("没有需要撤销的同意意见", "there is nothing to undo"),
    detail: ({ itemId }) =>
      message(
        `没有要求撤销事项${quoted(itemId)}的意见`,
        `nobody asked to undo what was approved of ${itemId}`,
      ),
  },
  NothingToCheck: {
    slug: "nothing-to-check",
    status: 409,
    title: message("没有需要核查的承诺", "there is no commitment to check"),
    detail: ({ itemId, why }) =>
      why === "no-commitment"
        ? message(`事项${quoted(itemId)}没有采用告知承诺方式`, `no commitment was signed for ${itemId}`)
        : message("证照尚未核发,核发后再核查", "the licence is not issued yet; check once it is"),
  },
  PromiseRefused: {
    slug: "promise-refused",
    status: 422,
    title: message("这些材料不能容缺后补", "these materials cannot be promised"),
    detail: ({ tolerable }) =>
      tolerable.length === 0
        ? message(
            "本次申报没有可以容缺后补的材料,请删去 promise",
            "no material of this filing may follow later; leave promise out",
          )
        : message(
            `可以容缺后补的缺项:${allQuoted(tolerable)}`,
            `missing materials that may follow later: ${listed(tolerable)}`,
          ),
    errors: ({ codes }) =>
      codes.map((code) => ({
        path: `promise.codes.${code}`,
        message: message(
          "请上传这份材料,或从承诺中删去",
          "upload this material, or take it out of the promise",
        ),
      })),
  },
  CommitmentRefused: {
    slug: "commitment-refused",
    status: 422,
    title: message("这些事项不适用告知承诺", "these items take no commitment"),
    detail: ({ known }) =>
      known.length === 0
        ? message(
            "本次申报没有适用告知承诺的事项,请删去 commitments",
            "no item of this filing takes one; leave commitments out",
          )
        : message(`适用告知承诺的事项:${allQuoted(known)}`, `items that take one: ${listed(known)}`),
    errors: ({ items }) =>
      items.map((item) => ({
        path: `commitments.${item}`,
        message: message(
          "请删去此项,按一般程序提交材料",
          "take it out and prove its conditions by materials",
        ),
      })),
  },
  WithdrawalNotPending: {
    slug: "withdrawal-not-pending",
    status: 409,
    title: message("没有待裁定的撤回申请", "no withdrawal waits for a ruling"),
    detail: () =>
      message(
        "申请人没有申请撤回,或者已经裁定",
        "the applicant did not ask to withdraw, or it was ruled on already",
      ),
  },
  WithdrawalPending: {
    slug: "withdrawal-pending",
    status: 409,
    title: message("撤回申请待裁定", "a withdrawal waits for a ruling"),
    detail: ({ rulingBy }) =>
      rulingBy === null
        ? message("请主办部门先裁定撤回申请", "the lead department must rule on it first")
        : message(
            `主办部门应在${rulingBy}前裁定,逾期视为同意撤回`,
            `the lead department rules by ${rulingBy}; after that it counts as granted`,
          ),
  },
  CardUnknown: {
    slug: "card-unknown",
    status: 404,
    title: message("办件没有这张牌", "the case has no such card"),
    detail: ({ known }) =>
      known.length === 0
        ? message("本办件没有黄牌或红牌", "no card was issued on this case")
        : message(`本办件的牌:${allQuoted(known)}`, `cards of this case: ${listed(known)}`),
  },
  CardSettled: {
    slug: "card-settled",
    status: 409,
    title: message("这张牌不能再申诉或裁定", "the card takes no more appeal or ruling"),
    detail: ({ cardId, status }) =>
      message(`牌${quoted(cardId)}当前为“${wordFor(cardStatuses, status).zh}”`, `${cardId} is ${status} now`),
  },
  NotYourCard: {
    slug: "not-your-card",
    status: 403,
    title: message("不是发给贵部门的牌", "the card was not issued to this department"),
    detail: ({ cardId, department }) =>
      message(
        `牌${quoted(cardId)}不由部门${quoted(department)}申诉`,
        `${department} may not appeal against ${cardId}`,
      ),
  },
  DeliveredAlready: {
    slug: "delivered-already",
    status: 409,
    title: message("证照已送达", "the licence was delivered already"),
    detail: ({ on }) => message(`已于${on}送达`, `it was delivered on ${on}`),
  },
  NotTheOwner: {
    slug: "not-the-owner",
    status: 403,
    title: message("不是本办件的责任人", "not the owner of this case"),
    detail: ({ owner }) =>
      owner === null
        ? message(
            "办件还没有责任人;请先由本人接办,再移交他人",
            "nobody answers for it yet; take it over yourself before it is handed to somebody else",
          )
        : message(
            `现责任人为${owner},请由其移交,或由督查人员变更`,
            `${owner} answers for it; they hand it over, or a supervisor takes it away`,
          ),
  },
  DelegationMissing: {
    slug: "delegation-missing",
    status: 422,
    title: message("缺少申请人的代办委托", "the applicant's delegation is missing"),
    detail: () =>
      message(
        "代办站点替他人办理,须填写 delegation:委托事项、截止日期、授权委托书",
        "a station that acts for somebody fills in delegation: its scope, until when, and the mandate",
      ),
    errors: () => [{ path: "delegation", message: message("请填写代办委托", "fill in the delegation") }],
  },
  DelegationEnded: {
    slug: "delegation-ended",
    status: 403,
    title: message("代办委托已失效", "the delegation is not in force"),
    detail: ({ until, revoked }) =>
      revoked
        ? message(
            "申请人已撤销委托,请由申请人本人办理",
            "the applicant revoked it; they act for themselves now",
          )
        : message(
            `委托至${until}止;请由申请人本人办理,或取得新的委托`,
            `it ended on ${until}; the applicant acts, or gives a new one`,
          ),
  },
  DelegationTooLong: {
    slug: "delegation-too-long",
    status: 422,
    title: message("代办委托的期限过长", "the delegation is given for too long"),
    detail: ({ until, latest }) =>
      message(
        `委托至${until}止,最迟只能至${latest};到期仍需代办的,由申请人另行委托`,
        `it is to last until ${until}; ${latest} is the latest. Whoever needs it longer gives a new one`,
      ),
    errors: ({ latest }) => [
      {
        path: "delegation.until",
        message: message(`请改为不晚于${latest}的日期`, `name a date not after ${latest}`),
      },
    ],
  },
  DelegationTooNarrow: {
    slug: "delegation-too-narrow",
    status: 403,
    title: message("超出代办委托的范围", "the delegation does not go so far"),
    detail: ({ act, scope }) => {
      const [wanted, acts] = [actOf(act), scope.map(actOf)];
      return message(
        `委托事项不含“${wanted.zh}”,仅含:${acts.map(({ zh }) => zh).join("、")}`,
        `it does not cover ${wanted.en} (${act}), only: ${acts.map(({ en }) => en).join(", ")}`,
      );
    },
  },
  ...ratingProblems,
} satisfies ProblemTable<ActRefusal>;

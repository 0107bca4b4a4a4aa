import { type Message, message } from "../../../schemas/message.ts";
import type { ActRefusal } from "../act-problems.ts";

/** What to do about a refused act beside filing and answering. */
export const actRemedies: Readonly<Record<ActRefusal["kind"], Message>> = {
  PlannedDurationMissing: message(
    "填写 plannedWorkingDays 后重发；中心据此书面告知申请人。",
    "Fill in plannedWorkingDays and send again; the applicant is told of it in writing.",
  ),
  ExtensionRefused: message(
    "按 detail 所列原因处理：时限只能在届满前延长一次，并须经有权负责人批准。",
    "Do as detail says: a limit is extended once, before it is over, by the head who may allow it.",
  ),
  NotLead: message(
    "请主办部门的首席代表或经办人员办理。",
    "The chief representative or an officer of the lead department does this.",
  ),
  NothingToRule: message(
    "重新读取事项；只有未同意或逾期未答、且已提请主办部门的事项需要裁定。",
    "Read the item again; only an objection or a silence that was put to the lead is ruled on.",
  ),
  ClaimedAlready: message(
    "与认领人商定后,以 takesOver 为 true 重新认领;首席代表可以直接办理。",
    "Agree with the colleague and claim it with takesOver; the chief representative may answer at once.",
  ),
  RoundsExhausted: message(
    "整改次数用完后不能再要求补正:符合条件的予以同意,不符合的说明理由不予同意。",
    "once the rounds are used up no correction may be asked for: approve what is right now, reject what is not, with reasons.",
  ),
  CannotOverrule: message(
    "该部门的号码或许可证不能由主办部门代给；改裁 refuse 或 suspend，或请该部门同意。",
    "The lead cannot give that department's number or permit; rule refuse or suspend, or ask the department to approve.",
  ),
  NothingToVoid: message(
    "不必处理；只有办件未发照而终止时才要求撤销。",
    "Nothing is to be done; approvals are undone only when a case ends without a licence.",
  ),
  NothingToCheck: message(
    "只核查采用告知承诺、且证照已核发的事项。",
    "Only items with a signed commitment are checked, once the licence is issued.",
  ),
  PromiseRefused: message(
    "上传 errors 所列材料，或只承诺可以容缺后补的材料。",
    "Upload the materials errors lists, or promise only those that may follow later.",
  ),
  CommitmentRefused: message(
    "删去 errors 所列事项，这些事项按一般程序提交材料。",
    "Take out the items errors lists; their conditions are proved by materials.",
  ),
  WithdrawalNotPending: message(
    "重新读取办件；撤回申请已有结果，或者申请人没有申请撤回。",
    "Read the case again; the withdrawal was settled, or there is none.",
  ),
  WithdrawalPending: message(
    "等待主办部门裁定撤回申请；不同意撤回的，继续制证。",
    "Wait for the lead department's ruling; if it refuses, the licence is made after all.",
  ),
  CardUnknown: message(
    "从 GET /v1/cases/{caseId}/cards 取得牌号。",
    "Take the card's id from GET /v1/cases/{caseId}/cards.",
  ),
  CardSettled: message(
    "这张牌已申诉或已裁定，不必重复操作。",
    "It was appealed against or ruled on; nothing more is to be done.",
  ),
  NotYourCard: message("由收到该牌的部门申诉。", "The department the card was issued to appeals."),
  DeliveredAlready: message("证照已送达，不必重复登记。", "It was delivered; do not record it again."),
  NotTheOwner: message(
    "请现责任人移交，或请督查人员变更责任人；没有责任人的，先由本人接办。",
    "Ask the present owner to hand the case over, or a supervisor to take it away; where there is none, take it over yourself first.",
  ),
  DelegationMissing: message(
    "补上 delegation 后重新提交：scope、until、mandate。",
    "Add delegation with scope, until and mandate, then file again.",
  ),
  DelegationEnded: message(
    "委托已到期或已撤销，由申请人本人办理。",
    "The delegation ended or was revoked; the applicant acts in person.",
  ),
  DelegationTooLong: message(
    "委托期限最长一年：按 detail 所列日期改 until，授权委托书也应写明相应期限。",
    "A delegation lasts a year at most: set until to the date detail names, as the mandate says it too.",
  ),
  DelegationTooNarrow: message(
    "此事项不在委托范围内，由申请人本人办理。",
    "The act is not among those delegated; the applicant does it in person.",
  ),
  RatedAlready: message(
    "每个环节、每个事项只评价一次，已评价的不能修改。",
    "An item is rated once an occasion; a rating stands.",
  ),
  RatingTooEarly: message(
    "等到 detail 所列环节完成后再评价；没有征询过部门的事项不能评价。",
    "Rate once what detail names has happened; an item nobody was asked about is not rated.",
  ),
  RatingUnknown: message(
    "从 GET /v1/cases/{caseId}/ratings 取得评价的环节和事项。",
    "Take the occasion and the item from GET /v1/cases/{caseId}/ratings.",
  ),
  RatingAnswered: message("已经答复，不必重复答复。", "It was answered; do not answer again."),
};

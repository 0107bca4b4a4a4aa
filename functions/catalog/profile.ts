import type { Approver } from "../../schemas/answers.ts";
import { type Limit, workingDays } from "../../schemas/limit.ts";
import type { BreachKind, CardLevel } from "../../schemas/registers.ts";

/** A limit and the rule that sets it. `limit` is `null` where no rule sets one. */
export interface BasedLimit {
  limit: Limit | null;
  basis: string;
}

/** The limit of a decision, and its one extension: how much, and by whom. */
export interface DecisionLimit {
  limit: Limit;
  extension: { by: Limit; authority: Approver["authority"] };
  basis: string;
}

/** A card is issued when a breach has lasted so many working days; 0 is the first day past the limit. */
export interface CardRule {
  breach: BreachKind;
  level: CardLevel;
  afterWorkingDays: number;
}

/**
 * What the centre has decided about time (时限规则): data, each row with its basis. What the law leaves open and local
 * rules settle differently stands here and not in code.
 */
export interface CentreProfile {
  version: string;
  /** Clock A: to tell everything that is missing at once, or the application counts as accepted. */
  correctionNotice: BasedLimit & { limit: Limit };
  /** For the applicant to answer a notice; past it the application is returned (补正超时退件). */
  correctionAnswer: BasedLimit;
  /** For the applicant to pay the treasury's part of the bill; past it the application is returned (逾期未缴费退件). */
  feePayment: BasedLimit;
  /** Clock B of one department, and of joint handling. */
  single: DecisionLimit;
  joint: DecisionLimit;
  /** Clock C: to issue and deliver after the decision. */
  delivery: BasedLimit & { limit: Limit };
  /** For the applicant to hand in what was promised at a tolerant acceptance (容缺受理). */
  tolerance: BasedLimit & { limit: Limit };
  /** For the lead to rule on a withdrawal; past it the withdrawal is granted. */
  withdrawalRuling: BasedLimit & { limit: Limit };
  /**
   * A project in the green channel (重大项目绿色通道) is promised this share of the usual days, rounded up, and so many days
   * at least. The law's limits stay as they are.
   */
  greenChannel: { share: number; atLeast: number; basis: string };
  /** For a department to undo what it approved once the case has ended without a licence. */
  undo: BasedLimit & { limit: Limit };
  /** For the lead to tell an overruled department its reasons. */
  leadReasons: BasedLimit & { limit: Limit };
  /** To settle a bad rating (差评整改). */
  ratingTask: BasedLimit & { limit: Limit };
  /** A silent department: when it is reminded, when its head hears of it, and when the silence rule acts; working days from the promised due date. */
  silence: { remindBefore: number; escalateAfter: number; actAfter: number };
  /** A warning (预警) when this share of the limit is left, at least so many working days. */
  warning: { share: number; atLeast: number };
  cards: readonly CardRule[];
  /** Breaches that write an accountability record (问责) by themselves. */
  accountability: readonly BreachKind[];
}

/**
 * The profile of the Bengbu centre. “超时直接生成问责”: whatever runs past its limit writes its record at once.
 *
 * Colours: yellow when a promise is exceeded, red when the law is, or a promise by more than three working days.
 */
export const bengbuProfile: CentreProfile = {
  version: "2026-11",
  correctionNotice: { limit: workingDays(5), basis: "行政许可法第三十二条第一款第四项" },
  correctionAnswer: { limit: null, basis: "法律未规定申请人补正期限" },
  feePayment: { limit: null, basis: "法律未规定申请人缴费期限" },
  single: {
    limit: workingDays(20),
    extension: { by: workingDays(10), authority: "agency-head" },
    basis: "行政许可法第四十二条第一款",
  },
  joint: {
    limit: workingDays(45),
    extension: { by: workingDays(15), authority: "government-head" },
    basis: "行政许可法第四十二条第二款",
  },
  delivery: { limit: workingDays(10), basis: "行政许可法第四十四条" },
  tolerance: { limit: workingDays(10), basis: "容缺受理承诺书" },
  withdrawalRuling: { limit: workingDays(3), basis: "中心撤件办理规则" },
  greenChannel: { share: 0.5, atLeast: 1, basis: "中心重大项目绿色通道办理规则" },
  undo: { limit: workingDays(5), basis: "中心撤销通知规则" },
  leadReasons: { limit: workingDays(10), basis: "联合审批意见处理规则" },
  ratingTask: { limit: workingDays(15), basis: "国办发〔2019〕51号" },
  silence: { remindBefore: 1, escalateAfter: 0, actAfter: 2 },
  warning: { share: 0.2, atLeast: 1 },
  cards: [
    { breach: "item-promised", level: "yellow", afterWorkingDays: 0 },
    { breach: "item-promised", level: "red", afterWorkingDays: 3 },
    { breach: "item-statutory", level: "red", afterWorkingDays: 0 },
    { breach: "case-promised", level: "yellow", afterWorkingDays: 0 },
    { breach: "case-promised", level: "red", afterWorkingDays: 3 },
    { breach: "case-statutory", level: "red", afterWorkingDays: 0 },
    { breach: "delivery", level: "yellow", afterWorkingDays: 0 },
    { breach: "second-notice", level: "red", afterWorkingDays: 0 },
    { breach: "procedure-overrun", level: "yellow", afterWorkingDays: 0 },
    { breach: "undo-overdue", level: "yellow", afterWorkingDays: 0 },
    { breach: "rating-task-overdue", level: "yellow", afterWorkingDays: 0 },
    { breach: "commitment-check-overdue", level: "yellow", afterWorkingDays: 0 },
    { breach: "visit-overdue", level: "yellow", afterWorkingDays: 0 },
  ],
  accountability: [
    "item-promised",
    "item-statutory",
    "case-promised",
    "case-statutory",
    "delivery",
    "second-notice",
    "procedure-overrun",
    "undo-overdue",
    "rating-task-overdue",
    "commitment-check-overdue",
    "visit-overdue",
  ],
};

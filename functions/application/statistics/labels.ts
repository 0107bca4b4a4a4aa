import type { LimitUnit } from "../../../schemas/limit.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { BreachKind, CardLevel, RegisterDataOf } from "../../../schemas/registers.ts";

type Labels<Code extends string> = Readonly<Record<Code, Message>>;

/** What a limit counts. */
export const unitLabels: Labels<LimitUnit> = {
  "working-day": message("工作日", "working days"),
  "natural-day": message("自然日", "natural days"),
  "working-hour": message("工作小时", "working hours"),
  "natural-hour": message("小时", "hours"),
};

/** How an item was decided. */
export const decisionLabels: Labels<RegisterDataOf<"decision">["outcome"]> = {
  approved: message("准予", "approved"),
  rejected: message("不予", "rejected"),
  deemed: message("超时默许", "deemed"),
};

/** How a case ended. */
export const closureLabels: Labels<RegisterDataOf<"closure">["outcome"]> = {
  issued: message("核发", "issued"),
  refused: message("不予核发", "refused"),
  withdrawn: message("申请人撤件", "withdrawn"),
  returned: message("退件", "returned"),
};

/** What became of a case with a fee sheet. */
export const feeOutcomeLabels: Labels<RegisterDataOf<"fees">["outcome"]> = {
  ...closureLabels,
  open: message("在办", "open"),
};

/** The levels of an alarm. */
export const cardLabels: Labels<CardLevel> = {
  warning: message("预警", "warning"),
  yellow: message("黄牌", "yellow card"),
  red: message("红牌", "red card"),
};

/** What was breached. */
export const breachLabels: Labels<BreachKind> = {
  "item-promised": message("事项超承诺时限", "item past its promise"),
  "item-statutory": message("事项超法定时限", "item past its statutory limit"),
  "case-promised": message("办件超承诺时限", "case past its promise"),
  "case-statutory": message("办件超法定时限", "case past its statutory limit"),
  delivery: message("送达超期", "late delivery"),
  "second-notice": message("再次要求补正", "second correction notice"),
  "procedure-overrun": message("特别程序超期", "special procedure too long"),
  "undo-overdue": message("撤销已办结果超期", "late undoing"),
  "rating-task-overdue": message("差评整改超期", "bad rating not settled in time"),
  "commitment-check-overdue": message("告知承诺核查超期", "late check of a commitment"),
  "visit-overdue": message("联合踏勘(验收)组织超期", "late joint visit"),
};

/** Where an accountability record or a card stands. */
export const standingLabels: Labels<RegisterDataOf<"accountability" | "card">["status"]> = {
  open: message("未结", "open"),
  issued: message("已发", "issued"),
  appealed: message("申诉中", "appealed"),
  upheld: message("维持", "upheld"),
  revoked: message("撤销", "revoked"),
};

/** What an ended case still needs. */
export const dutyLabels: Labels<RegisterDataOf<"duty">["duty"]> = {
  undo: message("撤销已办结果", "undo an approval"),
  "promised-material": message("补交容缺材料", "hand in promised material"),
  "commitment-check": message("核查告知承诺", "check a commitment"),
  delivery: message("送达", "deliver"),
  "withdrawal-ruling": message("审查撤件申请", "rule on a withdrawal"),
  ruling: message("裁定不同意见", "rule on an objection"),
};

/** The five levels of a rating, by level; 5 is best (好差评). */
export const ratingLabels: Readonly<Record<number, Message>> = {
  5: message("非常满意", "very satisfied"),
  4: message("满意", "satisfied"),
  3: message("基本满意", "fairly satisfied"),
  2: message("不满意", "dissatisfied"),
  1: message("非常不满意", "very dissatisfied"),
};

import { type Message, message } from "../../schemas/message.ts";
import type { Card, CaseStatus, ItemStatus, Rating } from "../case/state.ts";
import type { Route } from "../catalog/route-item.ts";
import type { Role } from "./authenticate.ts";

/** Where a case stands, as its applicant reads it. */
export const caseStatuses: Readonly<Record<CaseStatus, Message>> = {
  reviewing: message("办理中", "in review"),
  "awaiting-applicant": message("待您补正或整改", "waiting for you to mend it"),
  settled: message("待核发", "to be issued"),
  issued: message("已核发", "issued"),
  refused: message("不予许可", "refused"),
  withdrawn: message("已撤回", "withdrawn"),
  returned: message("退件", "returned"),
};

/** Where one item stands, as its applicant reads it. */
export const itemStatuses: Readonly<Record<ItemStatus, Message>> = {
  "not-applicable": message("不涉及", "not concerned"),
  waived: message("免予审批", "waived"),
  notified: message("已抄告备案", "filed for supervision"),
  waiting: message("等待前一步", "waiting for its turn"),
  asked: message("待受理", "with the department"),
  accepted: message("审查中", "in review"),
  suspended: message("特别程序中", "in a special procedure"),
  forwarded: message("转报上级", "with the level above"),
  correcting: message("要求补正", "wishes a correction"),
  silent: message("逾期未答", "not answered in time"),
  approved: message("已同意", "approved"),
  deemed: message("默认同意", "consent presumed"),
  overruled: message("主办裁定", "overruled by the lead"),
  rejected: message("不同意", "rejected"),
  "stood-down": message("已终止", "stood down"),
};

/** What the roles of people are called. */
export const roleNames: Readonly<Record<Role, Message>> = {
  applicant: message("申请人", "applicant"),
  station: message("代办站点", "station"),
  officer: message("经办人员", "officer"),
  chief: message("首席代表", "chief representative"),
  supervisor: message("督查人员", "supervisor"),
  admin: message("系统管理员", "administrator"),
};

/** Why an item of the power list cannot be started. */
export const closedBecause: Readonly<Record<Extract<Route, { kind: "Closed" }>["why"], Message>> = {
  unknown: message("不在权力清单上", "unknown"),
  cancelled: message("已取消", "cancelled"),
  frozen: message("已冻结", "frozen"),
  "not-in-force": message("不在有效期内", "not in force"),
};

/** What was rated, as a sentence names it. */
export const occasionWords: Readonly<Record<Rating["occasion"], Message>> = {
  filing: message("申报", "the filing"),
  acceptance: message("受理", "the acceptance"),
  completion: message("办结", "the completion"),
};

/** What became of a card. */
export const cardStatuses: Readonly<Record<Card["status"], Message>> = {
  issued: message("已发出", "issued"),
  appealed: message("已申诉", "appealed against"),
  upheld: message("已维持", "upheld"),
  revoked: message("已撤销", "revoked"),
};

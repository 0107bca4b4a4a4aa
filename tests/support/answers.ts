import type { CommandOf, Now } from "../../functions/case/commands.ts";
import type { Answer, AnswerData, Approver, Officer, Procedure, Wish } from "../../schemas/answers.ts";
import { syntheticOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { composeRegistrationNumber } from "../../schemas/codes/registration-number.ts";
import { composeTaxNumber } from "../../schemas/codes/tax-number.ts";
import { composeUscc } from "../../schemas/codes/uscc.ts";

/** The person of a department who answers in tests. */
const officer: Officer = { name: "李明" };

/** What every answer says: on which revision, and by the department's clock when. */
export interface Said {
  revision?: number;
  time?: string;
}

const head = ({ at }: Now, { revision = 1, time = at }: Said) => ({
  envelope: { webhookId: `msg-${time}`, time },
  data: { revision, officer },
});

/** Answers of each type, as a department gives them at a moment. */
export const answers = {
  accepted: (now: Now, said: Said = {}): Answer => {
    const { envelope, data } = head(now, said);
    return { type: "lianban.item.accepted", ...envelope, data };
  },
  approved: (
    now: Now,
    said: Said & Partial<Pick<AnswerData<"lianban.item.approved">, "outputs" | "documents" | "opinion">> = {},
  ): Answer => {
    const { envelope, data } = head(now, said);
    const { outputs = {}, documents = [], opinion } = said;
    const more = { outputs, documents, ...(opinion === undefined ? {} : { opinion }) };
    return { type: "lianban.item.approved", ...envelope, data: { ...data, ...more } };
  },
  rejected: (
    now: Now,
    said: Said & { reason?: AnswerData<"lianban.item.rejected">["reason"] } = {},
  ): Answer => {
    const { envelope, data } = head(now, said);
    const {
      reason = { code: "name-taken", text: "与已登记名称相同", basis: "企业名称登记管理规定第十七条" },
    } = said;
    return { type: "lianban.item.rejected", ...envelope, data: { ...data, reason } };
  },
  correctionRequired: (now: Now, said: Said & { wishes?: Wish[] } = {}): Answer => {
    const { envelope, data } = head(now, said);
    const { wishes = [{ path: "domicile.address", message: "请补充门牌号" }] } = said;
    return { type: "lianban.item.correction-required", ...envelope, data: { ...data, wishes } };
  },
  suspended: (now: Now, said: Said & { procedure?: Procedure; plannedWorkingDays?: number } = {}): Answer => {
    const { envelope, data } = head(now, said);
    const { procedure = "expert-review", plannedWorkingDays = 10 } = said;
    const more = { procedure, reason: "须组织专家评审" };
    return { type: "lianban.item.suspended", ...envelope, data: { ...data, ...more, plannedWorkingDays } };
  },
  resumed: (now: Now, said: Said = {}): Answer => {
    const { envelope, data } = head(now, said);
    return { type: "lianban.item.resumed", ...envelope, data: { ...data, result: "评审通过" } };
  },
  extended: (now: Now, said: Said & { authority?: Approver["authority"] } = {}): Answer => {
    const { envelope, data } = head(now, said);
    const { authority = "agency-head" } = said;
    const approver = { name: "王局", post: "局长", authority };
    return { type: "lianban.item.extended", ...envelope, data: { ...data, approver, reason: "情况复杂" } };
  },
  forwarded: (now: Now, said: Said = {}): Answer => {
    const { envelope, data } = head(now, said);
    const more = { to: "省应急管理厅", opinion: "初审同意,报请审批" };
    return { type: "lianban.item.forwarded", ...envelope, data: { ...data, ...more } };
  },
  ruled: (now: Now, said: Said & { ruling?: AnswerData<"lianban.item.ruled">["ruling"] } = {}): Answer => {
    const { envelope, data } = head(now, said);
    const { ruling = "approve" } = said;
    return { type: "lianban.item.ruled", ...envelope, data: { ...data, ruling, reasons: "异议不影响许可" } };
  },
  voided: (now: Now, said: Said = {}): Answer => {
    const { envelope, data } = head(now, said);
    return { type: "lianban.item.voided", ...envelope, data: { ...data, note: "已注销批文" } };
  },
  checked: (now: Now, said: Said & { kept?: boolean } = {}): Answer => {
    const { envelope, data } = head(now, said);
    const { kept = true } = said;
    return { type: "lianban.item.checked", ...envelope, data: { ...data, kept, findings: "现场核查" } };
  },
} as const;

/** The departments of the Bengbu items. */
export const departments = {
  "enterprise-registration": "market-regulation",
  "organization-code": "quality-supervision",
  "tax-registration": "tax",
  "hazardous-chemicals-permit": "emergency-management",
} as const;

/** An item of the Bengbu catalogue. */
export type BengbuItem = keyof typeof departments;

/** The command that hands in a department's answer about its own item. */
export const answerItem = (itemId: BengbuItem, answer: Answer): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId,
  department: departments[itemId],
  answer,
});

/** Codes of one made-up company, all in the zone no real organisation can be given. `n` from 1 to 99999. */
export const codesOf = (n: number) => {
  const organizationCode = syntheticOrganizationCode(n);
  const division = "340300";
  return {
    organizationCode,
    registrationNumber: composeRegistrationNumber({ authority: division, kind: "domestic", sequence: n }),
    taxNumber: composeTaxNumber({ division, organizationCode }),
    uscc: composeUscc({ department: "9", category: "1", division, organizationCode }),
  };
};

/** The outputs an item owes in a mode, well formed and in agreement with the others of the same company `n`. */
export const outputsOf = (
  itemId: BengbuItem,
  mode: string,
  n = 1,
  registeredName = "蚌埠淮畔云帆智能装备有限公司",
): Record<string, unknown> => {
  const { organizationCode, registrationNumber, taxNumber, uscc } = codesOf(n);
  const isOneCode = mode === "one-code";
  switch (itemId) {
    case "enterprise-registration":
      return {
        registeredName,
        ...(isOneCode ? { uscc } : { registrationNumber }),
      };
    case "organization-code":
      return isOneCode ? {} : { organizationCode };
    case "tax-registration":
      return { taxAuthority: "蚌埠市税务局第一分局", ...(isOneCode ? {} : { taxNumber }) };
    case "hazardous-chemicals-permit":
      return { permitNumber: `皖蚌危化经字2026第${n}号`, permitValidUntil: "2029-11-23" };
  }
};

import { type Message, message } from "../message.ts";
import { companyRegistrationMaterials2016 } from "./company-registration-materials-2016.ts";
import type { CompanyRegistrationForm as Form } from "./company-registration-sections.ts";
import { isShareCompany } from "./company-types.ts";
import type { IsoDate } from "./iso-date.ts";
import {
  type MaterialCondition,
  registrationMaterial as material,
  type RegistrationMaterial,
} from "./registration-material.ts";

const regulation = "市场主体登记管理条例";
const rules = "市场主体登记管理条例实施细则";

/** The list of materials in force since 2022-03-01. @see 市场主体登记管理条例第十六条; 实施细则第二十五条、第二十六条 */
export const companyRegistrationMaterials: readonly RegistrationMaterial[] = [
  material("application-form", `${regulation}第十六条第一项`),
  material("shareholder-identity", `${regulation}第十六条第二项`, {
    when: "person-shareholder",
    original: false,
  }),
  material("organization-licence", `${regulation}第十六条第二项、第三款`, {
    when: "organization-shareholder",
    original: false,
    source: "government",
  }),
  material("domicile-proof", `${regulation}第十六条第三项`, { original: false, usedBy: ["market", "tax"] }),
  material("articles-of-association", `${regulation}第十六条第四项`, { usedBy: ["market", "tax"] }),
  material("officer-appointment", `${rules}第二十六条第一款`),
  // The persons are verified by their faces (实施细则第十六条), so the copies may follow.
  material("officer-identity", `${rules}第二十六条第一款`, { necessity: "tolerable", original: false }),
  material("agent-authorization", `${regulation}第十八条、${rules}第十四条`, { when: "agent-named" }),
  material("pre-approval-document", `${regulation}第十四条、${rules}第二十二条`, {
    when: "permit-named",
    original: false,
  }),
  material("capital-verification", `${rules}第二十六条第二款`, { when: "subscription" }),
  material("property-transfer-proof", `${rules}第二十六条第二款`, {
    when: "promoter-in-kind",
    original: false,
  }),
];

/** A material this form needs from the applicant, and why. */
export interface NeededMaterial {
  code: string;
  name: Message;
  why: Message;
  necessity: RegistrationMaterial["necessity"];
}

interface Condition {
  holds: (form: Form) => boolean;
  why: Message;
}

const conditions: Readonly<Record<MaterialCondition, Condition>> = {
  "agent-named": {
    holds: ({ agent }) => agent !== undefined,
    why: message("申请由代理人办理", "the application is made by an agent"),
  },
  "person-shareholder": {
    holds: ({ shareholders }) => shareholders.some(({ kind }) => kind === "person"),
    why: message("股东中有自然人", "there are shareholders who are natural persons"),
  },
  "organization-shareholder": {
    holds: ({ shareholders }) => shareholders.some(({ kind }) => kind === "organization"),
    why: message("股东中有法人或者其他组织", "there are shareholders that are organisations"),
  },
  "permit-named": {
    holds: ({ business }) => (business.permits ?? []).length > 0,
    why: message(
      "经营范围含前置审批项目，且已取得许可",
      "a regulated activity has its permit, which the form names",
    ),
  },
  subscription: {
    holds: ({ registration }) => registration.establishment === "subscription",
    why: message(
      "股份有限公司以募集方式设立",
      "the company limited by shares is established by subscription",
    ),
  },
  "promoter-in-kind": {
    holds: ({ registration, shareholders }) =>
      isShareCompany(registration.companyType) &&
      shareholders.some(({ methods }) => methods.some((method) => method !== "money")),
    why: message("发起人以非货币财产出资", "a promoter contributes other property than money"),
  },
};

/** What makes a conditional material necessary, as people read it. */
export const materialReason = (when: MaterialCondition): Message => conditions[when].why;

const always = message("设立公司均须提交", "every company hands it in");

/**
 * The materials the applicant of this form hands in when filing on `on`, by the list in force that day, each with the
 * reason and its basis. What the government has already is left out; a `tolerable` one may follow later.
 *
 * A permit is asked for only when the form names one: where it is still to be had, the joint process asks the
 * authority for it within the case. Limit: a public offering of shares, whose registration with the securities
 * authority must be shown, cannot be told from the form.
 */
export const requiredMaterials = (form: Form, { on }: { on: IsoDate }): NeededMaterial[] =>
  (on < "2022-03-01" ? companyRegistrationMaterials2016 : companyRegistrationMaterials)
    .filter(
      ({ source, when }) => source === "applicant" && (when === undefined || conditions[when].holds(form)),
    )
    .map(({ code, name, necessity, when, basis }) => {
      const why = when === undefined ? always : conditions[when].why;
      return { code, name, necessity, why: message(`${why.zh}（${basis}）`, `${why.en} (${basis})`) };
    });

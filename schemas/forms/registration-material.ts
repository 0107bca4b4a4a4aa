import { type Message, message } from "../message.ts";
import type { RegistrationDepartment } from "./company-registration-fields.ts";

/** What makes a conditional material necessary, as the form shows it. */
export type MaterialCondition =
  | "agent-named"
  | "person-shareholder"
  | "organization-shareholder"
  | "permit-named"
  | "subscription"
  | "promoter-in-kind";

/**
 * One entry of the list of materials (行政许可法第三十条).
 *
 * `necessity`: `required` always, `conditional` when `when` holds, `tolerable` may follow after acceptance (容缺后补).
 * `original`: the original is handed in, otherwise a copy will do. `source`: who has it; what the government has is
 * fetched by sharing and never asked of the applicant (市场主体登记管理条例第十六条第三款).
 */
export interface RegistrationMaterial {
  code: string;
  name: Message;
  necessity: "required" | "conditional" | "tolerable";
  original: boolean;
  source: "applicant" | "government";
  when?: MaterialCondition;
  /** What makes it conditional, in words, where it is none of {@link MaterialCondition}. */
  condition?: Message;
  usedBy: RegistrationDepartment[];
  basis: string;
}

/** What the materials of company registration are called, under either list. */
const materialNames = {
  "application-form": message("公司设立登记申请书", "application for the registration of a company"),
  "articles-of-association": message("公司章程", "articles of association"),
  "domicile-proof": message("住所使用相关文件", "proof of the right to use the domicile"),
  "shareholder-identity": message(
    "自然人股东身份证明",
    "identity documents of shareholders who are natural persons",
  ),
  "organization-licence": message("法人股东主体资格文件", "licences of shareholders that are organisations"),
  "officer-appointment": message(
    "法定代表人、董事、监事和高级管理人员任职文件",
    "appointments of the legal representative and the officers",
  ),
  "officer-identity": message(
    "法定代表人、董事、监事和高级管理人员身份证明",
    "identity documents of the legal representative and the officers",
  ),
  "agent-authorization": message("指定代表或者共同委托代理人授权委托书", "authorisation of the agent"),
  "name-pre-approval-notice": message("企业名称预先核准通知书", "notice of the name's pre-approval"),
  "pre-approval-document": message(
    "前置审批批准文件或者许可证书",
    "approval or permit for the regulated activity",
  ),
  "capital-verification": message("验资证明", "verification of capital"),
  "property-transfer-proof": message("财产权转移手续证明", "proof of the transfer of contributed property"),
} as const;

/** A code of the names above. */
export type RegistrationMaterialCode = keyof typeof materialNames;

/** Make an entry of a list; what `more` leaves out is: required, an original, from the applicant, for market regulation. */
export const registrationMaterial = (
  code: RegistrationMaterialCode,
  basis: string,
  more: Partial<Omit<RegistrationMaterial, "code" | "basis" | "name">> = {},
): RegistrationMaterial => ({
  code,
  name: materialNames[code],
  necessity: more.when === undefined ? "required" : "conditional",
  original: true,
  source: "applicant",
  usedBy: ["market"],
  basis,
  ...more,
});

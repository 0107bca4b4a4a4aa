import { companyRegistrationRules } from "./company-registration-rules.ts";
import { companyRegistrationSections } from "./company-registration-sections.ts";
import { checkAcross } from "./form-rule.ts";

export { companyRegistrationFields, scopeFor } from "./company-registration-fields.ts";
export { checkCompanyRegistration } from "./company-registration-findings.ts";
export type { CompanyRegistrationForm } from "./company-registration-sections.ts";

/**
 * The one application form for founding a company (公司设立登记申请书): market regulation, quality and tax read from
 * it what each is entitled to.
 *
 * Money is integer fen, days are `YYYY-MM-DD`. Every issue carries the field's path and a text in both languages that
 * says what to do (`splitMessage`); all faults are told at once, the rules across fields included. Unknown fields are
 * refused by name. Texts are trimmed and codes put into capital letters, so keep what parsing returns.
 *
 * Limits: domestic companies only; rules that need the day of filing are `checkCompanyRegistration`.
 * @see 公司登记管理条例（2016）第二十条; 市场主体登记管理条例第八条、第九条、第十六条
 */
export const companyRegistrationForm = companyRegistrationSections.superRefine(
  checkAcross(companyRegistrationRules),
  {
    when: () => true,
  },
);

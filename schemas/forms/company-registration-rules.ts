import { organizationForms } from "./company-name-words.ts";
import { capitalRules } from "./company-registration-capital-rules.ts";
import { peopleRules } from "./company-registration-people-rules.ts";
import type { CompanyRegistrationForm as Form } from "./company-registration-sections.ts";
import { isShareCompany } from "./company-types.ts";
import type { Fault, FormRule } from "./form-rule.ts";

const nameFitsType = ({ name, registration: { companyType } }: Form): Fault[] => {
  const forms: readonly string[] = isShareCompany(companyType)
    ? organizationForms.shares
    : organizationForms.limited;
  if (forms.includes(name.organizationForm.replace("(", "（").replace(")", "）"))) return [];
  const [first, second] = isShareCompany(companyType)
    ? ["股份有限公司", "股份公司"]
    : ["有限责任公司", "有限公司"];
  return [
    {
      path: ["name", "organizationForm"],
      zh: `公司类型${companyType}的名称应标明“${first}”或者“${second}”（公司法第七条），请改正组织形式或公司类型`,
      en: `the name of a company of type ${companyType} ends in ${first} or ${second}; correct the organisation form or the type`,
    },
  ];
};

const permitsOfActivities = ({ business: { permits = [], regulatedActivities } }: Form): Fault[] =>
  permits.flatMap(({ activity }, at) =>
    regulatedActivities.includes(activity)
      ? []
      : [
          {
            path: ["business", "permits", at, "activity"],
            zh: `许可文件对应的项目“${activity}”未列入前置审批项目，请补列该项目或删去许可文件`,
            en: `the permit's activity "${activity}" is not among the regulated activities; add it there or remove the permit`,
          },
        ],
  );

/** Every rule across fields that holds on any day; rules that ask the calendar are findings, not issues. */
export const companyRegistrationRules: readonly FormRule<Form>[] = [
  ...capitalRules,
  ...peopleRules,
  { needs: ["name.organizationForm", "registration.companyType"], faults: nameFitsType },
  { needs: ["business.regulatedActivities", "business.permits.*.activity"], faults: permitsOfActivities },
];

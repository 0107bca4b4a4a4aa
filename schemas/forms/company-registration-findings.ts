import { divisionName } from "../codes/division.ts";
import { message } from "../message.ts";
import { checkCompanyName } from "./company-name.ts";
import type { CompanyRegistrationForm as Form } from "./company-registration-sections.ts";
import { isShareCompany } from "./company-types.ts";
import type { Finding } from "./finding.ts";
import { addYears, daysBetween, type IsoDate } from "./iso-date.ts";
import type { NameParts } from "./name-finding.ts";

/** 公司法 (2023) 第二百六十六条: in force from this day. */
const companyLaw2023From: IsoDate = "2024-07-01";

const permitDays = 90;

/** 市场主体登记管理条例 in force: from this day an approval with a term of its own stands for that term. */
const ownTermFrom: IsoDate = "2022-03-01";

const withoutLevels = (place: string): string => place.replace(/[省市县区]/g, "");

/** Every way to name where a company is: 安徽, 蚌埠, 安徽蚌埠, 蚌埠怀远, 怀远 … without the words of level. */
const placesAround = (code: string): string[] => {
  const [province = "", city = "", county = ""] = ["340000", "340300", code].map((each) =>
    withoutLevels(divisionName(each) ?? ""),
  );
  const local = [city, county, `${city}${county}`];
  return [province, ...local, ...local.map((place) => `${province}${place}`)];
};

const divisionOfName = ({ name, domicile }: Form): Finding[] => {
  const division = withoutLevels(name.division.replace(/(?:高新|经济|经).*$/, ""));
  if (name.division === "" || division === "" || placesAround(domicile.division).includes(division))
    return [];
  return [
    {
      rule: "division-of-domicile",
      severity: "refuse",
      path: "name.division",
      message: message(
        `名称中的行政区划“${name.division}”不是住所所在地，请改为住所所在的省、市、县名称`,
        `the division ${name.division} in the name is not where the domicile is; use the domicile's province, city or county`,
      ),
      source: "企业名称登记管理规定第七条",
    },
  ];
};

const under = (prefix: string, name: NameParts): Finding[] =>
  checkCompanyName(name).map((finding) => ({ ...finding, path: `${prefix}.${finding.path}` }));

const names = ({ name }: Form): Finding[] => [
  ...under("name", name),
  ...(name.alternates ?? []).flatMap((alternate, at) => under(`name.alternates.${at}`, alternate)),
];

const termEnd = ({ business: { term } }: Form, on: IsoDate): Finding[] =>
  term.kind === "fixed" && term.until <= on
    ? [
        {
          rule: "term-over",
          severity: "refuse",
          path: "business.term.until",
          message: message(
            `营业期限应在申请日${on}之后届满，请改正届满日或选择长期`,
            `the business term must end after the day of filing, ${on}; correct the day or choose long-term`,
          ),
          source: "市场主体登记管理条例第九条第二项",
        },
      ]
    : [];

const dueWithinFiveYears = (form: Form, on: IsoDate): Finding[] => {
  const last = addYears(on, 5);
  return form.shareholders.flatMap(({ dueDate }, at): Finding[] =>
    dueDate <= last
      ? []
      : [
          {
            rule: "contribution-within-five-years",
            severity: "refuse",
            path: `shareholders.${at}.dueDate`,
            message: message(
              `认缴出资额应自公司成立之日起五年内缴足，请将出资时间改为${last}或者更早`,
              `contributions are paid within five years of the company's establishment; set the day to ${last} or earlier`,
            ),
            source: "公司法第四十七条",
          },
        ],
  );
};

const paidBeforeFounding = (form: Form, on: IsoDate): Finding[] =>
  form.shareholders.flatMap(({ dueDate }, at): Finding[] =>
    dueDate <= on
      ? []
      : [
          {
            rule: "shares-paid-before-founding",
            severity: "review",
            path: `shareholders.${at}.dueDate`,
            message: message(
              "发起人应当在公司成立前全额缴纳股款，请在领取执照前缴足并改正出资时间",
              "promoters pay for their shares in full before the company is founded; pay before the licence is issued and correct the day",
            ),
            source: "公司法第九十八条",
          },
        ],
  );

const contributions = (form: Form, on: IsoDate): Finding[] => {
  if (on < companyLaw2023From) return [];
  return isShareCompany(form.registration.companyType)
    ? paidBeforeFounding(form, on)
    : dueWithinFiveYears(form, on);
};

type Permit = NonNullable<Form["business"]["permits"]>[number];

const permitFault = (
  { issuedOn, validUntil }: Permit,
  on: IsoDate,
): [field: string, zh: string, en: string] | undefined => {
  if (issuedOn > on)
    return [
      "issuedOn",
      `批准日期晚于申请日${on}，请核对`,
      `the permit is dated after the day of filing, ${on}; check the day`,
    ];
  if (validUntil !== undefined && on >= ownTermFrom)
    return validUntil < on
      ? ["validUntil", "许可文件已过有效期，请重新取得批准", "the permit has run out; obtain a new one"]
      : undefined;
  if (daysBetween(issuedOn, on) <= permitDays) return undefined;
  return [
    "issuedOn",
    `自批准之日起已超过${permitDays}日，请报批准机关确认其效力或者另行报批`,
    `the permit is over ${permitDays} days old; have the authority confirm it or obtain a new one`,
  ];
};

const permits = ({ business }: Form, on: IsoDate): Finding[] =>
  (business.permits ?? []).flatMap((permit, at): Finding[] => {
    const fault = permitFault(permit, on);
    if (fault === undefined) return [];
    const [field, zh, en] = fault;
    return [
      {
        rule: "permit-in-force",
        severity: "refuse",
        path: `business.permits.${at}.${field}`,
        message: message(zh, en),
        source: on < ownTermFrom ? "公司登记管理条例第二十条" : "市场主体登记管理条例实施细则第二十二条",
      },
    ];
  });

const agentAuthority = ({ agent }: Form, on: IsoDate): Finding[] => {
  if (agent === undefined || (agent.validFrom <= on && on <= agent.validTo)) return [];
  return [
    {
      rule: "agent-authority",
      severity: "refuse",
      path: on < agent.validFrom ? "agent.validFrom" : "agent.validTo",
      message: message(
        `申请日${on}不在委托期限内，请更新授权委托书或由申请人自行办理`,
        `the day of filing, ${on}, is outside the agent's authority; renew the authorisation or file in person`,
      ),
      source: "市场主体登记管理条例第十八条; 民法典第一百七十三条",
    },
  ];
};

/**
 * What the calendar and the rules on names say about a well-formed form filed on `on`; empty when there is nothing.
 *
 * The five years of 公司法第四十七条 count from the company's establishment, a day not known yet; they are counted
 * from the filing, so the last few days before the licence is issued are given away. Whether a regulated activity
 * still lacks its permit is not judged here: the joint process asks the authority itself.
 */
export const checkCompanyRegistration = (form: Form, { on }: { on: IsoDate }): Finding[] => [
  ...names(form),
  ...divisionOfName(form),
  ...termEnd(form, on),
  ...contributions(form, on),
  ...permits(form, on),
  ...agentAuthority(form, on),
];

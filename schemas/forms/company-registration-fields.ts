import { type Message, message } from "../message.ts";
import { namePartLabels } from "./name-finding.ts";

/** Departments of the joint registration: market regulation (工商), quality (质监), tax (税务). */
export type RegistrationDepartment = "market" | "quality" | "tax";

/**
 * One leaf of the form: where it stands, what people call it, which departments may read it, whether it is about a
 * natural person (个人信息保护法第四条). `[]` stands for each row of a list: `shareholders[].name`.
 *
 * A list is a leaf itself, and its rows go to a department whole or not at all. A field used by nobody is the hub's
 * own, for its notices.
 */
export interface FormField {
  path: string;
  label: Message;
  usedBy: RegistrationDepartment[];
  personal: boolean;
}

/** Letters of the marks: a 工商, q 质监, t 税务 read the field; p it is personal. */
const departments = { a: "market", q: "quality", t: "tax" } as const;

type Row = readonly [path: string, marks: string, zh: string, en: string];

const nameRows = (prefix: string, marks: string): Row[] =>
  Object.entries(namePartLabels).map(([part, { zh, en }]) => [`${prefix}.${part}`, marks, zh, en]);

const identityRows = <P extends string>(prefix: P, marks: string, zh: string, en: string) =>
  [
    [`${prefix}.name`, marks, `${zh}姓名`, `name of ${en}`],
    [`${prefix}.idType`, marks, `${zh}证件类型`, `kind of identity document of ${en}`],
    [`${prefix}.idNumber`, marks, `${zh}证件号码`, `identity number of ${en}`],
  ] as const satisfies readonly Row[];

const fields = [
  ["name.preApprovalNumber", "a", "名称预核准文号", "number of the name's pre-approval"],
  ["name.alternates", "a", "备选名称", "alternative names"],
  ["domicile.division", "aqt", "住所行政区划", "division of the domicile"],
  ["domicile.address", "aqt", "住所", "address of the domicile"],
  ["domicile.postalCode", "qt", "邮政编码", "postal code"],
  ["domicile.productionAddress", "t", "生产经营地址", "place of production or business"],
  ["contact.phone", "aqt", "联系电话", "company's telephone number"],
  ["contact.mobile", "p", "接收通知的手机号码", "mobile number for notices"],
  ["contact.email", "p", "接收通知的电子邮箱", "e-mail address for notices"],
  ["registration.companyType", "aqt", "公司类型", "type of company"],
  ["registration.capital.amountFen", "aqt", "注册资本", "registered capital"],
  ["registration.capital.currency", "aqt", "注册资本币种", "currency of the registered capital"],
  ["registration.establishment", "a", "设立方式", "way of establishment"],
  ["registration.duplicateCopies", "a", "申请副本数", "number of duplicate licences"],
  ["business.scope", "aqt", "经营范围", "business scope"],
  ["business.industryCode", "aqt", "国民经济行业代码", "industry code (GB/T 4754)"],
  ["business.term.kind", "a", "营业期限", "kind of business term"],
  ["business.term.until", "a", "营业期限届满日", "last day of the business term"],
  ["business.regulatedActivities", "a", "前置审批项目", "activities that need a permit first"],
  ["business.permits", "a", "前置许可文件", "permits obtained"],
  ["business.permits[].activity", "a", "许可对应的前置审批项目", "activity of the permit"],
  ["business.permits[].permitNumber", "a", "许可文件编号", "number of the permit"],
  ["business.permits[].issuedOn", "a", "许可批准日期", "day the permit was issued"],
  ["business.permits[].issuedBy", "a", "许可机关", "authority that issued the permit"],
  ["business.permits[].validUntil", "a", "许可有效期截止日", "last day of the permit"],
  ...identityRows("legalRepresentative", "aqtp", "法定代表人", "the legal representative"),
  ["legalRepresentative.phone", "aqtp", "法定代表人电话", "telephone number of the legal representative"],
  ["legalRepresentative.position", "aqt", "法定代表人职务", "position of the legal representative"],
  ["legalRepresentative.appointedBy", "aqt", "法定代表人产生方式", "how the legal representative was chosen"],
  ["legalRepresentative.signature.method", "a", "法定代表人签署方式", "how the legal representative signed"],
  [
    "legalRepresentative.signature.signedOn",
    "a",
    "法定代表人签署日期",
    "day the legal representative signed",
  ],
  ["shareholders", "atp", "股东（发起人）", "shareholders"],
  ["shareholders[].kind", "atp", "股东类别", "kind of shareholder"],
  ["shareholders[].name", "atp", "股东姓名或者名称", "name of the shareholder"],
  ["shareholders[].idType", "atp", "股东证件类型", "kind of identity document of the shareholder"],
  ["shareholders[].idNumber", "atp", "股东证件号码", "identity number of the shareholder"],
  ["shareholders[].uscc", "atp", "股东统一社会信用代码", "unified social credit code of the shareholder"],
  ["shareholders[].nationality", "atp", "股东国籍（地区）", "nationality of the shareholder"],
  ["shareholders[].subscribedFen", "atp", "认缴出资额", "subscribed contribution"],
  ["shareholders[].methods", "atp", "出资方式", "ways of contribution"],
  ["shareholders[].dueDate", "atp", "出资时间", "day the contribution is due"],
  ["shareholders[].percentage", "atp", "出资比例", "share in the capital"],
  ["officers", "ap", "董事、监事、经理", "officers"],
  ...identityRows("officers[]", "ap", "董事、监事、经理", "the officer"),
  ["officers[].role", "ap", "董事、监事、经理职务", "role of the officer"],
  ["officers[].appointedBy", "ap", "董事、监事、经理产生方式", "how the officer was chosen"],
  ...identityRows("liaison", "ap", "联络员", "the liaison"),
  ["liaison.phone", "ap", "联络员电话", "telephone number of the liaison"],
  ...identityRows("financeOfficer", "tp", "财务负责人", "the finance officer"),
  ["financeOfficer.phone", "tp", "财务负责人电话", "telephone number of the finance officer"],
  ["taxHandler.name", "tp", "办税人姓名", "name of the tax handler"],
  ["taxHandler.phone", "tp", "办税人电话", "telephone number of the tax handler"],
  ["taxProfile.registrationType", "t", "登记注册类型", "registration type for tax"],
  ["taxProfile.accountingMethod", "t", "核算方式", "accounting method"],
  ["taxProfile.accountingStandard", "t", "适用会计制度", "accounting standard"],
  ["taxProfile.employees", "t", "从业人数", "number of people working"],
  ["taxProfile.totalInvestmentFen", "t", "投资总额", "total investment"],
  ["taxProfile.branches", "t", "分支机构", "branches"],
  ["taxProfile.branches[].name", "t", "分支机构名称", "name of the branch"],
  ["taxProfile.branches[].uscc", "t", "分支机构统一社会信用代码", "unified social credit code of the branch"],
  ["taxProfile.headOffice.name", "t", "总机构名称", "name of the head office"],
  [
    "taxProfile.headOffice.uscc",
    "t",
    "总机构统一社会信用代码",
    "unified social credit code of the head office",
  ],
  ["qualityProfile.competentAuthority", "q", "主管机构", "competent authority"],
  ["qualityProfile.employees", "q", "职工人数", "number of employees"],
  ["qualityProfile.economicType", "q", "经济类型代码", "economic type (GB/T 12402)"],
  ["qualityProfile.institutionType", "q", "机构类型", "type of institution"],
  ...identityRows("agent", "ap", "代理人", "the agent"),
  ["agent.authority", "a", "委托权限", "authority of the agent"],
  ["agent.validFrom", "a", "委托期限起始日", "first day of the agent's authority"],
  ["agent.validTo", "a", "委托期限截止日", "last day of the agent's authority"],
] as const satisfies readonly Row[];

/** A path of {@link companyRegistrationFields}, the parts of the names aside. */
export type FormFieldPath = (typeof fields)[number][0];

const toField = ([path, marks, zh, en]: Row): FormField => ({
  path,
  label: message(zh, en),
  usedBy: Object.entries(departments).flatMap(([letter, department]) =>
    marks.includes(letter) ? [department] : [],
  ),
  personal: marks.includes("p"),
});

/** Every leaf of the company registration form, and who may read it. See {@link FormField}. */
export const companyRegistrationFields: readonly FormField[] = [
  ...nameRows("name", "aqt"),
  ...nameRows("name.alternates[]", "a"),
  ...fields,
].map(toField);

const labels: ReadonlyMap<string, Message> = new Map(
  companyRegistrationFields.map(({ path, label }) => [path, label]),
);

/** What people call a field; the path itself for one the catalogue does not know, so that nothing goes unnamed. */
export const fieldLabel = (path: FormFieldPath): Message => labels.get(path) ?? message(path, path);

/**
 * The dotted paths of the form a department may read, in the order of the catalogue: every leaf marked for it, lists
 * whole (`shareholders`). Nothing else of the form concerns it (行政许可法第二十九条、第三十一条).
 */
export const scopeFor = (department: RegistrationDepartment): string[] =>
  companyRegistrationFields
    .filter(({ path, usedBy }) => !path.includes("[]") && usedBy.includes(department))
    .map(({ path }) => path);

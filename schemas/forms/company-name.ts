import { message } from "../message.ts";
import { nameContentRules } from "./company-name-content-rules.ts";
import { nameStructureRules } from "./company-name-structure-rules.ts";
import { blankableField, section, textField } from "./form-field.ts";
import { type NameFinding, type NameParts, namePartLabels } from "./name-finding.ts";
import { industryPadding, similarIndustries } from "./similar-industries.ts";

/** The parts of a name as fields of a form: all four are there, `division` and `industry` may be blank. */
export const companyNameShape = {
  division: blankableField(namePartLabels.division, 30),
  tradeName: textField(namePartLabels.tradeName, 20),
  industry: blankableField(namePartLabels.industry, 30),
  organizationForm: textField(namePartLabels.organizationForm, 20),
};

/**
 * A company name in its four parts (企业名称登记管理规定第六条).
 *
 * Shape: `{ division: "蚌埠", tradeName: "珠城", industry: "商贸", organizationForm: "有限公司" }`.
 */
export const companyName = section(message("企业名称", "company name"), companyNameShape);

/** The name as it is printed: 行政区划 + 字号 + 行业 + 组织形式, e.g. `蚌埠珠城商贸有限公司`. */
export const fullName = ({ division, tradeName, industry, organizationForm }: NameParts): string =>
  `${division}${tradeName}${industry}${organizationForm}`;

/**
 * Every fault of a name that its text alone shows; empty when there is none.
 *
 * Limits: whether a registered name stands in the way, and whether the division is where the company is, needs more
 * than the name. Homophones, hidden meanings and names of persons are for the window.
 * @see 企业名称登记管理规定第五条至第十四条; 企业名称禁限用规则（工商企注字〔2017〕133号）
 */
export const checkCompanyName = (name: NameParts): NameFinding[] =>
  [...nameContentRules, ...nameStructureRules].flatMap((rule) => rule(name));

const bare = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/\([^)]*\)/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toUpperCase();

/** Padding that is all there is names the business after all: 实业 stays 实业. */
const withoutPadding = (industry: string): string =>
  industryPadding.reduce((text, padding) => text.replace(padding, "") || text, industry);

const industryKey = (industry: string): string => {
  const text = withoutPadding(bare(industry));
  return text.length > 1 ? text.replace(/业$/, "") : text;
};

/**
 * The 字号 as it is compared: half-width, without brackets, signs and the name's own division in front of it.
 *
 * All names that could stand in the way of another share its trade-name key, so it is the index to look them up by
 * before {@link isSimilarName}.
 */
export const tradeNameKey = ({ division, tradeName }: NameParts): string => {
  const text = bare(tradeName);
  const own = bare(division);
  const rest = own !== "" && text.startsWith(own) ? text.slice(own.length) : text;
  return rest.length >= 2 ? rest : text;
};

/**
 * The key under which two names are the same at one registration authority: 字号 + 行业.
 *
 * Shape: `红光|酒`. Division and organisation form do not count, nor their order, brackets (红光（北京）), full or half
 * width, words without a meaning of their own (集团、控股、发展、实业), or a final 业 (酒业 is 酒). So
 * 北京红光酒业发展有限公司, 红光（北京）酒业发展有限公司, 红光酒业有限公司 and 北京红光酒厂 have one key.
 *
 * Limits: the parts are trusted to be cut where the applicant says; industries that differ in words but not in
 * meaning, and a name without an industry beside one with it, have different keys: {@link isSimilarName} tells them.
 * @see 企业名称相同相近比对规则第三条（工商企注字〔2017〕133号）
 */
export const nameKey = (name: NameParts): string => `${tradeNameKey(name)}|${industryKey(name.industry)}`;

const industryGroups: ReadonlyMap<string, string> = new Map(
  similarIndustries.flatMap(([head = "", ...others]) =>
    [head, ...others].map((word) => [industryKey(word), industryKey(head)] as const),
  ),
);

const industryMeaning = (industry: string): string =>
  industryGroups.get(industryKey(industry)) ?? industryKey(industry);

/**
 * True for two names one registration authority may not both register: the same 字号 with the same or a synonymous
 * industry ({@link similarIndustries}), or with no industry in one of them. Symmetric; true for a name and itself.
 *
 * Limits: a homophone or look-alike 字号, one 字号 inside another, and investment between the two companies, which
 * excuses them, are not seen.
 * @see 企业名称登记管理规定第十七条; 企业名称相同相近比对规则第四条第一项
 */
export const isSimilarName = (one: NameParts, other: NameParts): boolean =>
  tradeNameKey(one) === tradeNameKey(other) &&
  (one.industry === "" ||
    other.industry === "" ||
    industryMeaning(one.industry) === industryMeaning(other.industry));

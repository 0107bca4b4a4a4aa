import { formatOrganizationCode } from "../../schemas/codes/organization-code.ts";
import type { BusinessLicence, LicenceCodes, LicenceHolder, LicenceStatus } from "../../schemas/licence.ts";

/** One labelled value on the face, e.g. `{ label: "住所", value: "蚌埠市蚌山区…" }`. */
export interface FaceEntry {
  label: string;
  value: string;
}

const DIGITS = [..."零壹贰叁肆伍陆柒捌玖"];
const UNITS = [
  [100_000_000, "亿"],
  [10_000, "万"],
  [1_000, "仟"],
  [100, "佰"],
  [10, "拾"],
] as const;

/** A whole number in the capitals that nobody can alter by a stroke, e.g. 100100 → 壹拾万零壹佰. */
const capitals = (whole: number): string => {
  const unit = UNITS.find(([value]) => value <= whole);
  if (unit === undefined) return DIGITS[whole] ?? "";
  const [value, name] = unit;
  const rest = whole % value;
  const gap = rest < value / 10 ? "零" : "";
  return capitals(Math.floor(whole / value)) + name + (rest === 0 ? "" : gap + capitals(rest));
};

const yuan = (amountFen: number): string => {
  const [whole, jiao, fen] = [Math.floor(amountFen / 100), Math.floor(amountFen / 10) % 10, amountFen % 10];
  if (jiao === 0 && fen === 0) return `${capitals(whole)}元整`;
  const jiaoText = jiao === 0 ? "零" : `${capitals(jiao)}角`;
  return `${capitals(whole)}元${jiaoText}${fen === 0 ? "" : `${capitals(fen)}分`}`;
};

/**
 * Write registered capital as the face does, e.g. 10000000 fen of CNY → 人民币壹拾万元整, of USD → 壹拾万美元.
 *
 * Foreign amounts that are not whole stand in figures, e.g. 1,000.50美元. `amountFen` counts hundredths.
 * @see 支付结算办法附件一 正确填写票据和结算凭证的基本规定
 */
export const capitalText = ({ amountFen, currency }: LicenceHolder["registeredCapital"]): string => {
  if (currency === "CNY") return `人民币${yuan(amountFen)}`;
  const name = new Intl.DisplayNames("zh-CN", { type: "currency" }).of(currency) ?? currency;
  if (amountFen % 100 === 0) return `${capitals(amountFen / 100)}${name}`;
  return `${(amountFen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}${name}`;
};

/** Write a date as the face does, e.g. `2015-10-08` → 2015年10月08日. */
export const dateText = (isoDate: string): string => {
  const [year, month, day] = isoDate.split("-");
  return `${year}年${month}月${day}日`;
};

/** The term from its first to its last day, e.g. 2015年10月08日至长期. */
const termText = ({ from, until }: LicenceHolder["term"]): string =>
  `${dateText(from)}至${until === null ? "长期" : dateText(until)}`;

/** The codes at the head of the face, labelled: one in `one-code` mode, three in `three-numbers` mode. */
export const faceCodes = (codes: LicenceCodes): FaceEntry[] => {
  const { uscc, registrationNumber, organizationCode, taxNumber } = codes;
  const formatted = organizationCode === undefined ? undefined : formatOrganizationCode(organizationCode);
  const entries: [string, string | undefined][] = [
    ["统一社会信用代码", uscc],
    ["注册号", registrationNumber],
    ["组织机构代码", formatted],
    ["税务登记号", taxNumber],
  ];
  return entries.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
};

/** The registered particulars in the order of the licence face, business scope last. */
export const faceFields = (holder: LicenceHolder): FaceEntry[] => [
  { label: "名称", value: holder.name },
  { label: "类型", value: holder.companyType.label },
  { label: "住所", value: holder.domicile },
  { label: "法定代表人", value: holder.legalRepresentative },
  { label: "注册资本", value: capitalText(holder.registeredCapital) },
  { label: "成立日期", value: dateText(holder.establishedOn) },
  { label: "营业期限", value: termText(holder.term) },
  { label: "经营范围", value: holder.businessScope },
];

/** What a licence that no longer stands says about itself: the word across the page and the notice in full. */
export interface StatusNotice {
  stamp: "已撤销" | "已换发" | "已过期";
  since: string;
  notice: string;
}

/**
 * The notice for a licence that is no longer valid; `undefined` while it is. `document` is what the paper calls itself.
 * @default a licence, 执照
 */
export const statusNotice = (
  status: LicenceStatus,
  document: "执照" | "意见书" = "执照",
): StatusNotice | undefined => {
  if (status.kind === "valid") return undefined;
  const since = `自${dateText(status.since)}起`;
  if (status.kind === "expired")
    return { stamp: "已过期", since, notice: `本${document}${since}已过有效期，不得再行使用。` };
  const reason = `原因：${status.reason.replace(/[。．.]$/u, "")}。`;
  if (status.kind === "revoked")
    return { stamp: "已撤销", since, notice: `本${document}${since}已撤销，不得再行使用。${reason}` };
  const { licenceId, version } = status.supersededBy;
  const successor = `现行${document}：${licenceId} 第${version}版。`;
  return {
    stamp: "已换发",
    since,
    notice: `本${document}${since}已换发，不得再行使用。${reason}${successor}`,
  };
};

/** The lines in small print: which record this is a picture of, and what it is not. */
export const smallPrint = (record: BusinessLicence, sha256OfRecord: string): string[] => [
  [
    `执照编号 ${record.licenceId}　第${record.version}版`,
    `办件编号 ${record.caseId}`,
    `联办事项 ${record.proof.joins.length} 项`,
    `核发副本 ${record.duplicateCopies} 份`,
  ].join("　|　"),
  `电子记录摘要（SHA-256） ${sha256OfRecord}`,
  "本件是演示用联办枢纽所签电子记录的打印件，不是加盖国家电子印章的OFD版式文件，不具有营业执照的法律效力；内容与现时状态以扫码核验为准。",
];

import { type Message, message } from "../message.ts";
import type { Finding } from "./finding.ts";

/** A part of a company name (企业名称登记管理规定第六条). */
export type NamePart = "division" | "tradeName" | "industry" | "organizationForm";

/** The four parts of a name; `division` and `industry` may be empty. */
export type NameParts = Readonly<Record<NamePart, string>>;

/** What one rule says about one part of a name; `path` is the part. */
export type NameFinding = Finding & { path: NamePart };

/** One rule about the text of a name. Empty: the name keeps it. */
export type NameRule = (name: NameParts) => NameFinding[];

/** What people call the parts. */
export const namePartLabels: Readonly<Record<NamePart, Message>> = {
  division: message("名称中的行政区划", "division in the name"),
  tradeName: message("字号", "trade name (字号)"),
  industry: message("行业或者经营特点", "industry in the name"),
  organizationForm: message("组织形式", "organisation form"),
};

/** The parts that hold free text, in the order of the name. */
export const textParts = ["division", "tradeName", "industry"] as const satisfies readonly NamePart[];

/** The article of 企业名称登记管理规定 (2020) by its Chinese number. */
export const nameArticle = (number: string): string => `企业名称登记管理规定第${number}条`;

type Said = [rule: string, path: NamePart, text: [zh: string, en: string], source: string];

const say =
  (severity: Finding["severity"]) =>
  (...[rule, path, [zh, en], source]: Said): NameFinding[] => [
    { rule, severity, path, message: message(zh, en), source },
  ];

/** One finding that must be mended. */
export const refuseName = say("refuse");

/** One finding a person should look at. */
export const reviewName = say("review");

import { isUscc } from "../../schemas/codes/uscc.ts";
import type { PowerLevel } from "../../schemas/item-guide.ts";
import { type Message, message } from "../../schemas/message.ts";
import { powerLevelCodes } from "./national-codes.ts";

/** How codes of items are written. A province that writes them otherwise brings its own patterns. */
export interface CodeRules {
  basic: RegExp;
  implementing: RegExp;
  handling: RegExp;
  levels: Readonly<Record<PowerLevel, string>>;
}

/**
 * The usual form. 基本编码: 2 province (00 the state), 2 type, 2 department, 3 main item, 3 sub-item (`000` none, `00Y` it
 * has some). 实施编码: the body's unified social credit code, its level, the basic code. 业务办理项编码: two digits more.
 * @see GB/T 39554.1-2020; DB52/T 1264-2018
 */
export const usualCodeRules: CodeRules = {
  basic: /^\d{9}(?:\d{3}|00Y)$/,
  implementing: /^[0-9A-HJ-NP-RTUWXY]{18}[1-6]\d{9}(?:\d{3}|00Y)$/,
  handling: /^[0-9A-HJ-NP-RTUWXY]{18}[1-6]\d{9}(?:\d{3}|00Y)\d{2}$/,
  levels: powerLevelCodes.codes,
};

/** What the codes of one item are made of. `handlingItem` is null where the item is handled in one way only. */
export interface CodeParts {
  /** The unified social credit code of the implementing body. */
  body: string;
  level: PowerLevel;
  basicCode: string;
  handlingItem: string | null;
}

/** The codes of one item (实施编码、业务办理项编码). Shape: 31 and 33 characters under the usual rules. */
export interface ItemCodes {
  implementing: string;
  handling: string | null;
}

/** Put the codes of an item together. Says nothing about whether they are right; see {@link problemsOfCodes}. */
export const composeCodes = (
  { body, level, basicCode, handlingItem }: CodeParts,
  { levels }: CodeRules = usualCodeRules,
): ItemCodes => {
  const implementing = `${body}${levels[level]}${basicCode}`;
  return { implementing, handling: handlingItem === null ? null : `${implementing}${handlingItem}` };
};

/** One fault in the codes of an item: the part it lies in, and what to mend. */
export interface CodeProblem {
  path: keyof CodeParts;
  message: Message;
}

const wrongBasic = (code: string): CodeProblem => ({
  path: "basicCode",
  message: message(
    `基本编码“${code}”不符合编码规则,应为12位`,
    `the basic code "${code}" breaks the rules; it has 12 characters`,
  ),
});

const wrongBody = (code: string): CodeProblem => ({
  path: "body",
  message: message(
    `实施主体编码“${code}”不是有效的统一社会信用代码`,
    `the body's code "${code}" is no valid unified social credit code`,
  ),
});

const wrongWhole = (code: string): CodeProblem => ({
  path: "level",
  message: message(`实施编码“${code}”不符合编码规则`, `the implementing code "${code}" breaks the rules`),
});

const wrongHandling = (code: string): CodeProblem => ({
  path: "handlingItem",
  message: message(
    `业务办理项编码“${code}”不符合编码规则,实施编码后应为2位数字`,
    `the handling item's code "${code}" breaks the rules; two digits follow the implementing code`,
  ),
});

/** What is wrong with the codes of an item; empty when nothing is. A whole is judged only once its parts are right. */
export const problemsOfCodes = (parts: CodeParts, rules: CodeRules = usualCodeRules): CodeProblem[] => {
  const inParts = [
    ...(rules.basic.test(parts.basicCode) ? [] : [wrongBasic(parts.basicCode)]),
    ...(isUscc(parts.body) ? [] : [wrongBody(parts.body)]),
  ];
  if (inParts.length > 0) return inParts;
  const { implementing, handling } = composeCodes(parts, rules);
  if (!rules.implementing.test(implementing)) return [wrongWhole(implementing)];
  return handling === null || rules.handling.test(handling) ? [] : [wrongHandling(handling)];
};

import * as z from "zod";
import { isOrganizationCode, type OrganizationCode } from "./organization-code.ts";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const pattern = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const invalidMessage =
  "统一社会信用代码无效：应为18位数字或大写字母（不含I、O、S、V、Z），且校验码与其中的组织机构代码正确 / Not a valid unified social credit code: 18 digits or capital letters (no I, O, S, V, Z) with a right check character and a right organisation code inside";

/** Registering departments (first character) and the categories (second character) each may give. GB 32100-2015, annex. */
const departments: Readonly<Record<string, { zh: string; en: string; categories: string }>> = {
  1: { zh: "机构编制", en: "public sector reform", categories: "1239" },
  2: { zh: "外交", en: "foreign affairs", categories: "19" },
  3: { zh: "司法行政", en: "justice", categories: "123459" },
  4: { zh: "文化", en: "culture", categories: "19" },
  5: { zh: "民政", en: "civil affairs", categories: "1239" },
  6: { zh: "旅游", en: "tourism", categories: "129" },
  7: { zh: "宗教", en: "religious affairs", categories: "129" },
  8: { zh: "工会", en: "trade unions", categories: "19" },
  9: { zh: "市场监管", en: "market regulation", categories: "123" },
  A: { zh: "中央军委改革和编制办公室", en: "military reform and establishment", categories: "19" },
  N: { zh: "农业", en: "agriculture", categories: "1239" },
  Y: { zh: "其他", en: "other", categories: "1" },
};

/**
 * Computes the eighteenth character of a unified social credit code from the seventeen before it.
 *
 * Shape: `"91350100M000100Y4"` gives `"3"`. Letters count otherwise than in the organisation code inside: M is 21 here, 22 there.
 * Limits: every single wrong character is detected. Failure: `undefined` on another length or a character outside the alphabet.
 * @see GB 32100-2015
 */
export const usccCheckCharacter = (first17: string): string | undefined => {
  if (first17.length !== weights.length) return undefined;
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    const value = alphabet.indexOf(first17.charAt(index));
    if (value < 0) return undefined;
    sum += value * weight;
  }
  return alphabet.charAt((31 - (sum % 31)) % 31);
};

/**
 * Tells whether a text is a unified social credit code: alphabet, own check character and the organisation code inside.
 *
 * Limits: capital letters only; an unknown department or category passes, see `usccWarnings`.
 */
export const isUscc = (text: string): boolean => {
  return (
    pattern.test(text) &&
    usccCheckCharacter(text.slice(0, 17)) === text.charAt(17) &&
    isOrganizationCode(text.slice(8, 17))
  );
};

/**
 * Reads a unified social credit code (统一社会信用代码), 18 characters.
 *
 * Shape: `91340300PDY00001XC`: department 9, category 1, registration authority 340300, organisation code PDY00001X, check C.
 * @see GB 32100-2015
 */
export const usccSchema = z
  .string()
  .regex(pattern, { error: invalidMessage, abort: true })
  .refine(isUscc, { error: invalidMessage })
  .brand<"Uscc">();

/** Eighteen characters that passed `usccSchema`. */
export type Uscc = z.infer<typeof usccSchema>;

/** Takes the nine-character organisation code out of a unified social credit code: its characters 9 to 17. */
export const organizationCodeOfUscc = (uscc: Uscc): OrganizationCode => {
  return uscc.slice(8, 17) as string as OrganizationCode;
};

/**
 * Puts a unified social credit code together and adds its check character.
 *
 * Shape: `{ department: "9", category: "1", division: "340300", organizationCode: "PDY00001X" }` gives `91340300PDY00001XC`.
 * `division` is the registration authority's, not the domicile's. Throws a RangeError naming the parts that make no legal code.
 * @see GB 32100-2015
 */
export const composeUscc = (parts: {
  department: string;
  category: string;
  division: string;
  organizationCode: string;
}): Uscc => {
  const first17 = `${parts.department}${parts.category}${parts.division}${parts.organizationCode}`;
  const uscc = `${first17}${usccCheckCharacter(first17)}`;
  if (parts.department.length !== 1 || parts.category.length !== 1 || !isUscc(uscc)) {
    throw new RangeError(`No unified social credit code can be made of ${JSON.stringify(parts)}`);
  }
  return uscc as Uscc;
};

/**
 * Lists what is unusual about a valid code: a department or category that the standard's table does not name.
 *
 * Such a code is accepted, since amendments have added categories. Texts are Chinese first, English second; empty when all is usual.
 * @see GB 32100-2015, annex A
 */
export const usccWarnings = (uscc: Uscc): string[] => {
  const [first, second] = [uscc.charAt(0), uscc.charAt(1)];
  const department = departments[first];
  if (!department) {
    return [`登记管理部门代码“${first}”不在国家标准中 / Department code ${first} is not in the standard`];
  }
  if (department.categories.includes(second)) return [];
  return [
    `机构类别代码“${second}”不属于登记管理部门“${first} ${department.zh}” / Category code ${second} is not one of department ${first} (${department.en})`,
  ];
};

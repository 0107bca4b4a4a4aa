import * as z from "zod";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const weights = [3, 7, 9, 10, 5, 8, 4, 2];
const invalidMessage =
  "组织机构代码无效：应为8位数字或大写字母加1位校验码，校验码前可有连字符 / Not a valid organisation code: 8 digits or capital letters and a right check character, with or without a hyphen before it";

/**
 * Computes the ninth character of an organisation code from the eight before it.
 *
 * Shape: `"71526726"` gives `"X"` (ten), `"PDY00006"` gives `"0"` (eleven). A letter counts 10 to 35, I O S V Z included.
 * Limits: two characters whose values differ by 11, 22 or 33 (`0`, `B`, `M`, `X`) give the same check character.
 * Failure: `undefined` unless there are exactly eight digits or capital letters.
 * @see GB 11714-1997
 */
export const organizationCodeCheckCharacter = (body8: string): string | undefined => {
  if (!/^[0-9A-Z]{8}$/.test(body8)) return undefined;
  const sum = weights.reduce(
    (total, weight, index) => total + weight * alphabet.indexOf(body8.charAt(index)),
    0,
  );
  const check = 11 - (sum % 11);
  if (check === 10) return "X";
  return check === 11 ? "0" : String(check);
};

/** Tells whether a text is an organisation code as machines keep it: nine characters, no hyphen, right check character. */
export const isOrganizationCode = (text: string): boolean => {
  return text.length === 9 && organizationCodeCheckCharacter(text.slice(0, 8)) === text.charAt(8);
};

/**
 * Reads an organisation code (组织机构代码), printed or not, into its nine characters.
 *
 * Shape: `"PDY00001X"`, also `"PDY00001-X"`, whose hyphen is dropped. Capital letters only.
 * @see GB 11714-1997
 */
export const organizationCodeSchema = z
  .string()
  .regex(/^[0-9A-Z]{8}-?[0-9X]$/, { error: invalidMessage, abort: true })
  .overwrite((text) => text.replace("-", ""))
  .refine(isOrganizationCode, { error: invalidMessage })
  .brand<"OrganizationCode">();

/** Nine characters that passed `organizationCodeSchema`, without hyphen: `PDY00001X`. */
export type OrganizationCode = z.infer<typeof organizationCodeSchema>;

/** Writes an organisation code as it stands on a certificate: `PDY00001-X`. */
export const formatOrganizationCode = (code: OrganizationCode): string => {
  return `${code.slice(0, 8)}-${code.slice(8)}`;
};

/**
 * Makes the nth organisation code of the zone that no real organisation can be given, for demonstrations and tests.
 *
 * Shape: 1 gives `PDY00001X`. Limits: 1 to 99999, otherwise throws a RangeError naming the number.
 * @see GB 11714-1997, self-defined zone PDY00001 to PDY99999
 */
export const syntheticOrganizationCode = (n: number): OrganizationCode => {
  if (!Number.isInteger(n) || n < 1 || n > 99_999) {
    throw new RangeError(`A synthetic organisation code takes a whole number from 1 to 99999, got ${n}`);
  }
  const body = `PDY${String(n).padStart(5, "0")}`;
  return `${body}${organizationCodeCheckCharacter(body)}` as OrganizationCode;
};

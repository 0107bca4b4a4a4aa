import * as z from "zod";
import { isCompactDate } from "./compact-date.ts";

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = "10X98765432";
const pattern = /^[1-9]\d{5}(?:18|19|20)\d{9}[0-9X]$/;
const invalidMessage =
  "居民身份证号无效：应为18位，出生日期真实且校验码正确 / Not a valid resident ID number: 18 characters with a real birth date and a right check character";

/**
 * Computes the eighteenth character of a resident ID number from the seventeen digits before it (MOD 11-2).
 *
 * Shape: `"34030019900101000"` gives `"4"`; ten is written `X`. Failure: `undefined` unless there are exactly seventeen digits.
 * @see GB 11643-1999
 */
export const residentIdCheckCharacter = (first17: string): string | undefined => {
  if (!/^\d{17}$/.test(first17)) return undefined;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(first17.charAt(index)), 0);
  return checkCharacters.charAt(sum % 11);
};

/**
 * Tells whether a text is a resident ID number: 18 characters, a real birth date, a right check character (capital X).
 *
 * Limits: whether the number was ever issued cannot be told; the birth date may lie in the future.
 */
export const isResidentId = (text: string): boolean => {
  return (
    pattern.test(text) &&
    isCompactDate(text.slice(6, 14)) &&
    residentIdCheckCharacter(text.slice(0, 17)) === text.charAt(17)
  );
};

/**
 * Reads a resident ID number (居民身份证号), 18 characters; a small `x` at the end becomes `X`.
 *
 * Shape: `340300199001010004`: division 340300, born 1990-01-01, sequence 000, check 4. Personal data: never log it unmasked.
 * @see GB 11643-1999
 */
export const residentIdSchema = z
  .string()
  .regex(/^[1-9]\d{5}(?:18|19|20)\d{9}[0-9Xx]$/, { error: invalidMessage, abort: true })
  .overwrite((text) => text.toUpperCase())
  .refine(isResidentId, { error: invalidMessage })
  .brand<"ResidentId">();

/**
 * Hides the middle of a resident ID number, right or wrong, for display and logs.
 *
 * Shape: `340300199001010004` gives `3403**********0004`. A text under 15 characters is hidden whole.
 */
export const maskResidentId = (text: string): string => {
  const shown = text.length < 15 ? 0 : 4;
  return `${text.slice(0, shown)}${"*".repeat(text.length - 2 * shown)}${text.slice(text.length - shown)}`;
};

/** First two digits of divisions and permits that issue numbers: provinces of GB/T 2260, 83 for Taiwan residents. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

// Two more digits may follow: the tax number of an individual business is its owner's ID and two digits.
const eighteenCharacters = /(?<!\d)[1-9]\d{5}(?:18|19|20)\d{9}[0-9Xx](?=(?:\d{2})?(?!\d))/g;
const fifteenDigits = /(?<!\d)[1-9]\d{14}(?![0-9Xx])/g;

/** Either sign suffices, so that a number with a slip of the pen in province, date or check character is hidden too. */
const looksLikeResidentId = (text: string): boolean =>
  provinces.test(text) || isCompactDate(text.slice(6, 14));

const looksLikeOldResidentId = (text: string): boolean =>
  provinces.test(text) && isCompactDate(`19${text.slice(6, 12)}`);

/**
 * Hides every resident ID number found inside a longer text, as `maskResidentId` does.
 *
 * Takes 18 characters with a birth year of 18xx to 20xx when province or birth date is real, alone or with the two digits of a
 * tax number behind; takes 15 digits (numbers before 1999-10-01) when both are. Case numbers stay as they are.
 * Limits: another number of 15 or 18 digits that happens to look so is hidden as well; an ID broken by spaces, or run
 * together with other digits, is not found.
 */
export const maskResidentIdsIn = (text: string): string =>
  text
    .replace(eighteenCharacters, (found) => (looksLikeResidentId(found) ? maskResidentId(found) : found))
    .replace(fifteenDigits, (found) => (looksLikeOldResidentId(found) ? maskResidentId(found) : found));

/**
 * Hides the middle of a telephone number.
 *
 * Shape: `13800138000` gives `138****8000`, with or without `+86`; of any other number only the last four characters stay,
 * and nothing of one under eight characters.
 */
export const maskPhone = (text: string): string => {
  const mobile = /^(\+?86[- ]?)?(1\d{2})\d{4}(\d{4})$/.exec(text);
  if (mobile) return `${mobile[1] ?? ""}${mobile[2]}****${mobile[3]}`;
  const shown = text.length < 8 ? 0 : 4;
  return `${"*".repeat(text.length - shown)}${text.slice(text.length - shown)}`;
};

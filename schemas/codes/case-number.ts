import * as z from "zod";
import { isCompactDate } from "./compact-date.ts";
import { hasMod1110CheckDigit, mod1110CheckDigit } from "./mod-11-10.ts";

// A serial beyond five digits has no leading zero, so that one case has one number.
const pattern = /^([1-9]\d{5})(\d{8})(\d{2})(\d{5}|[1-9]\d{5,8})(\d)$/;
const invalidMessage =
  "办件编号无效：请核对数字，校验码不符 / Not a valid case number: please check the digits against the receipt";

/** What a case number tells: `{ division: "340300", date: "2026-02-12", line: "01", serial: 17 }`. */
export interface CaseNumberParts {
  /** Six digits of the centre that received the case. */
  readonly division: string;
  /** Day of receipt in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly date: string;
  /** Two digits of the joint process, `00` to `99`. */
  readonly line: string;
  /** Number of the case within its division, day and line, 0 to 999999999; printed with at least five digits. */
  readonly serial: number;
}

/** Takes a case number apart; `undefined` when it is not one. */
export const parseCaseNumber = (text: string): CaseNumberParts | undefined => {
  const [, division, compact, line, serial] = pattern.exec(text) ?? [];
  if (!division || !compact || !line || !serial) return undefined;
  if (!isCompactDate(compact) || !hasMod1110CheckDigit(text)) return undefined;
  const date = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6)}`;
  return { division, date, line, serial: Number(serial) };
};

/** Tells whether a text is a case number: shape, a real date, a right check digit. */
export const isCaseNumber = (text: string): boolean => {
  return parseCaseNumber(text) !== undefined;
};

/**
 * Reads a case number (办件编号), 22 to 26 digits.
 *
 * Shape: `3403002026021201000179`: division 340300, received 2026-02-12, line 01, serial 00017, MOD 11,10 check digit 9.
 */
export const caseNumberSchema = z
  .string()
  .regex(pattern, { error: invalidMessage, abort: true })
  .refine(isCaseNumber, { error: invalidMessage })
  .brand<"CaseId">();

/** A case number that passed `caseNumberSchema`; the key of the case everywhere. */
export type CaseId = z.infer<typeof caseNumberSchema>;

/**
 * Puts a case number together and adds its check digit (ISO 7064 MOD 11,10, GB/T 17710).
 *
 * Throws a RangeError naming the parts that make no legal number.
 */
export const composeCaseNumber = (parts: CaseNumberParts): CaseId => {
  const { division, date, line, serial } = parts;
  const body = `${division}${date.replaceAll("-", "")}${line}${String(serial).padStart(5, "0")}`;
  const number = `${body}${mod1110CheckDigit(body)}`;
  const read = parseCaseNumber(number);
  const isFaithful =
    read?.division === division && read.date === date && read.line === line && read.serial === serial;
  if (!isFaithful) throw new RangeError(`No case number can be made of ${JSON.stringify(parts)}`);
  return number as CaseId;
};

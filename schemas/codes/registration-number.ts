import * as z from "zod";
import { hasMod1110CheckDigit, mod1110CheckDigit } from "./mod-11-10.ts";

/** Who is registered, as the first digit of the sequence tells: 0-3 domestic, 4-5 foreign-invested, 6-9 individual business. */
export type RegistrantKind = "domestic" | "foreign-invested" | "individual";

const sequenceStart: Readonly<Record<RegistrantKind, number>> = {
  domestic: 0,
  "foreign-invested": 40_000_000,
  individual: 60_000_000,
};
const lastSequence: Readonly<Record<RegistrantKind, number>> = {
  domestic: 39_999_999,
  "foreign-invested": 19_999_999,
  individual: 39_999_999,
};
const pattern = /^[1-9]\d{14}$/;
const invalidMessage =
  "工商注册号无效：应为15位数字且校验码正确 / Not a valid business registration number: 15 digits with a right check digit";

/** Tells whether a text is a business registration number: 15 digits, the last a MOD 11,10 check digit. */
export const isRegistrationNumber = (text: string): boolean => {
  return pattern.test(text) && hasMod1110CheckDigit(text);
};

/**
 * Reads a business registration number (工商注册号), 15 digits.
 *
 * Shape: `340300000000019`: first registration authority 340300 (100000 is the national bureau), sequence 00000001, check 9.
 * The number is kept for life and says nothing else. @see GS 15-2006
 */
export const registrationNumberSchema = z
  .string()
  .regex(pattern, { error: invalidMessage, abort: true })
  .refine(isRegistrationNumber, { error: invalidMessage })
  .brand<"RegistrationNumber">();

/** Fifteen digits that passed `registrationNumberSchema`. */
export type RegistrationNumber = z.infer<typeof registrationNumberSchema>;

/**
 * Puts a business registration number together and adds its check digit.
 *
 * Shape: `{ authority: "340300", kind: "foreign-invested", sequence: 1 }` gives `340300400000010`.
 * `sequence` counts within the kind, from 1 to 39999999 (foreign-invested: to 19999999).
 * Throws a RangeError naming the part out of bounds. @see GS 15-2006
 */
export const composeRegistrationNumber = (parts: {
  authority: string;
  kind: RegistrantKind;
  sequence: number;
}): RegistrationNumber => {
  const { authority, kind, sequence } = parts;
  if (!/^[1-9]\d{5}$/.test(authority)) {
    throw new RangeError(`A registration authority has six digits, got ${authority}`);
  }
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > lastSequence[kind]) {
    throw new RangeError(`A sequence of kind ${kind} runs from 1 to ${lastSequence[kind]}, got ${sequence}`);
  }
  const body = `${authority}${String(sequenceStart[kind] + sequence).padStart(8, "0")}`;
  return `${body}${mod1110CheckDigit(body)}` as RegistrationNumber;
};

/** Tells from a registration number who is registered, by the first digit of its sequence. GS 15-2006. */
export const registrantKindOf = (number: RegistrationNumber): RegistrantKind => {
  const first = Number(number.charAt(6));
  if (first <= 3) return "domestic";
  return first <= 5 ? "foreign-invested" : "individual";
};

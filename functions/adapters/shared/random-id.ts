import { randomBytes } from "node:crypto";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 26;

/** A random identifier of 26 Crockford base32 characters (130 bits). @see https://www.crockford.com/base32.html */
export const randomId = (): string => {
  let text = "";
  for (const byte of randomBytes(LENGTH)) text += CROCKFORD[byte & 31];
  return text;
};

/** The first `length` bytes as Crockford base32 characters, five bits of each. */
export const base32 = (bytes: Uint8Array, length: number): string =>
  Array.from(bytes.subarray(0, length), (byte) => CROCKFORD[byte & 31]).join("");

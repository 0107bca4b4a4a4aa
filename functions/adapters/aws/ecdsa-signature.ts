/** DER tags of the only structure read here. @see ITU-T X.690 */
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Bytes of one number on the P-256 curve. */
const NUMBER_BYTES = 32;

const malformed = (why: string): Error => new Error(`this is no DER signature of the P-256 curve: ${why}`);

/** One positive DER integer at a place, written out to 32 bytes, and the place behind it. */
const readNumber = (der: Uint8Array, at: number): { number: Uint8Array; next: number } => {
  const length = der[at + 1];
  if (der[at] !== INTEGER || length === undefined || length === 0 || length > NUMBER_BYTES + 1)
    throw malformed("an integer is missing, empty or too long");
  const next = at + 2 + length;
  const bytes = der.subarray(at + 2, next);
  const [first = 0, second = 0] = bytes;
  if (bytes.length !== length || first > 0x7f) throw malformed("an integer is cut off or negative");
  const isPadded = first === 0 && length > 1;
  if (isPadded && second <= 0x7f) throw malformed("an integer has a needless leading zero");
  const digits = isPadded ? bytes.subarray(1) : bytes;
  if (digits.length > NUMBER_BYTES) throw malformed("an integer has more than 256 bits");
  const number = new Uint8Array(NUMBER_BYTES);
  number.set(digits, NUMBER_BYTES - digits.length);
  return { number, next };
};

/**
 * An ECDSA signature as JWS has it, r and s of 32 bytes each, from the DER that KMS answers with. Every length is
 * checked; throws for anything but one minimal SEQUENCE of two positive INTEGERs.
 * @see RFC 7518 §3.4, RFC 3279 §2.2.3
 */
export const joseSignatureOf = (der: Uint8Array): Uint8Array => {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2) throw malformed("it is no single sequence");
  const r = readNumber(der, 2);
  const s = readNumber(der, r.next);
  if (s.next !== der.length) throw malformed("something follows");
  const signature = new Uint8Array(2 * NUMBER_BYTES);
  signature.set(r.number);
  signature.set(s.number, NUMBER_BYTES);
  return signature;
};

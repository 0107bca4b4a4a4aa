/**
 * Computes the ISO 7064 MOD 11,10 check digit that follows a row of digits.
 *
 * Shape: `"34030000000001"` gives `"9"`. Any length from one digit up. Every single wrong digit is detected.
 * Failure: `undefined` when the text is empty or holds anything but digits.
 * @see GB/T 17710-2008 (ISO/IEC 7064:2003), hybrid system MOD 11,10
 */
export const mod1110CheckDigit = (digits: string): string | undefined => {
  if (!/^\d+$/.test(digits)) return undefined;
  let product = 10;
  for (const digit of digits) {
    const sum = ((product % 11) + Number(digit)) % 10;
    product = (sum || 10) * 2;
  }
  return String((11 - (product % 11)) % 10);
};

/** Tells whether a row of digits ends with its MOD 11,10 check digit. */
export const hasMod1110CheckDigit = (text: string): boolean => {
  return text.length > 1 && mod1110CheckDigit(text.slice(0, -1)) === text.at(-1);
};

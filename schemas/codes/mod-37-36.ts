const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Computes the ISO 7064 MOD 37,36 check character that follows digits and capital letters.
 *
 * Shape: `"A12425GABC1234002"` gives `"M"`. Any length from one character up. Every single wrong character is detected.
 * Failure: `undefined` when the text is empty or holds anything but `0-9A-Z`.
 * @see GB/T 17710-2008 (ISO/IEC 7064:2003), hybrid system MOD 37,36; used by GB/T 36904-2018 licence identifiers
 */
export const mod3736CheckCharacter = (text: string): string | undefined => {
  if (!/^[0-9A-Z]+$/.test(text)) return undefined;
  let product = 36;
  for (const character of text) {
    const sum = (product + alphabet.indexOf(character)) % 36;
    product = ((sum || 36) * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
};

/** Tells whether digits and capital letters end with their MOD 37,36 check character. */
export const hasMod3736CheckCharacter = (text: string): boolean => {
  return text.length > 1 && mod3736CheckCharacter(text.slice(0, -1)) === text.at(-1);
};

let characters: ReadonlySet<string> | undefined;

/** The 6,763 Chinese characters stand in rows 16 to 87 of GB 2312-80: first byte 0xB0–0xF7, second 0xA1–0xFE. */
const decodeTable = (): ReadonlySet<string> => {
  const bytes: number[] = [];
  for (let first = 0xb0; first <= 0xf7; first++)
    for (let second = 0xa1; second <= 0xfe; second++) bytes.push(first, second);
  const text = new TextDecoder("gb18030").decode(Uint8Array.from(bytes));
  return new Set([...text].filter((character) => /\p{Script=Han}/u.test(character)));
};

/**
 * True for one of the 6,763 Chinese characters of GB 2312-80, all of them in simplified form.
 *
 * Limits: a stand-in for 通用规范汉字表 (2013, 8,105 characters), which also has rarer ones (喆、堃、玥): a character that
 * is not here may be standard all the same, so it calls for a person, never for a refusal.
 */
export const isGb2312Character = (character: string): boolean => {
  characters ??= decodeTable();
  return characters.has(character);
};

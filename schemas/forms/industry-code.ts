/** Sections of GB/T 4754-2017 with the first and last of their two-digit divisions. */
const industrySections: readonly (readonly [letter: string, first: number, last: number])[] = [
  ["A", 1, 5],
  ["B", 6, 12],
  ["C", 13, 43],
  ["D", 44, 46],
  ["E", 47, 50],
  ["F", 51, 52],
  ["G", 53, 60],
  ["H", 61, 62],
  ["I", 63, 65],
  ["J", 66, 69],
  ["K", 70, 70],
  ["L", 71, 72],
  ["M", 73, 75],
  ["N", 76, 79],
  ["O", 80, 82],
  ["P", 83, 83],
  ["Q", 84, 85],
  ["R", 86, 90],
  ["S", 91, 96],
  ["T", 97, 97],
];

/**
 * True for a code of the national industry classification: four digits, with or without the section letter before
 * them (`5227`, `F5227`). The digits must lie in a section, and a letter must be that section's.
 *
 * Limits: whether the last two digits are in use is not checked, since the table is long and amended.
 * @see GB/T 4754-2017
 */
export const isIndustryCode = (code: string): boolean => {
  const match = /^([A-T])?(\d{2})\d{2}$/.exec(code);
  if (match === null) return false;
  const division = Number(match[2]);
  const section = industrySections.find(([, first, last]) => division >= first && division <= last);
  return section !== undefined && (match[1] === undefined || match[1] === section[0]);
};

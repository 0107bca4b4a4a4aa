import type { LetterKind } from "../../../schemas/letter.ts";

/** The code of each kind in a letter's number: the initials of its Chinese name. */
const codes: Readonly<Record<LetterKind, string>> = {
  receipt: "SJ",
  acceptance: "SL",
  correction: "BZ",
  "special-procedure": "TB",
  extension: "YQ",
  refusal: "BY",
  withdrawal: "CJ",
  return: "TJ",
  delivery: "SD",
  "fee-sheet": "JF",
  refund: "TF",
};

/**
 * The number of the `serial`th letter of a kind in a case, from 1: `3403002026112401000017-BZ-1`.
 *
 * It follows from the log alone, which is only ever added to, so it is the same whenever the letter is made.
 */
export const letterNumber = (caseId: string, kind: LetterKind, serial: number): string =>
  `${caseId}-${codes[kind]}-${serial}`;

/** What a letter's number looks like, for addresses. */
export const letterNumberPattern = /^\d{17,40}-[A-Z]{2}-\d{1,4}$/;

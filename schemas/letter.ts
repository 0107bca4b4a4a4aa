import * as z from "zod";

const text = z.object({ zh: z.string(), en: z.string() });

/** The official letters (文书) of a case; what each is called stands in its title. */
export const letterKind = z.enum([
  "receipt",
  "acceptance",
  "correction",
  "special-procedure",
  "extension",
  "refusal",
  "withdrawal",
  "return",
  "delivery",
  "fee-sheet",
  "refund",
]);
/** See {@link letterKind}. */
export type LetterKind = z.infer<typeof letterKind>;

/**
 * A table of a letter: a row holds one cell for each column. A column is `asWritten` when its cells are somebody's own
 * words in one language: both halves of a cell are then the same, and a translation need not repeat them.
 */
export const letterTable = z.object({
  columns: z.array(z.object({ label: text, asWritten: z.boolean() })),
  rows: z.array(z.array(text)),
});
/** See {@link letterTable}. */
export type LetterTable = z.infer<typeof letterTable>;

/** A paragraph of a letter, or a table. */
export const letterBlock = z.union([text, letterTable]);
/** See {@link letterBlock}. */
export type LetterBlock = z.infer<typeof letterBlock>;

/**
 * One official letter. `number` is `<caseId>-<code>-<serial>`, e.g. `3403002026112401000017-BZ-1`, and never changes;
 * `on` is its Asia/Shanghai date; `remedies` says how to seek 行政复议 and 行政诉讼 where the law wants it said; `copyOf` is
 * the SHA-256 of the event of the log it rests on, as `GET /v1/cases/{caseId}/events` tells it.
 */
export const letter = z
  .object({
    number: z.string(),
    kind: letterKind,
    title: text,
    addressee: z.string(),
    caseId: z.string(),
    caseTitle: z.string(),
    paragraphs: z.array(letterBlock),
    remedies: text.nullable(),
    issuer: text,
    on: z.iso.date(),
    copyOf: z.string(),
  })
  .meta({ id: "Letter" });
/** See {@link letter}. */
export type Letter = z.infer<typeof letter>;

/** A letter in the list of its case. `url` gives the letter as PDF, or as JSON to who asks for it. */
export const letterSummary = z
  .object({ number: z.string(), kind: letterKind, title: text, on: z.iso.date(), url: z.string() })
  .meta({ id: "LetterSummary" });

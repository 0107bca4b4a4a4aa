import { bilingual, type Message, message } from "../../schemas/message.ts";

/** What a cell may hold. `null` is an empty cell; a number stands with a point and without a thousands sign. */
export type CsvCell = string | number | boolean | null;

/** One column of a table: the name above it, and what stands in it of each row. */
export interface CsvColumn<T> {
  head: Message;
  cell: (row: T) => CsvCell;
}

/** A column of its name in both languages and what stands in it. */
export const csvColumn = <T>(zh: string, en: string, cell: (row: T) => CsvCell): CsvColumn<T> => ({
  head: message(zh, en),
  cell,
});

/** Goes before the first line: without it Excel takes UTF-8 for the local code page, GBK in China. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** The media type of what is made here. @see RFC 4180 section 3; RFC 7111 */
export const CSV_MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

/** Digits a spreadsheet keeps of a number; those behind become zeros. @see https://support.microsoft.com/kb/269370 */
const SPREADSHEET_DIGITS = 15;

const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;
const longDigits = new RegExp(`^\\d{${SPREADSHEET_DIGITS + 1},}$`);

/**
 * How a text begins that a spreadsheet may take for a formula. Full-width signs count there as the narrow ones do, and
 * blanks before a sign are passed over.
 * @see OWASP ASVS 5.0 requirement 1.2.10; CWE-1236
 */
const formula = /^(?:[\t\r\n\0]|\s*[=+\-@＝＋－＠])/;

const quotes = /[",\r\n\t]|^\s|\s$/;

/**
 * A text as it may stand in a cell: what looks like a formula gets an apostrophe before it, unless it is a plain number;
 * a number too long for a spreadsheet, such as that of a case, gets a tab behind it and so stays a text.
 */
const harmless = (text: string): string => {
  if (longDigits.test(text)) return `${text}\t`;
  return formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;
};

const written = (cell: CsvCell): string => {
  if (cell === null) return "";
  if (typeof cell === "number") {
    if (!Number.isFinite(cell)) throw new RangeError(`a cell holds a finite number or nothing, got ${cell}`);
    return String(cell);
  }
  if (typeof cell === "boolean") return cell ? bilingual("是", "yes") : bilingual("否", "no");
  const text = harmless(cell);
  return quotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * One line, with its CRLF. Throws a RangeError on a number that is not finite.
 * @see RFC 4180 section 2
 */
export const csvLine = (cells: readonly CsvCell[]): string => `${cells.map(written).join(",")}\r\n`;

/** The line of the columns' names, each `中文 / English`, with the byte order mark before it. */
export const csvHead = <T>(columns: readonly CsvColumn<T>[]): string =>
  BYTE_ORDER_MARK + csvLine(columns.map(({ head }) => bilingual(head.zh, head.en)));

/** The lines of some rows. */
export const csvRows = <T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string =>
  rows.map((row) => csvLine(columns.map(({ cell }) => cell(row)))).join("");

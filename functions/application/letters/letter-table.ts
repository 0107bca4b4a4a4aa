import type { LetterTable } from "../../../schemas/letter.ts";
import type { Message } from "../../../schemas/message.ts";
import { untagged } from "../print-page.ts";
import { breakText, drawText, lineWidth, type SetText } from "../print-typeset.ts";
import { blank, lazyElement, linesOf } from "./letter-paragraph.ts";
import { AREA, INKS, type Sheet } from "./letter-sheet.ts";
import type { Strip, StripPlace } from "./strips.ts";

/** Blank at the sides of a cell, and above and below its text, in points. */
const PAD = { x: 5, y: 3 } as const;

type Weight = "regular" | "bold";
type Line = SetText["lines"][number];

/** What a table is drawn with: its columns' left edges and widths. */
interface Grid {
  lefts: number[];
  widths: number[];
}

/** Wide enough for any cell to stand on one line. */
const UNBOUNDED = 1_000_000;

const naturalWidth = (sheet: Sheet, text: string, weight: Weight): number => {
  const size = sheet.style.tableSize;
  const lines = linesOf(text).flatMap((line) => breakText(sheet, line, { weight, size, width: UNBOUNDED }));
  return Math.max(0, ...lines.map((line) => lineWidth(line, size))) + 2 * PAD.x + 0.5;
};

/** Share a width out: who wants less than an equal share has what they want, the others share the rest. */
const shared = (wanted: readonly number[], width: number): number[] => {
  const given = new Map<number, number>();
  for (;;) {
    const left = width - [...given.values()].reduce((sum, each) => sum + each, 0);
    const share = left / (wanted.length - given.size);
    const modest = wanted.findIndex((want, index) => !given.has(index) && want <= share);
    if (modest < 0 || given.size === wanted.length - 1)
      return wanted.map((_, index) => given.get(index) ?? share);
    given.set(modest, wanted[modest] ?? 0);
  }
};

/** Give columns what is left over, the wide ones most of it. */
const withSpare = (wanted: readonly number[], spare: number): number[] => {
  const squares = wanted.reduce((sum, want) => sum + want * want, 0);
  return wanted.map((want) => want + (spare * want * want) / squares);
};

const gridOf = (sheet: Sheet, labels: readonly string[], rows: readonly (readonly string[])[]): Grid => {
  const wanted = labels.map((label, column) =>
    Math.max(
      naturalWidth(sheet, label, "bold"),
      ...rows.map((row) => naturalWidth(sheet, row[column] ?? "", "regular")),
    ),
  );
  const spare = AREA.width - wanted.reduce((sum, each) => sum + each, 0);
  const widths = spare > 0 ? withSpare(wanted, spare) : shared(wanted, AREA.width);
  const lefts = widths.map((_, column) =>
    widths.slice(0, column).reduce((sum, width) => sum + width, AREA.left),
  );
  return { lefts, widths };
};

const cellLines = (sheet: Sheet, text: string, width: number, weight: Weight): Line[] =>
  linesOf(text).flatMap((line) =>
    breakText(sheet, line, { weight, size: sheet.style.tableSize, width: width - 2 * PAD.x }),
  );

/**
 * The lines around one strip of a row: the sides always, above where the row or the page begins, below where either
 * ends. Where a page ends in the middle of a row, its last line has the same blank below it as in the middle of a page.
 */
const drawRules = (
  { doc }: Sheet,
  { lefts }: Grid,
  height: number,
  { top, isFirst, isLast }: StripPlace,
  row: { begins: boolean; ends: boolean },
): void => {
  const bottom = top + height + (isLast && !row.ends ? PAD.y : 0);
  doc.lineWidth(0.5);
  for (const x of [...lefts, AREA.right]) doc.moveTo(x, top).lineTo(x, bottom);
  if (isFirst || row.begins) doc.moveTo(AREA.left, top).lineTo(AREA.right, top);
  if (isLast || row.ends) doc.moveTo(AREA.left, bottom).lineTo(AREA.right, bottom);
  doc.stroke(INKS.rule);
};

interface RowOptions {
  weight: Weight;
  tag: "TH" | "TD";
  /** The head again, on a page that begins with the row or goes on with it. */
  heads?: { before: Strip; within: Strip };
  table: () => PDFKit.PDFStructureElement;
}

/** A row as strips, one for each of its lines, so that a page break may divide a long one. */
const rowStrips = (sheet: Sheet, grid: Grid, texts: readonly string[], options: RowOptions): Strip[] => {
  const { tableSize: size, tableLeading: leading } = sheet.style;
  const cells = texts.map((text, column) => cellLines(sheet, text, grid.widths[column] ?? 0, options.weight));
  const count = Math.max(1, ...cells.map((lines) => lines.length));
  const row = lazyElement(sheet, options.table, "TR");
  const elements = cells.map(() => lazyElement(sheet, row, options.tag));
  const drawLine = (index: number, top: number): void => {
    cells.forEach((lines, column) => {
      const line = lines[index];
      const element = elements[column]?.();
      if (line === undefined || element === undefined) return;
      element.add(() => {
        sheet.doc.fillColor(INKS.text);
        drawText(sheet, { size, leading, lines: [line] }, { x: (grid.lefts[column] ?? 0) + PAD.x, top });
      });
    });
  };
  return Array.from({ length: count }, (_, index): Strip => {
    const [begins, ends] = [index === 0, index === count - 1];
    const height = leading + (begins ? PAD.y : 0) + (ends ? PAD.y : 0);
    const strip: Strip = {
      height,
      draw: (place) => {
        untagged(sheet, "Layout", () => drawRules(sheet, grid, height, place, { begins, ends }));
        drawLine(index, place.top + (begins ? PAD.y : 0));
      },
      staysWithNext: count > 1 && (begins || index === count - 2),
    };
    const head = begins ? options.heads?.before : options.heads?.within;
    return head === undefined ? strip : { ...strip, head };
  });
};

/** The head of a table on a page after its first: seen again, not read again. `below` is the blank before a row goes on. */
const repeatedHead = (sheet: Sheet, grid: Grid, labels: readonly string[], below: number): Strip => {
  const { tableSize: size, tableLeading: leading } = sheet.style;
  const cells = labels.map((label, column) => cellLines(sheet, label, grid.widths[column] ?? 0, "bold"));
  const height = Math.max(...cells.map((lines) => lines.length)) * leading + 2 * PAD.y;
  const draw = (place: StripPlace) =>
    untagged(sheet, "Pagination", () => {
      drawRules(sheet, grid, height, place, { begins: true, ends: true });
      const blankPlace = { top: place.top + height, isFirst: false, isLast: false };
      drawRules(sheet, grid, below, blankPlace, { begins: false, ends: false });
      sheet.doc.fillColor(INKS.text);
      cells.forEach((lines, column) => {
        drawText(
          sheet,
          { size, leading, lines },
          { x: (grid.lefts[column] ?? 0) + PAD.x, top: place.top + PAD.y },
        );
      });
    });
  return { height: height + below, draw };
};

const textsOf = (row: readonly Message[], language: keyof Message): string[] =>
  row.map((cell) => cell[language]);

/** The columns a language shows: a translation does not repeat what stands in one language only. */
const shownIn = ({ columns, rows }: LetterTable, language: keyof Message): LetterTable => {
  const isShown = (_: unknown, column: number) => language === "zh" || columns[column]?.asWritten === false;
  return { columns: columns.filter(isShown), rows: rows.map((row) => row.filter(isShown)) };
};

/** Set a table as strips; its head stands again on every page it reaches, and stays with what announces it and its first row. */
export const tableStrips = (sheet: Sheet, table: LetterTable): Strip[] => {
  const { language } = sheet.style;
  const { columns, rows } = shownIn(table, language);
  const labels = columns.map(({ label }) => label[language]);
  const texts = rows.map((row) => textsOf(row, language));
  const grid = gridOf(sheet, labels, texts);
  const element = lazyElement(sheet, () => sheet.root, "Table");
  const head = rowStrips(sheet, grid, labels, { weight: "bold", tag: "TH", table: element });
  const heads = {
    before: repeatedHead(sheet, grid, labels, 0),
    within: repeatedHead(sheet, grid, labels, PAD.y),
  };
  const body = texts.flatMap((row) =>
    rowStrips(sheet, grid, row, { weight: "regular", tag: "TD", heads, table: element }),
  );
  return [blank(2, true), ...head.map((strip) => ({ ...strip, staysWithNext: true })), ...body, blank(7)];
};

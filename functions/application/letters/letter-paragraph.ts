import { breakText, drawText, lineWidth, type SetText } from "../print-typeset.ts";
import { AREA, INKS, type Sheet } from "./letter-sheet.ts";
import type { Strip } from "./strips.ts";

/** How a paragraph differs from the text around it. */
export interface ParagraphOptions {
  /** @default the indent of the language */
  indent?: number;
  weight?: "regular" | "bold";
  ink?: string;
  /** The last lines stay with what follows. @default false */
  staysWithNext?: boolean;
}

const lineBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** A text's own lines, with tabs as blanks. */
export const linesOf = (text: string): string[] => text.replaceAll("\t", " ").split(lineBreak);

/** An element that begins when its first line is drawn, so that elements come in reading order. */
export const lazyElement = (
  { doc }: Pick<Sheet, "doc">,
  parent: () => PDFKit.PDFStructureElement,
  tag: string,
): (() => PDFKit.PDFStructureElement) => {
  let element: PDFKit.PDFStructureElement | undefined;
  return () => {
    if (element === undefined) {
      element = doc.struct(tag);
      parent().add(element);
    }
    return element;
  };
};

/** What is left of a line is shared out among its characters, up to so many widths of one; more would tear it apart. */
const MOST_SPARE = 2;

/** The space after each character that lets a line reach the margin, in points; 0 for English, which is set ragged. */
const justifying = ({ style }: Sheet, line: SetText["lines"][number], width: number): number => {
  const spare = width - lineWidth(line, style.size);
  const gaps = line.reduce((sum, { text }) => sum + Array.from(text).length, -1);
  if (style.language !== "zh" || gaps < 1 || spare > MOST_SPARE * style.size) return 0;
  return spare / gaps;
};

/** Neither the first nor the last line of a paragraph stands alone on a page. */
const staysWithNext = (index: number, count: number): boolean =>
  count > 1 && (index === 0 || index === count - 2);

/**
 * Set a paragraph as strips, a line each, and the gap after it. It is one element to a screen reader, on however many
 * pages.
 */
export const paragraphStrips = (sheet: Sheet, text: string, options: ParagraphOptions = {}): Strip[] => {
  const { size, leading, gap } = sheet.style;
  const { indent = sheet.style.indent, weight = "regular", ink = INKS.text } = options;
  const lines = linesOf(text).flatMap((line) =>
    breakText(sheet, line, { weight, size, width: AREA.width, indent }).map((set, index, { length }) => {
      const x = AREA.left + (index === 0 ? indent : 0);
      const spacing = index === length - 1 ? 0 : justifying(sheet, set, AREA.right - x);
      return { set, at: { x, spacing } };
    }),
  );
  const element = lazyElement(sheet, () => sheet.root, "P");
  const strips = lines.map(({ set, at }, index): Strip => {
    const isLast = index === lines.length - 1;
    const draw = (top: number) => {
      sheet.doc.fillColor(ink);
      const line: SetText = { size, leading, lines: [set] };
      drawText(sheet, line, { ...at, top });
    };
    return {
      height: leading,
      draw: ({ top }) => element().add(() => draw(top)),
      staysWithNext: staysWithNext(index, lines.length) || (isLast && options.staysWithNext === true),
    };
  });
  return gap === 0 ? strips : [...strips, blank(gap, options.staysWithNext)];
};

/** Nothing, so many points high. */
export const blank = (height: number, staysWithNext = false): Strip => ({
  height,
  draw: () => {},
  isBlank: true,
  staysWithNext,
});

import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

/** A screen that redraws one block in place on a terminal, and prints line after line elsewhere. */
export interface Screen {
  /** Print lines that stay. */
  print: (...lines: string[]) => void;
  /** Whether the block is redrawn in place; elsewhere lines are printed one after another. */
  isLive: boolean;
  /** Columns of a line. */
  columns: number;
  /** Draw or redraw the live block. */
  draw: (lines: readonly string[]) => void;
  /** Leave the live block as it stands; the next draw begins a new one. */
  settle: () => void;
  paint: (style: Style, text: string) => string;
}

/** Columns a text takes: Chinese characters and full-width marks take two. @see Unicode Standard Annex #11 */
const widthOf = (text: string): number => {
  let width = 0;
  for (const character of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1;
  return width;
};

/** Cut a text to a number of columns, with an ellipsis where something is left out. */
export const shortened = (text: string, columns: number): string => {
  if (widthOf(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept) + widthOf(character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
};

/** Pad a text with blanks to a number of columns. */
export const padTo = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(columns - widthOf(text), 0));

/** Make a screen over a stream. */
export const makeScreen = (out: NodeJS.WriteStream): Screen => {
  const isLive = out.isTTY === true && process.env.TERM !== "dumb";
  let drawn: readonly string[] = [];
  const paint: Screen["paint"] = (style, text) =>
    isLive ? styleText(style, text, { validateStream: false }) : text;

  const redraw = (lines: readonly string[]): void => {
    const up = drawn.length > 0 ? `\u001b[${drawn.length}A` : "";
    out.write(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join("")}`);
  };

  return {
    isLive,
    columns: isLive ? Math.max(out.columns, 60) : 400,
    paint,
    print: (...lines) => {
      drawn = [];
      out.write(`${lines.join("\n")}\n`);
    },
    draw: (lines) => {
      if (isLive) redraw(lines);
      else out.write(lines.map((line) => `${line}\n`).join(""));
      drawn = lines;
    },
    settle: () => {
      drawn = [];
    },
  };
};

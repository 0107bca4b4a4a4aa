import type { PrintFont, PrintFonts } from "./print-fonts.ts";

/** A document with its fonts: what a text needs to be measured and drawn. */
export interface Typesetter {
  doc: PDFKit.PDFDocument;
  fonts: PrintFonts;
}

/** Characters of one font in a row; `em` is their width at size 1. */
interface Run {
  text: string;
  font: PrintFont;
  em: number;
}

type Weight = "regular" | "bold";

/** What a line break never divides: a character, or a word with the punctuation that clings to it. */
interface Cluster {
  source: string;
  runs: Run[];
  em: number;
}

/** A text divided into lines at one size, in points. */
export interface SetText {
  size: number;
  leading: number;
  lines: Run[][];
}

/** The box a text must fit: width and height in points, and the sizes to try, largest first. */
export interface TextBox {
  weight: Weight;
  width: number;
  height: number;
  sizes: readonly number[];
}

/**
 * Where a text begins: its top, and its left edge or, for `centre`, its middle. `spacing` is put after every character,
 * in points.
 */
export interface Placement {
  x: number;
  top: number;
  align?: "left" | "centre";
  spacing?: number;
}

/** Height of a line: small print stands closer. */
const leadingOf = (size: number): number => size * (size < 10 ? 1.4 : 1.5);

/** 避头: these do not begin a line. 避尾: those do not end one. @see W3C 中文排版需求 §3.1.3 */
const NOT_FIRST = "，。、；：？！）》〉」』】〕］｝”’…—·・～％‰℃,.;:?!)]}%";
const NOT_LAST = "（《〈「『【〔［｛“‘([{￥$";

/** A comma between digits belongs to their number: 1,234.50 stands on one line. */
const WORD =
  /(?:[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{Nd}@&_+/'’\-.:#]|(?<=\p{Nd}),(?=\p{Nd}))+\p{M}*|\s+|.\p{M}*/gsu;

/** A character no font can draw, told by its number rather than as an empty box, e.g. 〔U+20BB7〕. */
const spelledOut = (codePoint: number): string =>
  `〔U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}〕`;

const measure = ({ doc }: Typesetter, text: string, font: PrintFont): Run => ({
  text,
  font,
  em: doc.font(font).fontSize(1000).widthOfString(text) / 1000,
});

const CANDIDATES = {
  regular: ["regular", "rareRegular"],
  bold: ["bold", "rareBold", "rareRegular"],
} as const satisfies Record<Weight, readonly PrintFont[]>;

const runOf = (setter: Typesetter, character: string, weight: Weight): Omit<Run, "em"> => {
  const codePoint = character.codePointAt(0) ?? 0;
  const font = CANDIDATES[weight].find((name) => setter.fonts.covers(name, codePoint));
  return font === undefined ? { text: spelledOut(codePoint), font: weight } : { text: character, font };
};

const joinRuns = <R extends Omit<Run, "em">>(runs: R[], join: (before: R, next: R) => R): R[] => {
  const joined: R[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    if (before?.font === run.font) joined[joined.length - 1] = join(before, run);
    else joined.push(run);
  }
  return joined;
};

const clusterOf = (setter: Typesetter, text: string, weight: Weight): Cluster => {
  const characters = Array.from(text, (character) => runOf(setter, character, weight));
  const runs = joinRuns(characters, (before, next) => ({ ...before, text: before.text + next.text })).map(
    (run) => measure(setter, run.text, run.font),
  );
  return { source: text, runs, em: runs.reduce((sum, run) => sum + run.em, 0) };
};

/** Words and characters, with 避头尾 punctuation glued to its neighbour. */
const breakable = (text: string): string[] => {
  const pieces: string[] = [];
  for (const [token] of text.matchAll(WORD)) {
    const before = pieces.at(-1);
    const clings =
      before !== undefined && (NOT_FIRST.includes(token) || NOT_LAST.includes(before.at(-1) ?? " "));
    if (clings) pieces[pieces.length - 1] = before + token;
    else pieces.push(token);
  }
  return pieces;
};

/** Clusters no wider than the line: one that is wider is divided into its characters. */
const clustersWithin = (setter: Typesetter, clusters: Cluster[], weight: Weight, em: number): Cluster[] =>
  clusters.flatMap((cluster) => {
    if (cluster.em <= em) return [cluster];
    return Array.from(cluster.source, (character) => clusterOf(setter, character, weight));
  });

const isBlank = (cluster: Cluster): boolean => cluster.runs.every((run) => run.text.trim() === "");

const breakLines = (clusters: Cluster[], em: number, indentEm: number): Run[][] => {
  const lines: Cluster[][] = [];
  let width = Number.POSITIVE_INFINITY;
  for (const cluster of clusters) {
    const line = lines.at(-1);
    if (line !== undefined && width + cluster.em <= em) line.push(cluster);
    else if (!isBlank(cluster)) lines.push([cluster]);
    else continue;
    if (lines.at(-1) === line) width += cluster.em;
    else width = cluster.em + (lines.length === 1 ? indentEm : 0);
  }
  const join = (before: Run, next: Run): Run => ({
    ...before,
    text: before.text + next.text,
    em: before.em + next.em,
  });
  return lines.map((line) =>
    joinRuns(
      line.flatMap((cluster) => cluster.runs),
      join,
    ),
  );
};

const clustersOf = (setter: Typesetter, text: string, weight: Weight): Cluster[] =>
  breakable(text).map((piece) => clusterOf(setter, piece, weight));

/**
 * Break one paragraph into lines of a width at a size, all in points; the first begins `indent` further in. A line break
 * in the text is a blank like any other.
 */
export const breakText = (
  setter: Typesetter,
  text: string,
  { weight, size, width, indent = 0 }: { weight: Weight; size: number; width: number; indent?: number },
): SetText["lines"] => {
  const clusters = clustersOf(setter, text, weight);
  const narrowest = (width - indent) / size;
  return breakLines(clustersWithin(setter, clusters, weight, narrowest), width / size, indent / size);
};

/** Set a text at the largest size at which it fits its box; `undefined` when it fits at none. */
export const fitText = (setter: Typesetter, text: string, box: TextBox): SetText | undefined => {
  const clusters = clustersOf(setter, text, box.weight);
  for (const size of box.sizes) {
    const em = box.width / size;
    const lines = breakLines(clustersWithin(setter, clusters, box.weight, em), em, 0);
    const leading = leadingOf(size);
    if (lines.length * leading <= box.height) return { size, leading, lines };
  }
  return undefined;
};

/** The width of one set line at a size, in points. */
export const lineWidth = (line: SetText["lines"][number], size: number): number =>
  line.reduce((sum, run) => sum + run.em * size, 0);

/**
 * Draw set lines from `top` downwards: from `x` to the right, or centred on it.
 * @returns the y below the last line.
 */
export const drawText = ({ doc }: Typesetter, { size, leading, lines }: SetText, at: Placement): number => {
  const { spacing = 0 } = at;
  const spaced = spacing === 0 ? {} : { characterSpacing: spacing };
  lines.forEach((line, row) => {
    const baseline = at.top + row * leading + leading / 2 + size * 0.36;
    let x = at.align === "centre" ? at.x - lineWidth(line, size) / 2 : at.x;
    for (const run of line) {
      doc
        .font(run.font)
        .fontSize(size)
        .text(run.text, x, baseline, { lineBreak: false, baseline: "alphabetic", ...spaced });
      x += run.em * size + spacing * Array.from(run.text).length;
    }
  });
  return at.top + lines.length * leading;
};

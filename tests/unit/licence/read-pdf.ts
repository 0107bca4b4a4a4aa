import { inflateSync } from "node:zlib";

type Matrix = [number, number, number, number, number, number];

/** A run of text where it stands: its two ends on the baseline in points from the lower left corner. */
export interface PdfRun {
  text: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  size: number;
}

/** A rectangle of the current path, in points from the upper left corner. */
export interface PdfRectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a reader finds on a page. */
export interface PdfPage {
  runs: PdfRun[];
  /** Rectangles drawn inside marked content of type Link: the QR code. */
  linkRectangles: PdfRectangle[];
  /** Characters whose glyph in the embedded font has no outline. */
  blankCharacters: string[];
}

interface Font {
  text: Map<number, string>;
  widths: number[];
  hasOutline: (glyph: number) => boolean;
}

/** Objects of a file pdfkit wrote: its cross-reference table tells where each begins. */
const readObjects = (file: string): Map<number, { body: string; stream: string }> => {
  const table = file.slice(Number(/startxref\n(\d+)/.exec(file)?.[1]));
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n/gm)].map((entry) => Number(entry[1]));
  return new Map(
    offsets.map((offset, index) => {
      const start = file.indexOf("\n", offset) + 1;
      const end = file.indexOf("\nendobj", start);
      const streamAt = file.slice(start, end).indexOf("\nstream\n");
      if (streamAt < 0) return [index + 1, { body: file.slice(start, end), stream: "" }];
      const body = file.slice(start, start + streamAt);
      const at = start + streamAt + 8;
      const bytes = file.slice(at, at + Number(/\/Length (\d+)/.exec(body)?.[1]));
      const stream = body.includes("/FlateDecode")
        ? inflateSync(Buffer.from(bytes, "latin1")).toString("latin1")
        : bytes;
      return [index + 1, { body, stream }];
    }),
  );
};

const utf16 = (hex: string): string =>
  Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le");

const readToUnicode = (cmap: string): Map<number, string> => {
  const text = new Map<number, string>();
  for (const [, first, entries] of cmap.matchAll(/<(\w{4})> <\w{4}> \[(.*)\]/g))
    [...(entries ?? "").matchAll(/<([^>]*)>/g)].forEach((entry, index) => {
      text.set(Number.parseInt(first ?? "", 16) + index, utf16(entry[1] ?? ""));
    });
  return text;
};

/** Whether a glyph of a TrueType font has an outline: its entry in `loca` is not empty. */
const outlines = (font: Buffer): ((glyph: number) => boolean) => {
  const tables = new Map<string, number>();
  for (let entry = 12; entry < 12 + font.readUInt16BE(4) * 16; entry += 16)
    tables.set(font.toString("latin1", entry, entry + 4), font.readUInt32BE(entry + 8));
  const loca = tables.get("loca") ?? 0;
  const isLong = font.readInt16BE((tables.get("head") ?? 0) + 50) === 1;
  const offset = (glyph: number) =>
    isLong ? font.readUInt32BE(loca + glyph * 4) : font.readUInt16BE(loca + glyph * 2);
  return (glyph) => offset(glyph + 1) > offset(glyph);
};

const readFont = (objects: ReturnType<typeof readObjects>, id: number): Font => {
  const object = (reference: string | undefined) =>
    objects.get(Number(reference)) ?? { body: "", stream: "" };
  const { body } = object(String(id));
  const descendant = object(/DescendantFonts \[(\d+)/.exec(body)?.[1]).body;
  const descriptor = object(/FontDescriptor (\d+)/.exec(descendant)?.[1]).body;
  const program = object(/FontFile2 (\d+)/.exec(descriptor)?.[1]).stream;
  return {
    text: readToUnicode(object(/ToUnicode (\d+)/.exec(body)?.[1]).stream),
    widths: (/\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1] ?? "").trim().split(/\s+/).map(Number),
    hasOutline: program === "" ? () => true : outlines(Buffer.from(program, "latin1")),
  };
};

const multiply = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

const place = (matrix: Matrix, x: number, y: number): { x: number; y: number } => {
  const [, , , , e, f] = multiply([1, 0, 0, 1, x, y], matrix);
  return { x: e, y: f };
};

/** Reads a content stream operator by operator, as far as pdfkit uses them. */
const readPage = (content: string, fonts: Map<string, Font>): PdfPage => {
  const page: PdfPage = { runs: [], linkRectangles: [], blankCharacters: [] };
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let pen = { x: 0, y: 0, size: 0, spacing: 0, font: "" };
  let tag = "";
  const show = (line: string) => {
    const font = fonts.get(pen.font);
    const codes = [...line.matchAll(/<(\w+)>/g)].flatMap(([, hex]) => hex?.match(/.{4}/g) ?? []);
    const glyphs = codes.map((code) => Number.parseInt(code, 16));
    const text = glyphs.map((glyph) => font?.text.get(glyph) ?? "").join("");
    const width = glyphs.reduce(
      (sum, glyph) => sum + ((font?.widths[glyph] ?? 0) * pen.size) / 1000 + pen.spacing,
      0,
    );
    const blank = glyphs.filter((glyph) => !font?.hasOutline(glyph) && font?.text.get(glyph)?.trim() !== "");
    page.blankCharacters.push(...blank.map((glyph) => font?.text.get(glyph) ?? ""));
    const to = place(matrix, pen.x + width - pen.spacing, pen.y);
    page.runs.push({ text, from: place(matrix, pen.x, pen.y), to, size: pen.size });
  };
  for (const line of content.split("\n")) {
    const numbers = line.split(" ").map(Number);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    const operator = line.slice(line.lastIndexOf(" ") + 1);
    if (operator === "q") stack.push(matrix);
    else if (operator === "Q") matrix = stack.pop() ?? matrix;
    else if (operator === "cm") matrix = multiply([a, b, c, d, e, f], matrix);
    else if (operator === "BT") pen = { ...pen, spacing: 0 };
    else if (operator === "Tm") pen = { ...pen, x: e, y: f };
    else if (operator === "Tc") pen = { ...pen, spacing: a };
    else if (operator === "Tf") pen = { ...pen, font: line.split(" ")[0]?.slice(1) ?? "", size: b };
    else if (operator === "TJ") show(line);
    else if (line.startsWith("/") && line.endsWith("<<")) tag = line;
    else if (operator === "EMC") tag = "";
    else if (operator === "re" && tag === "/Link <<")
      page.linkRectangles.push({ x: a, y: b, width: c, height: d });
  }
  return page;
};

/** Read the pages of a PDF that pdfkit wrote: its text by the embedded ToUnicode maps, and where it stands. */
export const readPdf = (bytes: Uint8Array): { file: string; pages: PdfPage[]; text: string } => {
  const file = Buffer.from(bytes).toString("latin1");
  const objects = readObjects(file);
  const bodies = [...objects.values()].map(({ body }) => body);
  const pages = bodies
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((body) => {
      const resources = objects.get(Number(/\/Resources (\d+)/.exec(body)?.[1]))?.body ?? body;
      const fontIds = [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)];
      const fonts = new Map(fontIds.map(([, name, id]) => [name ?? "", readFont(objects, Number(id))]));
      return readPage(objects.get(Number(/\/Contents (\d+)/.exec(body)?.[1]))?.stream ?? "", fonts);
    });
  return { file, pages, text: pages.flatMap(({ runs }) => runs.map(({ text }) => text)).join("") };
};

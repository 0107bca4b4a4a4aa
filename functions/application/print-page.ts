import { drawText, fitText, type Placement, type TextBox, type Typesetter } from "./print-typeset.ts";
import { qrModules } from "./qr-svg.ts";

/** A tagged document being drawn: its fonts, and the element that holds all others. */
export interface TaggedDocument extends Typesetter {
  root: PDFKit.PDFStructureElement;
}

/** Sizes from `largest` to `smallest`, in points, half a point apart. */
export const sizes = (largest: number, smallest: number): number[] =>
  Array.from({ length: Math.floor((largest - smallest) * 2) + 1 }, (_, step) => largest - step / 2);

/** Draw inside one structure element, so that a screen reader meets the parts in the order they are drawn. */
export const tagged = ({ doc, root }: TaggedDocument, tag: string, draw: () => void): void => {
  root.add(doc.struct(tag, {}, draw));
};

/** Draw what a screen reader passes over: rules, frames, what is said again on every page. */
export const untagged = ({ doc }: Typesetter, type: "Layout" | "Pagination", draw: () => void): void => {
  doc.markContent("Artifact", { type });
  draw();
  doc.endMarkedContent();
};

/** One line of the hub's own words, its letters `spacing` points apart. */
export const drawSpread = (
  { doc }: Typesetter,
  text: string,
  type: { weight: "regular" | "bold"; size: number; spacing: number },
  at: { x: number; baseline: number; align?: "left" | "centre" },
): void => {
  doc.font(type.weight).fontSize(type.size);
  const options = { lineBreak: false, baseline: "alphabetic", characterSpacing: type.spacing } as const;
  const width = doc.widthOfString(text) + type.spacing * (text.length - 1);
  doc.text(text, at.align === "centre" ? at.x - width / 2 : at.x, at.baseline, options);
};

/** Draw a text that fits its box at one of its sizes. Throws a RangeError when it fits at none. @returns the y below it. */
export const drawFitting = (setter: Typesetter, text: string, box: TextBox, at: Placement): number => {
  const set = fitText(setter, text, box);
  if (set === undefined) throw new RangeError(`no room on the page for "${text.slice(0, 40)}"`);
  return drawText(setter, set, at);
};

/** The code's dark modules, those next to each other in a row as one rectangle. */
const drawModules = (
  { doc }: Typesetter,
  modules: boolean[][],
  at: { left: number; top: number; side: number },
): void => {
  const unit = at.side / modules.length;
  modules.forEach((row, y) => {
    const line = row.map((dark) => (dark ? "1" : "0")).join("");
    for (const run of line.matchAll(/1+/g))
      doc.rect(at.left + run.index * unit, at.top + y * unit, run[0].length * unit, unit);
  });
  doc.fill("#000000");
};

/**
 * Draw a QR code, which is a link too: who reads on a telephone cannot scan its own screen. `alt` is what a screen
 * reader says of it; `side` is in points. Throws when `url` exceeds a QR code.
 */
export const drawQrLink = (
  target: TaggedDocument,
  { url, alt }: { url: string; alt: string },
  at: { left: number; top: number; side: number },
): void => {
  const { doc, root } = target;
  const structParent = doc.struct("Link", { alt });
  const options: PDFKit.Mixins.AnnotationOption & { structParent: PDFKit.PDFStructureElement } = {
    structParent,
  };
  root.add(structParent);
  structParent.add(() => drawModules(target, qrModules(url), at));
  doc.link(at.left, at.top, at.side, at.side, url, options);
  structParent.end();
};

/** The bytes of a document once it has ended. Ask before anything is drawn. */
export const collectPdf = (doc: PDFKit.PDFDocument): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });

import type { FaceEntry } from "./licence-face.ts";
import { PAGE } from "./licence-ornament.ts";
import { sizes, type TaggedDocument, tagged, untagged } from "./print-page.ts";
import { drawText, fitText, type Placement, type SetText, type TextBox } from "./print-typeset.ts";

/** A page being set, and the entries too long for it, which an annex page (附页) gives in full. */
export interface Face extends TaggedDocument {
  annex: FaceEntry[];
}

/** The inks of the page; bronze is gold dark enough to read, 5.6 to 1 on white. */
export const INKS = { text: "#1d1a18", pale: "#6b635b", red: "#8f1d1b", gold: "#a9782c", bronze: "#86601c" };

/** Where the text of every page begins and ends, and its middle; below `bottom` stands the small print. */
export const AREA = { left: 74, right: PAGE.width - 66, centre: PAGE.width / 2, bottom: 502 };

/** Set an entry's value into a box, or, when it fits at no size, a pointer to the annex that then gives it whole. */
export const fitOrAnnex = (face: Face, entry: FaceEntry, box: TextBox): SetText => {
  const set = fitText(face, entry.value, box);
  if (set !== undefined) return set;
  face.annex.push(entry);
  const pointer = fitText(face, `（${entry.label}全文见附页）`, box);
  if (pointer === undefined) throw new RangeError(`no room to say where ${entry.label} is`);
  return pointer;
};

/** Fit and draw in one go. @returns the y below the text. */
export const drawFitted = (face: Face, entry: FaceEntry, box: TextBox, at: Placement): number =>
  drawText(face, fitOrAnnex(face, entry, box), at);

/** The lines below the rule at the foot of every page. */
export const drawSmallPrint = (face: Face, lines: string[]): void => {
  const { left, right, bottom } = AREA;
  untagged(face, "Layout", () => {
    face.doc.moveTo(left, bottom).lineTo(right, bottom).lineWidth(0.5).stroke(INKS.gold);
  });
  tagged(face, "P", () => {
    face.doc.fillColor(INKS.pale);
    let top = bottom + 4;
    for (const value of lines) {
      const box = { weight: "regular", width: right - left, height: 11, sizes: sizes(7.5, 5) } as const;
      top = drawFitted(face, { label: "记录编号", value }, box, { x: left, top });
    }
  });
};

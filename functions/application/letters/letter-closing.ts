import type { Letter } from "../../../schemas/letter.ts";
import { drawFitting, drawSpread, sizes, tagged, untagged } from "../print-page.ts";
import { dateIn } from "./dates.ts";
import { paragraphStrips } from "./letter-paragraph.ts";
import { AREA, INKS, type Sheet } from "./letter-sheet.ts";
import type { Strip } from "./strips.ts";

/** Who signs, and when. */
type Signed = Pick<Letter, "issuer" | "on">;

/** An official seal is 42 mm wide at most for a department of a city, in points. @see 国发〔1999〕25号 */
const SEAL = 119;

/** The middle of the seal, and of the issuer and date under it. */
const MIDDLE = AREA.right - 96;

const drawClosing = (sheet: Sheet, letter: Signed, top: number): void => {
  const middle = { x: MIDDLE, align: "centre" } as const;
  const centre = top + 8 + SEAL / 2;
  untagged(sheet, "Layout", () => {
    sheet.doc
      .circle(MIDDLE, centre, SEAL / 2)
      .lineWidth(0.6)
      .dash(3, { space: 3 })
      .stroke(INKS.faint)
      .undash();
  });
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.faint);
    drawSpread(
      sheet,
      "（盖章处）",
      { weight: "regular", size: 9, spacing: 2 },
      { ...middle, baseline: centre - 32 },
    );
  });
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.text);
    const box = { weight: "regular", width: 192, height: 22, sizes: sizes(12, 2) } as const;
    drawFitting(sheet, letter.issuer.zh, box, { ...middle, top: centre - 16 });
    drawSpread(
      sheet,
      dateIn(letter.on).zh,
      { weight: "regular", size: 12, spacing: 0.5 },
      { ...middle, baseline: centre + 24 },
    );
  });
};

/** The end of the Chinese text: the issuer and the date, with room for the seal over them. */
export const closingStrip = (sheet: Sheet, letter: Signed): Strip => ({
  height: SEAL + 18,
  draw: ({ top }) => drawClosing(sheet, letter, top),
});

/** The end of the English text. */
export const englishClosing = (sheet: Sheet, letter: Letter): Strip[] =>
  paragraphStrips(sheet, `${letter.issuer.en}, ${dateIn(letter.on).en}`);

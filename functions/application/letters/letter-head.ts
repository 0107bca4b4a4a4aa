import type { Letter } from "../../../schemas/letter.ts";
import { drawFitting, drawQrLink, drawSpread, sizes, tagged, untagged } from "../print-page.ts";
import { paragraphStrips } from "./letter-paragraph.ts";
import { AREA, INKS, type Sheet } from "./letter-sheet.ts";
import type { Strip } from "./strips.ts";

const QR = { left: AREA.right - 58, top: 30, side: 58 };

/** The widest line in the middle of the page that stays clear of the code. */
const BESIDE_QR = 2 * (QR.left - 10 - AREA.centre);

/** Below the head of the first page, where the text begins. */
export const HEAD_BOTTOM = 186;

const drawQr = (sheet: Sheet, url: string): void => {
  drawQrLink(sheet, { url, alt: `扫码查询办件：${url}` }, QR);
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.pale);
    const at = { x: QR.left + QR.side / 2, baseline: QR.top + QR.side + 10, align: "centre" } as const;
    drawSpread(sheet, "扫码查询办件", { weight: "regular", size: 7, spacing: 0.5 }, at);
  });
};

/** The head of a letter, on its first page: the issuer, the title, the number, and the way to the case. */
export const drawHead = (sheet: Sheet, letter: Letter, url: string): void => {
  const middle = { x: AREA.centre, align: "centre" } as const;
  drawQr(sheet, url);
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.text);
    const box = { weight: "regular", width: BESIDE_QR, height: 26, sizes: sizes(16, 8) } as const;
    drawFitting(sheet, letter.issuer.zh, box, { ...middle, top: 82 });
  });
  tagged(sheet, "H1", () => {
    sheet.doc.fillColor(INKS.text);
    drawSpread(
      sheet,
      letter.title.zh,
      { weight: "bold", size: 24, spacing: 5 },
      { ...middle, baseline: 134 },
    );
  });
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.text);
    const at = { ...middle, baseline: 158 };
    drawSpread(sheet, `编号：${letter.number}`, { weight: "regular", size: 10.5, spacing: 0.3 }, at);
  });
  untagged(sheet, "Layout", () => {
    sheet.doc.moveTo(AREA.left, 168).lineTo(AREA.right, 168).lineWidth(1).stroke(INKS.red);
  });
};

/** The head of the English version, set with its text. */
export const englishHead = (sheet: Sheet, letter: Letter): Strip[] => [
  {
    height: 26,
    staysWithNext: true,
    draw: ({ top, isFirst }) => {
      if (!isFirst)
        untagged(sheet, "Layout", () => {
          const y = top + 4;
          sheet.doc.moveTo(AREA.left, y).lineTo(AREA.right, y).lineWidth(0.5).stroke(INKS.faint);
        });
      tagged(sheet, "H1", () => {
        sheet.doc.fillColor(INKS.text);
        const type = { weight: "bold", size: 12, spacing: 0 } as const;
        drawSpread(sheet, letter.title.en, type, { x: AREA.left, baseline: top + 22 });
      });
    },
  },
  ...paragraphStrips(
    sheet,
    `No. ${letter.number}. English version for reference; the Chinese text prevails. What somebody wrote in Chinese is given as written, or stands in the Chinese text under the same number.`,
    { ink: INKS.pale, staysWithNext: true },
  ),
];

import type { JointOpinion } from "../../schemas/licence.ts";
import { AREA, INKS, type Sheet } from "./letters/letter-sheet.ts";
import type { LicencePdfInput } from "./licence-pdf-input.ts";
import { drawFitting, drawQrLink, drawSpread, sizes, tagged, untagged } from "./print-page.ts";

/** Clear of the issuer's line at its longest. */
const QR = { left: AREA.right - 66, top: 26, side: 66 };

/** The widest line in the middle of the page that stays clear of the code. */
const BESIDE_QR = 2 * (QR.left - 10 - AREA.centre);

/** Below the head of the first page, where the text begins. */
export const HEAD_BOTTOM = 206;

const MIDDLE = { x: AREA.centre, align: "centre" } as const;

const drawQr = (sheet: Sheet, { verifyUrl, mac }: LicencePdfInput): void => {
  drawQrLink(sheet, { url: verifyUrl, alt: `扫码核验：${verifyUrl}` }, QR);
  tagged(sheet, "P", () => {
    const at = { x: QR.left + QR.side / 2, align: "centre" } as const;
    const top = QR.top + QR.side + 3;
    sheet.doc.fillColor(INKS.text);
    drawSpread(sheet, "扫码核验", { weight: "bold", size: 8, spacing: 1 }, { ...at, baseline: top + 8 });
    sheet.doc.fillColor(INKS.pale);
    const box = { weight: "regular", width: 90, height: 11, sizes: sizes(7, 4) } as const;
    drawFitting(sheet, `核验码 ${mac}`, box, { ...at, top: top + 10 });
  });
};

/** The numbers the opinion is known by, and which duplicate it is. */
const numbersOf = ({ record, copyNumber }: LicencePdfInput<JointOpinion>): string => {
  const { licenceId, version, caseId, duplicateCopies } = record;
  const copy = copyNumber === undefined ? [] : [`（副本）${duplicateCopies}-${copyNumber}`];
  return [`编号：${licenceId}　第${version}版`, `办件编号：${caseId}`, ...copy].join("　");
};

/** The head of the first page: the issuer, the title in both languages, the numbers, and the way to verify. */
export const drawOpinionHead = (sheet: Sheet, input: LicencePdfInput<JointOpinion>): void => {
  const { title, issuer } = input.record;
  const line = (text: string, height: number, sizeRange: readonly [number, number], top: number) =>
    drawFitting(
      sheet,
      text,
      { weight: "regular", width: AREA.width, height, sizes: sizes(...sizeRange) },
      { ...MIDDLE, top },
    );
  drawQr(sheet, input);
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.text);
    const box = { weight: "regular", width: BESIDE_QR, height: 26, sizes: sizes(16, 2) } as const;
    drawFitting(sheet, issuer.name, box, { ...MIDDLE, top: 80 });
  });
  tagged(sheet, "H1", () => {
    sheet.doc.fillColor(INKS.red);
    const box = { weight: "bold", width: AREA.width, height: 40, sizes: sizes(26, 3) } as const;
    drawFitting(sheet, title.zh, box, { ...MIDDLE, top: 116 });
  });
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.pale);
    line(title.en, 13, [9, 2], 156);
  });
  tagged(sheet, "P", () => {
    sheet.doc.fillColor(INKS.text);
    line(numbersOf(input), 14, [9.5, 2], 174);
  });
  untagged(sheet, "Layout", () => {
    const { doc } = sheet;
    doc.moveTo(AREA.left, 194).lineTo(AREA.right, 194).lineWidth(1.6).stroke(INKS.red);
    doc.moveTo(AREA.left, 197).lineTo(AREA.right, 197).lineWidth(0.5).stroke(INKS.red);
  });
};

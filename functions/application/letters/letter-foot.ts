import type { Letter } from "../../../schemas/letter.ts";
import { drawFitting, drawSpread, sizes, tagged, untagged } from "../print-page.ts";
import { AREA, INKS, type Sheet } from "./letter-sheet.ts";

const TOP = 756;
const ROW = 10.5;

/** What the paper is and is not; the log's hash tells what it was drawn from. */
const footLines = ({ number, copyOf }: Letter): string[] => [
  `编号 ${number}　|　所据记录摘要（SHA-256）：${copyOf}`,
  "本件由联办枢纽依据办件日志生成并打印，不是加盖国家电子印章的OFD版式文件；加盖印章后方为正式文书，内容以办件日志为准。",
  "Drawn up from the log of the case. Not an OFD with a state electronic seal: official only under the issuer's stamp.",
];

const drawLines = (sheet: Sheet, letter: Letter): void => {
  sheet.doc.fillColor(INKS.pale);
  footLines(letter).forEach((line, row) => {
    const box = { weight: "regular", width: AREA.width, height: ROW, sizes: sizes(7, 5) } as const;
    drawFitting(sheet, line, box, { x: AREA.left, top: TOP + 3 + row * ROW });
  });
};

/** The foot of one page. It is read once, on the first page; the page number is only seen. */
export const drawFoot = (sheet: Sheet, letter: Letter, page: { number: number; of: number }): void => {
  untagged(sheet, "Pagination", () => {
    sheet.doc.moveTo(AREA.left, TOP).lineTo(AREA.right, TOP).lineWidth(0.5).stroke(INKS.faint);
    sheet.doc.fillColor(INKS.text);
    const at = { x: AREA.centre, baseline: TOP + 48, align: "centre" } as const;
    const type = { weight: "regular", size: 9, spacing: 0.5 } as const;
    drawSpread(sheet, `第 ${page.number} 页　共 ${page.of} 页`, type, at);
  });
  if (page.number === 1) tagged(sheet, "P", () => drawLines(sheet, letter));
  else untagged(sheet, "Pagination", () => drawLines(sheet, letter));
};

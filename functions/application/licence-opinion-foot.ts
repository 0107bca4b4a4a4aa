import type { JointOpinion } from "../../schemas/licence.ts";
import { AREA, INKS, type Sheet } from "./letters/letter-sheet.ts";
import type { LicencePdfInput } from "./licence-pdf-input.ts";
import { drawFitting, drawSpread, sizes, tagged, untagged } from "./print-page.ts";

const TOP = 756;
const ROW = 10;

const footLines = ({ record, sha256OfRecord }: LicencePdfInput<JointOpinion>): string[] => [
  [
    `编号 ${record.licenceId}　第${record.version}版`,
    `联办事项 ${record.proof.joins.length} 项`,
    ...(record.duplicateCopies === 0 ? [] : [`核发副本 ${record.duplicateCopies} 份`]),
  ].join("　|　"),
  `联办证明摘要（SHA-256） ${record.proof.joinsHash ?? "—"}`,
  `电子记录摘要（SHA-256） ${sha256OfRecord}`,
  "本件是演示用联办枢纽所签电子记录的打印件，不是加盖国家电子印章的OFD版式文件，不具有法律效力；内容与现时状态以扫码核验为准。",
];

const drawLines = (sheet: Sheet, input: LicencePdfInput<JointOpinion>): void => {
  sheet.doc.fillColor(INKS.pale);
  footLines(input).forEach((line, row) => {
    const box = { weight: "regular", width: AREA.width, height: ROW, sizes: sizes(7, 5) } as const;
    drawFitting(sheet, line, box, { x: AREA.left, top: TOP + 3 + row * ROW });
  });
};

/**
 * The foot of one page: both hashes stand on every page, so that pages of two opinions cannot be mixed unseen. It is read
 * once, on the first page; the page number is only seen.
 */
export const drawOpinionFoot = (
  sheet: Sheet,
  input: LicencePdfInput<JointOpinion>,
  page: { number: number; of: number },
): void => {
  untagged(sheet, "Pagination", () => {
    sheet.doc.moveTo(AREA.left, TOP).lineTo(AREA.right, TOP).lineWidth(0.5).stroke(INKS.faint);
    sheet.doc.fillColor(INKS.text);
    const at = { x: AREA.centre, baseline: TOP + 56, align: "centre" } as const;
    const type = { weight: "regular", size: 9, spacing: 0.5 } as const;
    drawSpread(sheet, `第 ${page.number} 页　共 ${page.of} 页`, type, at);
  });
  if (page.number === 1) tagged(sheet, "P", () => drawLines(sheet, input));
  else untagged(sheet, "Pagination", () => drawLines(sheet, input));
};

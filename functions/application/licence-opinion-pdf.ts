import PDFDocument from "pdfkit";
import type { JointOpinion } from "../../schemas/licence.ts";
import { AREA, type Sheet, STYLES } from "./letters/letter-sheet.ts";
import { drawStrips, paginate } from "./letters/strips.ts";
import { statusNotice } from "./licence-face.ts";
import { opinionStrips } from "./licence-opinion-body.ts";
import { drawOpinionFoot } from "./licence-opinion-foot.ts";
import { drawOpinionHead, HEAD_BOTTOM } from "./licence-opinion-head.ts";
import { subjectName } from "./licence-opinion-text.ts";
import type { LicencePdfInput } from "./licence-pdf-input.ts";
import { drawStamp } from "./licence-stamp.ts";
import { registerPrintFonts } from "./print-fonts.ts";
import { collectPdf } from "./print-page.ts";

/** The middle of the word across a page that no longer stands: below the QR code, which must still scan. */
const STAMP = { x: AREA.centre, y: 460 };

const openDocument = ({
  record,
  status,
  sha256OfRecord,
  copyNumber,
}: LicencePdfInput<JointOpinion>): PDFKit.PDFDocument => {
  const copy = copyNumber === undefined ? "" : `（副本）${record.duplicateCopies}-${copyNumber}`;
  return new PDFDocument({
    size: "A4",
    margin: 0,
    font: "",
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "zh-CN",
    displayTitle: true,
    info: {
      Title: [
        `${record.title.zh}${copy}`,
        ...(record.project === null ? [] : [record.project.code]),
        subjectName(record),
      ].join(" "),
      Subject: statusNotice(status, "意见书")?.stamp ?? "有效",
      Keywords: `${record.licenceId} ${record.version} ${sha256OfRecord}`,
      Creator: "lianban",
      CreationDate: new Date(`${record.issuedOn}T00:00:00Z`),
    },
  });
};

/**
 * Draw the consolidated opinion of a joint review in the manner of an official document: A4 upright, as many pages as it
 * takes. What the project is, what each department answered and by whom, the hash of that join, the conclusion, the
 * issuer.
 * @throws RangeError when `verifyUrl` exceeds a QR code.
 * @see GB/T 9704-2012; ISO 32000-1 §14.8
 */
export const renderOpinionPdf = async (input: LicencePdfInput<JointOpinion>): Promise<Uint8Array> => {
  const doc = openDocument(input);
  const bytes = collectPdf(doc);
  const root = doc.struct("Document");
  doc.addStructure(root);
  const sheet: Sheet = { doc, fonts: registerPrintFonts(doc, input.fallbackFont), root, style: STYLES.zh };
  const frame = { firstTop: HEAD_BOTTOM, top: AREA.top, bottom: AREA.bottom };
  const pages = paginate(opinionStrips(sheet, input), frame);
  pages.forEach((page, index) => {
    doc.addPage();
    if (index === 0) drawOpinionHead(sheet, input);
    drawStrips(page);
    drawOpinionFoot(sheet, input, { number: index + 1, of: pages.length });
    drawStamp(sheet, statusNotice(input.status, "意见书"), STAMP);
  });
  root.end();
  doc.end();
  return bytes;
};

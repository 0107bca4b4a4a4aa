import PDFDocument from "pdfkit";
import type { BusinessLicence } from "../../schemas/licence.ts";
import { type FaceEntry, faceCodes, smallPrint, statusNotice } from "./licence-face.ts";
import { drawCodes, drawFields, drawIssuer, drawNotice, drawQr, drawTitle } from "./licence-front.ts";
import { renderOpinionPdf } from "./licence-opinion-pdf.ts";
import { drawOrnament } from "./licence-ornament.ts";
import { AREA, drawSmallPrint, type Face, INKS } from "./licence-page.ts";
import type { LicencePdfInput } from "./licence-pdf-input.ts";
import { drawStamp } from "./licence-stamp.ts";
import { registerPrintFonts } from "./print-fonts.ts";
import { collectPdf, drawSpread, tagged } from "./print-page.ts";
import { drawText, fitText, type SetText } from "./print-typeset.ts";

type Input = LicencePdfInput<BusinessLicence>;

/** The middle of the word across a page that no longer stands: clear of the QR code. */
const STAMP = { x: 372, y: 318 };

const ANNEX = { top: 124, size: 10.5, leading: 16 };

/** The entries the front could not hold, each whole, in lines of one width. */
const annexLines = (face: Face, entry: FaceEntry): SetText["lines"] => {
  const width = AREA.right - AREA.left;
  const box = { weight: "regular", width, height: Number.POSITIVE_INFINITY, sizes: [ANNEX.size] } as const;
  return fitText(face, `${entry.label}：${entry.value}`, box)?.lines ?? [];
};

const openAnnexPage = (face: Face, { record, status, sha256OfRecord }: Input): void => {
  face.doc.addPage();
  drawOrnament(face.doc);
  tagged(face, "H2", () => {
    face.doc.fillColor(INKS.red);
    const type = { weight: "bold", size: 24, spacing: 10 } as const;
    drawSpread(face, "营业执照附页", type, { x: AREA.centre, baseline: 98, align: "centre" });
  });
  drawSmallPrint(face, smallPrint(record, sha256OfRecord));
  drawStamp(face, statusNotice(status), STAMP);
};

/** Each entry is one paragraph on every page it reaches. */
const drawAnnex = (face: Face, input: Input): void => {
  let top: number = AREA.bottom;
  for (const entry of face.annex.splice(0)) {
    const lines = annexLines(face, entry);
    while (lines.length > 0) {
      const room = Math.floor((AREA.bottom - top) / ANNEX.leading);
      if (room < 1) {
        openAnnexPage(face, input);
        top = ANNEX.top;
        continue;
      }
      tagged(face, "P", () => {
        face.doc.fillColor(INKS.text);
        top = drawText(face, { ...ANNEX, lines: lines.splice(0, room) }, { x: AREA.left, top });
      });
    }
    top += ANNEX.leading / 2;
  }
};

const openDocument = ({ record, status, sha256OfRecord, copyNumber }: Input): PDFKit.PDFDocument => {
  const codes = faceCodes(record.codes).map(({ value }) => value);
  const copy = copyNumber === undefined ? "" : `（副本）${record.duplicateCopies}-${copyNumber}`;
  return new PDFDocument({
    size: "A4",
    layout: "landscape",
    margin: 0,
    font: "",
    pdfVersion: "1.7",
    tagged: true,
    lang: "zh-CN",
    displayTitle: true,
    info: {
      Title: `营业执照${copy} ${codes.join(" ")}`,
      Subject: statusNotice(status)?.stamp ?? "有效",
      Keywords: `${record.licenceId} ${record.version} ${sha256OfRecord}`,
      Creator: "lianban",
      CreationDate: new Date(`${record.issuedOn}T00:00:00Z`),
    },
  });
};

/** A4 landscape: one page, and an annex for whatever does not fit it. */
const renderBusinessLicence = async (input: Input): Promise<Uint8Array> => {
  const { record, status, copyNumber } = input;
  const doc = openDocument(input);
  const bytes = collectPdf(doc);
  const root = doc.struct("Document");
  doc.addStructure(root);
  const face: Face = { doc, fonts: registerPrintFonts(doc, input.fallbackFont), root, annex: [] };
  drawOrnament(doc);
  drawTitle(face, record, copyNumber);
  drawCodes(face, record);
  const bottom = drawNotice(face, status);
  drawFields(face, record, bottom);
  drawQr(face, input.verifyUrl, input.mac);
  drawIssuer(face, record);
  drawSmallPrint(face, smallPrint(record, input.sha256OfRecord));
  drawStamp(face, statusNotice(status), STAMP);
  drawAnnex(face, input);
  root.end();
  doc.end();
  return bytes;
};

/**
 * Draw a licence as a PDF: A4, tagged, fonts embedded; a business licence on its side, a joint opinion upright.
 *
 * A licence that is superseded, revoked or expired says so across the page and in words. Characters no font has print as
 * their number, e.g. 〔U+20BB7〕. The same input gives the same bytes on one build of Node with the same fonts
 * installed, so the file's hash can be recorded; nothing in it depends on the clock, the time zone or chance.
 *
 * It is a picture of the signed record for people, not an OFD with a state electronic seal, and says so.
 * @throws RangeError when `copyNumber` is not one of the record's duplicates, or `verifyUrl` exceeds a QR code.
 * @see GB/T 33190-2016; 国务院令第716号第十条; ISO 32000-1 §14.8
 */
export const renderLicencePdf = async (input: LicencePdfInput): Promise<Uint8Array> => {
  const { record, copyNumber } = input;
  if (copyNumber !== undefined && !(copyNumber >= 1 && copyNumber <= record.duplicateCopies))
    throw new RangeError(`There is no duplicate ${copyNumber} among ${record.duplicateCopies}`);
  return record.kind === "joint-opinion"
    ? renderOpinionPdf({ ...input, record })
    : renderBusinessLicence({ ...input, record });
};

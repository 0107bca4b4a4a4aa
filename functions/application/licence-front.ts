import type { BusinessLicence, LicenceStatus } from "../../schemas/licence.ts";
import { dateText, type FaceEntry, faceCodes, faceFields, statusNotice } from "./licence-face.ts";
import { AREA, drawFitted, type Face, fitOrAnnex, INKS } from "./licence-page.ts";
import { drawQrLink, drawSpread, sizes, tagged } from "./print-page.ts";
import { drawText } from "./print-typeset.ts";

const LABEL = { width: 70, size: 12.5 };
const VALUE = { left: AREA.left + LABEL.width + 18, width: 450 };
const FIELDS_TOP = 198;
const ROW = 25;
/** What a field may take at most: together they leave the business scope a line even above a notice. */
const HEIGHTS: Record<string, number> = { 名称: 40, 住所: 40 };
const OTHER_HEIGHT = 33;
/** The column at the right: its middle, and the QR code in it. */
const ASIDE = 704;
const QR = { top: 150, side: 116 };

/** Draw the title 营业执照 and, for a duplicate, （副本） with the number of duplicates and its own. */
export const drawTitle = (face: Face, record: BusinessLicence, copyNumber: number | undefined): void => {
  const at = { x: AREA.centre, align: "centre" } as const;
  tagged(face, "H1", () => {
    face.doc.fillColor(INKS.red);
    drawSpread(face, "营业执照", { weight: "bold", size: 44, spacing: 22 }, { ...at, baseline: 108 });
  });
  if (copyNumber === undefined) return;
  tagged(face, "P", () => {
    face.doc.fillColor(INKS.text);
    const text = `（副本）${record.duplicateCopies}-${copyNumber}`;
    drawSpread(face, text, { weight: "regular", size: 14, spacing: 2 }, { ...at, baseline: 132 });
  });
};

/** Draw the code, or the three numbers side by side, each under its label. */
export const drawCodes = (face: Face, record: BusinessLicence): void => {
  const codes = faceCodes(record.codes);
  const cell = (VALUE.left + VALUE.width - AREA.left) / Math.max(codes.length, 2);
  codes.forEach(({ label, value }, index) => {
    const x = AREA.left + index * cell;
    tagged(face, "P", () => {
      face.doc.fillColor(INKS.bronze);
      drawSpread(face, label, { weight: "regular", size: 10, spacing: 1 }, { x, baseline: 160 });
      face.doc.fillColor(INKS.text);
      drawSpread(face, value, { weight: "bold", size: 15, spacing: 0.6 }, { x, baseline: 181 });
    });
  });
};

const drawField = (face: Face, entry: FaceEntry, top: number, height: number): number => {
  const isName = entry.label === "名称";
  const largest = isName ? 16 : 13;
  const box = {
    weight: isName ? "bold" : "regular",
    width: VALUE.width,
    height,
    sizes: sizes(largest, 6.5),
  } as const;
  const set = fitOrAnnex(face, entry, box);
  const middle = (ROW - set.leading) / 2;
  const textTop = top + (set.lines.length > 1 ? Math.min(middle, 4) : middle);
  const spacing = (LABEL.width - entry.label.length * LABEL.size) / (entry.label.length - 1);
  tagged(face, "P", () => {
    face.doc.fillColor(INKS.bronze);
    const baseline = textTop + set.leading / 2 + LABEL.size * 0.36;
    drawSpread(
      face,
      entry.label,
      { weight: "regular", size: LABEL.size, spacing },
      { x: AREA.left, baseline },
    );
    face.doc.fillColor(INKS.text);
    drawText(face, set, { x: VALUE.left, top: textTop });
  });
  return Math.max(top + ROW, textTop + set.lines.length * set.leading + 3);
};

/** Draw the particulars row by row; the business scope has what remains above `bottom`. */
export const drawFields = (face: Face, record: BusinessLicence, bottom: number): void => {
  const fields = faceFields(record.holder);
  let top = FIELDS_TOP;
  fields.forEach((entry, index) => {
    const isLast = index === fields.length - 1;
    top = drawField(face, entry, top, isLast ? bottom - top - 6 : (HEIGHTS[entry.label] ?? OTHER_HEIGHT));
  });
};

/** Draw the QR code that leads to the page of verification, and below it the code for whoever types. */
export const drawQr = (face: Face, verifyUrl: string, mac: string): void => {
  const place = { left: ASIDE - QR.side / 2, ...QR };
  drawQrLink(face, { url: verifyUrl, alt: `扫码核验：${verifyUrl}` }, place);
  tagged(face, "P", () => {
    const top = QR.top + QR.side + 10;
    const at = { x: ASIDE, align: "centre" } as const;
    face.doc.fillColor(INKS.text);
    drawSpread(face, "扫码核验", { weight: "bold", size: 12, spacing: 4 }, { ...at, baseline: top + 12 });
    face.doc.fillColor(INKS.pale);
    const box = { weight: "regular", width: 140, height: 26, sizes: sizes(9, 5) } as const;
    drawFitted(face, { label: "核验码", value: `核验码 ${mac}` }, box, { ...at, top: top + 20 });
  });
};

/** Draw the registration authority and the day of issue, with room for a chop over them. */
export const drawIssuer = (face: Face, { issuer, issuedOn }: BusinessLicence): void => {
  const at = { x: ASIDE, align: "centre" } as const;
  tagged(face, "P", () => {
    face.doc.fillColor(INKS.bronze);
    drawSpread(face, "登记机关", { weight: "regular", size: 12, spacing: 6 }, { ...at, baseline: 368 });
    face.doc.fillColor(INKS.text);
    const box = { weight: "bold", width: 146, height: 44, sizes: sizes(13, 6) } as const;
    drawFitted(face, { label: "登记机关", value: issuer.name }, box, { ...at, top: 378 });
    drawSpread(
      face,
      dateText(issuedOn),
      { weight: "regular", size: 13, spacing: 1 },
      { ...at, baseline: 446 },
    );
  });
};

/** Draw in words, above the small print, that the licence no longer stands. @returns the y the fields must end above. */
export const drawNotice = (face: Face, status: LicenceStatus): number => {
  const notice = statusNotice(status);
  if (notice === undefined) return AREA.bottom;
  const top = AREA.bottom - 33;
  tagged(face, "P", () => {
    face.doc.fillColor(INKS.red);
    const box = { weight: "bold", width: AREA.right - AREA.left, height: 31, sizes: sizes(10, 6.5) } as const;
    drawFitted(face, { label: "状态说明", value: notice.notice }, box, { x: AREA.left, top });
  });
  return top;
};

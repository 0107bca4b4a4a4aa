import PDFDocument from "pdfkit";
import type { Letter, LetterBlock } from "../../../schemas/letter.ts";
import { type FallbackFont, registerPrintFonts } from "../print-fonts.ts";
import { collectPdf, type TaggedDocument } from "../print-page.ts";
import { closingStrip, englishClosing } from "./letter-closing.ts";
import { drawFoot } from "./letter-foot.ts";
import { drawHead, englishHead, HEAD_BOTTOM } from "./letter-head.ts";
import { blank, paragraphStrips } from "./letter-paragraph.ts";
import { AREA, type Sheet, STYLES } from "./letter-sheet.ts";
import { tableStrips } from "./letter-table.ts";
import { drawStrips, paginate, type Strip } from "./strips.ts";

/** What a letter is drawn from. */
export interface LetterPdfInput {
  letter: Letter;
  /** What the QR code says: where the case is followed. */
  followUrl: string;
  /** For characters Noto Sans SC lacks; null for none. @default - Debian's Noto Sans CJK where it is installed */
  fallbackFont?: FallbackFont | null;
}

const openDocument = (letter: Letter): PDFKit.PDFDocument =>
  new PDFDocument({
    size: "A4",
    margin: 0,
    font: "",
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "zh-CN",
    displayTitle: true,
    info: {
      Title: `${letter.title.zh} ${letter.number}`,
      Subject: letter.caseTitle,
      Keywords: `${letter.number} ${letter.copyOf}`,
      Creator: "lianban",
      CreationDate: new Date(`${letter.on}T00:00:00Z`),
    },
  });

/** The blocks of a letter in one language; what announces a table stays with it. */
const blockStrips = (
  sheet: Sheet,
  blocks: readonly LetterBlock[],
  last: { staysWithNext: boolean },
): Strip[] =>
  blocks.flatMap((block, index) => {
    if ("columns" in block) return tableStrips(sheet, block);
    const next = blocks[index + 1];
    const staysWithNext = next === undefined ? last.staysWithNext : "columns" in next;
    return paragraphStrips(sheet, block[sheet.style.language], { staysWithNext });
  });

const bodyOf = ({ paragraphs, remedies }: Letter): LetterBlock[] =>
  remedies === null ? paragraphs : [...paragraphs, remedies];

const chineseStrips = (sheet: Sheet, letter: Letter): Strip[] => [
  ...paragraphStrips(sheet, `${letter.addressee}：`, { indent: 0, staysWithNext: true }),
  ...blockStrips(sheet, bodyOf(letter), { staysWithNext: true }),
  closingStrip(sheet, letter),
];

const englishStrips = (sheet: Sheet, letter: Letter): Strip[] => [
  ...englishHead(sheet, letter),
  ...paragraphStrips(sheet, `To ${letter.addressee}`),
  ...blockStrips(sheet, bodyOf(letter), { staysWithNext: true }),
  ...englishClosing(sheet, letter),
];

const FRAME = { top: AREA.top, bottom: AREA.bottom };

/** The English version follows below if it fits there whole; otherwise it begins on a page of its own. */
const pagesOf = (chinese: readonly Strip[], english: readonly Strip[]) => {
  const pages = paginate(chinese, { ...FRAME, firstTop: HEAD_BOTTOM });
  const [lastStrip, lastTop] = pages.at(-1)?.at(-1) ?? [blank(0), AREA.top];
  const below = [blank(14), ...english];
  const onSamePage = paginate(below, { ...FRAME, firstTop: lastTop + lastStrip.height });
  const [only, ...others] = onSamePage;
  if (only !== undefined && others.length === 0)
    return [...pages.slice(0, -1), [...(pages.at(-1) ?? []), ...only]];
  return [...pages, ...paginate(english, { ...FRAME, firstTop: AREA.top })];
};

/**
 * Draw a letter as a PDF in the manner of an official document: A4, tagged, fonts embedded, as many pages as it takes;
 * Chinese first, then English in a smaller type.
 *
 * Characters no font has print as their number, e.g. 〔U+20BB7〕. The same letter gives the same bytes on one build of
 * Node with the same fonts installed. It has room for a stamp and says that it bears no electronic seal.
 * @throws RangeError when `followUrl` exceeds a QR code.
 * @see GB/T 9704-2012; ISO 32000-1 §14.8
 */
export const renderLetterPdf = async ({
  letter,
  followUrl,
  fallbackFont,
}: LetterPdfInput): Promise<Uint8Array> => {
  const doc = openDocument(letter);
  const bytes = collectPdf(doc);
  const document: TaggedDocument = {
    doc,
    fonts: registerPrintFonts(doc, fallbackFont),
    root: doc.struct("Document"),
  };
  doc.addStructure(document.root);
  const part = (options: object, language: keyof typeof STYLES): Sheet => {
    const root = doc.struct("Sect", options);
    document.root.add(root);
    return { ...document, root, style: STYLES[language] };
  };
  const [chinese, english] = [part({ lang: "zh-CN" }, "zh"), part({ lang: "en" }, "en")];
  const pages = pagesOf(chineseStrips(chinese, letter), englishStrips(english, letter));
  pages.forEach((page, index) => {
    doc.addPage();
    if (index === 0) drawHead(chinese, letter, followUrl);
    drawStrips(page);
    drawFoot({ ...chinese, root: document.root }, letter, { number: index + 1, of: pages.length });
  });
  document.root.end();
  doc.end();
  return bytes;
};

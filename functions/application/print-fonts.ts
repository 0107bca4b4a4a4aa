import { fileURLToPath } from "node:url";
import PDFDocument from "pdfkit";

/** The fonts documents are set in; the rare ones serve only characters Noto Sans SC lacks. */
export type PrintFont = "regular" | "bold" | "rareRegular" | "rareBold";

/** A font's file and, for a collection (.ttc), the PostScript name of the font in it. */
interface FontFile {
  path: string;
  postScriptName?: string;
}

/**
 * Fonts for rare characters, e.g. `{ regular: { path: "/…/NotoSansCJK-Regular.ttc", postScriptName:
 * "NotoSansCJKsc-Regular" } }`. Without `bold`, bold text takes them from `regular`.
 */
export interface FallbackFont {
  regular: FontFile;
  bold?: FontFile;
}

const debianNotoCjk = (weight: "Regular" | "Bold"): FontFile => ({
  path: `/usr/share/fonts/opentype/noto/NotoSansCJK-${weight}.ttc`,
  postScriptName: `NotoSansCJKsc-${weight}`,
});

const NOTO_SANS_SC = {
  regular: "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  bold: "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
};

/** A parsed font as pdfkit keeps it; `_glyphs` are the glyphs it has met, each with the characters it first stood for. */
interface FontProgram {
  layout: (text: string) => unknown;
  hasGlyphForCodePoint: (codePoint: number) => boolean;
  _glyphs: Record<number, unknown>;
}

const isFontProgram = (value: unknown): value is FontProgram =>
  typeof value === "object" && value !== null && "hasGlyphForCodePoint" in value && "_glyphs" in value;

/** Parsed once a process: each file has 10 MB or more, and reading it takes longer than setting a page. */
const programs = new Map<string, FontProgram>();

/** pdfkit parses the file; the parsed font is then handed to every later document. */
const loadProgram = ({ path, postScriptName }: FontFile): FontProgram => {
  const key = `${path}#${postScriptName ?? ""}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const reader = new PDFDocument({ autoFirstPage: false, font: "" });
  const opened = postScriptName === undefined ? reader.font(path) : reader.font(path, postScriptName);
  const program = (opened as unknown as { _font?: { font?: unknown } })._font?.font;
  if (!isFontProgram(program)) throw new TypeError(`pdfkit gave no font program for ${path}`);
  programs.set(key, program);
  return program;
};

const loadPackaged = (specifier: string): FontProgram =>
  loadProgram({ path: fileURLToPath(import.meta.resolve(specifier)) });

/** Debian's font if its package fonts-noto-cjk is installed; most machines do without. */
const loadDebianNotoCjk = (weight: "Regular" | "Bold"): FontProgram | undefined => {
  try {
    return loadProgram(debianNotoCjk(weight));
  } catch {
    return undefined;
  }
};

const loadPrintFont = (
  font: PrintFont,
  fallback: FallbackFont | null | undefined,
): FontProgram | undefined => {
  if (font === "regular" || font === "bold") return loadPackaged(NOTO_SANS_SC[font]);
  if (fallback === undefined) return loadDebianNotoCjk(font === "rareBold" ? "Bold" : "Regular");
  const file = font === "rareBold" ? fallback?.bold : fallback?.regular;
  return file && loadProgram(file);
};

/** The fonts of one document, and which characters each of them can draw. */
export interface PrintFonts {
  covers: (font: PrintFont, codePoint: number) => boolean;
}

/**
 * Register the fonts of a printed document with a document under the names of {@link PrintFont}.
 *
 * @param fallback - for characters Noto Sans SC lacks, e.g. 𠮷; `null` for none; left out, Debian's Noto Sans CJK
 *   where it is installed. It is opened when the first such character comes. A named font that cannot be read throws.
 */
export const registerPrintFonts = (doc: PDFKit.PDFDocument, fallback?: FallbackFont | null): PrintFonts => {
  const registered = new Map<PrintFont, FontProgram | undefined>();
  const register = (font: PrintFont): FontProgram | undefined => {
    if (registered.has(font)) return registered.get(font);
    const program = loadPrintFont(font, fallback);
    registered.set(font, program);
    if (program === undefined) return undefined;
    // · and ‧ share a glyph: one met in an earlier document would name the character in this one.
    program._glyphs = {};
    // pdfkit takes a parsed font where its types name only files and bytes.
    doc.registerFont(font, program as unknown as Buffer);
    return program;
  };
  register("regular");
  register("bold");
  return { covers: (font, codePoint) => register(font)?.hasGlyphForCodePoint(codePoint) ?? false };
};

import { encode } from "uqr";

/** The quiet zone ISO/IEC 18004 asks for around a symbol, in modules. */
const QUIET_MODULES = 4;

/**
 * The modules of a QR code for `text`, row by row without a quiet zone; true is dark.
 *
 * Error correction level M (15 % of the symbol may be damaged). Limits: 2,331 bytes of UTF-8; a longer text throws.
 * @see ISO/IEC 18004
 */
export const qrModules = (text: string): boolean[][] => encode(text, { ecc: "M", border: 0 }).data;

/** One SVG path command for every run of dark modules in a row. */
const darkRuns = (row: boolean[], y: number): string => {
  const line = row.map((dark) => (dark ? "1" : "0")).join("");
  return [...line.matchAll(/1+/g)]
    .map((run) => `M${run.index + QUIET_MODULES} ${y + QUIET_MODULES}h${run[0].length}v1h-${run[0].length}z`)
    .join("");
};

/**
 * Draw a QR code as a standalone SVG, black on white with its quiet zone, one unit a module.
 *
 * It has no size of its own: the page that shows it sets the width. The text is not repeated in the markup,
 * so nothing needs escaping.
 * @returns e.g. `<svg xmlns="…" viewBox="0 0 45 45" role="img" aria-label="二维码">…</svg>`, 3 to 7 KB.
 */
export const qrSvg = (text: string): string => {
  const modules = qrModules(text);
  const side = modules.length + 2 * QUIET_MODULES;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"`,
    ` role="img" aria-label="二维码"><rect width="${side}" height="${side}" fill="#fff"/>`,
    `<path d="${modules.map(darkRuns).join("")}"/></svg>`,
  ].join("");
};

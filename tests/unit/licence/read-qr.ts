import type { PdfRectangle } from "./read-pdf.ts";

/** Centres of the alignment patterns by version, 1 to 10. @see ISO/IEC 18004 annex E */
const ALIGNMENT = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

/** Data codewords of each block at level M by version, 1 to 10. @see ISO/IEC 18004 table 9 */
const BLOCKS = [
  [16],
  [28],
  [44],
  [32, 32],
  [43, 43],
  [27, 27, 27, 27],
  [31, 31, 31, 31],
  [38, 38, 39, 39],
  [36, 36, 36, 37, 37],
  [43, 43, 43, 43, 44],
];

const MASKS: ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

const isFunction = (version: number, x: number, y: number): boolean => {
  const size = version * 4 + 17;
  const inCorner = (x < 9 && y < 9) || (x >= size - 8 && y < 9) || (x < 9 && y >= size - 8);
  const inVersion = version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6));
  const centres = ALIGNMENT[version - 1] ?? [];
  const [first, last] = [centres[0], centres.at(-1)];
  const isFinder = (cx: number, cy: number) =>
    (cx === first && cy === first) || (cx === first && cy === last) || (cx === last && cy === first);
  const inAlignment = centres.some((cx) =>
    centres.some((cy) => !isFinder(cx, cy) && Math.abs(x - cx) <= 2 && Math.abs(y - cy) <= 2),
  );
  return inCorner || x === 6 || y === 6 || inVersion || inAlignment;
};

const readMask = (modules: boolean[][]): ((x: number, y: number) => boolean) => {
  const format = [0, 1, 2, 3, 4].map((x) => (modules[8]?.[x] ? "1" : "0")).join("");
  const bits = Number.parseInt(format, 2) ^ 0b10101;
  const mask = MASKS[bits & 7];
  if (bits >> 3 !== 0 || mask === undefined) throw new Error("not error correction level M");
  return mask;
};

const readCodewords = (modules: boolean[][], version: number): number[] => {
  const size = modules.length;
  const mask = readMask(modules);
  let bits = "";
  for (let right = size - 1, upward = true; right > 0; right -= right === 8 ? 3 : 2, upward = !upward)
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = upward ? size - 1 - step : step;
        if (!isFunction(version, x, y)) bits += modules[y]?.[x] !== mask(x, y) ? "1" : "0";
      }
  return (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
};

/** Data codewords in their order: they are drawn a column of all blocks at a time. */
const deinterleave = (codewords: number[], version: number): number[] => {
  const lengths = BLOCKS[version - 1] ?? [];
  const blocks: number[][] = lengths.map(() => []);
  let next = 0;
  for (let column = 0; column < Math.max(...lengths); column += 1)
    lengths.forEach((length, index) => {
      if (column < length) blocks[index]?.push(codewords[next++] ?? 0);
    });
  return blocks.flat();
};

/**
 * Read the text out of an undamaged QR code of version 1 to 10, level M, in one byte segment.
 *
 * It reads the modules as a scanner does and shares nothing with the encoder.
 * @see ISO/IEC 18004
 */
export const readQr = (modules: boolean[][]): string => {
  const version = (modules.length - 17) / 4;
  const data = deinterleave(readCodewords(modules, version), version);
  const bits = data.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  if (!bits.startsWith("0100")) throw new Error("not a byte segment");
  const countBits = version < 10 ? 8 : 16;
  const count = Number.parseInt(bits.slice(4, 4 + countBits), 2);
  const bytes = Array.from({ length: count }, (_, index) =>
    Number.parseInt(bits.slice(4 + countBits + index * 8, 12 + countBits + index * 8), 2),
  );
  return new TextDecoder().decode(Uint8Array.from(bytes));
};

/** The modules behind a QR code drawn as one rectangle for each run of dark modules. */
export const modulesOf = (rectangles: PdfRectangle[]): boolean[][] => {
  const unit = rectangles[0]?.height ?? 1;
  const [left, top] = [Math.min(...rectangles.map(({ x }) => x)), Math.min(...rectangles.map(({ y }) => y))];
  const side = Math.round((Math.max(...rectangles.map(({ x, width }) => x + width)) - left) / unit);
  const modules = Array.from({ length: side }, () => Array.from({ length: side }, () => false));
  for (const { x, y, width } of rectangles) {
    const column = Math.round((x - left) / unit);
    modules[Math.round((y - top) / unit)]?.fill(true, column, column + Math.round(width / unit));
  }
  return modules;
};

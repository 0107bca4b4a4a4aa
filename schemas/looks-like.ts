import { type DocumentMediaType, documentMediaType } from "./document.ts";

/** How many bytes from the start {@link looksLike} needs. */
export const HEAD_BYTES = 64;

type Beginning = (head: Uint8Array) => boolean;

const textOf = (head: Uint8Array): string => String.fromCharCode(...head.subarray(0, HEAD_BYTES));

const bytes =
  (...expected: readonly number[]): Beginning =>
  (head) =>
    expected.every((byte, index) => head[index] === byte);

const text =
  (pattern: RegExp): Beginning =>
  (head) =>
    pattern.test(textOf(head));

/** A ZIP file with something in it. An OFD file (GB/T 33190-2016) is one. */
const zip = bytes(0x50, 0x4b, 0x03, 0x04);

/**
 * How a file of each type begins. A DWG names its version (`AC1032` is that of 2018). A DXF is pairs of lines and begins
 * with a section or a comment, or says that it is binary.
 */
const beginnings: Readonly<Record<DocumentMediaType, Beginning>> = {
  "application/pdf": bytes(0x25, 0x50, 0x44, 0x46),
  "application/ofd": zip,
  "application/zip": zip,
  "image/png": bytes(0x89, 0x50, 0x4e, 0x47),
  "image/jpeg": bytes(0xff, 0xd8, 0xff),
  "image/tiff": text(/^(?:II[*+]\0|MM\0[*+])/),
  "image/gif": text(/^GIF8[79]a/),
  "image/bmp": bytes(0x42, 0x4d),
  "image/webp": text(/^RIFF[\s\S]{4}WEBP/),
  "image/vnd.dwg": text(/^AC\d[\d.]\d\d/),
  "image/vnd.dxf": text(
    /^(?:AutoCAD Binary DXF\r\n|(?:\xef\xbb\xbf)?[ \t]*(?:0\s+SECTION\s|999[ \t]*[\r\n]))/,
  ),
};

/**
 * Whether bytes begin as a file of a type does; what a browser says of them is not believed. The first
 * {@link HEAD_BYTES} are enough. `false` for other types.
 */
export const looksLike = (mediaType: string, head: Uint8Array): boolean => {
  const known = documentMediaType.safeParse(mediaType);
  return known.success && beginnings[known.data](head);
};

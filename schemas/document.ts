import * as z from "zod";

/** The largest document, in bytes. */
export const DOCUMENT_BYTES = 20_000_000;

/**
 * The largest document that travels in a request or answer of the hub itself, in bytes; a larger one takes a way of its
 * own. Written as base64 it stays under the 6 MB an AWS Lambda function may be called or answer with.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const DIRECT_DOCUMENT_BYTES = 4_000_000;

/** What a document may be. */
export const documentMediaType = z.enum(["application/pdf", "image/png", "image/jpeg", "application/ofd"]);
/** See {@link documentMediaType}. */
export type DocumentMediaType = z.infer<typeof documentMediaType>;

/** First bytes by which a file of each type is known. OFD (GB/T 33190-2016) is a ZIP file. */
const signatures: Readonly<Record<DocumentMediaType, readonly number[]>> = {
  "application/pdf": [0x25, 0x50, 0x44, 0x46],
  "application/ofd": [0x50, 0x4b, 0x03, 0x04],
  "image/png": [0x89, 0x50, 0x4e, 0x47],
  "image/jpeg": [0xff, 0xd8, 0xff],
};

/** Whether bytes begin as a file of a type does; what a browser says of them is not believed. `false` for other types. */
export const looksLike = (mediaType: string, content: Uint8Array): boolean => {
  const known = documentMediaType.safeParse(mediaType);
  return known.success && signatures[known.data].every((byte, index) => content[index] === byte);
};

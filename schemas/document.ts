import * as z from "zod";

/** The largest document that is uploaded in one piece, in bytes. */
export const DOCUMENT_BYTES = 20_000_000;

/** The largest document at all, in bytes: a drawing that is uploaded in parts. A deployment may allow less. */
export const DRAWING_BYTES = 500_000_000;

/** The most parts of one upload. */
export const UPLOAD_PARTS = 100;

/**
 * How large the parts of an upload may be, in bytes; the last one is what remains. S3 takes no smaller ones.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 */
export const PART_BYTES = { least: 5_242_880, usual: 16_777_216, most: 104_857_600 } as const;

/**
 * The largest document that travels in a request or answer of the hub itself, in bytes; a larger one takes a way of its
 * own. Written as base64 it stays under the 6 MB an AWS Lambda function may be called or answer with.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const DIRECT_DOCUMENT_BYTES = 4_000_000;

/**
 * What a document may be: texts, scans, and the drawings of construction cases. SVG is none, since a browser runs what
 * stands in it.
 * @see https://www.iana.org/assignments/media-types/media-types.xhtml
 */
export const documentMediaType = z.enum([
  "application/pdf",
  "application/ofd",
  "application/zip",
  "image/png",
  "image/jpeg",
  "image/tiff",
  "image/gif",
  "image/bmp",
  "image/webp",
  "image/vnd.dwg",
  "image/vnd.dxf",
]);
/** See {@link documentMediaType}. */
export type DocumentMediaType = z.infer<typeof documentMediaType>;

/** The names of the types, for whoever is told what may be sent. */
export const documentMediaTypes: readonly string[] = documentMediaType.options;

/**
 * Whether a stored document can be read: `missing` is a file that is gone, `altered` one that is not what was stored,
 * `erased` one that was taken out of use.
 */
export const documentCondition = z.enum(["present", "missing", "altered", "erased"]);
/** See {@link documentCondition}. */
export type DocumentCondition = z.infer<typeof documentCondition>;

/**
 * How a stored document stands. `since` is an instant: when it was stored, when it was first seen to be missing or
 * altered, when it was erased; null for one erased before instants were noted.
 */
export const documentState = z
  .object({ state: documentCondition, since: z.string().nullable() })
  .meta({ id: "DocumentState" });
/** See {@link documentState}. */
export type DocumentState = z.infer<typeof documentState>;

import * as z from "zod";
import { DOCUMENT_BYTES, documentMediaType } from "./document.ts";

/**
 * One material as handed in: which entry of the list it answers (`code`) and the stored document.
 * `sha256` is lower-case hex of the bytes; `bytes` their number.
 */
export const material = z.strictObject({
  code: z.string().min(1).max(60),
  name: z.string().min(1).max(120),
  documentId: z.string().min(1).max(60),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: documentMediaType,
  bytes: z.int().positive().max(DOCUMENT_BYTES),
});
/** See {@link material}. */
export type Material = z.infer<typeof material>;

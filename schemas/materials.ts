import * as z from "zod";

/**
 * One material as handed in: which entry of the list it answers (`code`) and the stored document.
 * `sha256` is lower-case hex of the bytes; `bytes` their number.
 */
export const material = z.strictObject({
  code: z.string().min(1).max(60),
  name: z.string().min(1).max(120),
  documentId: z.string().min(1).max(60),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.enum(["application/pdf", "image/png", "image/jpeg", "application/ofd"]),
  bytes: z.int().positive().max(20_000_000),
});
/** See {@link material}. */
export type Material = z.infer<typeof material>;

import * as z from "zod";
import { DRAWING_BYTES, documentMediaType, documentState } from "./document.ts";

/**
 * Materials of one filing or correction at most, those taken over from a project included. Each new document is claimed
 * in the transaction that files it, beside an event and a row for every department asked, and a DynamoDB transaction takes
 * 100 items in all.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export const MAX_MATERIALS = 50;

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
  bytes: z.int().positive().max(DRAWING_BYTES),
});
/** See {@link material}. */
export type Material = z.infer<typeof material>;

/** A material as its case shows it: `file` is how its document stands. */
export const materialView = material.extend({ file: documentState }).meta({ id: "MaterialView" });
/** See {@link materialView}. */
export type MaterialView = z.infer<typeof materialView>;

/** A material in a request. One that was read from a case may be sent back as it came: `file` is dropped. */
export const materialSent = material
  .extend({ file: documentState.optional() })
  .transform(({ file: _, ...sent }): Material => sent);

import * as z from "zod";
import { DOCUMENT_BYTES, documentMediaTypes, documentState, PART_BYTES } from "./document.ts";

/** A stored document. */
export const documentView = z
  .object({
    documentId: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    storedAt: z.string(),
  })
  .meta({ id: "Document" });

/** How a stored document stands: `GET /v1/documents/{documentId}/state`. */
export const documentStateView = documentState
  .extend({ documentId: z.string() })
  .meta({ id: "StateOfDocument" });

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Any text is read, so that a type that is not taken is told as such. */
const mediaType = z
  .string()
  .max(120)
  .meta({
    description: `one of ${documentMediaTypes.join(", ")}`,
    example: "application/pdf",
  });

/** `POST /v1/document-uploads`. `sha256` is lower-case hex of the bytes that will be sent. */
export const documentUploadBody = z
  .strictObject({ mediaType, bytes: z.int().positive().max(DOCUMENT_BYTES), sha256 })
  .meta({ id: "DocumentUpload" });

/** Where the bytes of an upload go. `headers` are to be sent exactly so; `expiresAt` is an instant. */
export const uploadTicket = z
  .object({
    documentId: z.string(),
    method: z.literal("PUT"),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    expiresAt: z.string(),
  })
  .meta({ id: "UploadTicket" });

/**
 * `POST /v1/document-uploads/parts`. The file is cut into parts of `partBytes` each, the last of what remains;
 * `partSha256` names the hash of each in order, so that an address takes its own part and no other.
 */
export const partsUploadBody = z
  .strictObject({
    mediaType,
    bytes: z.int().positive().meta({ description: "of the whole file" }),
    sha256: sha256.meta({ description: "of the whole file, lower-case hex" }),
    partBytes: z
      .int()
      .positive()
      .optional()
      .meta({ description: `of every part but the last; ${PART_BYTES.usual} if absent` }),
    partSha256: z.array(sha256).min(1).meta({ description: "of every part in order, lower-case hex" }),
  })
  .meta({ id: "PartsUpload" });
/** See {@link partsUploadBody}. */
export type PartsUploadBody = z.infer<typeof partsUploadBody>;

/**
 * An upload in parts under way. `received` are the numbers of the parts that are in, `parts` those still to be sent, each
 * with its address. Addresses are good until `expiresAt` and may be asked for anew until `keptUntil`; then what was sent
 * is dropped.
 */
export const partsTicket = z
  .object({
    documentId: z.string(),
    mediaType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    partBytes: z.int(),
    received: z.array(z.int()),
    parts: z.array(
      z.object({
        number: z.int(),
        method: z.literal("PUT"),
        url: z.string(),
        headers: z.record(z.string(), z.string()),
        bytes: z.int(),
        sha256: z.string(),
      }),
    ),
    expiresAt: z.string(),
    keptUntil: z.string(),
  })
  .meta({ id: "PartsTicket" });
/** See {@link partsTicket}. */
export type PartsTicket = z.infer<typeof partsTicket>;

/** An upload that came whole and is still being checked: complete it again in a moment. */
export const uploadBeingChecked = z
  .object({ documentId: z.string(), state: z.literal("checking") })
  .meta({ id: "UploadBeingChecked" });

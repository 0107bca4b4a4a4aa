import type * as z from "zod";
import type { documentView } from "../../schemas/uploads.ts";
import type { DocumentInfo } from "../ports/documents.ts";

/** A document as its owner sees it. */
export const viewOfDocument = ({
  documentId,
  mediaType,
  bytes,
  sha256,
  storedAt,
}: DocumentInfo): z.infer<typeof documentView> => ({ documentId, mediaType, bytes, sha256, storedAt });

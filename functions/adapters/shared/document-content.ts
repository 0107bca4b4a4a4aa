import { createHash } from "node:crypto";
import type { ExpectedDocument, UploadDifference } from "../../ports/documents.ts";
import { unseal } from "./sealed-bytes.ts";
import { makeWholeContent } from "./whole-content.ts";

/** The name of a document as it stands. Names that could reach outside their place are refused. */
export const documentName = (documentId: string): string => {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(documentId))
    throw new Error(`"${documentId}" cannot name a document; use 1 to 128 letters, digits, _ and -`);
  return documentId;
};

/** SHA-256 as lower-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The plain bytes of a sealed document; `null` when they are not those whose hash was noted. */
export const openDocument = (key: Uint8Array, sealed: Uint8Array, sha256: string): Uint8Array | null => {
  const content = unseal(key, sealed);
  return content !== null && sha256Hex(content) === sha256 ? content : null;
};

/** How uploaded bytes differ from what was expected; `null` when they are that. */
export const differenceOf = (expected: ExpectedDocument, content: Uint8Array): UploadDifference | null => {
  const whole = makeWholeContent(expected);
  whole.add(content);
  return whole.difference();
};

import type { Documents, ExpectedDocument, UploadCompletion } from "../../ports/documents.ts";
import { differenceOf } from "./document-content.ts";

/** What completing an upload needs of a keeper of documents. */
export interface UploadShelf {
  expected: (documentId: string) => Promise<ExpectedDocument | null>;
  /** The plain bytes that have come, or `null`. */
  arrived: (documentId: string) => Promise<Uint8Array | null>;
  /** Drop bytes and expectation; may be repeated. */
  forget: (documentId: string) => Promise<void>;
}

/** What completing an upload in parts came to. `Kept`: its document stands. */
export type PartsCompletion = Exclude<UploadCompletion, { kind: "Stored" }> | { kind: "Kept" };

/** Completes an upload in parts; `null` when nothing is uploaded in parts under that id. */
export type CompleteParts = (
  upload: Parameters<Documents["completeUpload"]>[0],
) => Promise<PartsCompletion | null>;

/**
 * Check uploaded bytes against what was expected and keep them as a document. Who completes at the same moment, or
 * again, gets the same document; an erased one does not come back. What came in parts is completed by `completeParts`.
 */
export const makeCompleteUpload = (
  { put, info }: Pick<Documents, "put" | "info">,
  { expected, arrived, forget }: UploadShelf,
  completeParts: CompleteParts = async () => null,
): Documents["completeUpload"] => {
  const storedOf = async (documentId: string, owner: string): Promise<UploadCompletion | null> => {
    const known = await info(documentId);
    if (known === null || known.erased || known.owner !== owner) return null;
    await forget(documentId);
    return { kind: "Stored", info: known };
  };

  const takeInWhole: Documents["completeUpload"] = async ({ documentId, owner, at }) => {
    const upload = await expected(documentId);
    if (upload === null || upload.owner !== owner) return { kind: "NotExpected" };
    const content = await arrived(documentId);
    if (content === null) return { kind: "NotThere" };
    const difference = differenceOf(upload, content);
    if (difference !== null) return difference;
    await put({ documentId, owner, mediaType: upload.mediaType, content, at });
    return (await storedOf(documentId, owner)) ?? { kind: "NotExpected" };
  };

  return async (upload) => {
    const { documentId, owner } = upload;
    const stored = await storedOf(documentId, owner);
    if (stored !== null) return stored;
    const taken = (await completeParts(upload)) ?? (await takeInWhole(upload));
    if (taken.kind === "Kept") return (await storedOf(documentId, owner)) ?? { kind: "NotExpected" };
    // Another completion may have come first and dropped what this one was looking for.
    const isLate = taken.kind === "NotExpected" || taken.kind === "NotThere";
    return (isLate ? await storedOf(documentId, owner) : null) ?? taken;
  };
};

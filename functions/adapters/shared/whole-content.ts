import { createHash } from "node:crypto";
import { HEAD_BYTES, looksLike } from "../../../schemas/looks-like.ts";
import type { ExpectedDocument, UploadDifference } from "../../ports/documents.ts";

/** Takes in a document piece by piece, in order, and says how all of it differs from what was expected. */
export interface WholeContent {
  add: (piece: Uint8Array) => void;
  difference: () => UploadDifference | null;
}

/** See {@link WholeContent}. Of the content only its first bytes are kept. */
export const makeWholeContent = ({
  bytes,
  sha256,
  mediaType,
}: Omit<ExpectedDocument, "documentId" | "owner">): WholeContent => {
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let size = 0;
  return {
    add: (piece) => {
      hash.update(piece);
      size += piece.byteLength;
      if (head.byteLength < HEAD_BYTES)
        head = Buffer.concat([head, piece.subarray(0, HEAD_BYTES - head.byteLength)]);
    },
    difference: () => {
      if (size !== bytes) return { kind: "SizeDiffers", expected: bytes, actual: size };
      const actual = hash.digest("hex");
      if (actual !== sha256) return { kind: "HashDiffers", expected: sha256, actual };
      return looksLike(mediaType, head) ? null : { kind: "TypeDiffers", expected: mediaType };
    },
  };
};

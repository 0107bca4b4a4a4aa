import type { ExpectedParts, UploadPart } from "../../ports/documents.ts";

/** Parts of some bytes in order: all of one size, the last of what remains. */
export const partSizes = (bytes: number, partBytes: number): Pick<UploadPart, "number" | "bytes">[] =>
  Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => ({
    number: index + 1,
    bytes: Math.min(partBytes, bytes - index * partBytes),
  }));

/** The parts of an upload in order. */
export const partsOf = ({ bytes, partBytes, partSha256 }: ExpectedParts): UploadPart[] =>
  partSizes(bytes, partBytes).map((part, index) => ({ ...part, sha256: partSha256[index] ?? "" }));

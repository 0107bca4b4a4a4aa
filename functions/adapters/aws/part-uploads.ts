import type { Documents, ExpectedParts, PartsUnderWay } from "../../ports/documents.ts";
import type { CompleteParts, PartsCompletion } from "../shared/complete-upload.ts";
import { partsOf } from "../shared/upload-parts.ts";
import type { DocumentBucket } from "./document-bucket.ts";
import type { PartIn } from "./multipart.ts";
import type { PartsRow, UploadRows } from "./upload-rows.ts";

/** What uploads in parts are made of. */
export interface PartUploadsOptions {
  rows: UploadRows;
  bucket: () => Promise<DocumentBucket>;
  /** The key in the bucket under which an upload comes in. */
  incomingKey: (documentId: string) => string;
  /** Make a document of what came in and was put together. */
  sealIn: (row: PartsRow, at: string) => Promise<PartsCompletion>;
}

/** Uploads in parts on S3. */
export interface PartUploads {
  begin: Documents["beginParts"];
  underWay: Documents["partsUnderWay"];
  complete: CompleteParts;
  /** Give up what S3 holds of an upload; its row goes with {@link UploadRows.forget}. May be repeated. */
  abort: (documentId: string) => Promise<void>;
}

/** How the bytes of an upload stand: in parts, all put together, or nowhere any more. */
type Standing = { kind: "InParts"; parts: PartIn[] } | { kind: "Assembled" } | { kind: "Gone" };

/** The numbers of parts that are in as they were announced. */
const receivedOf = (expected: ExpectedParts, parts: readonly PartIn[]): number[] => {
  const found = new Map(parts.map((part) => [part.number, part]));
  return partsOf(expected)
    .filter(({ number, bytes, sha256 }) => {
      const part = found.get(number);
      return part?.bytes === bytes && part.sha256 === sha256;
    })
    .map(({ number }) => number);
};

/**
 * Uploads in parts. They come in plain, as a multipart upload of S3's whose addresses each take one part by its own hash.
 * Once all are in they are put together and sealed.
 */
export const makePartUploads = ({ rows, bucket, incomingKey, sealIn }: PartUploadsOptions): PartUploads => {
  const standingOf = async ({ incoming }: PartsRow): Promise<Standing> => {
    const { multiparts, head } = await bucket();
    const parts = await multiparts.list(incoming);
    if (parts !== null) return { kind: "InParts", parts };
    return (await head(incoming.key)) === null ? { kind: "Gone" } : { kind: "Assembled" };
  };

  const placesOf = async (
    { incoming, sealing: _, difference: __, ...upload }: PartsRow,
    received: readonly number[],
    seconds: number,
  ): Promise<PartsUnderWay> => {
    const { multiparts } = await bucket();
    const awaited = partsOf(upload).filter(({ number }) => !received.includes(number));
    return {
      ...upload,
      received,
      awaited: await Promise.all(
        awaited.map(async (part) => ({
          ...part,
          place: { kind: "Elsewhere", ...(await multiparts.partUrl(incoming, part, seconds)) },
        })),
      ),
    };
  };

  /** Put the parts together, once all are in. `null` when they are. */
  const assemble = async (row: PartsRow): Promise<PartsCompletion | null> => {
    const standing = await standingOf(row);
    if (standing.kind === "Gone") return { kind: "NotExpected" };
    if (standing.kind === "Assembled") return null;
    const received = receivedOf(row, standing.parts);
    const awaited = partsOf(row).filter(({ number }) => !received.includes(number));
    if (awaited.length > 0) return { kind: "PartsAwaited", numbers: awaited.map(({ number }) => number) };
    const { multiparts, head } = await bucket();
    if ((await multiparts.complete(row.incoming, standing.parts)) !== null) return null;
    // Put together by another completion, or a part has just come again.
    return (await head(row.incoming.key)) === null ? { kind: "BeingChecked" } : null;
  };

  return {
    begin: async ({ at: _, seconds, ...expected }) => {
      const { multiparts } = await bucket();
      const incoming = await multiparts.begin(incomingKey(expected.documentId));
      await rows.expectParts({ ...expected, incoming });
      return placesOf({ ...expected, incoming, sealing: null, difference: null }, [], seconds);
    },
    underWay: async ({ documentId, owner, at, seconds }) => {
      const row = await rows.expectedParts(documentId);
      if (row === null || row.owner !== owner || row.keptUntil < at) return null;
      const standing = await standingOf(row);
      if (standing.kind === "Gone") return null;
      const received =
        standing.kind === "InParts"
          ? receivedOf(row, standing.parts)
          : partsOf(row).map(({ number }) => number);
      return placesOf(row, received, seconds);
    },
    complete: async ({ documentId, owner, at }) => {
      const row = await rows.expectedParts(documentId);
      if (row === null) return null;
      if (row.owner !== owner || row.keptUntil < at) return { kind: "NotExpected" };
      return row.difference ?? (await assemble(row)) ?? sealIn(row, at);
    },
    abort: async (documentId) => {
      const row = await rows.expectedParts(documentId);
      if (row === null) return;
      const { multiparts } = await bucket();
      await multiparts.abort(row.incoming);
      if (row.sealing !== null) await multiparts.abort(row.sealing);
    },
  };
};

import type { Keys } from "../../ports/keys.ts";
import type { PartsCompletion } from "../shared/complete-upload.ts";
import { seal } from "../shared/sealed-bytes.ts";
import { partSizes } from "../shared/upload-parts.ts";
import { makeWholeContent } from "../shared/whole-content.ts";
import type { DocumentBucket } from "./document-bucket.ts";
import type { NewDocumentRow } from "./document-rows.ts";
import { moveLots } from "./move-lots.ts";
import type { PartsRow, Sealing, UploadRows } from "./upload-rows.ts";

/** What making documents of large uploads needs. */
export interface SealInOptions {
  rows: Pick<UploadRows, "expectedParts" | "noteSealing" | "noteDifference">;
  bucket: () => Promise<DocumentBucket>;
  keys: Pick<Keys, "newDataKey" | "unwrapDataKey">;
  /** A new key in the bucket for an object of a document. */
  documentKey: (documentId: string) => string;
  /** Make a document of a sealed object, or leave the one that stands. */
  claim: (row: NewDocumentRow) => Promise<unknown>;
  lotBytes: number;
  /** How long one call may work on it, in milliseconds. */
  budgetMs: number;
}

/**
 * Make a document of an upload that came in parts and was put together: hashed as a whole and sealed on its way to where
 * documents rest. What was sealed when the time of one call is up stays for the next one.
 */
export const makeSealIn = (options: SealInOptions) => {
  const { rows, bucket, keys, documentKey, claim, lotBytes, budgetMs } = options;

  /** Where an upload is sealed to: noted before anything goes there, so that nothing is left behind unknown. */
  const sealingOf = async ({ documentId, sealing }: PartsRow): Promise<Sealing | null> => {
    if (sealing !== null) return sealing;
    const { multiparts } = await bucket();
    const { wrapped } = await keys.newDataKey();
    const begun = { ...(await multiparts.begin(documentKey(documentId))), wrappedKey: wrapped };
    if (await rows.noteSealing(documentId, begun)) return begun;
    await multiparts.abort(begun);
    return (await rows.expectedParts(documentId))?.sealing ?? null;
  };

  const keep = async (
    { documentId, owner, mediaType, bytes, sha256 }: PartsRow,
    { key: object, wrappedKey }: Sealing,
    etag: string,
    at: string,
  ): Promise<PartsCompletion> => {
    const info = { documentId, owner, mediaType, bytes, sha256, storedAt: at, erased: false };
    await claim({ info, object, wrappedKey, etag, lotBytes });
    return { kind: "Kept" };
  };

  /** Another call was faster: what it came to, as far as it is known. */
  const elsewhere = async (row: PartsRow): Promise<PartsCompletion> => {
    const standing = await rows.expectedParts(row.documentId);
    if (standing === null) return { kind: "NotExpected" };
    return standing.difference ?? { kind: "BeingChecked" };
  };

  const finish = async (row: PartsRow, sealing: Sealing, at: string): Promise<PartsCompletion> => {
    const { multiparts, head } = await bucket();
    const parts = await multiparts.list(sealing);
    const etag = parts && (await multiparts.complete(sealing, parts));
    const made = etag ?? (await head(sealing.key))?.etag;
    return made === undefined ? elsewhere(row) : keep(row, sealing, made, at);
  };

  return async (row: PartsRow, at: string): Promise<PartsCompletion> => {
    const until = performance.now() + budgetMs;
    const sealing = await sealingOf(row);
    if (sealing === null) return elsewhere(row);
    const { multiparts, getRange } = await bucket();
    const sealed = await multiparts.list(sealing);
    if (sealed === null) return finish(row, sealing, at);
    const key = await keys.unwrapDataKey(sealing.wrappedKey);
    const lots = partSizes(row.bytes, lotBytes);
    const whole = makeWholeContent(row);
    const moved = await moveLots({
      lots: lots.length,
      written: new Set(sealed.map(({ number }) => number - 1)),
      read: (lot) => getRange(row.incoming.key, lot * lotBytes, lots[lot]?.bytes ?? 0),
      change: (lot, bytes) => {
        whole.add(bytes);
        return () => seal(key, bytes, String(lot));
      },
      write: (lot, bytes) => multiparts.put(sealing, lot + 1, bytes),
      isLate: () => performance.now() > until,
    });
    if (moved === "OutOfTime") return { kind: "BeingChecked" };
    if (moved !== "Moved") return elsewhere(row);
    const difference = whole.difference();
    if (difference === null) return finish(row, sealing, at);
    await rows.noteDifference(row.documentId, difference);
    await multiparts.abort(sealing);
    return difference;
  };
};

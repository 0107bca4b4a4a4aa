import type { DocumentCondition } from "../../../schemas/document.ts";
import type { DocumentRead } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { SEAL_BYTES, unseal } from "../shared/sealed-bytes.ts";
import { partSizes } from "../shared/upload-parts.ts";
import { makeWholeContent } from "../shared/whole-content.ts";
import type { DocumentBucket } from "./document-bucket.ts";
import type { DocumentRow, DocumentRows } from "./document-rows.ts";
import { type LotMove, type LotsMoved, moveLots } from "./move-lots.ts";
import type { Multipart } from "./multipart.ts";

/** A document that is sealed in lots and not erased. */
export type LargeRow = DocumentRow & { lotBytes: number; wrappedKey: Uint8Array };

/** What reading large documents needs. */
export interface LargeDocumentsOptions {
  rows: Pick<DocumentRows, "get" | "noteCopy">;
  bucket: () => Promise<DocumentBucket>;
  keys: Pick<Keys, "unwrapDataKey">;
  /** A new key in the bucket for a copy that goes out. */
  copyKey: (documentId: string) => string;
  /** How long the address of a copy stays good. */
  readSeconds: number;
  /** How long one call may work on it, in milliseconds. */
  budgetMs: number;
}

/** Documents that are sealed in lots. */
export interface LargeDocuments {
  /** Read a document through and check it. */
  check: (row: LargeRow) => Promise<DocumentCondition>;
  /** A plain copy behind an address. It is made once and serves as long as the bucket keeps it, a day. */
  copyOut: (row: LargeRow) => Promise<DocumentRead>;
}

const conditionOf = (moved: Exclude<LotsMoved, "OutOfTime">): DocumentCondition => {
  if (moved === "SourceGone") return "missing";
  return moved === "Wrong" ? "altered" : "present";
};

/** See {@link LargeDocuments}. */
export const makeLargeDocuments = (options: LargeDocumentsOptions): LargeDocuments => {
  const { rows, bucket, keys, copyKey, readSeconds, budgetMs } = options;

  /** Open every lot of a document in order, and hand it on. */
  const open = async (
    { info, object, wrappedKey, lotBytes }: LargeRow,
    to: Pick<LotMove, "written" | "write" | "isLate">,
  ): Promise<LotsMoved> => {
    const { getRange } = await bucket();
    const key = await keys.unwrapDataKey(wrappedKey);
    const lots = partSizes(info.bytes, lotBytes);
    const whole = makeWholeContent(info);
    const moved = await moveLots({
      ...to,
      lots: lots.length,
      read: (lot) => getRange(object, lot * (lotBytes + SEAL_BYTES), (lots[lot]?.bytes ?? 0) + SEAL_BYTES),
      change: (lot, sealed) => {
        const plain = unseal(key, sealed, String(lot));
        if (plain === null) return null;
        whole.add(plain);
        return () => plain;
      },
    });
    return moved === "Moved" && whole.difference() !== null ? "Wrong" : moved;
  };

  const addressOf = async ({ info }: LargeRow, { key }: Multipart): Promise<DocumentRead> => {
    const { getUrl } = await bucket();
    const url = await getUrl({ key, mediaType: info.mediaType, seconds: readSeconds });
    return { kind: "Elsewhere", info, url };
  };

  /** The copy that was begun and may be gone on with, or a new one, noted before anything goes there. */
  const copyOf = async (row: LargeRow): Promise<{ copy: Multipart; written: Set<number> } | null> => {
    const { multiparts } = await bucket();
    const before = row.copy;
    const parts = before === null ? null : await multiparts.list(before);
    if (before !== null && parts !== null)
      return { copy: before, written: new Set(parts.map(({ number }) => number - 1)) };
    const copy = await multiparts.begin(copyKey(row.info.documentId));
    if (await rows.noteCopy(row.info.documentId, copy, before)) return { copy, written: new Set() };
    await multiparts.abort(copy);
    return null;
  };

  /** What became of a copy while it was made: an erasure takes it away, another reader may have finished it. */
  const finish = async (row: LargeRow, copy: Multipart): Promise<DocumentRead> => {
    const { info } = row;
    const { multiparts, head, removeUnder } = await bucket();
    const parts = await multiparts.list(copy);
    if (parts !== null) await multiparts.complete(copy, parts);
    const after = await rows.get(info.documentId);
    if (after === null || after.wrappedKey === null) {
      await removeUnder(copy.key);
      return { kind: "Missing", info: after?.info ?? info };
    }
    return (await head(copy.key)) === null ? { kind: "BeingReadied", info } : addressOf(row, copy);
  };

  return {
    check: async (row) => {
      const nowhere = { written: new Set<number>(), write: async () => true, isLate: () => false };
      const moved = await open(row, nowhere);
      return moved === "OutOfTime" ? "present" : conditionOf(moved);
    },
    copyOut: async (row) => {
      const { info } = row;
      const until = performance.now() + budgetMs;
      const { head, multiparts } = await bucket();
      if (row.copy !== null && (await head(row.copy.key)) !== null) return addressOf(row, row.copy);
      const begun = await copyOf(row);
      if (begun === null) return { kind: "BeingReadied", info };
      const { copy, written } = begun;
      const moved = await open(row, {
        written,
        write: (lot, bytes) => multiparts.put(copy, lot + 1, bytes),
        isLate: () => performance.now() > until,
      });
      if (moved === "OutOfTime") return { kind: "BeingReadied", info };
      if (moved === "Moved" || moved === "TargetGone") return finish(row, copy);
      await multiparts.abort(copy);
      return moved === "SourceGone" ? { kind: "Missing", info } : { kind: "Altered", info };
    },
  };
};

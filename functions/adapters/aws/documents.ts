import type { S3Client } from "@aws-sdk/client-s3";
import { DIRECT_DOCUMENT_BYTES, type DocumentCondition } from "../../../schemas/document.ts";
import type { DocumentInfo, DocumentRead, Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { makeCompleteUpload } from "../shared/complete-upload.ts";
import { documentName, openDocument, sha256Hex } from "../shared/document-content.ts";
import { stateOfDocument } from "../shared/document-state.ts";
import { randomId } from "../shared/random-id.ts";
import { SEAL_BYTES, seal } from "../shared/sealed-bytes.ts";
import type { DocumentBucket } from "./document-bucket.ts";
import { type DocumentRow, makeDocumentRows } from "./document-rows.ts";
import type { LargeRow } from "./large-documents.ts";
import { LOT_BYTES, sealedInLots } from "./lots.ts";
import { makeOnce } from "./once.ts";
import type { Table } from "./table.ts";
import { makeUploadRows } from "./upload-rows.ts";

/** How long the address of a large document that was asked for stays good, in seconds. */
const READ_SECONDS = 60;

/** How long one call may work on a large document, in milliseconds; the API gives up after 30 seconds. */
const BUDGET_MS = 18_000;

/** Where documents of a deployment rest. */
export interface S3DocumentsOptions {
  bucket: string;
  table: Table;
  keys: Pick<Keys, "newDataKey" | "unwrapDataKey">;
  /** @default a client made with the first document */
  s3?: S3Client;
  /** How much of a large document is sealed at once, in plain bytes. @default {@link LOT_BYTES} */
  lotBytes?: number;
  /** @default {@link BUDGET_MS} */
  budgetMs?: number;
}

/** What is in the bucket: sealed documents, what comes in and is not sealed yet, copies that go out. The last two last a day. */
const places = ["documents", "incoming", "outgoing"] as const;

const folderOf = (place: (typeof places)[number], documentId: string): string => `${place}/${documentId}/`;

const newKey = (place: (typeof places)[number], documentId: string): string =>
  `${folderOf(place, documentId)}${randomId()}`;

const incomingKey = (documentId: string): string => `${folderOf("incoming", documentId)}upload`;

const isKept = (row: DocumentRow): row is DocumentRow & { wrappedKey: Uint8Array } => row.wrappedKey !== null;

const isLarge = (row: DocumentRow & { wrappedKey: Uint8Array }): row is LargeRow => row.lotBytes !== null;

/**
 * Documents in S3, each encrypted here under a key of its own that stands wrapped in its row. The row is the document:
 * an object that no row names is nobody's, and nobody has its key.
 *
 * Documents of up to {@link DIRECT_DOCUMENT_BYTES} are read through the hub, larger ones as a copy of a minute. What came
 * in parts is sealed in lots and never in memory whole. The SDK's S3 part is loaded with the first document.
 */
export const makeS3Documents = (options: S3DocumentsOptions): Documents => {
  const { bucket: name, table, keys, s3, lotBytes = LOT_BYTES, budgetMs = BUDGET_MS } = options;
  const rows = makeDocumentRows(table);
  const uploadRows = makeUploadRows(table);
  const bucket = makeOnce<DocumentBucket>(async () =>
    (await import("./document-bucket.ts")).makeDocumentBucket(name, s3),
  );
  const largeFiles = makeOnce(async () =>
    (await import("./large-files.ts")).makeLargeFiles({
      ...{ rows, uploadRows, bucket, keys, folderOf, lotBytes, budgetMs, readSeconds: READ_SECONDS },
    }),
  );

  const put: Documents["put"] = async ({ documentId, owner, mediaType, content, at }) => {
    const known = await rows.get(documentName(documentId));
    if (known !== null) return known.info;
    const { plain, wrapped } = await keys.newDataKey();
    const object = newKey("documents", documentId);
    const { byteLength: bytes } = content;
    const info = {
      documentId,
      owner,
      mediaType,
      bytes,
      sha256: sha256Hex(content),
      storedAt: at,
      erased: false,
    };
    const objects = await bucket();
    const etag = await objects.put(object, seal(plain, content));
    const standing = await rows.claim({ info, object, wrappedKey: wrapped, etag, lotBytes: null });
    if (standing.object !== object) await objects.removeUnder(object);
    return standing.info;
  };

  /** A plain copy behind an address of a minute. An erasure meanwhile takes it back. */
  const copyOut = async (info: DocumentInfo, content: Uint8Array): Promise<DocumentRead> => {
    const { documentId, mediaType } = info;
    const objects = await bucket();
    const key = newKey("outgoing", documentId);
    await objects.put(key, content);
    const after = await rows.get(documentId);
    if (after?.wrappedKey) {
      const url = await objects.getUrl({ key, mediaType, seconds: READ_SECONDS });
      return { kind: "Elsewhere", info, url };
    }
    await objects.removeUnder(key);
    return { kind: "Missing", info: after?.info ?? info };
  };

  /** What S3 says of an object without handing it over. */
  const look = async ({
    info,
    object,
    etag,
    lotBytes: sealedAs,
  }: DocumentRow): Promise<DocumentCondition> => {
    const found = await (await bucket()).head(object);
    if (found === null) return "missing";
    const bytes = sealedAs === null ? info.bytes + SEAL_BYTES : sealedInLots(info.bytes, sealedAs);
    return found.bytes === bytes && (etag === null || found.etag === etag) ? "present" : "altered";
  };

  const readWhole = async (
    row: DocumentRow & { wrappedKey: Uint8Array },
  ): Promise<Uint8Array | "missing" | "altered"> => {
    const sealed = await (await bucket()).get(row.object);
    if (sealed === null) return "missing";
    return openDocument(await keys.unwrapDataKey(row.wrappedKey), sealed, row.info.sha256) ?? "altered";
  };

  const readThrough = async (row: DocumentRow): Promise<DocumentCondition> => {
    if (!isKept(row)) return "erased";
    if (isLarge(row)) return (await largeFiles()).large.check(row);
    const content = await readWhole(row);
    return typeof content === "string" ? content : "present";
  };

  const faultOf = (info: DocumentInfo, condition: DocumentCondition): DocumentRead =>
    condition === "altered" ? { kind: "Altered", info } : { kind: "Missing", info };

  /** A copy that was made before hides nothing that has happened to the document since. */
  const readLarge = async (row: LargeRow): Promise<DocumentRead> => {
    const seen = await look(row);
    return seen === "present" ? (await largeFiles()).large.copyOut(row) : faultOf(row.info, seen);
  };

  const readRow = async (row: DocumentRow): Promise<DocumentRead> => {
    const { info } = row;
    if (!isKept(row)) return { kind: "Missing", info };
    if (isLarge(row)) return readLarge(row);
    const content = await readWhole(row);
    if (typeof content === "string") return faultOf(info, content);
    return content.byteLength > DIRECT_DOCUMENT_BYTES
      ? copyOut(info, content)
      : { kind: "Found", info, content };
  };

  const info: Documents["info"] = async (documentId) => (await rows.get(documentId))?.info ?? null;

  const forget = async (documentId: string): Promise<void> => {
    await (await largeFiles()).partUploads.abort(documentId);
    await (await bucket()).removeUnder(folderOf("incoming", documentId));
    await uploadRows.forget(documentId);
  };

  return {
    put,
    info,
    beginUpload: async ({ seconds, ...expected }) => {
      const { documentId, mediaType, bytes, sha256 } = expected;
      const key = incomingKey(documentName(documentId));
      await uploadRows.expect(expected);
      const upload = await (await bucket()).putUrl({ key, mediaType, bytes, sha256, seconds });
      return { kind: "Elsewhere", ...upload };
    },
    takeUpload: async () => false,
    beginParts: async (expected) =>
      (await largeFiles()).partUploads.begin({ ...expected, documentId: documentName(expected.documentId) }),
    partsUnderWay: async (upload) => (await largeFiles()).partUploads.underWay(upload),
    takePart: async () => ({ kind: "NotExpected" }),
    completeUpload: makeCompleteUpload(
      { put, info },
      {
        expected: uploadRows.expected,
        arrived: async (documentId) => (await bucket()).get(incomingKey(documentId)),
        forget,
      },
      async (upload) => (await largeFiles()).partUploads.complete(upload),
    ),
    read: async (documentId) => {
      const row = await rows.get(documentId);
      return row === null ? { kind: "NotFound" } : readRow(row);
    },
    state: async (documentId, how) => {
      const row = await rows.get(documentId);
      if (row === null) return null;
      const shelf = {
        info: row.info,
        noted: row.noted,
        look: () => look(row),
        readThrough: () => readThrough(row),
        note: (fault: DocumentRow["noted"]) => rows.noteFault(documentId, fault),
      };
      return stateOfDocument(shelf, how);
    },
    erase: async (documentId, at) => {
      const row = await rows.dropKey(documentId, at);
      if (row === null) return;
      const objects = await bucket();
      await (await largeFiles()).partUploads.abort(documentId);
      if (row.copy !== null) await objects.multiparts.abort(row.copy);
      for (const place of places) await objects.removeUnder(folderOf(place, documentId));
      await uploadRows.forget(documentId);
    },
  };
};

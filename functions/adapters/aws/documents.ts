import type { S3Client } from "@aws-sdk/client-s3";
import { DIRECT_DOCUMENT_BYTES } from "../../../schemas/document.ts";
import type { DocumentInfo, DocumentRead, Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { makeCompleteUpload } from "../shared/complete-upload.ts";
import { documentName, openDocument, sha256Hex } from "../shared/document-content.ts";
import { randomId } from "../shared/random-id.ts";
import { seal } from "../shared/sealed-bytes.ts";
import type { Bucket } from "./bucket.ts";
import { type DocumentRow, makeDocumentRows } from "./document-rows.ts";
import { makeOnce } from "./once.ts";
import type { Table } from "./table.ts";

/** How long the address of a large document that was asked for stays good, in seconds. */
const READ_SECONDS = 60;

/** Where documents of a deployment rest. */
export interface S3DocumentsOptions {
  bucket: string;
  table: Table;
  keys: Pick<Keys, "newDataKey" | "unwrapDataKey">;
  /** @default a client made with the first document */
  s3?: S3Client;
}

/** What is in the bucket: sealed documents, what comes in and is not sealed yet, copies that go out. The last two last a day. */
const places = ["documents", "incoming", "outgoing"] as const;

const folderOf = (place: (typeof places)[number], documentId: string): string => `${place}/${documentId}/`;

const incomingKey = (documentId: string): string => `${folderOf("incoming", documentId)}upload`;

/**
 * Documents in S3, each encrypted here under a key of its own that stands wrapped in its row. The row is the document:
 * an object that no row names is nobody's, and nobody has its key.
 *
 * Documents of up to {@link DIRECT_DOCUMENT_BYTES} are read through the hub, larger ones as a copy of a minute. The SDK's
 * S3 part is loaded with the first document.
 */
export const makeS3Documents = ({ bucket: name, table, keys, s3 }: S3DocumentsOptions): Documents => {
  const rows = makeDocumentRows(table);
  const bucket = makeOnce<Bucket>(async () => (await import("./bucket.ts")).makeBucket(name, s3));

  const put: Documents["put"] = async ({ documentId, owner, mediaType, content, at }) => {
    const known = await rows.get(documentName(documentId));
    if (known !== null) return known.info;
    const { plain, wrapped } = await keys.newDataKey();
    const object = `${folderOf("documents", documentId)}${randomId()}`;
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
    await objects.put(object, seal(plain, content));
    const standing = await rows.claim({ info, object, wrappedKey: wrapped });
    if (standing.object !== object) await objects.removeUnder(object);
    return standing.info;
  };

  /** A plain copy behind an address of a minute. An erasure meanwhile takes it back. */
  const copyOut = async (info: DocumentInfo, content: Uint8Array): Promise<DocumentRead> => {
    const { documentId, mediaType } = info;
    const objects = await bucket();
    const key = `${folderOf("outgoing", documentId)}${randomId()}`;
    await objects.put(key, content);
    const after = await rows.get(documentId);
    if (after?.wrappedKey) {
      const url = await objects.getUrl({ key, mediaType, seconds: READ_SECONDS });
      return { kind: "Elsewhere", info, url };
    }
    await objects.removeUnder(key);
    return { kind: "Missing", info: after?.info ?? info };
  };

  const readRow = async ({ info, object, wrappedKey }: DocumentRow): Promise<DocumentRead> => {
    const sealed = wrappedKey === null ? null : await (await bucket()).get(object);
    if (wrappedKey === null || sealed === null) return { kind: "Missing", info };
    const content = openDocument(await keys.unwrapDataKey(wrappedKey), sealed, info.sha256);
    if (content === null) return { kind: "Altered", info };
    return content.byteLength > DIRECT_DOCUMENT_BYTES
      ? copyOut(info, content)
      : { kind: "Found", info, content };
  };

  const info: Documents["info"] = async (documentId) => (await rows.get(documentId))?.info ?? null;

  const completeUpload = makeCompleteUpload(
    { put, info },
    {
      expected: rows.expected,
      arrived: async (documentId) => (await bucket()).get(incomingKey(documentId)),
      forget: async (documentId) => {
        await (await bucket()).removeUnder(folderOf("incoming", documentId));
        await rows.forget(documentId);
      },
    },
  );

  return {
    put,
    info,
    beginUpload: async ({ seconds, ...expected }) => {
      const { documentId, mediaType, bytes, sha256 } = expected;
      const key = incomingKey(documentName(documentId));
      await rows.expect(expected);
      const upload = await (await bucket()).putUrl({ key, mediaType, bytes, sha256, seconds });
      return { kind: "Elsewhere", ...upload };
    },
    takeUpload: async () => false,
    completeUpload,
    read: async (documentId) => {
      const row = await rows.get(documentId);
      return row === null ? { kind: "NotFound" } : readRow(row);
    },
    erase: async (documentId) => {
      if ((await rows.dropKey(documentId)) === null) return;
      const objects = await bucket();
      for (const place of places) await objects.removeUnder(folderOf(place, documentId));
      await rows.forget(documentId);
    },
  };
};

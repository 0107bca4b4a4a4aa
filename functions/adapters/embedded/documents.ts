import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SQLOutputValue } from "node:sqlite";
import type { DocumentInfo, DocumentRead, Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { makeCompleteUpload } from "../shared/complete-upload.ts";
import { documentName, openDocument, sha256Hex } from "../shared/document-content.ts";
import { seal } from "../shared/sealed-bytes.ts";
import type { Database } from "./database.ts";
import { nullIfAbsent } from "./null-if-absent.ts";
import { makeUploadFolder } from "./upload-folder.ts";
import { writeDurably } from "./write-durably.ts";

const infoOf = (row: Record<string, SQLOutputValue>): DocumentInfo => ({
  documentId: row.document_id as string,
  owner: row.owner as string,
  mediaType: row.media_type as string,
  bytes: row.bytes as number,
  sha256: row.sha256 as string,
  storedAt: row.stored_at as string,
  erased: row.wrapped_key === null,
});

/** Documents as files of a folder, each encrypted under a key of its own that stands wrapped beside its name. */
export const makeFolderDocuments = (folder: string, database: Database, keys: Keys): Documents => {
  const { sql, write, scrub } = database;
  const select = sql.prepare("SELECT * FROM documents WHERE document_id = ?");
  const insert = sql.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)");
  const dropKey = sql.prepare("UPDATE documents SET wrapped_key = NULL WHERE document_id = ?");
  const underWay = new Map<string, Promise<DocumentInfo>>();
  const uploads = makeUploadFolder(join(folder, ".incoming"), database, keys);
  const fileOf = (documentId: string): string => join(folder, documentName(documentId));

  const readWith = async (info: DocumentInfo, wrapped: Uint8Array): Promise<DocumentRead> => {
    const bytes = await readFile(fileOf(info.documentId)).catch(nullIfAbsent);
    if (bytes === null) return { kind: "Missing", info };
    const content = openDocument(await keys.unwrapDataKey(wrapped), bytes, info.sha256);
    return content === null ? { kind: "Altered", info } : { kind: "Found", info, content };
  };

  const keep: Documents["put"] = async ({ documentId, owner, mediaType, content, at }) => {
    const { plain, wrapped } = await keys.newDataKey();
    const info = {
      documentId,
      owner,
      mediaType,
      bytes: content.byteLength,
      sha256: sha256Hex(content),
      storedAt: at,
      erased: false,
    };
    await writeDurably(fileOf(documentId), seal(plain, content));
    await write(() => insert.run(documentId, owner, mediaType, info.bytes, info.sha256, at, wrapped));
    return info;
  };

  const put: Documents["put"] = (input) => {
    const { documentId } = input;
    const present = underWay.get(documentId);
    if (present !== undefined) return present;
    const known = select.get(documentId);
    if (known !== undefined) return Promise.resolve(infoOf(known));
    const done = keep(input).finally(() => underWay.delete(documentId));
    underWay.set(documentId, done);
    return done;
  };

  const info: Documents["info"] = async (documentId) => {
    const row = select.get(documentId);
    return row === undefined ? null : infoOf(row);
  };

  return {
    put,
    info,
    beginUpload: async ({ seconds: _, ...expected }) => {
      await uploads.expect({ ...expected, documentId: documentName(expected.documentId) });
      return { kind: "Here" };
    },
    takeUpload: uploads.take,
    completeUpload: makeCompleteUpload({ put, info }, uploads),
    read: async (documentId) => {
      const row = select.get(documentId);
      if (row === undefined) return { kind: "NotFound" };
      const wrapped = row.wrapped_key as Uint8Array | null;
      return wrapped === null ? { kind: "Missing", info: infoOf(row) } : readWith(infoOf(row), wrapped);
    },
    erase: async (documentId) => {
      const { changes } = await write(() => dropKey.run(documentId));
      if (changes === 0) return;
      await rm(fileOf(documentId), { force: true });
      await uploads.forget(documentId);
      scrub();
    },
  };
};

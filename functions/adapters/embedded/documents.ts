import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SQLOutputValue } from "node:sqlite";
import type { DocumentCondition, DocumentState } from "../../../schemas/document.ts";
import type { DocumentInfo, DocumentRead, Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import { makeCompleteUpload } from "../shared/complete-upload.ts";
import { documentName, openDocument, sha256Hex } from "../shared/document-content.ts";
import { stateOfDocument } from "../shared/document-state.ts";
import { SEAL_BYTES, seal } from "../shared/sealed-bytes.ts";
import type { Database } from "./database.ts";
import { nullIfAbsent } from "./null-if-absent.ts";
import { makePartFolder } from "./part-folder.ts";
import { makePartUploads } from "./part-uploads.ts";
import { makePartedDocuments } from "./parted-documents.ts";
import { makeUploadFolder } from "./upload-folder.ts";
import { writeDurably } from "./write-durably.ts";

type Row = Record<string, SQLOutputValue>;

const infoOf = (row: Row): DocumentInfo => ({
  documentId: row.document_id as string,
  owner: row.owner as string,
  mediaType: row.media_type as string,
  bytes: row.bytes as number,
  sha256: row.sha256 as string,
  storedAt: row.stored_at as string,
  erased: row.wrapped_key === null,
});

const wrappedOf = (row: Row): Uint8Array | null => row.wrapped_key as Uint8Array | null;

const conditionOf = ({ kind }: DocumentRead): DocumentCondition => {
  if (kind === "Missing") return "missing";
  return kind === "Altered" ? "altered" : "present";
};

/**
 * Documents as files of a folder, each encrypted under a key of its own that stands wrapped beside its name. What was
 * uploaded in parts stays in parts.
 */
export const makeFolderDocuments = (folder: string, database: Database, keys: Keys): Documents => {
  const { sql, write, note, scrub } = database;
  const select = sql.prepare("SELECT * FROM documents WHERE document_id = ?");
  const insert = sql.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)");
  const dropKey = sql.prepare("UPDATE documents SET wrapped_key = NULL WHERE document_id = ?");
  const selectState = sql.prepare("SELECT state, since FROM document_states WHERE document_id = ?");
  const setState = sql.prepare("INSERT OR REPLACE INTO document_states VALUES (?, ?, ?)");
  const dropState = sql.prepare("DELETE FROM document_states WHERE document_id = ?");
  const underWay = new Map<string, Promise<DocumentInfo>>();
  const uploads = makeUploadFolder(join(folder, ".incoming"), database, keys);
  const partFolder = makePartFolder(folder);
  const partUploads = makePartUploads(partFolder, database, keys);
  const parted = makePartedDocuments(partFolder, sql);
  const fileOf = (documentId: string): string => join(folder, documentName(documentId));

  const readFileWith = async (info: DocumentInfo, key: Uint8Array): Promise<DocumentRead> => {
    const bytes = await readFile(fileOf(info.documentId)).catch(nullIfAbsent);
    if (bytes === null) return { kind: "Missing", info };
    const content = openDocument(key, bytes, info.sha256);
    return content === null ? { kind: "Altered", info } : { kind: "Found", info, content };
  };

  const readRow = async (row: Row): Promise<DocumentRead> => {
    const [info, wrapped] = [infoOf(row), wrappedOf(row)];
    if (wrapped === null) return { kind: "Missing", info };
    const key = await keys.unwrapDataKey(wrapped);
    return (await parted.read(info, key)) ?? readFileWith(info, key);
  };

  const look = async (info: DocumentInfo): Promise<DocumentCondition> => {
    const inParts = await parted.look(info);
    if (inParts !== null) return inParts;
    const found = await stat(fileOf(info.documentId)).catch(nullIfAbsent);
    if (found === null) return "missing";
    return found.size === info.bytes + SEAL_BYTES ? "present" : "altered";
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
    beginParts: async (expected) =>
      partUploads.begin({ ...expected, documentId: documentName(expected.documentId) }),
    partsUnderWay: partUploads.underWay,
    takePart: partUploads.take,
    completeUpload: makeCompleteUpload({ put, info }, uploads, partUploads.complete),
    read: async (documentId) => {
      const row = select.get(documentId);
      return row === undefined ? { kind: "NotFound" } : readRow(row);
    },
    state: async (documentId, how) => {
      const row = select.get(documentId);
      if (row === undefined) return null;
      const shelf = {
        info: infoOf(row),
        noted: (selectState.get(documentId) ?? null) as DocumentState | null,
        look: () => look(infoOf(row)),
        readThrough: async () => conditionOf(await readRow(row)),
        note: (state: DocumentState | null) =>
          note(() => {
            if (state === null) dropState.run(documentId);
            else setState.run(documentId, state.state, state.since);
          }),
      };
      return stateOfDocument(shelf, how);
    },
    erase: async (documentId, at) => {
      if (select.get(documentId) === undefined) return;
      await write(() => {
        const row = select.get(documentId);
        if (row !== undefined && wrappedOf(row) !== null) setState.run(documentId, "erased", at);
        dropKey.run(documentId);
      });
      await rm(fileOf(documentId), { force: true });
      await partFolder.remove(documentId);
      await uploads.forget(documentId);
      scrub();
    },
  };
};

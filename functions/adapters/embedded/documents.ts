import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SQLOutputValue } from "node:sqlite";
import type { DocumentInfo, DocumentRead, Documents } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import type { Database } from "./database.ts";
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

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const sealed = (key: Uint8Array, content: Uint8Array): Uint8Array => {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
};

/** `null` when the bytes are not what was sealed. */
const opened = (key: Uint8Array, bytes: Uint8Array): Uint8Array | null => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(bytes.length - 16));
    return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]));
  } catch {
    return null;
  }
};

/** A file that is not there is an answer; one that cannot be read now (no handle left, no right) is not. */
const nullIfAbsent = (error: NodeJS.ErrnoException): null => {
  if (error.code === "ENOENT") return null;
  throw error;
};

/** The file of a document. Names that could leave the folder are refused. */
const fileOf = (folder: string, documentId: string): string => {
  if (!/^[A-Za-z0-9_-]{1,128}$/.test(documentId))
    throw new Error(`"${documentId}" cannot name a document; use 1 to 128 letters, digits, _ and -`);
  return join(folder, documentId);
};

/** Documents as files of a folder, each encrypted under a key of its own that stands wrapped beside its name. */
export const makeFolderDocuments = (
  folder: string,
  { sql, write, scrub }: Database,
  keys: Keys,
): Documents => {
  const select = sql.prepare("SELECT * FROM documents WHERE document_id = ?");
  const insert = sql.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)");
  const dropKey = sql.prepare("UPDATE documents SET wrapped_key = NULL WHERE document_id = ?");
  const underWay = new Map<string, Promise<DocumentInfo>>();

  const readWith = async (info: DocumentInfo, wrapped: Uint8Array): Promise<DocumentRead> => {
    const bytes = await readFile(fileOf(folder, info.documentId)).catch(nullIfAbsent);
    if (bytes === null) return { kind: "Missing", info };
    const content = opened(await keys.unwrapDataKey(wrapped), bytes);
    return content === null || sha256(content) !== info.sha256
      ? { kind: "Altered", info }
      : { kind: "Found", info, content };
  };

  const keep: Documents["put"] = async ({ documentId, owner, mediaType, content, at }) => {
    const { plain, wrapped } = await keys.newDataKey();
    const info = {
      documentId,
      owner,
      mediaType,
      bytes: content.byteLength,
      sha256: sha256(content),
      storedAt: at,
      erased: false,
    };
    await writeDurably(fileOf(folder, documentId), sealed(plain, content));
    await write(() => insert.run(documentId, owner, mediaType, info.bytes, info.sha256, at, wrapped));
    return info;
  };

  return {
    put: (input) => {
      const { documentId } = input;
      const present = underWay.get(documentId);
      if (present !== undefined) return present;
      const known = select.get(documentId);
      if (known !== undefined) return Promise.resolve(infoOf(known));
      const done = keep(input).finally(() => underWay.delete(documentId));
      underWay.set(documentId, done);
      return done;
    },
    info: async (documentId) => {
      const row = select.get(documentId);
      return row === undefined ? null : infoOf(row);
    },
    read: async (documentId) => {
      const row = select.get(documentId);
      if (row === undefined) return { kind: "NotFound" };
      const wrapped = row.wrapped_key as Uint8Array | null;
      return wrapped === null ? { kind: "Missing", info: infoOf(row) } : readWith(infoOf(row), wrapped);
    },
    erase: async (documentId) => {
      const { changes } = await write(() => dropKey.run(documentId));
      if (changes === 0) return;
      await rm(fileOf(folder, documentId), { force: true });
      scrub();
    },
  };
};

import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { SQLOutputValue } from "node:sqlite";
import type { ExpectedDocument } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import type { UploadShelf } from "../shared/complete-upload.ts";
import { seal, unseal } from "../shared/sealed-bytes.ts";
import type { Database } from "./database.ts";
import { nullIfAbsent } from "./null-if-absent.ts";
import { writeDurably } from "./write-durably.ts";

/** How long an upload that was not completed is kept, in milliseconds. */
const KEPT_MS = 86_400_000;

/** Uploads of an embedded hub that are under way. */
export interface UploadFolder extends UploadShelf {
  /** Expect an upload; what was left over for a day goes. */
  expect: (upload: ExpectedDocument & { at: string }) => Promise<void>;
  /** Keep bytes of an upload, in the place of those before; `false` when none is expected. */
  take: (documentId: string, content: Uint8Array) => Promise<boolean>;
}

type Row = Record<string, SQLOutputValue>;

const expectedOf = (row: Row): ExpectedDocument => ({
  documentId: row.document_id as string,
  owner: row.owner as string,
  mediaType: row.media_type as string,
  bytes: row.bytes as number,
  sha256: row.sha256 as string,
});

/** Runs what concerns one name in turn, one after the other. */
const makeTurns = (): (<T>(name: string, work: () => Promise<T>) => Promise<T>) => {
  const turns = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const done = (turns.get(name) ?? Promise.resolve()).then(work, work);
    const turn = done
      .catch(() => undefined)
      .finally(() => {
        if (turns.get(name) === turn) turns.delete(name);
      });
    turns.set(name, turn);
    return done;
  };
};

/**
 * Uploads as files of a folder, each encrypted at rest under a key of its own that stands wrapped in its row, beside
 * what is expected. A file that is not what was sealed counts as none: it is sent again.
 */
export const makeUploadFolder = (folder: string, { sql, write }: Database, keys: Keys): UploadFolder => {
  const select = sql.prepare("SELECT * FROM uploads WHERE document_id = ?");
  const insert = sql.prepare("INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?)");
  const remove = sql.prepare("DELETE FROM uploads WHERE document_id = ?");
  const old = sql.prepare("SELECT document_id FROM uploads WHERE begun_at < ? LIMIT 100");
  const inTurn = makeTurns();
  const fileOf = (documentId: string): string => join(folder, documentId);
  const keyOf = (row: Row): Promise<Uint8Array> => keys.unwrapDataKey(row.wrapped_key as Uint8Array);

  const forget = (documentId: string): Promise<void> =>
    inTurn(documentId, async () => {
      if (select.get(documentId) === undefined) return;
      await rm(fileOf(documentId), { force: true });
      await write(() => remove.run(documentId));
    });

  return {
    forget,
    expect: async ({ documentId, owner, mediaType, bytes, sha256, at }) => {
      const dayBefore = new Date(Date.parse(at) - KEPT_MS).toISOString();
      for (const row of old.all(dayBefore)) await forget(row.document_id as string);
      const { wrapped } = await keys.newDataKey();
      await write(() => insert.run(documentId, owner, mediaType, bytes, sha256, at, wrapped));
    },
    take: (documentId, content) =>
      inTurn(documentId, async () => {
        const row = select.get(documentId);
        if (row === undefined) return false;
        await writeDurably(fileOf(documentId), seal(await keyOf(row), content));
        return true;
      }),
    expected: async (documentId) => {
      const row = select.get(documentId);
      return row === undefined ? null : expectedOf(row);
    },
    arrived: async (documentId) => {
      const row = select.get(documentId);
      const sealed = row === undefined ? null : await readFile(fileOf(documentId)).catch(nullIfAbsent);
      return row === undefined || sealed === null ? null : unseal(await keyOf(row), sealed);
    },
  };
};

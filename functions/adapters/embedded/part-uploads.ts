import type { SQLOutputValue } from "node:sqlite";
import type { Documents, ExpectedParts, PartsUnderWay, PartTaken } from "../../ports/documents.ts";
import type { Keys } from "../../ports/keys.ts";
import type { CompleteParts, PartsCompletion } from "../shared/complete-upload.ts";
import { partsOf } from "../shared/upload-parts.ts";
import { makeWholeContent } from "../shared/whole-content.ts";
import { checkPart } from "./check-part.ts";
import type { Database } from "./database.ts";
import type { PartFolder } from "./part-folder.ts";

type Row = Record<string, SQLOutputValue>;

/** Uploads in parts of an embedded hub that are under way. */
export interface PartUploads {
  begin: Documents["beginParts"];
  underWay: Documents["partsUnderWay"];
  take: Documents["takePart"];
  complete: CompleteParts;
  /** Drop an upload that is not completed, with its parts; may be repeated. */
  forget: (documentId: string) => Promise<void>;
}

const expectedOf = (row: Row): ExpectedParts => ({
  documentId: row.document_id as string,
  owner: row.owner as string,
  mediaType: row.media_type as string,
  bytes: row.bytes as number,
  sha256: row.sha256 as string,
  partBytes: row.part_bytes as number,
  partSha256: JSON.parse(row.part_sha256 as string) as string[],
});

const isOver = (row: Row, at: string): boolean => (row.kept_until as string) < at;

/**
 * Uploads in parts. The parts are sealed as they come, under the key the document will have, and lie where they will
 * lie: completing one reads them through, and then a single write makes a document of the row.
 */
export const makePartUploads = (
  folder: PartFolder,
  { sql, write }: Database,
  keys: Pick<Keys, "newDataKey" | "unwrapDataKey">,
): PartUploads => {
  const select = sql.prepare("SELECT * FROM part_uploads WHERE document_id = ?");
  const insert = sql.prepare("INSERT INTO part_uploads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const remove = sql.prepare("DELETE FROM part_uploads WHERE document_id = ?");
  const old = sql.prepare("SELECT document_id FROM part_uploads WHERE kept_until < ? LIMIT 100");
  const insertDocument = sql.prepare("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)");
  const insertParts = sql.prepare("INSERT INTO document_parts VALUES (?, ?)");
  const completing = new Map<string, Promise<PartsCompletion>>();
  const keyOf = (row: Row): Promise<Uint8Array> => keys.unwrapDataKey(row.wrapped_key as Uint8Array);

  const forget = async (documentId: string): Promise<void> => {
    if (select.get(documentId) === undefined) return;
    await folder.remove(documentId);
    await write(() => remove.run(documentId));
  };

  const standing = async (row: Row): Promise<PartsUnderWay> => {
    const expected = expectedOf(row);
    const parts = partsOf(expected);
    const received = await folder.received(expected.documentId, parts);
    return {
      ...expected,
      keptUntil: row.kept_until as string,
      received,
      awaited: parts
        .filter(({ number }) => !received.includes(number))
        .map((part) => ({ ...part, place: { kind: "Here" } })),
    };
  };

  /** Read every part through. One that is not what was sealed counts as none: it is sent again. */
  const check = async (row: Row): Promise<PartsCompletion | null> => {
    const expected = expectedOf(row);
    const { awaited } = await standing(row);
    if (awaited.length > 0) return { kind: "PartsAwaited", numbers: awaited.map(({ number }) => number) };
    const whole = makeWholeContent(expected);
    const content = folder.read(expected.documentId, await keyOf(row), partsOf(expected));
    for (;;) {
      const { done, value } = await content.next();
      if (!done) whole.add(value);
      else if (value.kind === "Whole") return whole.difference();
      else {
        await folder.drop(expected.documentId, value.number);
        return { kind: "PartsAwaited", numbers: [value.number] };
      }
    }
  };

  const store = async (row: Row, at: string): Promise<PartsCompletion> => {
    const wrong = await check(row);
    if (wrong !== null) return wrong;
    const { documentId, owner, mediaType, bytes, sha256, partBytes } = expectedOf(row);
    await write(() => {
      insertDocument.run(documentId, owner, mediaType, bytes, sha256, at, row.wrapped_key as Uint8Array);
      insertParts.run(documentId, partBytes);
      remove.run(documentId);
    });
    await folder.tidy(documentId);
    return { kind: "Kept" };
  };

  return {
    forget,
    begin: async ({ at, seconds: _, keptUntil, ...expected }) => {
      for (const row of old.all(at)) await forget(row.document_id as string);
      const { documentId, owner, mediaType, bytes, sha256, partBytes, partSha256 } = expected;
      const { wrapped } = await keys.newDataKey();
      const hashes = JSON.stringify(partSha256);
      await write(() =>
        insert.run(documentId, owner, mediaType, bytes, sha256, partBytes, hashes, keptUntil, wrapped),
      );
      const parts = partsOf(expected).map((part) => ({ ...part, place: { kind: "Here" } as const }));
      return { ...expected, keptUntil, received: [], awaited: parts };
    },
    underWay: async ({ documentId, owner, at }) => {
      const row = select.get(documentId);
      return row === undefined || row.owner !== owner || isOver(row, at) ? null : standing(row);
    },
    take: async ({ documentId, number, content, at }): Promise<PartTaken> => {
      const row = select.get(documentId);
      if (row === undefined || isOver(row, at)) return { kind: "NotExpected" };
      const part = partsOf(expectedOf(row)).find((each) => each.number === number);
      if (part === undefined) return { kind: "NotExpected" };
      const checked = checkPart(part, content);
      try {
        const isKept = await folder.write(documentId, await keyOf(row), number, checked.content);
        return isKept ? { kind: "Taken" } : { kind: "NotExpected" };
      } catch (error) {
        const difference = checked.difference();
        if (difference === null) throw error;
        return difference;
      }
    },
    complete: async ({ documentId, owner, at }) => {
      const row = select.get(documentId);
      if (row === undefined) return null;
      if (row.owner !== owner || isOver(row, at)) return { kind: "NotExpected" };
      const done = completing.get(documentId) ?? store(row, at).finally(() => completing.delete(documentId));
      completing.set(documentId, done);
      return done;
    },
  };
};

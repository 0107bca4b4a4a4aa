import { randomUUID } from "node:crypto";
import { open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DocumentCondition } from "../../../schemas/document.ts";
import type { UploadPart } from "../../ports/documents.ts";
import { SEAL_BYTES } from "../shared/sealed-bytes.ts";
import { openSegment, SEGMENT_BYTES, sealSegments, segmentedBytes } from "../shared/sealed-segments.ts";
import { nullIfAbsent } from "./null-if-absent.ts";
import { writeDurably } from "./write-durably.ts";

type Part = Pick<UploadPart, "number" | "bytes">;

/** How reading parts ended: all of them to their end, or at the first that is gone or not what was sealed. */
export type PartsEnd = { kind: "Whole" } | { kind: "Missing" | "Altered"; number: number };

/**
 * The parts of large documents: a folder for each document, in it a file for each part, sealed in segments. Nothing is
 * ever in memory whole. What is written comes beside first; a part's own name stands for all of it.
 */
export interface PartFolder {
  /** The numbers of the parts that are in. */
  received: (documentId: string, parts: readonly Part[]) => Promise<number[]>;
  /** Keep a part in the place of the one before; `false` when the folder was taken away meanwhile. Rejects when `content` breaks off. */
  write: (
    documentId: string,
    key: Uint8Array,
    number: number,
    content: AsyncIterable<Uint8Array>,
  ) => Promise<boolean>;
  /** The plain bytes of parts, one after the other. */
  read: (documentId: string, key: Uint8Array, parts: readonly Part[]) => AsyncGenerator<Uint8Array, PartsEnd>;
  /** Whether all parts are there and as large as they must be. */
  look: (documentId: string, parts: readonly Part[]) => Promise<DocumentCondition>;
  /** Take away one part. */
  drop: (documentId: string, number: number) => Promise<void>;
  /** Take away what never became a part. */
  tidy: (documentId: string) => Promise<void>;
  /** Take away all of a document; may be repeated. */
  remove: (documentId: string) => Promise<void>;
}

/** See {@link PartFolder}; `folder` holds the folders, each named `<documentId>.parts`, which no document's own file is. */
export const makePartFolder = (folder: string): PartFolder => {
  const folderOf = (documentId: string): string => join(folder, `${documentId}.parts`);
  const fileOf = (documentId: string, number: number): string => join(folderOf(documentId), String(number));

  const sizeOf = async (documentId: string, number: number): Promise<number | null> =>
    (await stat(fileOf(documentId, number)).catch(nullIfAbsent))?.size ?? null;

  const readOne = async function* (
    path: string,
    key: Uint8Array,
    { number, bytes }: Part,
  ): AsyncGenerator<Uint8Array, PartsEnd> {
    const handle = await open(path, "r").catch(nullIfAbsent);
    if (handle === null) return { kind: "Missing", number };
    try {
      if ((await handle.stat()).size !== segmentedBytes(bytes)) return { kind: "Altered", number };
      for (let index = 0, left = bytes; left > 0; index += 1, left -= SEGMENT_BYTES) {
        const sealed = Buffer.alloc(Math.min(left, SEGMENT_BYTES) + SEAL_BYTES);
        const { bytesRead } = await handle.read(sealed, 0, sealed.byteLength);
        const plain = openSegment(key, { part: number, index }, sealed.subarray(0, bytesRead));
        if (plain === null) return { kind: "Altered", number };
        yield plain;
      }
      return { kind: "Whole" };
    } finally {
      await handle.close();
    }
  };

  return {
    received: async (documentId, parts) => {
      const sizes = await Promise.all(parts.map(({ number }) => sizeOf(documentId, number)));
      return parts
        .filter(({ bytes }, index) => sizes[index] === segmentedBytes(bytes))
        .map(({ number }) => number);
    },
    write: async (documentId, key, number, content) => {
      const path = fileOf(documentId, number);
      try {
        await writeDurably(path, sealSegments(key, number, content), `${path}.${randomUUID()}.new`);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
        throw error;
      }
    },
    read: async function* (documentId, key, parts) {
      for (const part of parts) {
        const end = yield* readOne(fileOf(documentId, part.number), key, part);
        if (end.kind !== "Whole") return end;
      }
      return { kind: "Whole" };
    },
    look: async (documentId, parts) => {
      const sizes = await Promise.all(parts.map(({ number }) => sizeOf(documentId, number)));
      if (sizes.includes(null)) return "missing";
      return parts.every(({ bytes }, index) => sizes[index] === segmentedBytes(bytes))
        ? "present"
        : "altered";
    },
    drop: (documentId, number) => rm(fileOf(documentId, number), { force: true }),
    tidy: async (documentId) => {
      const names = await readdir(folderOf(documentId));
      for (const name of names)
        if (!/^\d+$/.test(name)) await rm(join(folderOf(documentId), name), { force: true });
    },
    remove: (documentId) => rm(folderOf(documentId), { recursive: true, force: true }),
  };
};

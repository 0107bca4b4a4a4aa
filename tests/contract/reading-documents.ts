import type { DocumentRead, Documents, UploadCompletion } from "../../functions/ports/documents.ts";
import { collect } from "../support/collect.ts";
import type { DurableFixture } from "./fixture.ts";

/** Documents whose resting place the suite can reach behind the adapter's back. */
export interface DocumentsFixture extends DurableFixture<Documents> {
  /** Change one byte of a stored document, counted from the start. */
  alter: (documentId: string, place: number) => Promise<void>;
  /** Cut a stored document off after some bytes. */
  cut: (documentId: string, bytes: number) => Promise<void>;
  /** Put the stored bytes of one document in the place of another's. */
  swap: (from: string, to: string) => Promise<void>;
  /** Lose a stored document, or a piece of one that lies in pieces, as a broken disk does; bring it back as a backup does. */
  lose: (documentId: string) => Promise<() => Promise<void>>;
  /** Every byte at rest, of every file. */
  atRest: () => Promise<Buffer>;
}

/** The bytes of a document that was read, from wherever it says they are. */
export const contentOf = async (read: DocumentRead): Promise<Buffer> => {
  if (read.kind === "Found") return Buffer.from(read.content);
  if (read.kind === "Streamed") return Buffer.concat(await collect(read.content));
  if (read.kind !== "Elsewhere") throw new Error(`the document is ${read.kind}`);
  const response = await fetch(read.url);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
};

/** How often something that is under way is asked for at most. */
const ASKS = 50;

/** Read a document back; one that is being readied is asked for again. */
export const readBack = async (documents: Documents, documentId: string): Promise<Buffer> => {
  for (let asked = 0; asked < ASKS; asked += 1) {
    const read = await documents.read(documentId);
    if (read.kind !== "BeingReadied") return contentOf(read);
  }
  throw new Error("the document does not get ready");
};

/** Complete an upload; one that is being checked is completed again. */
export const completeWhole = async (
  documents: Documents,
  upload: { documentId: string; owner: string; at: string },
): Promise<UploadCompletion> => {
  for (let asked = 0; asked < ASKS; asked += 1) {
    const completed = await documents.completeUpload(upload);
    if (completed.kind !== "BeingChecked") return completed;
  }
  throw new Error("the upload is being checked without end");
};

import type { DatabaseSync } from "node:sqlite";
import type { DocumentCondition } from "../../../schemas/document.ts";
import type { DocumentInfo, DocumentRead } from "../../ports/documents.ts";
import { partSizes } from "../shared/upload-parts.ts";
import { makeWholeContent } from "../shared/whole-content.ts";
import type { PartFolder } from "./part-folder.ts";

/** Stored documents that lie in parts; each answer is `null` for one that does not. */
export interface PartedDocuments {
  look: (info: DocumentInfo) => Promise<DocumentCondition | null>;
  /** Read a document through, and give it to be read once more: what is sent must be known to be right. */
  read: (info: DocumentInfo, key: Uint8Array) => Promise<DocumentRead | null>;
}

/** See {@link PartedDocuments}. */
export const makePartedDocuments = (folder: PartFolder, sql: DatabaseSync): PartedDocuments => {
  const select = sql.prepare("SELECT part_bytes FROM document_parts WHERE document_id = ?");

  const partsOf = ({ documentId, bytes }: DocumentInfo) => {
    const row = select.get(documentId);
    return row === undefined ? null : partSizes(bytes, row.part_bytes as number);
  };

  type Parts = NonNullable<ReturnType<typeof partsOf>>;

  const check = async (info: DocumentInfo, key: Uint8Array, parts: Parts): Promise<DocumentCondition> => {
    const whole = makeWholeContent(info);
    const content = folder.read(info.documentId, key, parts);
    for (;;) {
      const { done, value } = await content.next();
      if (!done) whole.add(value);
      else if (value.kind === "Whole") return whole.difference() === null ? "present" : "altered";
      else return value.kind === "Missing" ? "missing" : "altered";
    }
  };

  const contentOf = async function* (
    { documentId }: DocumentInfo,
    key: Uint8Array,
    parts: Parts,
  ): AsyncGenerator<Uint8Array> {
    const end = yield* folder.read(documentId, key, parts);
    if (end.kind !== "Whole")
      throw new Error(`part ${end.number} of document ${documentId} went wrong while it was read`);
  };

  return {
    look: async (info) => {
      const parts = partsOf(info);
      return parts === null ? null : folder.look(info.documentId, parts);
    },
    read: async (info, key) => {
      const parts = partsOf(info);
      if (parts === null) return null;
      const condition = await check(info, key, parts);
      if (condition === "missing") return { kind: "Missing", info };
      return condition === "present"
        ? { kind: "Streamed", info, content: contentOf(info, key, parts) }
        : { kind: "Altered", info };
    },
  };
};

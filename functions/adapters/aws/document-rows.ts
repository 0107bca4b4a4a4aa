import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DocumentState } from "../../../schemas/document.ts";
import type { DocumentInfo } from "../../ports/documents.ts";
import { failureName } from "./failure-name.ts";
import type { Multipart } from "./multipart.ts";
import type { Table } from "./table.ts";
import { type UpdateParts, updateOf } from "./update-expression.ts";

/**
 * A document's row. `object` is the key of its bytes in the bucket and `etag` what S3 called them when they were stored,
 * for those stored since that is noted; without `wrappedKey` it is erased. `lotBytes` is how much of a large one was
 * sealed at once, null for one that was sealed whole. `noted` is a fault that was seen, or the erasure; `copy` the plain
 * copy of a large one that is being made, or was made last.
 */
export interface DocumentRow {
  info: DocumentInfo;
  object: string;
  wrappedKey: Uint8Array | null;
  etag: string | null;
  lotBytes: number | null;
  noted: DocumentState | null;
  copy: Multipart | null;
}

/** What a new row is made of. */
export type NewDocumentRow = Pick<DocumentRow, "info" | "object" | "etag" | "lotBytes"> & {
  wrappedKey: Uint8Array;
};

type Item = Omit<DocumentInfo, "erased"> & {
  object: string;
  wrappedKey?: Uint8Array;
  etag?: string;
  lotBytes?: number;
  fault?: DocumentState;
  erasedAt?: string;
  copy?: Multipart;
};

const keyOf = (documentId: string) => ({ pk: `DOCUMENT#${documentId}`, sk: "DOCUMENT" });

const notedOf = ({ erasedAt, fault }: Item): DocumentState | null =>
  erasedAt === undefined ? (fault ?? null) : { state: "erased", since: erasedAt };

const rowOf = (item: Item): DocumentRow => {
  const { documentId, owner, mediaType, bytes, sha256, storedAt, wrappedKey } = item;
  return {
    info: { documentId, owner, mediaType, bytes, sha256, storedAt, erased: wrappedKey === undefined },
    object: item.object,
    wrappedKey: wrappedKey ?? null,
    etag: item.etag ?? null,
    lotBytes: item.lotBytes ?? null,
    noted: notedOf(item),
    copy: item.copy ?? null,
  };
};

const NOT_ERASED = "attribute_exists(wrappedKey)";

/** The rows of documents. */
export interface DocumentRows {
  get: (documentId: string) => Promise<DocumentRow | null>;
  /** Make a row unless there is one; the row that stands. */
  claim: (row: NewDocumentRow) => Promise<DocumentRow>;
  /** Take the key out of a row for ever; `null` when there is no such row. */
  dropKey: (documentId: string, at: string) => Promise<DocumentRow | null>;
  /** Note a fault of a document that is not erased, or with `null` that there is none any more. */
  noteFault: (documentId: string, fault: DocumentState | null) => Promise<void>;
  /** Note a copy in the place of the one that was noted before; `false` when another was noted meanwhile, or the document erased. */
  noteCopy: (documentId: string, copy: Multipart, before: Multipart | null) => Promise<boolean>;
}

/** Rows `DOCUMENT#<id>/DOCUMENT`. */
export const makeDocumentRows = ({ name, db }: Table): DocumentRows => {
  const get = async (documentId: string): Promise<DocumentRow | null> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: name, Key: keyOf(documentId), ConsistentRead: true }),
    );
    return Item === undefined ? null : rowOf(Item as Item);
  };

  /** Change a row under a condition; what it is then, or `null` when the condition does not hold. */
  const change = async (documentId: string, update: UpdateParts): Promise<DocumentRow | null> => {
    try {
      const { Attributes } = await db.send(
        new UpdateCommand({ TableName: name, Key: keyOf(documentId), ...update, ReturnValues: "ALL_NEW" }),
      );
      return Attributes === undefined ? null : rowOf(Attributes as Item);
    } catch (error) {
      if (failureName(error) === "ConditionalCheckFailedException") return null;
      throw error;
    }
  };

  return {
    get,
    claim: async ({ info, object, wrappedKey, etag, lotBytes }) => {
      const { erased: _, ...plain } = info;
      const kept = { ...plain, object, wrappedKey, etag: etag ?? undefined, lotBytes: lotBytes ?? undefined };
      const Item = { ...keyOf(info.documentId), ...kept };
      try {
        await db.send(
          new PutCommand({ TableName: name, Item, ConditionExpression: "attribute_not_exists(pk)" }),
        );
        return { info, object, wrappedKey, etag, lotBytes, noted: null, copy: null };
      } catch (error) {
        if (failureName(error) !== "ConditionalCheckFailedException") throw error;
        const standing = await get(info.documentId);
        if (standing === null) throw error;
        return standing;
      }
    },
    dropKey: async (documentId, at) =>
      (await change(documentId, updateOf({ erasedAt: at, wrappedKey: null }, { condition: NOT_ERASED }))) ??
      get(documentId),
    noteFault: async (documentId, fault) => {
      await change(documentId, updateOf({ fault }, { condition: NOT_ERASED }));
    },
    noteCopy: async (documentId, copy, before) => {
      const update =
        before === null
          ? updateOf({ copy }, { condition: `${NOT_ERASED} AND attribute_not_exists(#copy)` })
          : updateOf(
              { copy },
              {
                condition: `${NOT_ERASED} AND #copy.uploadId = :before`,
                values: { ":before": before.uploadId },
              },
            );
      return (await change(documentId, update)) !== null;
    },
  };
};

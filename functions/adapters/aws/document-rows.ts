import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DocumentInfo, ExpectedDocument } from "../../ports/documents.ts";
import { failureName } from "./failure-name.ts";
import type { Table } from "./table.ts";

/** A document's row. `object` is the key of its bytes in the bucket; without `wrappedKey` it is erased. */
export interface DocumentRow {
  info: DocumentInfo;
  object: string;
  wrappedKey: Uint8Array | null;
}

type Item = Omit<DocumentInfo, "erased"> & { object: string; wrappedKey?: Uint8Array };

const keyOf = (documentId: string, sk: "DOCUMENT" | "UPLOAD") => ({ pk: `DOCUMENT#${documentId}`, sk });

const rowOf = ({
  documentId,
  owner,
  mediaType,
  bytes,
  sha256,
  storedAt,
  object,
  wrappedKey,
}: Item): DocumentRow => ({
  info: { documentId, owner, mediaType, bytes, sha256, storedAt, erased: wrappedKey === undefined },
  object,
  wrappedKey: wrappedKey ?? null,
});

/** Days after which an upload that was not completed is forgotten. */
const UPLOAD_DAYS = 1;

/** The rows of documents, and of uploads that are expected. */
export interface DocumentRows {
  get: (documentId: string) => Promise<DocumentRow | null>;
  /** Make a row unless there is one; the row that stands. */
  claim: (row: DocumentRow & { wrappedKey: Uint8Array }) => Promise<DocumentRow>;
  /** Take the key out of a row for ever; `null` when there is no such row. */
  dropKey: (documentId: string) => Promise<DocumentRow | null>;
  expect: (upload: ExpectedDocument & { at: string }) => Promise<void>;
  expected: (documentId: string) => Promise<ExpectedDocument | null>;
  forget: (documentId: string) => Promise<void>;
}

/** Rows `DOCUMENT#<id>/DOCUMENT` and, while an upload is under way, `DOCUMENT#<id>/UPLOAD` with its end as `ttl`. */
export const makeDocumentRows = ({ name, db }: Table): DocumentRows => {
  const get = async (documentId: string): Promise<DocumentRow | null> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: name, Key: keyOf(documentId, "DOCUMENT"), ConsistentRead: true }),
    );
    return Item === undefined ? null : rowOf(Item as Item);
  };
  return {
    get,
    claim: async (row) => {
      const { info, object, wrappedKey } = row;
      const { erased: _, ...plain } = info;
      const Item = { ...keyOf(info.documentId, "DOCUMENT"), ...plain, object, wrappedKey };
      try {
        await db.send(
          new PutCommand({ TableName: name, Item, ConditionExpression: "attribute_not_exists(pk)" }),
        );
        return row;
      } catch (error) {
        if (failureName(error) !== "ConditionalCheckFailedException") throw error;
        const standing = await get(info.documentId);
        if (standing === null) throw error;
        return standing;
      }
    },
    dropKey: async (documentId) => {
      try {
        const { Attributes } = await db.send(
          new UpdateCommand({
            TableName: name,
            Key: keyOf(documentId, "DOCUMENT"),
            UpdateExpression: "REMOVE wrappedKey",
            ConditionExpression: "attribute_exists(pk)",
            ReturnValues: "ALL_NEW",
          }),
        );
        return Attributes === undefined ? null : rowOf(Attributes as Item);
      } catch (error) {
        if (failureName(error) === "ConditionalCheckFailedException") return null;
        throw error;
      }
    },
    expect: async ({ documentId, owner, mediaType, bytes, sha256, at }) => {
      const ttl = Math.ceil(Date.parse(at) / 1_000) + UPLOAD_DAYS * 86_400;
      const upload = { documentId, owner, mediaType, bytes, sha256, ttl };
      await db.send(new PutCommand({ TableName: name, Item: { ...keyOf(documentId, "UPLOAD"), ...upload } }));
    },
    expected: async (documentId) => {
      const { Item } = await db.send(
        new GetCommand({ TableName: name, Key: keyOf(documentId, "UPLOAD"), ConsistentRead: true }),
      );
      if (Item === undefined) return null;
      const { owner, mediaType, bytes, sha256 } = Item as ExpectedDocument;
      return { documentId, owner, mediaType, bytes, sha256 };
    },
    forget: async (documentId) => {
      await db.send(new DeleteCommand({ TableName: name, Key: keyOf(documentId, "UPLOAD") }));
    },
  };
};

import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ExpectedDocument, ExpectedParts, UploadDifference } from "../../ports/documents.ts";
import { failureName } from "./failure-name.ts";
import type { Multipart } from "./multipart.ts";
import type { Table } from "./table.ts";
import { updateOf } from "./update-expression.ts";

/** Sealing what came in parts: the object it goes to, and the key it is sealed under, wrapped. */
export interface Sealing extends Multipart {
  wrappedKey: Uint8Array;
}

/** An upload in parts: what comes in, and once it is complete, what becomes of it, or how it differs from what was announced. */
export interface PartsRow extends ExpectedParts {
  keptUntil: string;
  incoming: Multipart;
  sealing: Sealing | null;
  difference: UploadDifference | null;
}

type Item = ExpectedDocument & {
  partBytes?: number;
  partSha256?: string[];
  keptUntil?: string;
  incoming?: Multipart;
  sealing?: Sealing;
  difference?: UploadDifference;
};

const keyOf = (documentId: string) => ({ pk: `DOCUMENT#${documentId}`, sk: "UPLOAD" });

const ttlOf = (instant: string): number => Math.ceil(Date.parse(instant) / 1_000);

/** Days after which an upload in one piece that was not completed is forgotten. */
const UPLOAD_DAYS = 1;

const partsRowOf = (documentId: string, item: Item): PartsRow | null => {
  const { owner, mediaType, bytes, sha256, partBytes, partSha256, keptUntil, incoming } = item;
  return partBytes === undefined || !partSha256 || keptUntil === undefined || !incoming
    ? null
    : {
        ...{ documentId, owner, mediaType, bytes, sha256, partBytes, partSha256, keptUntil, incoming },
        sealing: item.sealing ?? null,
        difference: item.difference ?? null,
      };
};

/** Of an upload in parts that is not settled. */
const IN_PARTS = "attribute_exists(incoming) AND attribute_not_exists(difference)";

/** The rows of uploads that are expected. */
export interface UploadRows {
  expect: (upload: ExpectedDocument & { at: string }) => Promise<void>;
  /** An upload in one piece. */
  expected: (documentId: string) => Promise<ExpectedDocument | null>;
  expectParts: (upload: Omit<PartsRow, "sealing" | "difference">) => Promise<void>;
  /** An upload in parts. */
  expectedParts: (documentId: string) => Promise<PartsRow | null>;
  /** Note where an upload in parts is sealed to; `false` when that is settled, or nothing is expected any more. */
  noteSealing: (documentId: string, sealing: Sealing) => Promise<boolean>;
  /** Note that what came in is not what was announced, for good: it is sealed no more. */
  noteDifference: (documentId: string, difference: UploadDifference) => Promise<void>;
  forget: (documentId: string) => Promise<void>;
}

/** Rows `DOCUMENT#<id>/UPLOAD`, while an upload is under way, with its end as `ttl`. */
export const makeUploadRows = ({ name, db }: Table): UploadRows => {
  const put = async (documentId: string, upload: object): Promise<void> => {
    await db.send(new PutCommand({ TableName: name, Item: { ...keyOf(documentId), ...upload } }));
  };
  const get = async (documentId: string): Promise<Item | null> => {
    const { Item } = await db.send(
      new GetCommand({ TableName: name, Key: keyOf(documentId), ConsistentRead: true }),
    );
    return (Item as Item | undefined) ?? null;
  };
  const change = async (
    documentId: string,
    changes: Readonly<Record<string, unknown>>,
    condition: string,
  ): Promise<boolean> => {
    const update = updateOf(changes, { condition });
    try {
      await db.send(new UpdateCommand({ TableName: name, Key: keyOf(documentId), ...update }));
      return true;
    } catch (error) {
      if (failureName(error) === "ConditionalCheckFailedException") return false;
      throw error;
    }
  };
  return {
    expect: ({ documentId, owner, mediaType, bytes, sha256, at }) => {
      const ttl = ttlOf(at) + UPLOAD_DAYS * 86_400;
      return put(documentId, { documentId, owner, mediaType, bytes, sha256, ttl });
    },
    expected: async (documentId) => {
      const item = await get(documentId);
      if (item === null || item.partBytes !== undefined) return null;
      const { owner, mediaType, bytes, sha256 } = item;
      return { documentId, owner, mediaType, bytes, sha256 };
    },
    expectParts: (upload) => put(upload.documentId, { ...upload, ttl: ttlOf(upload.keptUntil) }),
    expectedParts: async (documentId) => {
      const item = await get(documentId);
      return item === null ? null : partsRowOf(documentId, item);
    },
    noteSealing: (documentId, sealing) =>
      change(documentId, { sealing }, `${IN_PARTS} AND attribute_not_exists(#sealing)`),
    noteDifference: async (documentId, difference) => {
      await change(documentId, { difference, sealing: null }, IN_PARTS);
    },
    forget: async (documentId) => {
      await db.send(new DeleteCommand({ TableName: name, Key: keyOf(documentId) }));
    },
  };
};

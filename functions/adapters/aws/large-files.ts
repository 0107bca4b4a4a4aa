import type { Keys } from "../../ports/keys.ts";
import { randomId } from "../shared/random-id.ts";
import type { DocumentBucket } from "./document-bucket.ts";
import type { DocumentRows } from "./document-rows.ts";
import { type LargeDocuments, makeLargeDocuments } from "./large-documents.ts";
import { makePartUploads, type PartUploads } from "./part-uploads.ts";
import { makeSealIn } from "./seal-in.ts";
import type { UploadRows } from "./upload-rows.ts";

/** What large files need. */
export interface LargeFilesOptions {
  rows: DocumentRows;
  uploadRows: UploadRows;
  bucket: () => Promise<DocumentBucket>;
  keys: Pick<Keys, "newDataKey" | "unwrapDataKey">;
  /** Where everything of one document lies in the bucket, with a slash at its end. */
  folderOf: (place: "documents" | "incoming" | "outgoing", documentId: string) => string;
  readSeconds: number;
  lotBytes: number;
  budgetMs: number;
}

/** All that is done with files too large to be in memory. Load this file with the first of them: few functions meet one. */
export const makeLargeFiles = (
  options: LargeFilesOptions,
): { large: LargeDocuments; partUploads: PartUploads } => {
  const { rows, uploadRows, bucket, keys, folderOf, readSeconds, lotBytes, budgetMs } = options;
  return {
    large: makeLargeDocuments({
      ...{ rows, bucket, keys, budgetMs, readSeconds },
      copyKey: (documentId) => `${folderOf("outgoing", documentId)}${randomId()}`,
    }),
    partUploads: makePartUploads({
      ...{ rows: uploadRows, bucket },
      incomingKey: (documentId) => `${folderOf("incoming", documentId)}parts`,
      sealIn: makeSealIn({
        ...{ rows: uploadRows, bucket, keys, claim: rows.claim, lotBytes, budgetMs },
        documentKey: (documentId) => `${folderOf("documents", documentId)}${randomId()}`,
      }),
    }),
  };
};

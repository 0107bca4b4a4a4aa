import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { makeS3Documents } from "../../../functions/adapters/aws/documents.ts";
import type { Table } from "../../../functions/adapters/aws/table.ts";
import type { Documents } from "../../../functions/ports/documents.ts";
import type { Keys } from "../../../functions/ports/keys.ts";
import type { DocumentsFixture } from "../reading-documents.ts";
import { makeTestStack, type TestStack } from "./keys-fixture.ts";
import { makeTestTable } from "./table-fixture.ts";

/** A bucket of one test, seen without the adapter. */
interface TestBucket {
  name: string;
  s3: S3Client;
  /** Every version under a prefix, delete markers too. */
  versions: (prefix?: string) => Promise<{ key: string; versionId: string | undefined }[]>;
  read: (key: string, versionId?: string) => Promise<Buffer>;
  write: (key: string, bytes: Uint8Array) => Promise<void>;
  dispose: () => Promise<void>;
}

/** Make a versioned bucket, as the stack's is. */
const makeTestBucket = async (): Promise<TestBucket> => {
  const name = `lianban-test-${randomUUID()}`;
  const s3 = new S3Client({});
  await s3.send(new CreateBucketCommand({ Bucket: name }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await s3.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }));
  const versions: TestBucket["versions"] = async (prefix = "") => {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: name, Prefix: prefix }),
    );
    return [...Versions, ...DeleteMarkers].map(({ Key = "", VersionId }) => ({
      key: Key,
      versionId: VersionId,
    }));
  };
  return {
    name,
    s3,
    versions,
    read: async (Key, VersionId) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: name, Key, VersionId }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    write: async (Key, Body) => {
      await s3.send(new PutObjectCommand({ Bucket: name, Key, Body }));
    },
    dispose: async () => {
      for (const { key: Key, versionId: VersionId } of await versions())
        await s3.send(new DeleteObjectCommand({ Bucket: name, Key, VersionId }));
      await s3.send(new DeleteBucketCommand({ Bucket: name }));
    },
  };
};

/** A place for documents: bucket, table and keys of its own. */
export interface DocumentsPlace {
  bucket: TestBucket;
  table: Table;
  keys: Keys;
  documents: Documents;
}

/** Documents in a place of their own, and the way behind the adapter's back. */
export interface AwsDocumentsFixture extends DocumentsFixture {
  open: () => Promise<DocumentsPlace>;
}

/** Documents of a test; opening them again is another process with the same bucket, table and keys. */
export const documentsFixture = (): AwsDocumentsFixture => {
  const table = makeTestTable();
  let stack: TestStack | null = null;
  let bucket: TestBucket | null = null;
  const open = async (): Promise<DocumentsPlace> => {
    stack ??= await makeTestStack();
    bucket ??= await makeTestBucket();
    const opened = await table.open();
    const keys = stack.keys();
    return {
      bucket,
      keys,
      table: opened,
      documents: makeS3Documents({ bucket: bucket.name, table: opened, keys }),
    };
  };
  const present = async (): Promise<TestBucket> => {
    bucket ??= await makeTestBucket();
    return bucket;
  };
  const keyOf = async (documentId: string): Promise<string> => {
    const [found] = await (await present()).versions(`documents/${documentId}/`);
    if (found === undefined) throw new Error(`no object of ${documentId}`);
    return found.key;
  };
  const change = async (documentId: string, how: (bytes: Buffer) => Uint8Array): Promise<void> => {
    const key = await keyOf(documentId);
    await (await present()).write(key, how(await (await present()).read(key)));
  };
  return {
    open,
    create: async () => (await open()).documents,
    reopen: async () => (await open()).documents,
    alter: (documentId, place) =>
      change(documentId, (bytes) => bytes.map((byte, index) => (index === place ? byte ^ 0x40 : byte))),
    cut: (documentId, bytes) => change(documentId, (all) => all.subarray(0, bytes)),
    swap: async (from, to) => {
      const bytes = await (await present()).read(await keyOf(from));
      await change(to, () => bytes);
    },
    lose: async (documentId) => {
      const { name, s3 } = await present();
      const object = { Bucket: name, Key: await keyOf(documentId) };
      const { VersionId } = await s3.send(new DeleteObjectCommand(object));
      // As the guide to restoring says: what is deleted is a marker, and taking that away brings the object back.
      return async () => {
        await s3.send(new DeleteObjectCommand({ ...object, VersionId }));
      };
    },
    atRest: async () => {
      const { versions, read } = await present();
      const { db, name } = (await open()).table;
      const { Items = [] } = await db.send(new ScanCommand({ TableName: name }));
      const objects = await Promise.all((await versions()).map(({ key, versionId }) => read(key, versionId)));
      return Buffer.concat([...objects, Buffer.from(JSON.stringify(Items))]);
    },
    dispose: async () => {
      await Promise.all([table.dispose(), stack?.dispose(), bucket?.dispose()]);
    },
  };
};

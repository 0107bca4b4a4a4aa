import { randomUUID } from "node:crypto";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { makeDynamoCaseStore } from "../../../functions/adapters/aws/case-store.ts";
import { makeLargePayloads } from "../../../functions/adapters/aws/large-payloads.ts";
import type { CaseStore } from "../../../functions/ports/case-store.ts";
import type { DurableFixture } from "../fixture.ts";
import { makeTestTable } from "./table-fixture.ts";

/** A bucket of one test. */
interface TestBucket {
  /** Make the bucket, once, and tell its name. */
  open: () => Promise<string>;
  dispose: () => Promise<void>;
}

/** A fresh bucket at the endpoint the environment names. */
const makeTestBucket = (): TestBucket => {
  const s3 = new S3Client({ forcePathStyle: true });
  const bucket = `lianban-test-${randomUUID()}`;
  let isOpen = false;
  return {
    open: async () => {
      if (!isOpen) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
      isOpen = true;
      return bucket;
    },
    dispose: async () => {
      if (!isOpen) return;
      for await (const { Contents } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
        for (const { Key } of Contents ?? []) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
      s3.destroy();
    },
  };
};

/** The case store on a table and a bucket of its own. */
export const caseStoreFixture = (): DurableFixture<CaseStore> => {
  const table = makeTestTable();
  const bucket = makeTestBucket();
  const open = async (): Promise<CaseStore> =>
    makeDynamoCaseStore({ table: await table.open(), largePayloads: makeLargePayloads(await bucket.open()) });
  return {
    create: open,
    reopen: open,
    dispose: async () => {
      await Promise.all([table.dispose(), bucket.dispose()]);
    },
  };
};

import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { CALL_LIMITS } from "./clients.ts";
import { failureName } from "./failure-name.ts";

/** Objects of one bucket, by key. S3's name for an object's bytes (`etag`) changes with them. */
export interface Bucket {
  /** Put an object; what S3 calls it. */
  put: (key: string, bytes: Uint8Array) => Promise<string>;
  /** The bytes under a key, or `null`. S3 says that there are none only to a role that may list the bucket. */
  get: (key: string) => Promise<Uint8Array | null>;
}

/** An object of 20 MB goes in within one call, which therefore gets longer: 30 seconds. */
export const makeS3Client = (): S3Client =>
  new S3Client({ requestHandler: { ...CALL_LIMITS, requestTimeout: 30_000 } });

/** S3 knows nothing under a key, or nothing from that place on. */
const NOT_THERE: ReadonlySet<string> = new Set(["NoSuchKey", "NotFound", "InvalidRange"]);

/** What is not there is an answer. */
export const nullIfNotThere = (error: unknown): null => {
  if (NOT_THERE.has(failureName(error))) return null;
  throw error;
};

/** A bucket through the SDK. Load this file only where an object is stored or read: it is a large part of a bundle. */
export const makeBucket = (name: string, s3: S3Client = makeS3Client()): Bucket => ({
  put: async (key, bytes) => {
    const { ETag = "" } = await s3.send(new PutObjectCommand({ Bucket: name, Key: key, Body: bytes }));
    return ETag;
  },
  get: async (key) => {
    const found = await s3.send(new GetObjectCommand({ Bucket: name, Key: key })).catch(nullIfNotThere);
    return found && ((await found.Body?.transformToByteArray()) ?? new Uint8Array());
  },
});

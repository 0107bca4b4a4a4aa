import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { type Bucket, makeBucket, makeS3Client, nullIfNotThere } from "./bucket.ts";
import { type Multiparts, makeMultiparts } from "./multipart.ts";

/** A bucket with all that documents need of it: addresses, parts, and taking away for good. */
export interface DocumentBucket extends Bucket {
  /** Some bytes under a key, from a place in it; fewer where it ends, `null` when it is not there. */
  getRange: (key: string, from: number, bytes: number) => Promise<Uint8Array | null>;
  /** The size of an object and what S3 calls it, or `null`. */
  head: (key: string) => Promise<{ bytes: number; etag: string } | null>;
  /** Objects made of parts. */
  multiparts: Multiparts;
  /** Delete every object whose key begins so, with all its versions. */
  removeUnder: (prefix: string) => Promise<void>;
  /** An address that takes one object with exactly these bytes for a while, and the headers to send. */
  putUrl: (input: {
    key: string;
    mediaType: string;
    bytes: number;
    sha256: string;
    seconds: number;
  }) => Promise<{ url: string; headers: Record<string, string> }>;
  /** An address that gives an object for a while, as a file to keep. */
  getUrl: (input: { key: string; mediaType: string; seconds: number }) => Promise<string>;
}

/** Loaded with the first address: an erasure makes none. */
const loadPresigner = () => import("@aws-sdk/s3-request-presigner");

/** Versions and delete markers of the objects whose key begins so: the first page of them. */
const versionsUnder = async (s3: S3Client, bucket: string, prefix: string) => {
  const input = { Bucket: bucket, Prefix: prefix };
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand(input));
  return [...Versions, ...DeleteMarkers];
};

/** See {@link DocumentBucket}. Load this file only where a document is stored, read or erased: it is a large part of a bundle. */
export const makeDocumentBucket = (name: string, s3: S3Client = makeS3Client()): DocumentBucket => ({
  ...makeBucket(name, s3),
  multiparts: makeMultiparts(name, s3),
  getRange: async (key, from, bytes) => {
    const range = { Bucket: name, Key: key, Range: `bytes=${from}-${from + bytes - 1}` };
    const found = await s3.send(new GetObjectCommand(range)).catch(nullIfNotThere);
    return found && ((await found.Body?.transformToByteArray()) ?? new Uint8Array());
  },
  head: async (key) => {
    const found = await s3.send(new HeadObjectCommand({ Bucket: name, Key: key })).catch(nullIfNotThere);
    return found && { bytes: found.ContentLength ?? 0, etag: found.ETag ?? "" };
  },
  removeUnder: async (prefix) => {
    // Looked for anew after each page: a marker may not name a version that is gone.
    for (let found = await versionsUnder(s3, name, prefix); found.length > 0; ) {
      for (const { Key, VersionId } of found)
        await s3.send(new DeleteObjectCommand({ Bucket: name, Key, VersionId }));
      found = await versionsUnder(s3, name, prefix);
    }
  },
  putUrl: async ({ key, mediaType, bytes, sha256, seconds }) => {
    const { getSignedUrl } = await loadPresigner();
    const checksum = Buffer.from(sha256, "hex").toString("base64");
    const command = new PutObjectCommand({
      Bucket: name,
      Key: key,
      ContentType: mediaType,
      ContentLength: bytes,
      ChecksumSHA256: checksum,
    });
    // What is signed as a header must be sent as it is; S3 refuses other bytes itself.
    const url = await getSignedUrl(s3, command, {
      expiresIn: seconds,
      signableHeaders: new Set(["content-type", "content-length", "host"]),
      unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
    });
    return { url, headers: { "content-type": mediaType, "x-amz-checksum-sha256": checksum } };
  },
  getUrl: async ({ key, mediaType, seconds }) => {
    const { getSignedUrl } = await loadPresigner();
    const command = new GetObjectCommand({
      Bucket: name,
      Key: key,
      ResponseContentType: mediaType,
      ResponseContentDisposition: "attachment",
      ResponseCacheControl: "private, no-store",
    });
    return getSignedUrl(s3, command, { expiresIn: seconds });
  },
});

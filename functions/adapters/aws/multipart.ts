import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { failureName } from "./failure-name.ts";

/** An upload of S3's own in parts, which becomes the object under `key`. */
export interface Multipart {
  key: string;
  uploadId: string;
}

/** A part that is in, as S3 names it. Checksums are lower-case hex. */
export interface PartIn {
  number: number;
  bytes: number;
  etag: string;
  sha256: string;
}

/**
 * Objects made of parts. Every part has its SHA-256, which S3 checks. What S3 knows of no more (completed, aborted, or
 * aborted by the bucket after some days) is told as `null` or `false`.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export interface Multiparts {
  begin: (key: string) => Promise<Multipart>;
  /** An address that takes one part with exactly these bytes for a while, and the headers to send. */
  partUrl: (
    upload: Multipart,
    part: { number: number; bytes: number; sha256: string },
    seconds: number,
  ) => Promise<{ url: string; headers: Record<string, string> }>;
  /** The parts that are in, in order. */
  list: (upload: Multipart) => Promise<PartIn[] | null>;
  put: (upload: Multipart, number: number, bytes: Uint8Array) => Promise<boolean>;
  /** Make an object of these parts; what S3 calls it. `null` also when one of them was put anew meanwhile. */
  complete: (upload: Multipart, parts: readonly PartIn[]) => Promise<string | null>;
  abort: (upload: Multipart) => Promise<void>;
}

/** Loaded with the first address. */
const loadPresigner = () => import("@aws-sdk/s3-request-presigner");

const base64Of = (hex: string): string => Buffer.from(hex, "hex").toString("base64");

const hexOf = (base64: string | undefined): string => Buffer.from(base64 ?? "", "base64").toString("hex");

const nullIf =
  (...names: readonly string[]) =>
  (error: unknown): null => {
    if (names.includes(failureName(error))) return null;
    throw error;
  };

const nullIfGone = nullIf("NoSuchUpload");

/** See {@link Multiparts}. */
export const makeMultiparts = (bucket: string, s3: S3Client): Multiparts => {
  const named = ({ key, uploadId }: Multipart) => ({ Bucket: bucket, Key: key, UploadId: uploadId });
  return {
    begin: async (key) => {
      const { UploadId = "" } = await s3.send(
        new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ChecksumAlgorithm: "SHA256" }),
      );
      return { key, uploadId: UploadId };
    },
    partUrl: async (upload, { number, bytes, sha256 }, seconds) => {
      const { getSignedUrl } = await loadPresigner();
      const checksum = base64Of(sha256);
      const command = new UploadPartCommand({
        ...named(upload),
        PartNumber: number,
        ContentLength: bytes,
        ChecksumSHA256: checksum,
      });
      // What is signed as a header must be sent as it is; S3 refuses other bytes itself.
      const url = await getSignedUrl(s3, command, {
        expiresIn: seconds,
        signableHeaders: new Set(["content-length", "host"]),
        unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
      });
      return { url, headers: { "x-amz-checksum-sha256": checksum } };
    },
    list: async (upload) => {
      const listed = await s3.send(new ListPartsCommand(named(upload))).catch(nullIfGone);
      return (
        listed &&
        (listed.Parts ?? []).map(({ PartNumber = 0, Size = 0, ETag = "", ChecksumSHA256 }) => ({
          number: PartNumber,
          bytes: Size,
          etag: ETag,
          sha256: hexOf(ChecksumSHA256),
        }))
      );
    },
    put: async (upload, number, bytes) => {
      const ChecksumSHA256 = createHash("sha256").update(bytes).digest("base64");
      const part = { ...named(upload), PartNumber: number, Body: bytes, ChecksumSHA256 };
      return (await s3.send(new UploadPartCommand(part)).catch(nullIfGone)) !== null;
    },
    complete: async (upload, parts) => {
      const Parts = parts.map(({ number, etag, sha256 }) => ({
        PartNumber: number,
        ETag: etag,
        ChecksumSHA256: base64Of(sha256),
      }));
      const completed = await s3
        .send(new CompleteMultipartUploadCommand({ ...named(upload), MultipartUpload: { Parts } }))
        .catch(nullIf("NoSuchUpload", "InvalidPart"));
      return completed && (completed.ETag ?? "");
    },
    abort: async (upload) => {
      await s3.send(new AbortMultipartUploadCommand(named(upload))).catch(nullIfGone);
    },
  };
};

import { DRAWING_BYTES, PART_BYTES, UPLOAD_PARTS } from "../../schemas/document.ts";
import { type Message, message } from "../../schemas/message.ts";
import type { PartsUploadBody } from "../../schemas/uploads.ts";

/** What an upload in parts may be, in bytes; `parts` is how many at most. */
export interface UploadLimits {
  documentBytes: number;
  partBytes: { least: number; usual: number; most: number };
  parts: number;
}

/** The limits of a hub that sets none: drawings of up to 500 MB. */
export const usualLimits: UploadLimits = {
  documentBytes: DRAWING_BYTES,
  partBytes: PART_BYTES,
  parts: UPLOAD_PARTS,
};

/** The limits of a hub that takes files of up to some megabytes of 1,000,000 bytes. */
export const limitsUpTo = (megabytes: number): UploadLimits => ({
  ...usualLimits,
  documentBytes: megabytes * 1_000_000,
});

/** A field of an announcement that does not fit, and how to mend it. */
export interface UploadFault {
  path: string;
  message: Message;
}

/** What is wrong with how a file is cut into parts of `partBytes`; nothing when it fits. */
export const partFaults = (
  { bytes, partSha256 }: PartsUploadBody,
  partBytes: number,
  { partBytes: allowed, parts: most }: UploadLimits,
): UploadFault[] => {
  if (partBytes < allowed.least || partBytes > allowed.most)
    return [
      {
        path: "partBytes",
        message: message(
          `应为${allowed.least}至${allowed.most}字节`,
          `it must be ${allowed.least} to ${allowed.most} bytes`,
        ),
      },
    ];
  const parts = Math.ceil(bytes / partBytes);
  if (parts > most)
    return [
      {
        path: "partBytes",
        message: message(
          `这样要分成${parts}片,最多${most}片;每片至少${Math.ceil(bytes / most)}字节`,
          `that makes ${parts} parts and at most ${most} are taken; cut it into parts of ${Math.ceil(bytes / most)} bytes or more`,
        ),
      },
    ];
  return partSha256.length === parts
    ? []
    : [
        {
          path: "partSha256",
          message: message(
            `共${parts}片,应有${parts}个摘要,实有${partSha256.length}个`,
            `there are ${parts} parts, so ${parts} hashes belong here, not ${partSha256.length}`,
          ),
        },
      ];
};

import type { StoredEvent } from "../../ports/case-store.ts";
import { makeOnce } from "./once.ts";

/** Payloads of up to 64 KB sit in their item; larger ones lie apart, since an item takes 400 KB at most. */
const LARGEST_INLINE_BYTES = 64 * 1_024;

/** Whether the payload of an event sits in its item. */
export const isInline = ({ payload }: StoredEvent): boolean => payload.byteLength <= LARGEST_INLINE_BYTES;

/** Where payloads too large for an item rest. Both methods throw when it is unreachable. */
export interface LargePayloads {
  /** Put bytes under a key; the same bytes under the same key again change nothing. */
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  /** The bytes under a key; throws when there are none. */
  get: (key: string) => Promise<Uint8Array>;
}

/**
 * The key of a large payload: `events/340300202611240000001/12-<hash of the event>`. The hash makes the key as good as
 * the content, so a payload whose append lost a race is in nobody's way.
 */
export const payloadKey = (caseId: string, { seq, hash }: StoredEvent): string =>
  `events/${caseId}/${seq}-${hash}`;

/** Put away what is too large for its item, before the items that refer to it are written. */
export const putAway = async (
  payloads: LargePayloads,
  caseId: string,
  events: readonly StoredEvent[],
): Promise<void> => {
  const large = events.filter((event) => !isInline(event));
  await Promise.all(large.map((event) => payloads.put(payloadKey(caseId, event), event.payload)));
};

/**
 * Large payloads in an S3 bucket, encrypted as the bucket is by default. The SDK's S3 part is loaded with the first of
 * them: most functions never meet one.
 */
export const makeLargePayloads = (bucket: string): LargePayloads => {
  const opened = makeOnce(async () => (await import("./bucket.ts")).makeBucket(bucket));
  return {
    put: async (key, bytes) => {
      await (await opened()).put(key, bytes);
    },
    get: async (key) => {
      const bytes = await (await opened()).get(key);
      if (bytes === null) throw new Error(`the payload ${key} is not in bucket ${bucket}`);
      return bytes;
    },
  };
};

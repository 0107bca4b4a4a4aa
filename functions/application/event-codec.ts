import { type CipherKey, createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { RecordedEvent } from "../../schemas/events.ts";
import type { StoredEvent } from "../ports/case-store.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The hash before a log's first event. */
export const GENESIS_HASH = "0".repeat(64);

/** Random bytes for nonces, drawn in larger pieces because each draw costs a system call. */
let pool = Buffer.alloc(0);
const nonce = (): Uint8Array => {
  if (pool.length < IV_BYTES) pool = randomBytes(IV_BYTES * 512);
  const iv = pool.subarray(0, IV_BYTES);
  pool = pool.subarray(IV_BYTES);
  return iv;
};

/**
 * Encrypt bytes under a case's key: AES-256-GCM, nonce ‖ ciphertext ‖ tag. `context` is authenticated with them, so
 * that a ciphertext cannot be moved to another place.
 * @see NIST SP 800-38D
 */
export const seal = (key: CipherKey, context: string, plain: string): Uint8Array => {
  const iv = nonce();
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain, "utf8");
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()]);
};

/** Decrypt what {@link seal} made. Throws when key, context or bytes are not those. */
export const unseal = (key: CipherKey, context: string, sealed: Uint8Array): string => {
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(end));
  return decipher.update(sealed.subarray(IV_BYTES, end), undefined, "utf8") + decipher.final("utf8");
};

/**
 * The hash of one stored event: SHA-256 over the previous hash, its place, type and time as one JSON array, then the
 * ciphertext. The array ends where it says, so no byte can move from one column into another.
 */
export const hashOf = (
  caseId: string,
  { previousHash, seq, type, at, payload }: Omit<StoredEvent, "hash">,
): string =>
  createHash("sha256")
    .update(JSON.stringify([previousHash, caseId, seq, type, at]))
    .update(payload)
    .digest("hex");

const contextOf = (caseId: string, seq: number): string => `${caseId}/${seq}`;

/** Encode a recorded event for the log, chained to the hash before it. */
export const encodeEvent = (
  key: CipherKey,
  caseId: string,
  previousHash: string,
  recorded: RecordedEvent,
): StoredEvent => {
  const { seq, at, actor, cause, event } = recorded;
  const payload = seal(key, contextOf(caseId, seq), JSON.stringify({ actor, cause, event }));
  const stored = { seq, type: event.type, at, payload, previousHash };
  return { ...stored, hash: hashOf(caseId, stored) };
};

/** Decode one event of a log. */
export const decodeEvent = (key: CipherKey, caseId: string, stored: StoredEvent): RecordedEvent => {
  const { actor, cause, event } = JSON.parse(unseal(key, contextOf(caseId, stored.seq), stored.payload));
  return { seq: stored.seq, at: stored.at, actor, cause, event };
};

/** A break in a log's chain: the first event whose hash, link or number is wrong. */
export interface ChainBreak {
  seq: number;
  why: "hash" | "link" | "order" | "head";
}

/** Verify a whole log against its head without any key; `null` when it is whole. */
export const verifyChain = (
  caseId: string,
  events: readonly StoredEvent[],
  head: { lastHash: string; version: number },
): ChainBreak | null => {
  let previous = GENESIS_HASH;
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) return { seq: event.seq, why: "order" };
    if (event.previousHash !== previous) return { seq: event.seq, why: "link" };
    if (hashOf(caseId, event) !== event.hash) return { seq: event.seq, why: "hash" };
    previous = event.hash;
  }
  return previous === head.lastHash && events.length === head.version
    ? null
    : { seq: events.length, why: "head" };
};

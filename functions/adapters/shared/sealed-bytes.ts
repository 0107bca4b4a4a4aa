import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** By how many bytes {@link seal} makes its content longer. */
export const SEAL_BYTES = IV_BYTES + TAG_BYTES;

/**
 * Encrypt bytes under a key of 32 bytes with AES-256-GCM: the IV, the ciphertext, the tag. `place` says where they stand
 * in something larger; they are no good in another place.
 */
export const seal = (key: Uint8Array, content: Uint8Array, place = ""): Uint8Array => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
};

/** Decrypt what {@link seal} gave; `null` when the bytes are not what was sealed there, or the key is another. */
export const unseal = (key: Uint8Array, sealed: Uint8Array, place = ""): Uint8Array | null => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const content = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    return new Uint8Array(Buffer.concat([content, decipher.final()]));
  } catch {
    return null;
  }
};

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypt bytes under a key of 32 bytes with AES-256-GCM: the IV, the ciphertext, the tag. */
export const seal = (key: Uint8Array, content: Uint8Array): Uint8Array => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
};

/** Decrypt what {@link seal} gave; `null` when the bytes are not what was sealed, or the key is another. */
export const unseal = (key: Uint8Array, sealed: Uint8Array): Uint8Array | null => {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    const content = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    return new Uint8Array(Buffer.concat([content, decipher.final()]));
  } catch {
    return null;
  }
};

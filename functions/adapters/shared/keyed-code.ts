import { createHmac } from "node:crypto";
import { deriveKey } from "./derive-key.ts";
import { base32 } from "./random-id.ts";

/** Makes codes over texts, 16 base32 characters (80 bits), under a key for each purpose. Keys are derived once. */
export const makeKeyedCode = (secret: Uint8Array): ((purpose: string, text: string) => string) => {
  const keys = new Map<string, Uint8Array>();
  const keyOf = (purpose: string): Uint8Array => {
    const key = keys.get(purpose) ?? deriveKey(secret, purpose);
    keys.set(purpose, key);
    return key;
  };
  return (purpose, text) => base32(createHmac("sha256", keyOf(purpose)).update(text).digest(), 16);
};

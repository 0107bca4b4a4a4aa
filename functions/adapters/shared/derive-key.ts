import { hkdfSync } from "node:crypto";

/**
 * A key of its own for one purpose, from a secret that serves several: HKDF with SHA-256, no salt, `lianban/<purpose>`
 * as info. The same secret and purpose give the same key for ever.
 * @see RFC 5869
 */
export const deriveKey = (secret: Uint8Array, purpose: string, bytes = 32): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", secret, "", `lianban/${purpose}`, bytes));

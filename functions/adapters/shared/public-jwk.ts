import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import type { PublicJwk } from "../../ports/keys.ts";

/** Signature algorithms of licences, by the curve of their key. @see RFC 8037, RFC 7518 §3.4 */
const algorithms: Readonly<Record<string, string>> = { Ed25519: "EdDSA", "P-256": "ES256" };

/**
 * A verifying key as a JWK whose id is its own thumbprint. Takes a private key as well and gives its public half.
 * Throws for a key on another curve than Ed25519 or P-256.
 * @see RFC 7517, RFC 7638
 */
export const publicJwkOf = (key: KeyObject): PublicJwk => {
  const publicKey = key.type === "private" ? createPublicKey(key) : key;
  const { crv, kty, x, y } = publicKey.export({ format: "jwk" });
  const alg = algorithms[crv ?? ""];
  if (alg === undefined)
    throw new Error(`a licence key is on Ed25519 or P-256, not ${crv ?? publicKey.asymmetricKeyType}`);
  const point = y === undefined ? { crv, kty, x } : { crv, kty, x, y };
  const kid = createHash("sha256").update(JSON.stringify(point)).digest("base64url");
  return { ...point, kid, use: "sig", alg };
};

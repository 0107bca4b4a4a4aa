import type { PublicJwk } from "../../ports/keys.ts";

/** What the signature of a compact JWS covers: header and payload. @see RFC 7515 §5.1 */
export const signingInput = ({ alg, kid }: PublicJwk, payload: string): string => {
  const header = Buffer.from(JSON.stringify({ alg, kid })).toString("base64url");
  return `${header}.${Buffer.from(payload).toString("base64url")}`;
};

/** A compact JWS of what was signed and its signature. @see RFC 7515 §7.1 */
export const compactJws = (input: string, signature: Uint8Array): string =>
  `${input}.${Buffer.from(signature).toString("base64url")}`;

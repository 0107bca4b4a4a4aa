/** One public key as RFC 7517 writes it. */
export type PublicJwk = Readonly<Record<string, unknown>> & { kid: string };

/** Secrets of one direction of one department, newest first; two while one rotates. Raw bytes, 24 to 64 of them. */
export interface WebhookSecrets {
  inbound: readonly Uint8Array[];
  outbound: readonly Uint8Array[];
}

/** Keys and what is done with them. No secret ever leaves by another way, and none is logged. */
export interface Keys {
  /**
   * What is known of a department's secrets, which may be a minute old when another process rotates them. `fresh` asks
   * to look again; it may be asked for on behalf of anybody, since no look follows another within five seconds.
   */
  webhookSecrets: (department: string, options?: { fresh?: boolean }) => Promise<WebhookSecrets>;
  /** Put a new secret, for both directions, before the present ones; those count until the next rotation. Returns it as `whsec_…`, the only time it is told. */
  rotateWebhookSecret: (department: string) => Promise<string>;
  /** A fresh 256-bit data key, plain and wrapped under the hub's key. */
  newDataKey: () => Promise<{ plain: Uint8Array; wrapped: Uint8Array }>;
  unwrapDataKey: (wrapped: Uint8Array) => Promise<Uint8Array>;
  /** Sign a licence payload: a compact JWS with EdDSA (RFC 8037) or ES256 (RFC 7518 §3.4), as the key's `alg` says. */
  signLicence: (payload: string) => Promise<string>;
  /** Public keys that verify licences, newest first. */
  licenceKeys: () => Promise<readonly PublicJwk[]>;
  /** A keyed code over a text, 16 base32 characters: addresses that cannot be made up. */
  mac: (purpose: string, text: string) => Promise<string>;
}

/** One public key as RFC 7517 writes it. */
export type PublicJwk = Readonly<Record<string, unknown>> & { kid: string };

/** Secrets of one direction of one department, newest first; two while one rotates. Raw bytes, 24 to 64 of them. */
export interface WebhookSecrets {
  inbound: readonly Uint8Array[];
  outbound: readonly Uint8Array[];
}

/** Keys and what is done with them. No secret ever leaves by another way, and none is logged. */
export interface Keys {
  webhookSecrets: (department: string) => Promise<WebhookSecrets>;
  /** Put a new secret, for both directions, before the present ones; those count until the next rotation. Returns it as `whsec_…`, the only time it is told. */
  rotateWebhookSecret: (department: string) => Promise<string>;
  /** A fresh 256-bit data key, plain and wrapped under the hub's key. */
  newDataKey: () => Promise<{ plain: Uint8Array; wrapped: Uint8Array }>;
  unwrapDataKey: (wrapped: Uint8Array) => Promise<Uint8Array>;
  /** Sign a licence payload: a compact JWS with EdDSA (RFC 8037). */
  signLicence: (payload: string) => Promise<string>;
  /** Public keys that verify licences, newest first. */
  licenceKeys: () => Promise<readonly PublicJwk[]>;
  /** A keyed code over a text, 16 base32 characters: addresses that cannot be made up. */
  mac: (purpose: string, text: string) => Promise<string>;
}

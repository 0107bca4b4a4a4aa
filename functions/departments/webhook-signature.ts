import { createHmac, timingSafeEqual } from "node:crypto";

/** The hash under the HMAC: SHA-256 as Standard Webhooks has it, or SM3 (GM/T 0004-2012, GB/T 32905-2016). */
export type WebhookDigest = "sha256" | "sm3";

/** The three headers of a signed message, as received; HTTP header names know no case, so read them through a `Headers`. */
export interface WebhookHeaders {
  id: string | null | undefined;
  timestamp: string | null | undefined;
  signature: string | null | undefined;
}

/** What checking a signed message comes to. `ageSeconds` is negative for a message from the future. */
export type WebhookVerdict =
  | { kind: "Valid" }
  | { kind: "MissingHeader"; header: string }
  | { kind: "MalformedHeader"; header: string }
  | { kind: "Stale"; ageSeconds: number }
  | { kind: "BadSignature" };

const versionTags: Readonly<Record<WebhookDigest, string>> = { sha256: "v1", sm3: "v1sm3" };

const names = {
  id: "webhook-id",
  timestamp: "webhook-timestamp",
  signature: "webhook-signature",
} as const satisfies Record<keyof WebhookHeaders, string>;

const DEFAULT_TOLERANCE_SECONDS = 300;

/**
 * Sign one message over the bytes of `{id}.{timestamp}.` and its body, exactly as sent.
 *
 * Shape: `v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=`, or `v1sm3,…` with SM3. While a secret rotates, send the
 * signatures of both, separated by one blank. The id stays over retries, the timestamp is the attempt's own.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signWebhook = (message: {
  secret: Uint8Array;
  digest: WebhookDigest;
  id: string;
  timestampSeconds: number;
  body: Uint8Array;
}): string => {
  const { secret, digest, id, timestampSeconds, body } = message;
  const mac = createHmac(digest, secret).update(`${id}.${timestampSeconds}.`).update(body).digest("base64");
  return `${versionTags[digest]},${mac}`;
};

/** Read the three headers from anything that finds a header by its lower-case name. */
export const readWebhookHeaders = (get: (name: string) => string | null | undefined): WebhookHeaders => ({
  id: get(names.id),
  timestamp: get(names.timestamp),
  signature: get(names.signature),
});

/** Make the headers of one attempt to send a signed message; the first secret is the newest and signs first. */
export const signedHeaders = (message: {
  secrets: readonly Uint8Array[];
  digest: WebhookDigest;
  id: string;
  timestampSeconds: number;
  body: Uint8Array;
}): Record<(typeof names)[keyof WebhookHeaders], string> => ({
  [names.id]: message.id,
  [names.timestamp]: String(message.timestampSeconds),
  [names.signature]: message.secrets.map((secret) => signWebhook({ ...message, secret })).join(" "),
});

/** A dot would let one id and timestamp pass for another, since dots join the signed parts. */
const isMessageId = (id: string): boolean => /^[\x21-\x2d\x2f-\x7e]{1,128}$/.test(id);

const isTimestamp = (text: string): boolean => /^[1-9]\d{0,11}$/.test(text);

const isSameText = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/**
 * Check a signed message: headers there and well formed, sent within the tolerance either way, and one of its
 * signatures made with one of our secrets over exactly these bytes.
 *
 * `nowSeconds` is Unix time. Signatures under other version tags are skipped, not refused; the comparison takes
 * constant time. Every failure is a value, see {@link WebhookVerdict}.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const verifyWebhook = (message: {
  secrets: readonly Uint8Array[];
  digest: WebhookDigest;
  headers: WebhookHeaders;
  body: Uint8Array;
  nowSeconds: number;
  /** @default 300 */
  toleranceSeconds?: number;
}): WebhookVerdict => {
  const { secrets, digest, headers, body, nowSeconds } = message;
  const { id, timestamp, signature } = headers;
  if (!id) return { kind: "MissingHeader", header: names.id };
  if (!timestamp) return { kind: "MissingHeader", header: names.timestamp };
  if (!signature) return { kind: "MissingHeader", header: names.signature };
  if (!isMessageId(id)) return { kind: "MalformedHeader", header: names.id };
  if (!isTimestamp(timestamp)) return { kind: "MalformedHeader", header: names.timestamp };
  const timestampSeconds = Number(timestamp);
  const ageSeconds = nowSeconds - timestampSeconds;
  if (Math.abs(ageSeconds) > (message.toleranceSeconds ?? DEFAULT_TOLERANCE_SECONDS))
    return { kind: "Stale", ageSeconds };
  const expected = secrets.map((secret) => signWebhook({ secret, digest, id, timestampSeconds, body }));
  const isValid = signature
    .split(" ")
    .some((candidate) => expected.some((right) => isSameText(candidate, right)));
  return isValid ? { kind: "Valid" } : { kind: "BadSignature" };
};

const SECRET_PREFIX = "whsec_";

/** Write a shared secret as it is handed over: `whsec_` and base64. */
export const formatSecret = (secret: Uint8Array): string =>
  `${SECRET_PREFIX}${Buffer.from(secret).toString("base64")}`;

/**
 * Read a secret written by {@link formatSecret}; `null` when the prefix is missing, the base64 is not clean, or it is
 * not 24 to 64 bytes long, the bounds the specification sets.
 */
export const parseSecret = (text: string): Uint8Array | null => {
  if (!text.startsWith(SECRET_PREFIX)) return null;
  const bytes = Uint8Array.from(Buffer.from(text.slice(SECRET_PREFIX.length), "base64"));
  const isSound = bytes.length >= 24 && bytes.length <= 64 && formatSecret(bytes) === text;
  return isSound ? bytes : null;
};

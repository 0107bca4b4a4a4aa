import type { CloudEvent } from "../../schemas/cloud-event.ts";
import type { DeliveryEvent } from "../../schemas/deliveries.ts";
import type { FeeDeliveryEvent } from "../../schemas/fee-deliveries.ts";
import type { Message } from "../../schemas/message.ts";

/** A delivery in a department's own words, ready to be signed and sent to its base address + `path`. */
export interface EncodedDelivery {
  path: string;
  contentType: string;
  body: Uint8Array;
}

/** Why a department's message could not be read: where, and what to do. */
export interface Malformed {
  kind: "Malformed";
  path: string;
  message: Message;
}

/**
 * The language of a department's system, both ways. Pure: no network, no clock.
 *
 * `signature` names the digest of its HMAC and with it the version tag in `webhook-signature`: `v1` for SHA-256
 * (Standard Webhooks), `v1sm3` for SM3 (GM/T 0004).
 */
export interface Dialect {
  id: string;
  signature: "sha256" | "sm3";
  /** What the department's system expects to receive. */
  encode: (event: DeliveryEvent) => EncodedDelivery;
  /** What a payment channel expects to receive. @default its dialect has no words for fees, and it is sent none */
  encodeFees?: (event: FeeDeliveryEvent) => EncodedDelivery;
  /** What the department's system sends, as the CloudEvents envelope the hub understands. */
  decode: (request: { contentType: string; body: Uint8Array }) => CloudEvent | Malformed;
}

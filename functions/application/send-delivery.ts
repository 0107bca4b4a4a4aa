import type { DeliveryEvent } from "../../schemas/deliveries.ts";
import { type FeeDeliveryEvent, isFeeDelivery } from "../../schemas/fee-deliveries.ts";
import { loadDialect } from "../departments/dialects.ts";
import { signedHeaders } from "../departments/webhook-signature.ts";
import type { Delivery, SendDelivery, SendResult } from "../ports/deliveries.ts";
import type { CaseMemory } from "./case-memory.ts";
import { deliveryContext } from "./deliver.ts";
import { unseal } from "./event-codec.ts";
import type { Hub } from "./hub.ts";

/** One HTTP exchange with a department's system. */
export interface OutgoingPost {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  timeoutMs: number;
}

/** What came back: the status and the headers the hub reads. Rejects on a network failure or a timeout. */
export type Post = (
  post: OutgoingPost,
) => Promise<{ status: number; retryAfter: string | null; delivery: string | null }>;

/** How long a department has to take a message in, in milliseconds. */
const TIMEOUT_MS = 15_000;

const secondsOf = (retryAfter: string | null, now: string): number | null => {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.parse(now)) / 1_000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 86_400) : null;
};

/**
 * What a department's reply means: 2xx is accepted; 410 and `webhook-delivery: abort-message` end the retries;
 * everything else, redirects included, is tried again, later if the reply asks for it.
 */
const resultOf = (reply: Awaited<ReturnType<Post>>, now: string): SendResult => {
  if (reply.status >= 200 && reply.status < 300) return { kind: "Delivered" };
  const reason = `HTTP ${reply.status}`;
  if (reply.status === 410 || reply.delivery === "abort-message") return { kind: "Stop", reason };
  return { kind: "Retry", reason, retryAfterSeconds: secondsOf(reply.retryAfter, now) };
};

/** Send one message to its department, in its dialect, signed with every secret that counts. */
export const makeSendDelivery =
  (hub: Hub, memory: CaseMemory, post: Post): SendDelivery =>
  async (delivery) => {
    const connection = hub.directory.connection(delivery.department);
    const dialect = connection === null ? null : await loadDialect(connection.dialect);
    if (connection === null || dialect === null)
      return { kind: "Stop", reason: `no connection or dialect is configured for ${delivery.department}` };
    const event = await openDelivery(memory, delivery);
    if (event === null) return { kind: "Stop", reason: "the case's personal data was taken out of use" };
    const encoded = isFeeDelivery(event) ? dialect.encodeFees?.(event) : dialect.encode(event);
    if (encoded === undefined)
      return {
        kind: "Stop",
        reason: `dialect ${dialect.id} of ${delivery.department} has no words for fees`,
      };
    const { path, contentType, body } = encoded;
    const headers = {
      "content-type": contentType,
      ...(await signed(hub, delivery, dialect.signature, body)),
    };
    try {
      const reply = await post({ url: `${connection.url}${path}`, headers, body, timeoutMs: TIMEOUT_MS });
      return resultOf(reply, hub.clock.now());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { kind: "Retry", reason, retryAfterSeconds: null };
    }
  };

const openDelivery = async (
  memory: CaseMemory,
  delivery: Delivery,
): Promise<DeliveryEvent | FeeDeliveryEvent | null> => {
  const found = await memory.load(delivery.caseId);
  if (found.kind !== "Loaded") return null;
  return JSON.parse(unseal(found.loaded.key, deliveryContext(delivery.id), delivery.payload)) as
    | DeliveryEvent
    | FeeDeliveryEvent;
};

const signed = async (
  hub: Hub,
  { department, id }: Delivery,
  digest: "sha256" | "sm3",
  body: Uint8Array,
): Promise<Record<string, string>> => {
  const timestampSeconds = Math.floor(Date.parse(hub.clock.now()) / 1_000);
  const { outbound } = await hub.keys.webhookSecrets(department);
  return signedHeaders({ secrets: outbound, digest, id, timestampSeconds, body });
};

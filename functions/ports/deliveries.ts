import type { Page } from "./case-store.ts";

/**
 * One message for one department. `id` is stable over retries and unique; `payload` is ciphertext under the case's key.
 * `itemId` is empty where it is about the case and none of its items.
 */
export interface Delivery {
  id: string;
  caseId: string;
  itemId: string;
  department: string;
  type: string;
  payload: Uint8Array;
  createdAt: string;
}

/** Where a delivery stands. `dead` ones were given up and wait for a person to redeliver them. */
export type DeliveryState = "pending" | "delivered" | "dead";

/** A delivery with its story, without its payload. */
export interface DeliveryRecord extends Omit<Delivery, "payload"> {
  state: DeliveryState;
  attempts: number;
  nextAttemptAt: string | null;
  lastError: string | null;
}

/** What one attempt came to. `retryAfterSeconds` is what the receiver asked for; `Stop` ends the retries. */
export type SendResult =
  | { kind: "Delivered" }
  | { kind: "Retry"; reason: string; retryAfterSeconds: number | null }
  | { kind: "Stop"; reason: string };

/** Sends one delivery to its department; the application implements it. */
export type SendDelivery = (delivery: Delivery, attempt: number) => Promise<SendResult>;

/**
 * Messages to departments, kept until accepted.
 *
 * Order holds per case and department only; one department that is down never holds up another. Attempts follow
 * a backoff schedule with jitter that survives a restart, and end as `dead`.
 */
export interface Deliveries {
  /** Keep deliveries; an id that is already known is left alone. */
  enqueue: (deliveries: readonly Delivery[]) => Promise<void>;
  list: (query: {
    department?: string;
    state?: DeliveryState;
    cursor?: string | null;
    limit: number;
  }) => Promise<Page<DeliveryRecord>>;
  /** Whether a case has messages that are still to be delivered. Sees everything enqueued before. */
  hasPending: (caseId: string) => Promise<boolean>;
  /** Send a dead (or delivered) message again, from the first attempt, with the same id and payload. */
  redeliver: (id: string) => Promise<"Redelivered" | "NotFound">;
  /** Begin sending. */
  run: (send: SendDelivery) => void;
  stop: () => Promise<void>;
}

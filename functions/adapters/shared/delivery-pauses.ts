import type { SendResult } from "../../ports/deliveries.ts";

/**
 * Pauses before the second, third … attempt, in milliseconds: the schedule of the Standard Webhooks specification,
 * 75.6 hours in all. After the last the delivery is dead.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const DELIVERY_PAUSES_MS: readonly number[] = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
];

/** How long a reason is kept, in characters. */
const MAX_REASON = 500;

/** How failed deliveries are tried again. */
export interface DeliveryPauses {
  /** Pauses before the second, third … attempt, in milliseconds. */
  pausesMs: readonly number[];
  /** Share of a pause that is added at random, 0 to 1. */
  jitter: number;
  random: () => number;
}

/** Where a delivery stands after an attempt; `nextAttemptAt` in epoch milliseconds. */
export type AfterAttempt =
  | { state: "delivered"; lastError: null }
  | { state: "dead"; lastError: string }
  | { state: "pending"; lastError: string; nextAttemptAt: number };

/** The pause after `attempts` attempts before this one; the receiver may ask for a longer one. `null` after the last. */
const pauseAfter = (
  { pausesMs, jitter, random }: DeliveryPauses,
  attempts: number,
  retryAfterSeconds: number | null,
): number | null => {
  const pause = pausesMs[attempts];
  const asked = (retryAfterSeconds ?? 0) * 1_000;
  return pause === undefined
    ? null
    : Math.max(pause * (1 + jitter * random()), Number.isFinite(asked) ? asked : 0);
};

/** What becomes of a delivery with `attempts` attempts behind it, once another one has ended at an instant. */
export const afterAttempt = (
  pauses: DeliveryPauses,
  { attempts, result, at }: { attempts: number; result: SendResult; at: number },
): AfterAttempt => {
  if (result.kind === "Delivered") return { state: "delivered", lastError: null };
  const lastError = result.reason.slice(0, MAX_REASON);
  const pause = result.kind === "Stop" ? null : pauseAfter(pauses, attempts, result.retryAfterSeconds);
  return pause === null
    ? { state: "dead", lastError }
    : { state: "pending", lastError, nextAttemptAt: Math.round(at + pause) };
};

import { setTimeout } from "node:timers/promises";

/** How often one write is tried, and the pauses between: up to 10 ms before the second try, doubled up to a second. */
const MAX_TRIES = 20;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Wait before try `attempt + 1`, counted from 0: a random part of a pause that grows, so that writers that collided do
 * not meet again.
 * @see https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
export const pauseBefore = (attempt: number): Promise<void> =>
  setTimeout(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));

/** Whether DynamoDB refused a write only because another one had the item in hand; the SDK does not try these again. */
const isContention = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "TransactionConflictException" || error.name === "TransactionCanceledException");

/**
 * Try a write until nobody else has its items in hand, about seven seconds at most, then throw with the last cause.
 * Whatever is no contention is thrown at once; an attempt that can tell what a cancelled transaction means throws
 * something else, or answers.
 */
export const retrying = async <T>(what: string, attempt: () => Promise<T>): Promise<T> => {
  let cause: unknown;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isContention(error)) throw error;
      cause = error;
    }
    if (tries < MAX_TRIES - 1) await pauseBefore(tries);
  }
  throw new Error(`${what} met other writers ${MAX_TRIES} times; try again later`, { cause });
};

import { describe, expect, it } from "vitest";
import {
  LONGEST_HIDING_SECONDS,
  MAX_RECEIVES,
  RENEW_AFTER_MS,
  RENEW_AFTER_RECEIVES,
} from "../../../../functions/adapters/aws/delivery-limits.ts";
import { DELIVERY_PAUSES_MS } from "../../../../functions/adapters/shared/delivery-pauses.ts";

const JITTER = 0.2;

/** How often the pointer of a message is received whose every attempt fails and whose pauses are the longest. */
const receivesOfAll = (): number =>
  DELIVERY_PAUSES_MS.reduce(
    (sum, pause) => sum + Math.ceil((pause * (1 + JITTER)) / (LONGEST_HIDING_SECONDS * 1_000)),
    1,
  );

describe("MAX_RECEIVES", () => {
  it("leaves room for the whole schedule before a pointer is replaced, and as much again for crashes", () => {
    expect(receivesOfAll()).toBe(16);
    expect(receivesOfAll()).toBeLessThan(RENEW_AFTER_RECEIVES);
    expect(MAX_RECEIVES - RENEW_AFTER_RECEIVES).toBeGreaterThanOrEqual(RENEW_AFTER_RECEIVES);
  });

  it("is a count that SQS takes", () => {
    expect(MAX_RECEIVES).toBeLessThanOrEqual(1_000);
  });
});

describe("RENEW_AFTER_MS", () => {
  it("is over before a queue of 14 days forgets a pointer that was just hidden as long as it can be", () => {
    expect(RENEW_AFTER_MS + LONGEST_HIDING_SECONDS * 1_000).toBeLessThan(14 * 86_400_000);
  });
});

import { describe, expect, it } from "vitest";
import { afterAttempt, type DeliveryPauses } from "../../../functions/adapters/shared/delivery-pauses.ts";
import type { SendResult } from "../../../functions/ports/deliveries.ts";

const pauses: DeliveryPauses = { pausesMs: [1_000, 60_000], jitter: 0.5, random: () => 0.5 };

const retry = (retryAfterSeconds: number | null = null): SendResult => ({
  kind: "Retry",
  reason: "HTTP 503",
  retryAfterSeconds,
});

describe("afterAttempt", () => {
  it.each([
    { attempts: 0, asked: null, pause: 1_250 },
    { attempts: 1, asked: null, pause: 75_000 },
    { attempts: 0, asked: 1, pause: 1_250 },
    { attempts: 0, asked: 600, pause: 600_000 },
    { attempts: 0, asked: Number.NaN, pause: 1_250 },
    { attempts: 0, asked: Number.POSITIVE_INFINITY, pause: 1_250 },
  ])("pauses $pause ms after $attempts attempts when asked for $asked s", ({ attempts, asked, pause }) => {
    const after = afterAttempt(pauses, { attempts, result: retry(asked), at: 100 });

    expect(after).toEqual({ state: "pending", lastError: "HTTP 503", nextAttemptAt: 100 + pause });
  });

  it("gives up after the last pause, whatever the receiver asks", () => {
    const after = afterAttempt(pauses, { attempts: 2, result: retry(600), at: 100 });

    expect(after).toEqual({ state: "dead", lastError: "HTTP 503" });
  });

  it("gives up at once when the receiver says stop, with 500 characters of why", () => {
    const result: SendResult = { kind: "Stop", reason: "x".repeat(1_000) };

    expect(afterAttempt(pauses, { attempts: 0, result, at: 100 })).toEqual({
      state: "dead",
      lastError: "x".repeat(500),
    });
  });

  it("keeps no error of what is delivered", () => {
    const after = afterAttempt(pauses, { attempts: 1, result: { kind: "Delivered" }, at: 100 });

    expect(after).toEqual({ state: "delivered", lastError: null });
  });
});

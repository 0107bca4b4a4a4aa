import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePollingChanges } from "../../../functions/adapters/aws/changes.ts";
import type { Changes } from "../../../functions/ports/changes.ts";

describe("makePollingChanges", () => {
  let versions: Map<string, number>;
  let looks: [caseId: string, at: number][];
  let fails: boolean;
  let changes: Changes;

  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
    versions = new Map();
    looks = [];
    fails = false;
    changes = makePollingChanges({
      versionOf: async (caseId) => {
        looks.push([caseId, Date.now()]);
        if (fails) throw new Error("no network");
        return versions.get(caseId) ?? null;
      },
    });
  });
  afterEach(() => vi.useRealTimers());

  const looksAt = (): number[] => looks.map(([, at]) => at);

  it("wakes who waits at the first look after another process moved the case on", async () => {
    const waiting = changes.wait("A", 4, 20_000);
    versions.set("A", 5);

    await vi.advanceTimersByTimeAsync(500);

    expect(await waiting).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("looks after half a second, then a second, then every two", async () => {
    const waiting = changes.wait("A", 4, 10_000);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(await waiting).toBe(false);
    expect(looksAt()).toEqual([500, 1_500, 3_500, 5_500, 7_500, 9_500]);
  });

  it("looks once for everybody who waits for a case, and once for each case", async () => {
    const waiting = Promise.all(
      Array.from({ length: 50 }, (_, n) => changes.wait(n % 2 === 0 ? "A" : "B", n % 7, 20_000)),
    );
    versions.set("A", 7).set("B", 7);

    await vi.advanceTimersByTimeAsync(500);

    expect(await waiting).not.toContain(false);
    expect(looks).toEqual([
      ["A", 500],
      ["B", 500],
    ]);
  });

  it("goes on looking for who still waits, and stops with the last", async () => {
    const leaving = new AbortController();
    const first = changes.wait("A", 4, 20_000);
    const second = changes.wait("A", 9, 60_000, leaving.signal);
    versions.set("A", 5);
    await vi.advanceTimersByTimeAsync(1_600);
    const before = looks.length;

    leaving.abort();
    await vi.advanceTimersByTimeAsync(60_000);

    expect([await first, await second]).toEqual([true, false]);
    expect([before, looks.length]).toEqual([2, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("starts anew with half a second for who comes after everybody had left", async () => {
    await Promise.all([changes.wait("A", 1, 3_600), vi.advanceTimersByTimeAsync(3_600)]);
    looks = [];

    const late = changes.wait("A", 1, 10_000);
    versions.set("A", 2);
    await vi.advanceTimersByTimeAsync(500);

    expect(await late).toBe(true);
    expect(looksAt()).toEqual([4_100]);
  });

  it("never looks while nobody waits", async () => {
    changes.announce("A", 9);

    await vi.advanceTimersByTimeAsync(60_000);

    expect(looks).toEqual([]);
  });

  it("takes a look that fails, or shows an older version, for no news", async () => {
    fails = true;
    const waiting = changes.wait("A", 4, 20_000);
    await vi.advanceTimersByTimeAsync(1_500);
    fails = false;
    versions.set("A", 4);
    await vi.advanceTimersByTimeAsync(2_000);
    versions.set("A", 5);

    await vi.advanceTimersByTimeAsync(2_000);

    expect(await waiting).toBe(true);
    expect(looksAt()).toEqual([500, 1_500, 3_500, 5_500]);
  });

  it("forgets who left while a look was under way", async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const slow = makePollingChanges({ versionOf: () => promise });
    const waiting = slow.wait("A", 4, 600);
    await vi.advanceTimersByTimeAsync(600);

    resolve(9);
    await vi.advanceTimersByTimeAsync(10_000);

    expect(await waiting).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

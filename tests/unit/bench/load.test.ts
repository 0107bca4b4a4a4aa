import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { runLevel } from "../../bench/load.ts";

/** A clock that only the cases move, and a `startCase` whose n-th case is decided after the n-th wait. */
function scriptedCases(waitsMs: readonly number[]) {
  let nowMs = 1_000;
  let next = 0;
  vi.spyOn(performance, "now").mockImplementation(() => nowMs);
  return async () => async () => {
    nowMs += waitsMs[next] ?? Number.POSITIVE_INFINITY;
    next += 1;
  };
}

describe("runLevel", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("gives exact percentiles by nearest rank over every case of the window", async () => {
    const oneToHundred = Array.from({ length: 100 }, (_, index) => index + 1);
    const startCase = scriptedCases(oneToHundred.toReversed());

    const figures = await runLevel({ clients: 1, warmupSeconds: 0, seconds: 5.051, startCase });

    expect(figures).toEqual({
      clients: 1,
      cases: 100,
      casesPerSecond: 19.8,
      p50Ms: 50,
      p99Ms: 99,
      errors: 0,
      firstError: null,
    });
  });

  it("leaves out cases decided in the warm-up and after the window", async () => {
    const startCase = scriptedCases([400, 599, 1, 500, 499, 1]);

    const figures = await runLevel({ clients: 1, warmupSeconds: 1, seconds: 1, startCase });

    expect(figures).toMatchObject({ cases: 3, casesPerSecond: 3, p50Ms: 499, p99Ms: 500 });
  });

  it("times a case from its last answer, not from its start", async () => {
    let nowMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => nowMs);
    const startCase = async () => {
      nowMs += 60;
      return async () => {
        nowMs += 5;
      };
    };

    const figures = await runLevel({ clients: 1, warmupSeconds: 0, seconds: 0.3, startCase });

    expect(figures).toMatchObject({ cases: 4, p50Ms: 5, p99Ms: 5 });
  });

  it("keeps as many cases open as there are clients", async () => {
    let open = 0;
    let mostOpen = 0;
    const startCase = async () => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      await pause(5);
      return async () => {
        open -= 1;
      };
    };

    await runLevel({ clients: 7, warmupSeconds: 0, seconds: 0.1, startCase });

    expect(mostOpen).toBe(7);
    expect(open).toBe(0);
  });

  it("counts a failed case, names the first failure, and lets the client go on", async () => {
    const answerAfter = scriptedCases([100, 100, 100]);
    let started = 0;
    const startCase = async () => {
      started += 1;
      if (started <= 2) throw new Error(`case ${started} refused`);
      return answerAfter();
    };

    const figures = await runLevel({ clients: 1, warmupSeconds: 0, seconds: 0.301, startCase });

    expect(figures).toMatchObject({ cases: 3, errors: 2, firstError: "case 1 refused" });
  });

  it("has no percentiles when no case was decided", async () => {
    const startCase = async () => {
      throw new Error("down");
    };

    const figures = await runLevel({ clients: 1, warmupSeconds: 0, seconds: 0.05, startCase });

    expect(figures).toMatchObject({
      cases: 0,
      casesPerSecond: 0,
      p50Ms: null,
      p99Ms: null,
      firstError: "down",
    });
  });
});

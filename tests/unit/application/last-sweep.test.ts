import { describe, expect, it } from "vitest";
import { makeLastSweep } from "../../../functions/application/last-sweep.ts";
import { makeSetClock } from "../../support/set-clock.ts";

const setUp = () => {
  const clock = makeSetClock("2026-11-24");
  const lines: unknown[][] = [];
  const log = {
    info: (...line: unknown[]) => void lines.push(line),
    warn: () => undefined,
    error: () => undefined,
  };
  return { clock, lines, sweeps: makeLastSweep({ clock, log }) };
};

describe("the last sweep of the watch", () => {
  it("is unknown before the first", () => {
    expect(setUp().sweeps.last()).toBeNull();
  });

  it("adds up what a round did, names each case that failed once, and is one line of the log", () => {
    const { sweeps, lines, clock } = setUp();
    const failed = [{ caseId: "7", error: "unreadable" }];

    sweeps.note([{ done: 2, failed }, null, { done: 3, failed: [...failed, { caseId: "9", error: "x" }] }]);

    expect(sweeps.last()).toEqual({ at: clock.now(), done: 5, failed: ["7", "9"] });
    expect(lines).toEqual([["watch-swept", { done: 5, failed: 2 }]]);
  });

  it("is kept but not logged when there was nothing to do", () => {
    const { sweeps, lines, clock } = setUp();

    sweeps.note([null, { done: 0, failed: [] }]);

    expect(sweeps.last()).toEqual({ at: clock.now(), done: 0, failed: [] });
    expect(lines).toEqual([]);
  });

  it("is logged when all it did was to fail", () => {
    const { sweeps, lines } = setUp();

    sweeps.note([{ done: 0, failed: [{ caseId: "7", error: "unreadable" }] }]);

    expect(lines).toEqual([["watch-swept", { done: 0, failed: 1 }]]);
  });
});

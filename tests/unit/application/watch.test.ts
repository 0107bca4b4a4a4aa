import { describe, expect, it } from "vitest";
import type { CommandResult, HandleCommand } from "../../../functions/application/handle-command.ts";
import { makeWatch } from "../../../functions/application/watch.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import { makeHistory } from "../../support/case-history.ts";
import { filingMoment } from "../../support/moments.ts";
import { makeSetClock } from "../../support/set-clock.ts";
import { syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const world = syntheticWorld({ stages: [["a"]] });

const filedState = (): CaseState => {
  const history = makeHistory(world);
  history.perform(syntheticFiling(), filingMoment);
  return history.state();
};

/** A watch over made-up cases that are due: it pages by two; `handle` finds nothing to do, or fails. */
const makeWatched = (caseIds: readonly string[], failing: readonly string[] = []) => {
  const versions = new Map(caseIds.map((caseId) => [caseId, 1]));
  const handled: string[] = [];
  const pages: number[] = [];
  const clock = makeSetClock("2026-11-24");
  const state = filedState();
  const handle: HandleCommand = async ({ caseId }): Promise<CommandResult> => {
    handled.push(caseId);
    if (failing.includes(caseId)) throw new Error("unreadable");
    return { kind: "Done", state: { ...state, version: versions.get(caseId) ?? 0 }, events: [] };
  };
  const store = {
    waitingOnHub: async () => [],
    due: async (_: string, limit: number, cursor?: string | null) => {
      const from = Number(cursor ?? 0);
      const all = [...versions].map(([caseId, version]) => ({ caseId, version }));
      const rows = all.slice(from, from + limit);
      pages.push(rows.length);
      return { rows, cursor: from + limit < all.length ? String(from + limit) : null };
    },
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const workflow = { start: async () => undefined };
  const watch = makeWatch({ world, clock, log, store }, handle, workflow, 2);
  return { watch, clock, versions, handled, pages };
};

describe("makeWatch", () => {
  it("pages through everything that is due, so that no case starves behind others", async () => {
    const { watch, handled, pages } = makeWatched(["1", "2", "3", "4", "5"]);

    const report = await watch.keepTime();

    expect(handled).toEqual(["1", "2", "3", "4", "5"]);
    expect(pages).toEqual([2, 2, 1]);
    expect(report).toEqual({ done: 5, failed: [] });
  });

  it("looks at a case in vain once a day", async () => {
    const { watch, clock, handled } = makeWatched(["1", "2", "3"]);

    await watch.keepTime();
    await watch.keepTime();
    const onFirst = handled.length;
    clock.set("2026-11-25");
    await watch.keepTime();

    expect([onFirst, handled.length]).toEqual([3, 6]);
  });

  it("looks again on the same day at a case that changed since", async () => {
    const { watch, versions, handled } = makeWatched(["1", "2", "3"]);
    await watch.keepTime();
    versions.set("2", 2);

    await watch.keepTime();

    expect(handled).toEqual(["1", "2", "3", "2"]);
  });

  it("goes on behind a case it fails on, and tries that one again", async () => {
    const { watch, handled } = makeWatched(["1", "2", "3"], ["2"]);

    const report = await watch.keepTime();
    await watch.keepTime();

    expect(report).toEqual({ done: 2, failed: [{ caseId: "2", error: "unreadable" }] });
    expect(handled).toEqual(["1", "2", "3", "2"]);
  });
});

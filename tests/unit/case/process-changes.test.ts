import { describe, expect, it } from "vitest";
import { processOf } from "../../../functions/case/world.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  type Synthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const settle = { type: "SettleStage" } as const;

const filed = (synthetic: Synthetic, form: Record<string, unknown> = {}): History => {
  const history = makeHistory(syntheticWorld(synthetic));
  history.perform(syntheticFiling(form), filingMoment);
  return history;
};

describe("T12: the process changes while some have answered", () => {
  const before: Synthetic = { stages: [["a", "b", "c"]] };
  const withMore: Synthetic = { stages: [["a", "b", "c", "d"], ["e"]], version: 2 };

  it.each([0, 1, 2, 3])(
    "T12: a case of the old version goes through with %i of 3 answered before",
    (answered) => {
      const history = filed(before);
      const items = ["a", "b", "c"];
      for (const item of items.slice(0, answered)) approveSynthetic(history, item, now);

      history.world = syntheticWorld(withMore);
      for (const item of items.slice(answered)) approveSynthetic(history, item, now);

      given(history)
        .when(settle, now)
        .thenEvents(
          { type: "StageSettled", stageId: "stage-1", last: false },
          { type: "StageSettled", stageId: "stage-2", last: true },
        );
      expect(Object.keys(history.state().items)).toEqual(items);
      expect(history.state()).toMatchObject({ status: "settled", processVersion: 1 });
    },
  );

  it("T12: an item the process gained does not join a case by its correction", () => {
    const history = filed(before, { shared: 1 });
    approveSynthetic(history, "a", now);

    history.world = syntheticWorld({ ...withMore, parts: { b: { needs: { d: ["dNumber"] } } } });
    const events = history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: 2 }, materials: [] },
      now,
    );

    expect(events).toMatchObject([
      { type: "RevisionSubmitted", plan: [{ item: "a" }, { item: "b" }, { item: "c" }] },
      { type: "ItemAsked", itemId: "a" },
      { type: "ItemUpdated", itemId: "b" },
      { type: "ItemUpdated", itemId: "c" },
    ]);
  });

  it("T12: an item the process lost stays in the cases that have it", () => {
    const history = filed({ stages: [["a", "b"], ["c"]] }, { shared: 1 });

    history.world = syntheticWorld({ stages: [["b"]], rows: { a: {}, c: {} }, version: 2 });
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: 2 }, materials: [] }, now);
    approveSynthetic(history, "b", now);
    given(history).when(settle, now).thenEvents();
    approveSynthetic(history, "a", now);

    given(history).when(settle, now).thenEvents({ type: "StageSettled", stageId: "stage-1", last: true });
  });

  it("T12: departments that were asked under a stage the process lost are heard all the same", () => {
    const history = filed({ stages: [["a"], ["b"]] });
    history.world = syntheticWorld({ stages: [["z"]], rows: { a: {}, b: {} }, version: 2 });
    const renamed = {
      ...history.world,
      processes: new Map([["synthetic", withStageCalled("other", history)]]),
    };
    history.world = renamed;

    given(history).when({ type: "ContinueCase" }, now).thenEvents();
    given(history).when(settle, now).thenEvents();
    given(history)
      .when(answerSynthetic("a", answers.approved(now)), now)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved" }, { type: "StageSettled", last: true });
  });

  it("T12: a case is through when everybody it asked is, though its process lost the stage it is in", () => {
    const history = filed({ stages: [["a"], ["b"]] });
    approveSynthetic(history, "a", now);
    history.perform(settle, now);

    history.world = syntheticWorld({ stages: [["a"]], rows: { b: {} }, version: 2 });
    given(history).when({ type: "ContinueCase" }, now).thenEvents();
    approveSynthetic(history, "b", now);

    expect(history.state().status).toBe("settled");
  });

  it("T12: a process without any stage settles nothing", () => {
    const history = filed({ stages: [["a"]] });
    const none = { ...processOf(history.world, history.state()), stages: [] };
    approveSynthetic(history, "a", now);

    history.world = { ...history.world, processes: new Map([["synthetic", none]]) };

    given(history).when({ type: "ContinueCase" }, now).thenEvents();
  });
});

const withStageCalled = (id: string, history: History) => {
  const process = processOf(history.world, history.state());
  return { ...process, stages: process.stages.map((stage) => ({ ...stage, id })) };
};

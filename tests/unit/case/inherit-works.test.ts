import { describe, expect, it } from "vitest";
import type { ProjectPool } from "../../../functions/case/commands.ts";
import { coveringOf } from "../../../functions/case/covering.ts";
import { scopeView } from "../../../functions/case/scope.ts";
import { processOf } from "../../../functions/case/world.ts";
import type { InheritedOutput } from "../../../schemas/events.ts";
import { rawConstruction } from "../../fixtures/construction/forms.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { jointFiling, jointWorld, withValues } from "../../support/joint-review-forms.ts";
import { filingMoment, later } from "../../support/moments.ts";
import { material } from "../../support/sample-filing.ts";

const numbers = [
  ["drawing-review", "drawingReviewNumber"],
  ["fire-design", "fireDesignNumber"],
  ["soil-conservation-plan", "soilConservationNumber"],
] as const;

/** What a drawing review of some works gave. */
const reviewOf = (caseId: string, works: readonly string[], on = "2026-10-10"): ProjectPool => ({
  isFirst: false,
  outputs: numbers.map(
    ([item, name]): InheritedOutput => ({
      ...{ caseId, processId: "drawing-review", item, name, value: `${name}-${caseId}`, on },
      ...{ expiresOn: null, works: [...works] },
    }),
  ),
  materials: ["planning-permit", "sheets-fire"].map((code) => ({
    ...{ material: { ...material(code, caseId), documentId: `${code}-${caseId}` }, caseId, on },
    works: [...works],
  })),
});

const together = (...pools: readonly ProjectPool[]): ProjectPool => ({
  isFirst: false,
  outputs: pools.flatMap(({ outputs }) => outputs),
  materials: pools.flatMap(({ materials }) => materials),
});

const worksOf = (...ids: readonly string[]) =>
  (rawConstruction("acceptance") as { works: { id: string }[] }).works.filter(({ id }) => ids.includes(id));

/** An acceptance of some works that hands in no opinion of a drawing review, nor what its project may have. */
const acceptanceOf = (works: readonly string[], pool: ProjectPool) => {
  const filing = jointFiling("acceptance", { changes: { works: worksOf(...works) }, pool });
  const taken = ["drawing-review-opinion", "planning-permit"];
  return { ...filing, materials: filing.materials.filter(({ code }) => !taken.includes(code)) };
};

const accepted = (works: readonly string[], pool: ProjectPool): History => {
  const history = makeHistory(jointWorld);
  history.perform(acceptanceOf(works, pool), filingMoment);
  return history;
};

const inputsOf = (history: History, itemId: string) => {
  const state = history.state();
  return scopeView(jointWorld, processOf(jointWorld, state), state, history.item(itemId)).inputs;
};

const sourcesOf = (history: History, output: string): string[] =>
  history
    .state()
    .inherited.filter(({ name }) => name === output)
    .map(({ caseId }) => caseId);

describe("what is of the works", () => {
  it("does not meet a pre-condition for other works: building 2# rests on no review of 1#", () => {
    const history = makeHistory(jointWorld);

    const { unmet } = given(history)
      .when(acceptanceOf(["2#"], reviewOf("a", ["1#"])), filingMoment)
      .thenRefused("PreconditionsUnmet");

    expect(unmet.map(({ id }) => id)).toEqual(["drawing-review"]);
    expect(unmet[0]?.remedy.zh).toContain("（单体2#）");
  });

  it("does not meet it for a part of the works, nor by reviews that leave one out", () => {
    const pools = [reviewOf("a", ["1#"]), together(reviewOf("a", ["1#"]), reviewOf("b", ["3#"]))];
    for (const pool of pools)
      given(makeHistory(jointWorld))
        .when(acceptanceOf(["1#", "2#"], pool), filingMoment)
        .thenRefused("PreconditionsUnmet");
  });

  it("is not taken over for other works, where a document meets the pre-condition; what is of the project is", () => {
    const filing = acceptanceOf(["2#"], reviewOf("a", ["1#"]));
    const materials = [...filing.materials, material("drawing-review-opinion")];
    const history = makeHistory(jointWorld);
    history.perform({ ...filing, materials }, filingMoment);

    expect(history.state().inherited.map(({ name }) => name)).toEqual(["soilConservationNumber"]);
    expect(history.state().inheritedMaterials.map(({ code }) => code)).toEqual(["planning-permit"]);
    expect(inputsOf(history, "fire-acceptance")).toEqual({});
  });

  it("is taken over from a review of more works, and says which they were", () => {
    const history = accepted(["2#"], reviewOf("a", ["1#", "2#"]));

    expect(history.state().inherited.map(({ name }) => name)).toEqual([
      "drawingReviewNumber",
      "fireDesignNumber",
      "soilConservationNumber",
    ]);
    expect(history.state().inherited[0]?.works).toEqual(["1#", "2#"]);
    expect(inputsOf(history, "fire-acceptance")).toEqual({
      "fire-design": { fireDesignNumber: "fireDesignNumber-a" },
    });
  });

  it("is taken from several reviews that cover the works together, each shown with its own", () => {
    const pool = together(reviewOf("a", ["1#"]), reviewOf("b", ["2#"], "2026-11-01"));
    const history = accepted(["1#", "2#"], pool);

    expect(sourcesOf(history, "fireDesignNumber")).toEqual(["a", "b"]);
    expect(inputsOf(history, "fire-acceptance")).toEqual({
      "fire-design": { fireDesignNumber: "fireDesignNumber-a（1#）、fireDesignNumber-b（2#）" },
    });
    expect(history.state().inheritedMaterials.map(({ code, caseId }) => [code, caseId])).toEqual([
      ["planning-permit", "b"],
      ["sheets-fire", "a"],
      ["sheets-fire", "b"],
    ]);
  });

  it("is gone from view as soon as one of several sources is revoked", () => {
    const pool = together(reviewOf("a", ["1#"]), reviewOf("b", ["2#"], "2026-11-01"));
    const history = accepted(["1#", "2#"], pool);

    history.perform(
      { type: "FlagRevoked", source: "a", reason: "撤销" },
      later(filingMoment, { minutes: 5 }),
    );

    expect(inputsOf(history, "fire-acceptance")).toEqual({});
    expect(inputsOf(history, "water-acceptance")).toEqual({
      "soil-conservation-plan": { soilConservationNumber: "soilConservationNumber-b" },
    });
  });
});

describe("the sources that count", () => {
  const source = (id: string, on: string, works?: string[]) => ({ id, on, ...(works ? { works } : {}) });
  const chosen = (sources: ReturnType<typeof source>[], works: string[], of: "project" | "works" = "works") =>
    coveringOf(sources, of, works).map(({ id }) => id);

  it("are the newest for each of the works", () => {
    const all = source("all", "2026-01-01", ["1#", "2#"]);
    const change = source("change", "2026-06-01", ["1#"]);

    expect(chosen([all, change], ["1#", "2#"])).toEqual(["all", "change"]);
    expect(chosen([all, change], ["1#"])).toEqual(["change"]);
    expect(chosen([all, change], ["2#"])).toEqual(["all"]);
    expect(chosen([change, { ...all, on: "2026-07-01" }], ["1#", "2#"])).toEqual(["all"]);
  });

  it("are the newest alone, for what is of the project", () => {
    const sources = [source("a", "2026-06-01", ["1#"]), source("b", "2026-01-01", ["2#"])];

    expect(chosen(sources, ["2#"], "project")).toEqual(["a"]);
    expect(chosen([], ["2#"], "project")).toEqual([]);
  });

  it("may have been noted without their works, by logs of before", () => {
    expect(chosen([source("old", "2026-01-01")], ["1#", "2#"])).toEqual(["old"]);
  });
});

describe("a correction that brings in other works", () => {
  const at = later(filingMoment, { minutes: 30 });
  const corrected = (history: History, works: readonly string[], sent?: readonly string[]) => {
    const { form, materials } = history.state();
    return {
      type: "CorrectCase" as const,
      baseRevision: 1,
      form: withValues(form, { works: worksOf(...works) }),
      materials: sent === undefined ? materials : [...materials, ...sent.map((code) => material(code))],
    };
  };

  it("is not accepted without what those works need", () => {
    const history = accepted(["1#"], reviewOf("a", ["1#"]));

    given(history)
      .when(corrected(history, ["1#", "2#"]), at)
      .thenRefused("PreconditionsUnmet");
  });

  it("drops what was taken over for the works before, though it is sent back", () => {
    const history = accepted(["1#"], reviewOf("a", ["1#"]));
    expect(inputsOf(history, "fire-acceptance")).not.toEqual({});

    history.perform(corrected(history, ["1#", "2#"], ["drawing-review-opinion"]), at);

    expect(history.state().project?.works).toEqual(["1#", "2#"]);
    expect(inputsOf(history, "fire-acceptance")).toEqual({});
    expect(history.state().inheritedMaterials.map(({ code }) => code)).toEqual(["planning-permit"]);
    expect(history.state().materials.map(({ code }) => code)).not.toContain("sheets-fire");
  });

  it("takes over what the project has of those works by now", () => {
    const history = accepted(["1#"], reviewOf("a", ["1#"]));
    const pool = together(reviewOf("a", ["1#"]), reviewOf("b", ["2#"]));

    history.perform({ ...corrected(history, ["1#", "2#"]), pool }, at);

    expect(sourcesOf(history, "drawingReviewNumber").toSorted()).toEqual(["a", "b"]);
    expect(sourcesOf(history, "soilConservationNumber")).toHaveLength(1);
    expect(inputsOf(history, "fire-acceptance")).not.toEqual({});
  });

  it("keeps it, where the works are among those of its source", () => {
    const history = accepted(["1#"], reviewOf("a", ["1#", "2#"]));

    history.perform(corrected(history, ["2#"]), at);

    expect(history.state().project?.works).toEqual(["2#"]);
    expect(inputsOf(history, "fire-acceptance")).not.toEqual({});
    expect(history.state().inheritedMaterials.map(({ code }) => code)).toContain("sheets-fire");
  });
});

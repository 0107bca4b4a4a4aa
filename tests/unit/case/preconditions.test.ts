import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../functions/case/keep-time.ts";
import { makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { permitFrom, poolOf, projectForm, projectWorld, reviewFiling } from "../../support/project-world.ts";
import { material } from "../../support/sample-filing.ts";

const refusedFor = (more: Parameters<typeof reviewFiling>[0], now = filingMoment): string[] => {
  const history = makeHistory(projectWorld);
  const refusal = given(history).when(reviewFiling(more), now).thenRefused("PreconditionsUnmet");
  expect(history.log).toEqual([]);
  return refusal.unmet.map(({ id }) => id);
};

const isAccepted = (more: Parameters<typeof reviewFiling>[0], now = filingMoment): boolean =>
  "events" in makeHistory(projectWorld).attempt(reviewFiling(more), now);

const handedIn = [material("sheets"), material("model"), material("deed")];

describe("pre-conditions of a filing", () => {
  it.each([
    ["there is nothing of the project", poolOf({ outputs: [] })],
    ["there is no project yet", poolOf({ isFirst: true, outputs: [], materials: [] })],
    [
      "the output does not count any more",
      poolOf({ outputs: [permitFrom("case-0", { expiresOn: "2026-11-23" })] }),
    ],
    ["only another output is there", poolOf({ outputs: [permitFrom("case-0", { name: "permitUntil" })] })],
    ["only another item yielded it", poolOf({ outputs: [permitFrom("case-0", { item: "fire" })] })],
  ])("are not met when %s", (_, pool) => {
    expect(refusedFor({ pool, materials: handedIn })).toEqual(["permit"]);
  });

  it("are met by any of what proves them", () => {
    const pool = poolOf({ outputs: [] });

    expect(isAccepted({ pool, materials: [...handedIn, material("old-permit")] })).toBe(true);
  });

  it("are not met by a material that is only promised", () => {
    const promise = { codes: ["old-permit"], signedBy: "张淮河" };

    expect(refusedFor({ pool: poolOf({ outputs: [] }), materials: handedIn, promise })).toEqual(["permit"]);
  });

  it.each([
    ["on that day", "2026-11-24", true],
    ["after it", "2026-11-23", true],
    ["before it", "2026-11-25", false],
    ["without one", undefined, false],
    ["with an empty one", "", false],
  ])("by a day of the form are met %s", (_, finishedOn, met) => {
    expect(isAccepted({ form: projectForm({ finishedOn }) })).toBe(met);
  });

  it("begin no clock before they are met: the same filing is accepted when its day has come, and counts from there", () => {
    const form = projectForm({ finishedOn: "2026-12-01" });
    expect(refusedFor({ form })).toEqual(["finished"]);

    const history = makeHistory(projectWorld);
    history.perform(reviewFiling({ form }), moment("2026-12-01"));

    expect(history.state().receivedOn).toBe("2026-12-01");
    expect(history.item("drawing").askedOn).toBe("2026-12-01");
    expect(nextLookOn(projectWorld, history.state())).not.toBeNull();
  });

  it("are told all at once, each with its basis and what to do about it", () => {
    const history = makeHistory(projectWorld);
    const form = projectForm({ finishedOn: "2027-01-01" });

    const { unmet } = given(history)
      .when(reviewFiling({ form, pool: poolOf({ outputs: [] }), materials: handedIn }), filingMoment)
      .thenRefused("PreconditionsUnmet");

    expect(unmet.map(({ basis, remedy }) => [basis, remedy])).toEqual([
      [
        "合成办法第一条",
        {
          zh: "先办结“前期”，取得结果permitNumber，或上传old-permit",
          en: "finish the first phase, which gives permitNumber, or upload old-permit",
        },
      ],
      [
        "合成办法第二条",
        { zh: "finishedOn不晚于今天时再申报", en: "file once finishedOn is not ahead any more" },
      ],
    ]);
  });

  it("come after the form and before missing materials", () => {
    const history = makeHistory(projectWorld);
    const nothing = { pool: poolOf({ outputs: [], materials: [] }), materials: [] };

    given(history)
      .when(reviewFiling({ ...nothing, form: projectForm({ project: {} }) }), filingMoment)
      .thenRefused("FormInvalid");
    given(history).when(reviewFiling(nothing), filingMoment).thenRefused("PreconditionsUnmet");
    given(history)
      .when(reviewFiling({ ...nothing, materials: [material("old-permit")] }), filingMoment)
      .thenRefused("MaterialsMissing");
  });
});

import { describe, expect, it } from "vitest";
import { planCase } from "../../../functions/case/plan.ts";
import { processOf } from "../../../functions/case/world.ts";
import type { Fact } from "../../../functions/processes/process.ts";
import { answers } from "../../support/answers.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { approveSynthetic, syntheticWorld } from "../../support/synthetic-process.ts";
import { filed, say } from "../../support/timed-cases.ts";

type Lists = readonly (readonly Fact[])[];

const planOf = (anyOf: Lists, form: Record<string, unknown>) => {
  const world = syntheticWorld({ stages: [["always", "fire"]], facts: { fire: anyOf } });
  const plan = planCase(world, processOf(world, { processId: "synthetic" }), form, "2026-11-24");
  if ("closed" in plan) throw new Error("nothing is closed here");
  return plan.items.map(({ item, takesPart, why }) => ({ item, takesPart, why }));
};

const takesPart = (anyOf: Lists, form: Record<string, unknown>): boolean =>
  planOf(anyOf, form).find(({ item }) => item === "fire")?.takesPart === "asked";

const residential: Fact = { path: "project.class", is: ["residential", "public"] };
const large: Fact = { path: "project.area", atLeast: 300 };
const tall: Fact = {
  path: "rows",
  someRow: [
    { path: "use", is: ["office"] },
    { path: "storeys", atLeast: 10 },
  ],
};
const special: Fact = { path: "project.tags", includes: ["special-works"] };

describe("participants by facts of the form", () => {
  it.each<[string, Lists, Record<string, unknown>, boolean]>([
    ["one of the values", [[residential]], { project: { class: "public" } }, true],
    ["none of the values", [[residential]], { project: { class: "industrial" } }, false],
    ["a number at the bound", [[large]], { project: { area: 300 } }, true],
    ["a number below it", [[large]], { project: { area: 299 } }, false],
    ["a text where a number is due", [[large]], { project: { area: "300" } }, false],
    ["a list that holds it", [[special]], { project: { tags: ["x", "special-works"] } }, true],
    ["a list that does not", [[special]], { project: { tags: [] } }, false],
    ["nothing at the path", [[special]], {}, false],
    ["a row for which all holds", [[tall]], { rows: [{}, { use: "office", storeys: 10 }] }, true],
    ["what holds of two rows", [[tall]], { rows: [{ use: "office" }, { storeys: 10 }] }, false],
    ["no rows", [[tall]], { rows: [] }, false],
    ["rows that are none", [[tall]], { rows: [null, "office"] }, false],
    ["all facts of a list", [[residential, large]], { project: { class: "public", area: 400 } }, true],
    ["only some of a list", [[residential, large]], { project: { class: "public", area: 1 } }, false],
    ["any of the lists", [[residential], [large]], { project: { class: "industrial", area: 400 } }, true],
  ])("%s", (_, anyOf, form, expected) => {
    expect(takesPart(anyOf, form)).toBe(expected);
  });

  it("says in both languages why an item takes part, or does not", () => {
    const [, asked] = planOf([[residential]], { project: { class: "public" } });
    const [, spared] = planOf([[residential]], {});

    expect(asked?.why).toEqual({ zh: "fire的条件,依合成依据参加", en: "what calls for fire (合成依据)" });
    expect(spared?.why).toEqual({ zh: "不属于：fire的条件", en: "does not apply: what calls for fire" });
  });

  it("brings a department in that a correction calls for, in its own first round, and waits for it", () => {
    const history = filed({ stages: [["a", "b"]], facts: { b: [[{ path: "shared", is: ["large"] }]] } });
    say(
      history,
      "a",
      answers.correctionRequired(filingMoment, { wishes: [{ path: "shared", message: "规模有误" }] }),
      filingMoment,
    );
    const next = moment("2026-11-25");
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: "large", fields: {} }, materials: [] },
      next,
    );
    approveSynthetic(history, "a", next);

    expect(history.item("b")).toMatchObject({ status: "asked", round: 1, revision: 2 });
    expect(history.item("a")).toMatchObject({ status: "approved", round: 2 });
    expect(history.perform({ type: "SettleStage" }, next)).toEqual([]);
    approveSynthetic(history, "b", next);
    expect(history.perform({ type: "SettleStage" }, next)).toMatchObject([{ type: "StageSettled" }]);
  });
});

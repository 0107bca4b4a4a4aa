import { describe, expect, it } from "vitest";
import { takeOver } from "../../../functions/case/inherit.ts";
import { scopeView } from "../../../functions/case/scope.ts";
import { processOf } from "../../../functions/case/world.ts";
import { answers } from "../../support/answers.ts";
import { type History, licenceRecordOf, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import {
  approveOf,
  CODE,
  OTHER_CODE,
  permitFrom,
  poolOf,
  projectForm,
  projectWorld,
  reviewFiling,
} from "../../support/project-world.ts";
import { material } from "../../support/sample-filing.ts";

const filed = (more: Parameters<typeof reviewFiling>[0] = {}): History => {
  const history = makeHistory(projectWorld);
  history.perform(reviewFiling(more), filingMoment);
  return history;
};

const shownTo = (history: History, itemId: string) => {
  const state = history.state();
  return scopeView(projectWorld, processOf(projectWorld, state), state, history.item(itemId));
};

const correct = (
  history: History,
  codes: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
) => ({
  type: "CorrectCase" as const,
  baseRevision: history.state().revision,
  form: projectForm(more),
  materials: codes.map((code) => material(code)),
});

const next = moment("2026-11-25");

describe("a filing under a project", () => {
  it("takes over whole materials as long as their documents fit into one filing", () => {
    const sheets = (code: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        material: { ...material(code), documentId: `${code}-${index}` },
        caseId: "case-0",
        on: "2026-10-01",
      }));
    const materialCodes = ["large", "larger", "small"];
    const inherits = {
      outputs: [],
      materials: materialCodes.map((code) => ({ code, of: "project" as const })),
    };
    const pool = {
      isFirst: false,
      outputs: [],
      materials: [...sheets("large", 30), ...sheets("larger", 19), ...sheets("small", 2)],
    };

    const { documents, materials } = takeOver(
      { inherits },
      pool,
      { form: {}, materials: [material("own")] },
      "2026-11-24",
    );

    expect(materials.map(({ code }) => code)).toEqual(["large", "larger"]);
    expect(documents).toHaveLength(49);
  });

  it("names the project, its works, and whether it is the first", () => {
    expect(filed().state().project).toEqual({
      code: CODE,
      name: "淮畔产业园",
      works: ["1号楼"],
      isFirst: false,
    });
  });

  it("takes over what an earlier phase yielded, and asks for none of it again", () => {
    const history = filed();

    expect(history.state().inherited).toEqual([{ ...permitFrom("case-0"), revoked: null }]);
    expect(history.state().inheritedMaterials).toEqual([
      { code: "deed", caseId: "case-0", on: "2026-10-01", revoked: null },
    ]);
    expect(history.state().materials.map(({ code }) => code)).toEqual(["sheets", "model", "deed"]);
  });

  it("shows an inherited output to the item that reads it, and to no other", () => {
    const history = filed();

    expect(shownTo(history, "drawing").inputs).toEqual({ permit: { permitNumber: "许可1号" } });
    expect(shownTo(history, "drawing").materials.map(({ code }) => code)).toEqual(["sheets", "deed"]);
    expect(shownTo(history, "fire").inputs).toEqual({});
  });

  it("takes the newest source that counts on the day", () => {
    const outputs = [
      permitFrom("new", { on: "2026-11-01", value: "许可3号" }),
      permitFrom("expired", { on: "2026-11-20", value: "许可4号", expiresOn: "2026-11-23" }),
      permitFrom("old", { on: "2026-01-01", value: "许可0号" }),
    ];

    expect(filed({ pool: poolOf({ outputs }) }).state().inherited).toMatchObject([{ caseId: "new" }]);
  });

  it("takes an output over on its last day", () => {
    const outputs = [permitFrom("case-0", { expiresOn: "2026-11-24" })];

    expect(filed({ pool: poolOf({ outputs }) }).state().inherited).toHaveLength(1);
  });

  it("takes over every document of a material, of its newest source alone", () => {
    const two = ["旧", "新一", "新二"].map((content) => ({
      ...material("deed", content),
      documentId: `doc-${content}`,
    }));
    const materials = two.map((each, index) => ({
      material: each,
      caseId: index === 0 ? "case-a" : "case-b",
      on: index === 0 ? "2026-09-01" : "2026-10-01",
    }));

    const history = filed({ pool: poolOf({ materials }) });

    expect(history.state().materials.map(({ documentId }) => documentId)).toEqual([
      "doc-sheets",
      "doc-model",
      "doc-新一",
      "doc-新二",
    ]);
  });

  it("prefers what the applicant hands in anew", () => {
    const materials = [material("sheets"), material("model"), material("deed", "新")];

    const history = filed({ materials });

    expect(history.state().inheritedMaterials).toEqual([]);
    expect(history.state().materials).toEqual(materials);
  });

  it("takes nothing over that its process does not name", () => {
    const outputs = [permitFrom("case-0"), permitFrom("case-0", { item: "fire", name: "fireNumber" })];
    const materials = [
      ...poolOf().materials,
      { material: material("other"), caseId: "case-0", on: "2026-10-01" },
    ];

    const { inherited, materials: held } = filed({ pool: poolOf({ outputs, materials }) }).state();

    expect(inherited.map(({ item }) => item)).toEqual(["permit"]);
    expect(held.map(({ code }) => code)).not.toContain("other");
  });

  it("without a project code is not accepted", () => {
    given(makeHistory(projectWorld))
      .when(reviewFiling({ form: projectForm({ project: {} }) }), filingMoment)
      .thenRefused("FormInvalid");
  });
});

describe("a correction of a case that took something over", () => {
  it("neither loses nor asks for what it does not name", () => {
    const history = filed();

    history.perform(correct(history, ["sheets", "model"], { note: "改" }), next);

    expect(history.state().materials.map(({ code }) => code)).toEqual(["sheets", "model", "deed"]);
    expect(history.state().inheritedMaterials).toHaveLength(1);
  });

  it("changes nothing when it names all as it stands", () => {
    const history = filed();
    const { materials } = history.state();

    given(history)
      .when({ type: "CorrectCase", baseRevision: 1, form: projectForm(), materials }, next)
      .thenRefused("NothingChanged");
    given(history)
      .when(correct(history, ["sheets", "model"]), next)
      .thenRefused("NothingChanged");
  });

  it("makes a material the case's own once it is handed in anew", () => {
    const history = filed();
    const anew = { ...material("deed", "新"), documentId: "doc-anew" };
    const { materials, ...command } = correct(history, ["sheets", "model"]);

    history.perform({ ...command, materials: [...materials, anew] }, next);

    expect(history.state().inheritedMaterials).toEqual([]);
    expect(history.state().materials.filter(({ code }) => code === "deed")).toEqual([anew]);
  });

  it("may not move the case to another project", () => {
    const history = filed();

    given(history)
      .when(correct(history, ["sheets", "model"], { project: { code: OTHER_CODE } }), next)
      .thenRefused("FormRefused");
  });

  it("may not take back what met a pre-condition", () => {
    const history = filed();

    const refusal = given(history)
      .when(correct(history, ["sheets", "model"], { finishedOn: "2027-01-01" }), next)
      .thenRefused("PreconditionsUnmet");

    expect(refusal.unmet.map(({ id }) => id)).toEqual(["finished"]);
  });
});

describe("a source that is revoked", () => {
  const flag = { type: "FlagRevoked", source: "case-0", reason: "许可被撤销" } as const;
  const now = later(filingMoment, { minutes: 30 });
  const own = ["sheets", "model", "deed"].map((code) => material(code));

  it("has those asked again who read it, and nobody else", () => {
    const history = filed();
    approveOf(history, "drawing", now);
    approveOf(history, "fire", now);

    given(history)
      .when(flag, next)
      .thenEvents(
        { type: "InheritedRevoked", source: "case-0", reason: "许可被撤销", on: "2026-11-25" },
        { type: "ItemAsked", itemId: "drawing", because: "scope-changed", round: 2 },
      );

    expect(shownTo(history, "drawing").inputs).toEqual({});
    expect(history.item("fire").status).toBe("approved");
  });

  it("is noted once, however often it is told", () => {
    const history = filed();
    history.perform(flag, next);

    expect(history.perform(flag, next)).toEqual([]);
    expect(history.perform({ ...flag, source: "case-9" }, next)).toEqual([]);
  });

  it("takes a settled case back into review, and its machine starts again", () => {
    const history = filed();
    approveOf(history, "drawing", now);
    approveOf(history, "fire", now);
    history.perform({ type: "SettleStage" }, now);

    history.perform(flag, next);

    expect(history.state().status).toBe("reviewing");
    expect(history.effects()).toContainEqual({
      kind: "StartWorkflow",
      caseId: "case-1",
      processId: "review",
    });
  });

  it("does not keep the applicant from mending the case", () => {
    const history = filed({ pool: poolOf({ materials: [] }), materials: own });
    history.perform(flag, next);
    const rejected = answers.correctionRequired(next);
    history.perform(
      { type: "AnswerItem", itemId: "fire", department: "tax", answer: rejected },
      later(next, { minutes: 5 }),
    );

    history.perform(
      correct(history, ["sheets", "model", "deed"], { note: "改" }),
      later(next, { minutes: 10 }),
    );

    expect(history.state().revision).toBe(2);
  });

  describe("and gave a material", () => {
    /** A case that rests on an earlier one for its deed alone. */
    const restingOnDeed = (): History => {
      const permit = permitFrom("case-9");
      return filed({ pool: poolOf({ outputs: [permit] }) });
    };
    const anew = { ...material("deed", "新"), documentId: "doc-anew" };

    it("has those asked again who read the material, without it", () => {
      const history = restingOnDeed();
      approveOf(history, "drawing", now);
      approveOf(history, "fire", now);

      given(history)
        .when(flag, next)
        .thenEvents(
          { type: "InheritedRevoked", source: "case-0" },
          { type: "ItemAsked", itemId: "drawing", because: "scope-changed", round: 2 },
        );

      expect(shownTo(history, "drawing").materials.map(({ code }) => code)).toEqual(["sheets"]);
      expect(history.state().inheritedMaterials).toMatchObject([
        { code: "deed", revoked: { on: "2026-11-25", reason: "许可被撤销" } },
      ]);
      expect(history.perform(flag, next)).toEqual([]);
    });

    it("leaves the material to be handed in with the next correction; sending it back as it is counts for nothing", () => {
      const history = restingOnDeed();
      history.perform(flag, next);
      const { materials } = history.state();
      const form = projectForm({ note: "改" });
      const correction = { type: "CorrectCase", baseRevision: 1, form } as const;

      for (const sent of [materials, own.slice(0, 2)]) {
        const { missing } = given(history)
          .when({ ...correction, materials: sent }, next)
          .thenRefused("MaterialsMissing");
        expect(missing.map(({ code }) => code)).toEqual(["deed"]);
      }
      history.perform({ ...correction, materials: [...own.slice(0, 2), anew] }, next);

      expect(history.state().inheritedMaterials).toEqual([]);
      expect(shownTo(history, "drawing").materials).toContainEqual(anew);
    });

    it("says so of a case that was issued, and keeps what it was decided on", () => {
      const history = restingOnDeed();
      approveOf(history, "drawing", now);
      approveOf(history, "fire", now);
      history.perform({ type: "SettleStage" }, now);
      const record = licenceRecordOf(projectWorld, history.state());
      history.perform({ type: "IssueLicence", record, signature: "s" }, now);

      given(history).when(flag, next).thenEvents({ type: "InheritedRevoked" });

      expect(history.state().status).toBe("issued");
      expect(history.state().materials.map(({ code }) => code)).toContain("deed");
      expect(history.state().inheritedMaterials[0]?.revoked).not.toBeNull();
    });
  });
});

describe("what follows for the project", () => {
  it("is looked at once the filing is committed", () => {
    expect(filed().effects()).toContainEqual({ kind: "CheckProject", caseId: "case-1", project: CODE });
  });
});

import { describe, expect, it } from "vitest";
import {
  canonical,
  changedPaths,
  dependantsOf,
  fingerprintOf,
  inputsOf,
  partOf,
  pickPaths,
  scopeView,
  valueAt,
} from "../../../functions/case/scope.ts";
import { processOf } from "../../../functions/case/world.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { companyRegistration } from "../../../functions/processes/company-registration.ts";
import { sampleForm, sampleNames } from "../../fixtures/company-registration/forms.ts";
import { approve, filedHistory, type History, makeHistory } from "../../support/case-history.ts";
import { filingMoment } from "../../support/moments.ts";
import { material } from "../../support/sample-filing.ts";
import { syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

/** Dotted paths of everything in a view, lists whole. */
const leaves = (value: unknown, prefix = ""): string[] =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, prefix === "" ? key : `${prefix}.${key}`))
    : [prefix];

const viewOf = (history: History, itemId: string) => {
  const state = history.state();
  return scopeView(history.world, processOf(history.world, state), state, history.item(itemId));
};

describe("scopeView", () => {
  const asked = companyRegistration.stages.flatMap(({ items }) => items.map(({ item }) => item));
  const everywhere = sampleNames.flatMap((sample) => asked.map((item) => [sample, item] as const));

  it.each(everywhere)("of %s shows %s no path outside its scope", (sample, itemId) => {
    const history = filedHistory({ sample });
    const row = bengbuCatalog.items.get(itemId);

    const view = viewOf(history, itemId);

    const isInside = (path: string) =>
      row?.scope.some((scope) => path === scope || path.startsWith(`${scope}.`));
    expect(leaves(view.fields).filter((path) => !isInside(path))).toEqual([]);
    expect(view.materials.filter(({ code }) => !row?.materials.includes(code))).toEqual([]);
    expect(leaves(view.fields).length).toBeGreaterThan(0);
  });

  it("never shows the quality department a shareholder, nor anybody the applicant's mobile", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    const text = (itemId: string) => JSON.stringify(viewOf(history, itemId));

    expect(text("organization-code")).not.toContain("钱浍南");
    expect(text("enterprise-registration")).toContain("钱浍南");
    expect(asked.filter((item) => text(item).includes('"mobile"'))).toEqual([]);
  });

  it("adds the outputs an item needs, and no other item's", () => {
    const history = filedHistory({ mode: "three-numbers" });
    approve(history, "enterprise-registration", filingMoment);

    const view = viewOf(history, "organization-code");

    expect(view.inputs).toEqual({ "enterprise-registration": { registrationNumber: "340300000000019" } });
  });

  it("shows nothing of the form for an item that the catalogue lost", () => {
    const history = filedHistory();
    history.world = { ...history.world, catalog: { ...history.world.catalog, items: new Map() } };

    expect(viewOf(history, "tax-registration")).toEqual({ fields: {}, materials: [], inputs: {} });
  });
});

describe("valueAt and pickPaths", () => {
  const form = { a: { b: { c: 1 }, list: [{ d: 2 }], none: null }, e: "x" };

  it.each([
    ["a.b.c", 1],
    ["a.list", [{ d: 2 }]],
    ["a.none", null],
    ["a.none.x", undefined],
    ["a.missing", undefined],
    ["e.length", undefined],
    ["a.constructor", undefined],
    ["__proto__.polluted", undefined],
  ])("find at %s %j", (path, value) => {
    expect(valueAt(form, path)).toEqual(value);
  });

  it("copy the named paths and leave the rest, and never write to the form", () => {
    const frozen = Object.freeze({ ...form, a: Object.freeze({ ...form.a, b: Object.freeze(form.a.b) }) });

    const picked = pickPaths(frozen, ["a.b.c", "a.list", "a.b", "missing", "e"]);

    expect(picked).toEqual({ a: { b: { c: 1 }, list: [{ d: 2 }] }, e: "x" });
  });

  it("let a wider path take in a narrower one before and after it", () => {
    const picked = pickPaths(form, ["a.b", "a.b.c"]);

    expect(picked).toEqual({ a: { b: { c: 1 } } });
  });
});

describe("canonical and fingerprintOf", () => {
  const view = {
    fields: { a: { x: 1, y: [1, { p: 1, q: null }] }, b: undefined, c: "文" },
    materials: [material("m1"), material("m2")],
    inputs: { i: { n: "1" } },
  };

  it("write keys in order and leave out what is not there", () => {
    expect(canonical({ b: 1, a: [undefined, null, { d: 2, c: undefined }] })).toBe(
      '{"a":[null,null,{"d":2}],"b":1}',
    );
    expect(canonical(undefined)).toBe("null");
  });

  it("are the same under another order of keys and materials", () => {
    const other = {
      inputs: { i: { n: "1" } },
      materials: view.materials.toReversed(),
      fields: { c: "文", a: { y: [1, { q: null, p: 1 }], x: 1 } },
    };

    expect(fingerprintOf(other)).toBe(fingerprintOf(view));
    expect(fingerprintOf(view)).toMatch(/^[0-9a-f]{32}$/);
  });

  it("change with a field, the order of a list, a document's content and an input, but not with its name", () => {
    const [first, second] = view.materials;
    const others = [
      { ...view, fields: { ...view.fields, c: "字" } },
      { ...view, fields: { ...view.fields, a: { x: 1, y: [{ p: 1, q: null }, 1] } } },
      { ...view, materials: [material("m1", "new"), material("m2")] },
      { ...view, materials: view.materials.slice(1) },
      { ...view, inputs: { i: { n: "2" } } },
    ].map(fingerprintOf);
    const renamed = {
      ...view,
      materials: [first, second].flatMap((each) => (each ? [{ ...each, name: "别名" }] : [])),
    };

    expect(new Set([...others, fingerprintOf(view)]).size).toBe(6);
    expect(fingerprintOf(renamed)).toBe(fingerprintOf(view));
  });
});

describe("changedPaths", () => {
  const form = sampleForm("needs-correction");

  it("names the fields that differ between the samples, and no other", () => {
    const before = { form, materials: [] };
    const after = { form: sampleForm("corrected"), materials: [] };

    expect(changedPaths(before, after)).toEqual(["domicile.address", "financeOfficer.phone"]);
  });

  it("names a list as a whole, a field that came and one that went", () => {
    const paths = changedPaths(
      { form: { list: [1, 2], gone: 1, same: { x: 1 } }, materials: [] },
      { form: { list: [2, 1], came: { y: 1 }, same: { x: 1 } }, materials: [] },
    );

    expect(paths).toEqual(["came", "gone", "list"]);
  });

  it("names materials by their code when content or number differs, in whatever order they come", () => {
    const before = [material("m1"), material("m2"), material("m3", "1"), material("m3", "2")];

    expect(changedPaths({ form, materials: before }, { form, materials: before.toReversed() })).toEqual([]);
    expect(
      changedPaths(
        { form, materials: before },
        { form, materials: [material("m1", "new"), material("m3", "1"), material("m4")] },
      ),
    ).toEqual(["materials.m1", "materials.m2", "materials.m3", "materials.m4"]);
  });
});

describe("partOf, inputsOf and dependantsOf", () => {
  const world = syntheticWorld({
    stages: [["a", "b", "c", "d"]],
    parts: {
      a: { yields: ["aNumber"] },
      b: { needs: { a: ["aNumber"] }, yields: ["bNumber"] },
      c: { needs: { b: ["bNumber"], a: ["aNumber"] } },
    },
  });
  const filed = () => {
    const history = makeHistory(world);
    history.perform(syntheticFiling(), filingMoment);
    return { state: history.state(), process: processOf(world, history.state()) };
  };

  it("give an item without a part, and one the process does not have, an empty part", () => {
    const { process } = filed();

    expect(partOf(process, "d", "only")).toEqual({});
    expect(partOf(process, "zz", "only")).toEqual({});
    expect(partOf(process, "a", "another-mode")).toEqual({});
  });

  it("find inputs incomplete until they are there", () => {
    const { process, state } = filed();
    const given = { ...state, outputs: { a: { aNumber: "1" } } };

    expect(inputsOf(process, state, "b")).toEqual({ inputs: {}, complete: false });
    expect(inputsOf(process, given, "b")).toEqual({ inputs: { a: { aNumber: "1" } }, complete: true });
    expect(inputsOf(process, given, "d")).toEqual({ inputs: {}, complete: true });
  });

  it("find who builds on an item, through others and once", () => {
    const { process, state } = filed();

    expect([...dependantsOf(process, state, "a")].sort()).toEqual(["b", "c"]);
    expect([...dependantsOf(process, state, "b")]).toEqual(["c"]);
    expect([...dependantsOf(process, state, "d")]).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { pickPaths } from "../../../functions/case/scope.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import type { Item } from "../../../functions/catalog/catalog.ts";
import type { Process } from "../../../functions/processes/process.ts";
import { processes } from "../../../functions/processes/processes.ts";
import { compile } from "../../../functions/workflow/compile.ts";
import { projectClasses, triggers } from "../../../schemas/forms/construction/choices.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { withValue } from "../../fixtures/company-registration/forms.ts";
import {
  askedBy,
  constructionProcesses,
  itemsOf,
  ON,
  processNamed,
  sampleCase,
} from "./construction-setting.ts";

const rowOf = (id: string): Item => {
  const row = bengbuCatalog.items.get(id);
  if (row === undefined) throw new Error(`no item "${id}"`);
  return row;
};

const each = constructionProcesses.map((process) => ({ id: process.id, process }));

const materialsOf = ({ disclosure }: Process): string[] => disclosure.materials.map(({ code }) => code);
const readBy = (process: Process): string[] => itemsOf(process).flatMap((item) => rowOf(item).materials);

describe("processes", () => {
  it("have a business line of their own each", () => {
    const lines = [...processes.values()].map(({ line }) => line);

    expect(new Set(lines).size).toBe(lines.length);
    expect(constructionProcesses.map(({ line }) => line)).toEqual(["21", "22", "23"]);
  });
});

describe.each(each)("$id", ({ process }) => {
  it("compiles against the catalogue", () => {
    expect(compile(process, bengbuCatalog, ON)).not.toHaveProperty("problems");
  });

  it("opens nothing to a department that the form has not", () => {
    const paths = process.disclosure.fields.map(({ path }) => path);
    const isThere = (scope: string): boolean =>
      paths.some((path) => path === scope || path.startsWith(`${scope}.`) || path.startsWith(`${scope}[]`));

    for (const item of itemsOf(process))
      expect(
        rowOf(item).scope.filter((path) => !isThere(path)),
        item,
      ).toEqual([]);
  });

  it("keeps the contact person to the hub", () => {
    const open = itemsOf(process).flatMap((item) => rowOf(item).scope);

    expect(open.filter((path) => path.startsWith("contact"))).toEqual([]);
  });

  it("asks for no material that nobody reads, and lists every one that is read", () => {
    const inherited = (process.inherits?.materials ?? []).map(({ code }) => code);

    expect(materialsOf(process).filter((code) => !readBy(process).includes(code))).toEqual([]);
    expect(
      readBy(process).filter((code) => !materialsOf(process).includes(code) && !inherited.includes(code)),
    ).toEqual([]);
    expect(inherited.filter((code) => !readBy(process).includes(code))).toEqual([]);
  });

  it("names in its pre-conditions what it lists and what some process yields", () => {
    const yields = constructionProcesses.flatMap(({ stages }) =>
      stages.flatMap(({ items }) =>
        items.flatMap(({ item, parts = {} }) => (parts.joint?.yields ?? []).map((name) => `${item}/${name}`)),
      ),
    );
    const proofs = (process.preconditions ?? []).flatMap(({ by }) => by);
    for (const proof of proofs) {
      if (proof.kind === "material") expect(materialsOf(process)).toContain(proof.code);
      if (proof.kind === "output") expect(yields).toContain(`${proof.item}/${proof.name}`);
      if (proof.kind === "day")
        expect(process.disclosure.fields.map(({ path }) => path)).toContain(proof.path);
    }
    for (const { item, name } of process.inherits?.outputs ?? []) expect(yields).toContain(`${item}/${name}`);
  });

  it("lets an item read only what the process takes over", () => {
    const taken = (process.inherits?.outputs ?? []).map(({ item, name }) => `${item}/${name}`);
    const read = process.stages.flatMap(({ items }) =>
      items.flatMap(({ parts = {} }) =>
        Object.entries(parts.joint?.inherits ?? {}).flatMap(([from, names]) =>
          names.map((name) => `${from}/${name}`),
        ),
      ),
    );

    expect(read.filter((output) => !taken.includes(output))).toEqual([]);
  });

  it("promises no item later than the whole", () => {
    const longest = process.stages.reduce(
      (sum, { items }) =>
        sum + Math.max(...items.map(({ item }) => rowOf(item).limits.promised?.value ?? 99)),
      0,
    );

    expect(longest).toBeLessThanOrEqual(process.promised?.value ?? 0);
  });

  it("presumes the consent of nobody who guards safety or owes an output", () => {
    const owing = process.stages.flatMap(({ items }) =>
      items.filter(({ parts = {} }) => (parts.joint?.yields ?? []).length > 0).map(({ item }) => item),
    );
    const presumed = itemsOf(process).filter((item) => rowOf(item).silence?.kind === "deemed-consent");

    expect(presumed.filter((item) => owing.includes(item) || rowOf(item).isSafetyCritical)).toEqual([]);
    for (const item of itemsOf(process))
      if (
        ["fire-rescue", "civil-air-defence", "ecology-environment", "meteorology"].includes(
          rowOf(item).department,
        )
      )
        expect(rowOf(item).isSafetyCritical, item).toBe(true);
  });
});

describe("limits", () => {
  it("are those of the joint rules", () => {
    expect(constructionProcesses.map(({ promised }) => promised)).toEqual([
      workingDays(5),
      workingDays(4),
      workingDays(9),
    ]);
    expect(constructionProcesses.map(({ rectification }) => rectification?.answerWithin)).toEqual([
      undefined,
      workingDays(10),
      workingDays(3),
    ]);
  });

  it.each([
    ["drawing-review", { value: 15, unit: "working-day" }],
    ["fire-design", { value: 15, unit: "working-day" }],
    ["shelter-design", { value: 20, unit: "working-day" }],
    ["environmental-impact", { value: 60, unit: "natural-day" }],
    ["environmental-impact-form", { value: 30, unit: "natural-day" }],
    ["lightning-acceptance", { value: 10, unit: "working-day" }],
    ["green-design", null],
  ])("of the law for %s are %o", (item, statutory) => {
    expect(rowOf(item).limits.statutory).toEqual(statutory);
  });
});

describe("revised sheets", () => {
  const before = sampleCase("drawing-review");
  const after = sampleCase("drawing-review-rectified");

  it("are seen by the department that reads them and by no other", () => {
    const differs = askedBy(before.process, before.form).items.filter((item) => {
      const { scope } = rowOf(item);
      return JSON.stringify(pickPaths(before.form, scope)) !== JSON.stringify(pickPaths(after.form, scope));
    });

    expect(differs).toEqual(["fire-design"]);
  });

  it("are a material of one discipline each, read beside the lead by one department at most", () => {
    const { process } = before;
    for (const code of materialsOf(process).filter((each) => each.startsWith("sheets-"))) {
      const readers = itemsOf(process).filter(
        (item) => item !== "drawing-review" && rowOf(item).materials.includes(code),
      );
      expect(readers.length, code).toBeLessThanOrEqual(1);
    }
  });
});

describe("sheets that are asked for", () => {
  const { form } = sampleCase("drawing-review");
  const process = processNamed("drawing-review");
  const readers = {
    "sheets-lightning": "lightning-design",
    "sheets-landscape": "green-design",
    "sheets-drainage": "drainage-review",
  } as const;
  const cases = Object.keys(projectClasses).flatMap((projectClass) =>
    ["none", ...Object.keys(triggers)].map((trigger) => ({ projectClass, trigger })),
  );

  it.each(cases)("are those somebody reads: $projectClass, $trigger", ({ projectClass, trigger }) => {
    const changed = withValue(
      withValue(form, "project.class", projectClass),
      "project.triggers",
      trigger === "none" ? [] : [trigger],
    );
    const asked = askedBy(process, changed).items;
    const needed = process.requiredMaterials(changed, ON).map(({ code }) => code);

    for (const [code, item] of Object.entries(readers))
      expect(needed.includes(code), code).toBe(asked.includes(item));
  });
});

describe("materials", () => {
  it("say why they are needed, and which may follow", () => {
    const { process, form } = sampleCase("drawing-review");
    const needed = process.requiredMaterials(form, ON);

    expect(needed.find(({ code }) => code === "soil-conservation-report")?.why).toEqual({
      zh: "项目位于易发生水土流失的区域（水土保持法第二十五条）",
      en: "the project is in an area where soil erosion is frequent (水土保持法第二十五条)",
    });
    expect(needed.filter(({ isTolerable }) => isTolerable).map(({ code }) => code)).toEqual([
      "sheets-landscape",
    ]);
    expect(
      needed.filter(({ isTolerableInGreenChannel }) => isTolerableInGreenChannel).map(({ code }) => code),
    ).toEqual(["geological-report", "sheets-lightning", "sheets-landscape", "sheets-drainage"]);
  });

  it("leave out what a project does not call for", () => {
    const { process, form } = sampleCase("industrial");
    const codes = process.requiredMaterials(form, ON).map(({ code }) => code);

    expect(codes).not.toContain("soil-conservation-report");
    expect(codes).not.toContain("shelter-relocation-statement");
    expect(codes).toContain("environmental-document");
  });
});

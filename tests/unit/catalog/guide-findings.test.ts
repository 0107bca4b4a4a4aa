import { describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import type { Item } from "../../../functions/catalog/catalog.ts";
import { publication } from "../../../functions/catalog/disclosures.ts";
import { findingsOfGuide } from "../../../functions/catalog/guide-findings.ts";
import { bengbuGuides } from "../../../functions/catalog/guides/bengbu.ts";
import { makeGuides, wholeGuide } from "../../../functions/catalog/item-guide.ts";
import { type ItemGuide, itemGuide, type ResultType } from "../../../schemas/item-guide.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { sampleGuide, sampleMaterial } from "../../support/sample-guide.ts";
import { syntheticCatalog } from "../../support/synthetic-process.ts";

const found = (guide: ItemGuide, row: Partial<Item> = {}): string[] => {
  const catalog = syntheticCatalog({ stages: [["a"]], rows: { a: row } });
  const departments = new Map([
    ["dept-a", { id: "dept-a", name: message("a", "a"), code: "11340300PDY0001756" }],
  ]);
  const whole = wholeGuide({ ...catalog, departments }, guide);
  if (whole === null) throw new Error("the sample's item is not on the list");
  return findingsOfGuide(whole).map(({ rule, path }) => `${rule} ${path}`);
};

describe("findingsOfGuide", () => {
  it("finds nothing in a sound guide", () => {
    expect(found(sampleGuide())).toEqual([]);
  });

  it.each<[string, ItemGuide, Partial<Item>, string[]]>([
    [
      "a basic code that is too short",
      sampleGuide({ basic: { basicCode: "3401" } }),
      {},
      ["codes basic.basicCode"],
    ],
    [
      "a basic code of another category",
      sampleGuide({ basic: { basicCode: "340799999000" } }),
      {},
      ["category basic.basicCode"],
    ],
    [
      "a category its basic code does not have",
      sampleGuide(),
      { category: "planning" },
      ["category basic.basicCode"],
    ],
    [
      "a handling item of three digits",
      sampleGuide({ basic: { handlingItem: "001" } }),
      {},
      ["codes basic.handlingItem"],
    ],
    [
      "a promise for later that claims the spot",
      sampleGuide({ basic: { kind: "immediate" } }),
      {},
      ["kind basic.kind"],
    ],
    [
      "a promise for later that is passed up",
      sampleGuide({ basic: { kind: "reported" } }),
      {},
      ["kind basic.kind"],
    ],
    [
      "an entrusted item that names nobody",
      sampleGuide({ basic: { bodyType: "entrusted" } }),
      {},
      ["entrusted basic.entrustedBy"],
    ],
    [
      "an item by law that names who entrusted it",
      sampleGuide({ basic: { entrustedBy: message("市政府", "the city") } }),
      {},
      ["entrusted basic.entrustedBy"],
    ],
    ["a material of the list left out", sampleGuide({ materials: [] }), {}, ["materials materials"]],
    [
      "a material the list has not",
      sampleGuide({ materials: [sampleMaterial("material-a"), sampleMaterial("bank-statement")] }),
      {},
      ["materials materials.1.code"],
    ],
    [
      "a material twice",
      sampleGuide({ materials: [sampleMaterial("material-a"), sampleMaterial("material-a")] }),
      {},
      ["materials materials.1.code"],
    ],
  ])("finds %s", (_, guide, row, findings) => {
    expect(found(guide, row)).toEqual(findings);
  });

  it("lets what is decided on the spot be of that kind, and what nobody promised be of any", () => {
    const guide = sampleGuide({ basic: { kind: "immediate" } });

    expect(found(guide, { limits: { promised: workingDays(0), statutory: workingDays(20) } })).toEqual([]);
    expect(found(guide, { limits: { promised: null, statutory: workingDays(20) } })).toEqual([]);
  });

  it.each<[string, ResultType]>([
    ["经营许可证", "certificate"],
    ["关于同意设立的批复", "approval"],
    ["规划批文", "approval"],
    ["备案回执文", "document"],
  ])("reads from the result's name %s that it %s", (name, type) => {
    const withType = (wrongOrRight: ResultType) =>
      found(
        sampleGuide({
          extension: { result: { type: wrongOrRight, name: message(name, name), sample: null } },
        }),
      );

    expect(withType(type)).toEqual([]);
    expect(withType("other")).toEqual(["result extension.result.type"]);
  });

  it("reads nothing from a name that ends otherwise", () => {
    const result = { type: "certificate", name: message("营业执照", "licence"), sample: null } as const;

    expect(found(sampleGuide({ extension: { result } }))).toEqual([]);
  });
});

describe("makeGuides", () => {
  it("refuses two guides of one item", () => {
    expect(() => makeGuides([sampleGuide(), sampleGuide()])).toThrow("an item has two guides");
  });
});

describe("wholeGuide", () => {
  it("has nothing for an item the edition does not list", () => {
    expect(wholeGuide(syntheticCatalog({ stages: [["b"]] }), sampleGuide())).toBeNull();
  });
});

describe("the guides of Bengbu", () => {
  const rows = [...bengbuCatalog.items.keys()].map((itemId) => [itemId] as const);

  it.each(rows)(
    "have one of %s: it reads by its schema, contradicts nothing and may be published",
    (itemId) => {
      const guide = bengbuGuides.guides.get(itemId);
      const whole = guide === undefined ? null : wholeGuide(bengbuCatalog, guide);
      if (whole === null) throw new Error(`"${itemId}" has no guide`);

      expect(itemGuide.parse(guide)).toEqual(guide);
      expect(findingsOfGuide(whole)).toEqual([]);
      expect(publication(whole, bengbuGuides.disclosures)).toMatchObject({ published: true });
      expect(whole.codes.implementing).toHaveLength(31);
    },
  );

  it("have none of an item that is not on the list", () => {
    for (const itemId of bengbuGuides.guides.keys())
      expect([...bengbuCatalog.items.keys()]).toContain(itemId);
  });
});

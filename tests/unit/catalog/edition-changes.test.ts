import { describe, expect, it } from "vitest";
import { type Item, makeCatalog } from "../../../functions/catalog/catalog.ts";
import { changesBetween } from "../../../functions/catalog/edition-changes.ts";
import { naturalDays, workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { syntheticCatalog } from "../../support/synthetic-process.ts";

const withRow = (row: Partial<Item>) => syntheticCatalog({ stages: [["a", "b"]], rows: { a: row } });

describe("changesBetween", () => {
  it("finds nothing between an edition and the same again", () => {
    expect(changesBetween(withRow({}), withRow({}))).toEqual([]);
  });

  it.each<[string, Partial<Item>]>([
    ["name", { name: message("新名", "new name") }],
    ["department", { department: "dept-b" }],
    ["category", { category: "confirmation" }],
    ["status", { status: { kind: "frozen" } }],
    ["basis", { basis: "新依据" }],
    ["scope", { scope: ["shared"] }],
    ["materials", { materials: [] }],
    ["limits", { limits: { promised: naturalDays(5), statutory: workingDays(20) } }],
    ["silence", { silence: { kind: "lead-decides", basis: "联合审批办法" } }],
    ["silence", { isSafetyCritical: true }],
    ["procedures", { excludedProcedures: [{ procedure: "site-visit", basis: "样例" }] }],
    ["commitment", { commitment: { conditions: [], checkWithin: workingDays(60), basis: "样例" } }],
    ["dates", { validTo: "2026-12-31" }],
  ])("finds another %s", (part, row) => {
    expect(changesBetween(withRow({}), withRow(row))).toEqual([
      { itemId: "a", change: "changed", parts: [part] },
    ]);
  });

  it("finds what was added and what was removed", () => {
    const [before, after] = [
      syntheticCatalog({ stages: [["a", "b"]] }),
      syntheticCatalog({ stages: [["b", "c"]] }),
    ];

    expect(changesBetween(before, after)).toEqual([
      { itemId: "a", change: "removed" },
      { itemId: "c", change: "added" },
    ]);
  });

  it("takes a silence rule of none for having none", () => {
    expect(
      changesBetween(withRow({}), withRow({ silence: { kind: "none" }, isSafetyCritical: false })),
    ).toEqual([]);
  });
});

describe("makeCatalog", () => {
  it("keeps the day its edition comes into force", () => {
    const rows = { departments: [], items: [], preApprovals: [], outputs: [] };

    expect(makeCatalog({ ...rows, version: "2027-01", validFrom: "2027-01-01" })).toMatchObject({
      version: "2027-01",
      validFrom: "2027-01-01",
    });
  });
});

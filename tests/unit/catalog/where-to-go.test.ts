import { describe, expect, it } from "vitest";
import type { Item } from "../../../functions/catalog/catalog.ts";
import { type Directions, whereToGo } from "../../../functions/catalog/where-to-go.ts";
import { syntheticCatalog } from "../../support/synthetic-process.ts";

const ON = "2026-11-24";

const told = (rows: Readonly<Record<string, Partial<Item>>>): Directions | null => {
  const catalog = syntheticCatalog({ stages: [["a", "b", "c"]], rows });
  const item = catalog.items.get("a");
  if (item === undefined) throw new Error("the sample's item is not on the list");
  return whereToGo(catalog, item, ON);
};

const FIRST = "行政许可法第三十二条第一款第一项";
const SECOND = "行政许可法第三十二条第一款第二项";

describe("whereToGo", () => {
  it("has nothing to tell of an item its department takes applications for", () => {
    expect(told({})).toBeNull();
  });

  it.each<[string, Partial<Item>, Omit<Directions, "advice">, RegExp]>([
    [
      "a delegated one: to that department",
      { status: { kind: "delegated", to: "dept-other" } },
      { itemId: null, department: "dept-other", basis: SECOND },
      /下放.*other/,
    ],
    [
      "a merged one: to the item it went into",
      { status: { kind: "merged", into: "b" } },
      { itemId: "b", department: "dept-b", basis: SECOND },
      /并入“b”/,
    ],
    [
      "a transformed one: nothing beforehand, who supervises",
      { status: { kind: "transformed", to: "dept-other" } },
      { itemId: null, department: "dept-other", basis: FIRST },
      /无需事前审批.*other/,
    ],
    [
      "a suspended one: until when it is waived",
      { status: { kind: "suspended", until: "2027-06-30" } },
      { itemId: null, department: null, basis: FIRST },
      /暂免审批至2027-06-30/,
    ],
    [
      "one suspended without an end",
      { status: { kind: "suspended", until: null } },
      { itemId: null, department: null, basis: FIRST },
      /暂免审批，无需申请/,
    ],
    [
      "a cancelled one: no licence is needed",
      { status: { kind: "cancelled" } },
      { itemId: null, department: null, basis: FIRST },
      /无需取得许可/,
    ],
    [
      "a frozen one: not for now",
      { status: { kind: "frozen" } },
      { itemId: null, department: null, basis: FIRST },
      /冻结/,
    ],
    [
      "one that is not in force yet: from when",
      { validFrom: "2027-01-01" },
      { itemId: null, department: null, basis: FIRST },
      /自2027-01-01起施行/,
    ],
    [
      "one that is not in force any more: until when it was",
      { validTo: "2026-10-31" },
      { itemId: null, department: null, basis: FIRST },
      /已于2026-10-31停止施行/,
    ],
  ])("tells of %s", (_, row, expected, advice) => {
    const directions = told({ a: row });

    expect(directions).toMatchObject(expected);
    expect(directions?.advice.zh).toMatch(advice);
    expect(directions?.advice.en).toMatch(/[a-z]{4}/);
  });

  it("leads to the end of a chain of merges", () => {
    const rows = {
      a: { status: { kind: "merged", into: "b" } },
      b: { status: { kind: "merged", into: "c" } },
    } satisfies Record<string, Partial<Item>>;

    expect(told(rows)).toMatchObject({ itemId: "c", department: "dept-c" });
  });
});

import { describe, expect, it } from "vitest";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { feeTableOf, feeTableOn, makeFeeEditions } from "../../../functions/catalog/fees/fee-editions.ts";
import type { FeeDefinition } from "../../../functions/catalog/fees/fee-rows.ts";
import {
  type FeeTable,
  feeRulesOn,
  feesOn,
  makeFeeTable,
  parseFeeTable,
} from "../../../functions/catalog/fees/fee-table.ts";

/** The demonstration table as JSON, as a centre would bring its own. */
const asJson = () => JSON.parse(JSON.stringify(demonstrationFees));
type Json = ReturnType<typeof asJson>;

const faultsAfter = (change: (table: Json) => void): string[] => {
  const table = asJson();
  change(table);
  const read = parseFeeTable(table);
  return "kind" in read ? read.faults.map(({ field, message }) => `${field}: ${message}`) : [];
};
const definition = (table: Json, code: string) =>
  table.definitions.find((row: FeeDefinition) => row.code === code);
const infrastructure = "definitions.0";

describe("parseFeeTable", () => {
  it("reads a table from JSON", () => {
    expect(parseFeeTable(asJson())).toEqual(demonstrationFees);
  });

  it.each([
    ["an empty basis", (row: Json) => Object.assign(row, { legalBasis: "" })],
    ["a blank basis", (row: Json) => Object.assign(row, { legalBasis: "  " })],
    ["no basis at all", (row: Json) => Reflect.deleteProperty(row, "legalBasis")],
  ])("does not load a fee with %s: nothing is collectable without one", (_, change) => {
    const faults = faultsAfter((table) => change(definition(table, "infrastructure")));

    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(`${infrastructure}.legalBasis`);
  });

  it.each<[string, (table: Json) => void, string]>([
    [
      "a rate without a basis",
      (table) => Object.assign(definition(table, "infrastructure"), { rateBasis: "" }),
      "rateBasis",
    ],
    [
      "a rule without a document",
      (table) => Object.assign(table.rules[0], { basisDoc: " " }),
      "rules.0.basisDoc",
    ],
    [
      "a rate of part of a fen",
      (table) => Object.assign(definition(table, "infrastructure").formula, { rateFenPerSquareMetre: 1.5 }),
      "rateFenPerSquareMetre",
    ],
    [
      "a rate of nothing",
      (table) => Object.assign(definition(table, "infrastructure").formula, { rateFenPerSquareMetre: 0 }),
      "rateFenPerSquareMetre",
    ],
    [
      "a day that does not exist",
      (table) => Object.assign(table.rules[0], { validFrom: "2026-02-30" }),
      "rules.0.validFrom",
    ],
    [
      "a rule that takes nothing off",
      (table) =>
        Object.assign(table.rules[2], { effect: { kind: "factor", numerator: 100, denominator: 100 } }),
      "rules.2.effect",
    ],
    [
      "a rule that raises",
      (table) =>
        Object.assign(table.rules[2], { effect: { kind: "factor", numerator: 120, denominator: 100 } }),
      "rules.2.effect",
    ],
    [
      "a scope of nobody",
      (table) => Object.assign(table.rules[0], { scope: { kind: "any", of: [] } }),
      "rules.0.scope",
    ],
    [
      "an unknown condition",
      (table) => Object.assign(table.rules[0], { scope: { kind: "friends" } }),
      "rules.0.scope",
    ],
    [
      "an unknown use",
      (table) => Object.assign(table.rules[0], { scope: { kind: "use", in: ["castle"] } }),
      "rules.0.scope",
    ],
    ["an unknown field", (table) => Object.assign(table.rules[0], { factr: 1 }), "rules.0"],
    [
      "a share of more than the whole",
      (table) => Object.assign(definition(table, "drawing-review").formula, { numerator: 2_000 }),
      "formula",
    ],
    [
      "a public fee nobody collects",
      (table) => Object.assign(definition(table, "infrastructure"), { collectors: [] }),
      "collectors",
    ],
    [
      "a public fee nobody collects at first",
      (table) =>
        Object.assign(definition(table, "infrastructure"), {
          collectors: [{ department: "tax", since: "2021-01-01" }],
        }),
      'nobody collects "infrastructure" from 2002-01-01',
    ],
    [
      "collectors out of order",
      (table) => definition(table, "shelter-relocation").collectors.reverse(),
      "collectors",
    ],
    [
      "a service with a collector of the treasury",
      (table) =>
        Object.assign(definition(table, "drawing-review"), {
          collectors: [{ department: "tax", since: "2001-03-07" }],
        }),
      "definitions.10",
    ],
    [
      "a rule about an unknown fee",
      (table) => Object.assign(table.rules[0], { fees: { kind: "codes", codes: ["window-tax"] } }),
      '"R1" reduces "window-tax"',
    ],
    [
      "two rows of a fee on one day",
      (table) => table.definitions.push(definition(table, "infrastructure")),
      'two rows of "infrastructure"',
    ],
    [
      "a second row that begins on the last day of the first",
      (table) => Object.assign(table.definitions[3], { validFrom: "2017-06-30" }),
      'two rows of "soil-conservation"',
    ],
    ["two rows of a rule on one day", (table) => table.rules.push(table.rules[0]), 'two rows of "R1"'],
    [
      "a row that ends before it begins",
      (table) => Object.assign(table.rules[0], { validTo: "2012-12-31" }),
      '"R1" ends before it begins',
    ],
    [
      "a shelter row twice",
      (table) => table.shelter.rules.push(table.shelter.rules[0]),
      '"tall-or-deep" stands twice',
    ],
    ["no table", (table) => Reflect.deleteProperty(table, "definitions"), "definitions"],
  ])("refuses %s", (_, change, text) => {
    expect(faultsAfter(change).join("\n")).toContain(text);
  });

  it("takes the rows of a fee in whatever order they stand", () => {
    expect(faultsAfter((table) => table.definitions.reverse())).toEqual([]);
  });

  it("takes a rule up again after it has ended", () => {
    expect(
      faultsAfter((table) => {
        const [first] = table.rules;
        first.validTo = "2019-12-31";
        table.rules.push({ ...first, validFrom: "2020-01-01", validTo: null });
      }),
    ).toEqual([]);
  });
});

describe("makeFeeTable", () => {
  it("throws what parseFeeTable refuses", () => {
    expect(() => makeFeeTable({ ...demonstrationFees, version: "" })).toThrow("version");
  });
});

describe("demonstrationFees", () => {
  const codesOn = (on: string) => feesOn(demonstrationFees, on).map(({ code }) => code);
  const abolished = ["wall-materials", "bulk-cement", "termite-prevention", "quality-supervision"];

  it("says that it is a demonstration, table and rates", () => {
    expect(demonstrationFees.isDemonstration).toBe(true);
    expect(
      demonstrationFees.definitions.filter(({ rateBasis }) => !rateBasis.startsWith("示例费率")),
    ).toEqual([]);
  });

  it.each([
    ["2008-12-31", abolished],
    ["2009-01-01", ["wall-materials", "bulk-cement", "termite-prevention"]],
    ["2014-06-03", ["wall-materials", "bulk-cement", "termite-prevention"]],
    ["2016-01-31", ["wall-materials", "bulk-cement", "termite-prevention"]],
    ["2016-02-01", ["wall-materials", "termite-prevention"]],
    ["2017-03-31", ["wall-materials", "termite-prevention"]],
    ["2017-04-01", []],
    ["2026-11-23", []],
  ])("shows abolished fees on %s while they were in force", (on, expected) => {
    expect(codesOn(on).filter((code) => abolished.includes(code))).toEqual(expected);
  });

  it.each([
    ["2014-04-30", undefined],
    ["2014-05-01", 220],
    ["2017-06-30", 220],
    ["2017-07-01", 150],
  ])("charges soil conservation on %s at its rate of the day", (on, rate) => {
    const row = feesOn(demonstrationFees, on).find(({ code }) => code === "soil-conservation");
    expect(row?.formula.kind === "area" ? row.formula.rateFenPerSquareMetre : undefined).toBe(rate);
  });

  it("has no fee that no law sets, such as one for greening", () => {
    expect(demonstrationFees.definitions.filter(({ name }) => name.zh.includes("绿化"))).toEqual([]);
  });

  it("has the centre's four rules from 2013", () => {
    const idsOn = (on: string) =>
      feeRulesOn(demonstrationFees, on)
        .map(({ ruleId }) => ruleId)
        .filter((id) => id.startsWith("R"));

    expect(idsOn("2012-12-31")).toEqual([]);
    expect(idsOn("2013-01-01")).toEqual(["R1", "R2", "R3", "R4-A", "R4-B"]);
  });
});

describe("makeFeeEditions", () => {
  const edition = (version: string, validFrom: string): FeeTable => ({
    ...demonstrationFees,
    version,
    validFrom,
  });
  const [old, next, ahead] = [
    edition("2024", "2024-01-01"),
    edition("2026", "2026-12-01"),
    edition("2027", "2027-01-01"),
  ] as const;
  const editions = makeFeeEditions([ahead, old, next]);

  it("finds the edition in force on a day, and none before the first", () => {
    expect(editions).toEqual([old, next, ahead]);
    expect(feeTableOn(editions, "2023-12-31")).toBeUndefined();
    expect(feeTableOn(editions, "2024-01-01")).toBe(old);
    expect(feeTableOn(editions, "2026-11-30")).toBe(old);
    expect(feeTableOn(editions, "2026-12-01")).toBe(next);
    expect(feeTableOf(editions, "2027")).toBe(ahead);
    expect(feeTableOf(editions, "2025")).toBeUndefined();
  });

  it("refuses one version twice, and two that begin on one day", () => {
    expect(() => makeFeeEditions([old, edition("2024", "2025-01-01")])).toThrow('are called "2024"');
    expect(() => makeFeeEditions([old, edition("2025", "2024-01-01")])).toThrow("on 2024-01-01");
  });
});

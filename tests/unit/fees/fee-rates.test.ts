import { describe, expect, it } from "vitest";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import { type FeeTable, makeFeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import type { ProjectUse } from "../../../schemas/fee-facts.ts";
import { buildingOf, payable, projectOf, yuan } from "./fee-projects.ts";

describe("a rate", () => {
  const infrastructure = (change: object): FeeTable =>
    makeFeeTable({
      ...demonstrationFees,
      definitions: demonstrationFees.definitions.map((row) =>
        row.code === "infrastructure" && row.formula.kind === "area"
          ? { ...row, formula: { ...row.formula, ...change } }
          : row,
      ),
    });
  const building = (use: ProjectUse, floor: number) =>
    projectOf({ buildings: [buildingOf({ id: "1#", use, storeys: 1, ground: 1, above: 1, floor })] });
  const rateByUse = [{ uses: ["production", "storage"], rateFenPerSquareMetre: 6_000 }];

  it("may differ by use", () => {
    const table = infrastructure({ rateByUse });

    expect(payable(building("production", 100), "infrastructure", { table })).toEqual([6_000, null]);
    expect(payable(building("storage", 100), "infrastructure", { table })).toEqual([6_000, null]);
    expect(payable(building("office", 100), "infrastructure", { table })).toEqual([11_500, null]);
  });

  it("counts a begun square metre as a whole one only where the table says so", () => {
    const whole = infrastructure({ wholeSquareMetres: true });

    expect(payable(building("office", 100.01), "infrastructure", { table: whole })[0]).toBe(11_615);
    expect(payable(building("office", 100.01), "infrastructure")[0]).toBe(11_501.15);
  });

  it("may be fixed a case", () => {
    const table = makeFeeTable({
      ...demonstrationFees,
      definitions: demonstrationFees.definitions.map((row) =>
        row.code === "road-excavation" ? { ...row, formula: { kind: "fixed", amountFen: yuan(80) } } : row,
      ),
    });

    expect(payable(projectOf(), "road-excavation", { table })).toEqual([80, null]);
  });

  it("rounds half a fen up, and less than half down", () => {
    const rate = (rateFenPerSquareMetre: number) => infrastructure({ rateFenPerSquareMetre });

    expect(payable(building("office", 1.5), "infrastructure", { table: rate(1) })[0]).toBe(0.02);
    expect(payable(building("office", 1.49), "infrastructure", { table: rate(1) })[0]).toBe(0.01);
  });
});

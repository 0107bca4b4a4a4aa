import { describe, expect, it } from "vitest";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { reliefOf } from "../../../functions/case/fees/relief.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import { factoryA, factoryB, school } from "./fee-projects.ts";

const made = (facts: FeeFacts, caseId: string) =>
  feeSheet({ ...facts, caseId }, demonstrationFees, "2026-11-23");

describe("reliefOf", () => {
  it("adds up what rules took off, by rule, fee and kind", () => {
    const relief = reliefOf([made(factoryA, "1"), made(factoryB, "2"), made(school, "3")]);

    // 92 201.50 + 71 201.50 + 387 001.50; the cheaper contract is no relief.
    expect(relief.reliefFen).toBe(55_040_450);
    expect(relief.sheets).toBe(3);
    expect(relief.kinds).toEqual({ administrative: 45_040_450, fund: 0, service: 10_000_000 });
    expect(relief.rules).toEqual([
      { id: "shelter-halved", reliefFen: 31_500_000, lines: 1 },
      { id: "R2", reliefFen: 7_219_800, lines: 2 },
      { id: "R4-A", reliefFen: 5_600_000, lines: 2 },
      { id: "soil-public", reliefFen: 4_500_150, lines: 1 },
      { id: "R4-B", reliefFen: 3_500_000, lines: 2 },
      { id: "shelter-temporary", reliefFen: 1_800_000, lines: 1 },
      { id: "R3", reliefFen: 900_000, lines: 1 },
      { id: "R1", reliefFen: 20_500, lines: 2 },
    ]);
    expect(relief.fees[0]).toEqual({ id: "shelter-relocation", reliefFen: 33_300_000, lines: 2 });
  });

  it("counts a case once, by its last sheet", () => {
    const again = reliefOf([made(factoryA, "1"), made(factoryA, "1"), made(factoryB, "1")]);

    expect(again).toEqual(reliefOf([made(factoryB, "1")]));
  });

  it("is nothing over no sheets", () => {
    expect(reliefOf([])).toEqual({
      reliefFen: 0,
      sheets: 0,
      rules: [],
      fees: [],
      kinds: { administrative: 0, fund: 0, service: 0 },
    });
  });
});

import { describe, expect, it } from "vitest";
import { reliefsOf } from "../../../functions/application/fees/fee-entry.ts";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import { factoryA, factoryB, school } from "./fee-projects.ts";

const reliefs = (facts: FeeFacts) =>
  reliefsOf(feeSheet(facts, demonstrationFees, "2026-11-23")).map(({ ruleId, feeKind, reliefFen }) => [
    ruleId,
    feeKind,
    reliefFen,
  ]);

const total = (facts: FeeFacts): number => reliefs(facts).reduce((sum, [, , fen]) => sum + Number(fen), 0);

describe("reliefsOf", () => {
  it("adds up what each rule took off a sheet, by kind of fee; a cheaper contract is no relief", () => {
    expect([factoryA, factoryB, school].map(total)).toEqual([9_220_150, 7_120_150, 38_700_150]);
  });

  it("has one row for a rule and a kind, however many lines of the sheet it reduced", () => {
    const rows = reliefs(factoryA);

    expect(new Set(rows.map(([ruleId, kind]) => `${ruleId} ${kind}`)).size).toBe(rows.length);
    expect(rows).toContainEqual(["R4-A", "service", 5_600_000]);
  });
});

import { describe, expect, it } from "vitest";
import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { feeTrail } from "../../../functions/case/fees/fee-trail.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import { buildingOf, institutions, projectOf, serviceOf } from "./fee-projects.ts";

const today = "2026-11-23";
const industrial = { projectClass: "industrial" } as const;
const precondition = "environmental-report";

const service = (code: string, facts: Partial<FeeFacts>, agreed?: number): FeeFacts =>
  projectOf({ ...facts, services: [serviceOf(code, institutions.environment, 10_000, agreed)] });

describe("feeTrail", () => {
  const steps = (facts: FeeFacts, on = today) =>
    feeTrail(facts, demonstrationFees, on).map(({ feeCode, cause, outcome }) => [feeCode, cause, outcome]);

  it("says why a fee is not charged", () => {
    const facts = projectOf({
      buildings: [buildingOf({ id: "1#", use: "office", storeys: 1, ground: 9, above: 9, floor: 9 })],
      services: [serviceOf("fortune-telling", institutions.survey, 1)],
    });
    const found = steps(facts);

    expect(found).toContainEqual(["shelter-relocation", "office", "not-due"]);
    expect(found).toContainEqual(["road-excavation", "project", "nothing-to-measure"]);
    expect(found).toContainEqual(["soil-conservation", null, "not-in-force"]);
    expect(found).toContainEqual(["drawing-review", null, "nothing-to-measure"]);
    expect(found).toContainEqual(["infrastructure", "office", "charged"]);
    expect(found).toContainEqual(["fortune-telling", institutions.survey.code, "not-on-the-table"]);
  });

  it("charges nothing that is on no row of the table, nor a public fee as a service", () => {
    const facts = projectOf({
      services: [
        serviceOf("fortune-telling", institutions.survey, 1),
        serviceOf("infrastructure", institutions.survey, 1),
      ],
    });

    expect(feeSheet(facts, demonstrationFees, today).payableFen).toBe(0);
    expect(steps(facts).filter(([, , outcome]) => outcome === "not-on-the-table")).toHaveLength(2);
  });

  it("weighs every rule about a fee", () => {
    const trail = feeTrail(
      service(precondition, { ...industrial, industrialClass: "B" }),
      demonstrationFees,
      today,
    );
    const step = trail.find(({ outcome }) => outcome === "charged");

    expect(step?.outcome === "charged" && step.charge.rules).toEqual([
      { ruleId: "R3", outcome: "less-favourable" },
      { ruleId: "R4-A", outcome: "out-of-scope" },
      { ruleId: "R4-B", outcome: "wins" },
    ]);
  });

  it("lets no rule win over a cheaper contract", () => {
    const trail = feeTrail(service(precondition, {}, 1), demonstrationFees, today);
    const step = trail.find(({ outcome }) => outcome === "charged");

    expect(step?.outcome === "charged" && step.charge.rules[0]).toEqual({
      ruleId: "R3",
      outcome: "less-favourable",
    });
  });
});

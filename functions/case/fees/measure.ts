import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import type { FeeMeasure, ShelterDuty } from "../../../schemas/fees.ts";
import type { FeeFormula } from "../../catalog/fees/fee-rows.ts";
import { dividedHalfUp, dividedUp, sumOf } from "./amounts.ts";
import type { Portion } from "./portions.ts";
import { missingShelter } from "./shelter-area.ts";

/** Quantity and rate of one charge, and the standard amount they make, in fen. */
export interface Measured {
  measure: FeeMeasure;
  standardFen: number;
}

type AreaFormula = Extract<FeeFormula, { kind: "area" }>;

const HUNDRED = 100;

const shelterOf = ({ buildings }: Portion, duties: readonly ShelterDuty[]): ShelterDuty[] =>
  duties
    .filter((duty) => missingShelter(duty) > 0 && buildings.some(({ id }) => id === duty.building))
    .toSorted((one, other) => (one.building < other.building ? -1 : 1));

const areaOf = (
  { quantity }: AreaFormula,
  facts: FeeFacts,
  portion: Portion,
  shelter: readonly ShelterDuty[],
): number => {
  switch (quantity) {
    case "buildingArea":
      return sumOf(portion.buildings.map(({ floorSquareDecimetres }) => floorSquareDecimetres));
    case "shelterArea":
      return sumOf(shelter.map(missingShelter));
    case "landArea":
      return portion.landSquareDecimetres;
    case "roadExcavatedArea":
      return facts.road.excavatedSquareDecimetres;
  }
};

const rateOf = ({ rateByUse = [], rateFenPerSquareMetre }: AreaFormula, { use }: Portion): number =>
  rateByUse.find(({ uses }) => use !== null && uses.includes(use))?.rateFenPerSquareMetre ??
  rateFenPerSquareMetre;

const measuredArea = (
  formula: AreaFormula,
  facts: FeeFacts,
  portion: Portion,
  duties: readonly ShelterDuty[],
): Measured | null => {
  const shelter = formula.quantity === "shelterArea" ? shelterOf(portion, duties) : [];
  const area = areaOf(formula, facts, portion, shelter);
  if (area === 0) return null;
  const charged = formula.wholeSquareMetres === true ? dividedUp([area], HUNDRED) * HUNDRED : area;
  const rate = rateOf(formula, portion);
  return {
    measure: {
      kind: "area",
      quantity: formula.quantity,
      squareDecimetres: area,
      chargedSquareDecimetres: charged,
      rateFenPerSquareMetre: rate,
      shelter,
    },
    standardFen: dividedHalfUp([charged, rate], HUNDRED),
  };
};

const measuredDays = (
  { rateFenPerSquareMetreDay }: Extract<FeeFormula, { kind: "area-days" }>,
  { road: { occupiedSquareDecimetres, occupiedDays } }: FeeFacts,
): Measured | null =>
  occupiedSquareDecimetres === 0 || occupiedDays === 0
    ? null
    : {
        measure: {
          kind: "area-days",
          squareDecimetres: occupiedSquareDecimetres,
          days: occupiedDays,
          rateFenPerSquareMetreDay,
        },
        standardFen: dividedHalfUp(
          [occupiedSquareDecimetres, occupiedDays, rateFenPerSquareMetreDay],
          HUNDRED,
        ),
      };

const measuredShare = (
  { numerator, denominator }: Extract<FeeFormula, { kind: "share" }>,
  { constructionCostFen }: FeeFacts,
): Measured | null =>
  constructionCostFen === null || constructionCostFen === 0
    ? null
    : {
        measure: { kind: "share", baseFen: constructionCostFen, numerator, denominator },
        standardFen: dividedHalfUp([constructionCostFen, numerator], denominator),
      };

/**
 * Measure one charge: its quantity, its rate and its standard amount, rounded half up to a fen; `null` where there is
 * nothing to measure. This is the only rounding of a standard amount.
 */
export const measured = (
  formula: FeeFormula,
  facts: FeeFacts,
  portion: Portion,
  duties: readonly ShelterDuty[],
): Measured | null => {
  switch (formula.kind) {
    case "area":
      return measuredArea(formula, facts, portion, duties);
    case "area-days":
      return measuredDays(formula, facts);
    case "share":
      return measuredShare(formula, facts);
    case "contract": {
      const standardFen = portion.service?.standardFen ?? 0;
      return standardFen === 0 ? null : { measure: { kind: "contract" }, standardFen };
    }
    case "fixed":
      return { measure: { kind: "fixed" }, standardFen: formula.amountFen };
  }
};

import type { FeeBuilding, FeeFacts } from "../../../schemas/fee-facts.ts";
import type { ShelterDuty } from "../../../schemas/fees.ts";
import type { ShelterRule } from "../../catalog/fees/fee-rows.ts";
import type { FeeTable } from "../../catalog/fees/fee-table.ts";
import { dividedHalfUp, sumOf } from "./amounts.ts";

const fits = (rule: ShelterRule, building: FeeBuilding, facts: FeeFacts): boolean => {
  const { reaching } = rule;
  return (
    rule.uses.includes(building.use) &&
    (rule.inPark === undefined || rule.inPark === facts.inPark) &&
    (reaching === undefined ||
      building.storeys >= reaching.storeys ||
      building.foundationMillimetres >= reaching.foundationMillimetres)
  );
};

const areaOf = ({ area }: ShelterRule, building: FeeBuilding): number =>
  area.kind === "ground-floor"
    ? building.groundFloorSquareDecimetres
    : dividedHalfUp([building.aboveGroundSquareDecimetres, area.thousandths], 1_000);

/**
 * The shelter each building of a project must have (应建防空地下室面积), in square decimetres; none for a building that no
 * row fits.
 *
 * The first row that fits a building decides. A row with a minimum counts what all its buildings have above ground,
 * those of earlier rows not among them; below the minimum they have nothing to build, and later rows are tried.
 * A share is rounded half up to a square decimetre.
 * @see 人民防空法第二十二条; 国人防办字〔2003〕18号第四十五条
 */
export const shelterDuties = (facts: FeeFacts, { shelter }: Pick<FeeTable, "shelter">): ShelterDuty[] => {
  let open = facts.buildings;
  const found = new Map<string, ShelterRule>();
  for (const rule of shelter.rules) {
    const caught = open.filter((building) => fits(rule, building, facts));
    const total = sumOf(caught.map((building) => building.aboveGroundSquareDecimetres));
    if (total < (rule.minimumTotalSquareDecimetres ?? 0)) continue;
    for (const { id } of caught) found.set(id, rule);
    open = open.filter(({ id }) => !found.has(id));
  }
  return facts.buildings.flatMap((building) => {
    const rule = found.get(building.id);
    if (rule === undefined) return [];
    return {
      building: building.id,
      ruleId: rule.ruleId,
      grade: rule.grade,
      requiredSquareDecimetres: areaOf(rule, building),
      builtSquareDecimetres: building.shelterBuiltSquareDecimetres,
    };
  });
};

/** What of a duty is not built, which is what the fee is for. A shelter beyond the duty makes up for no other building. */
export const missingShelter = ({ requiredSquareDecimetres, builtSquareDecimetres }: ShelterDuty): number =>
  Math.max(0, requiredSquareDecimetres - builtSquareDecimetres);

import type { ChargedBefore } from "../../../schemas/events.ts";
import type { FeeBuilding, FeeFacts } from "../../../schemas/fee-facts.ts";
import type { CaseState } from "../state.ts";
import { dividedUp, sumOf } from "./amounts.ts";
import { missingShelter } from "./shelter-area.ts";
import { chargesOf } from "./split.ts";

/**
 * What has grown of a building since earlier cases were charged on it. An exemption goes by use and nature, so under others it
 * is charged anew. A shelter that was paid for counts as built.
 */
const grown = (charged: readonly ChargedBefore[], building: FeeBuilding): FeeBuilding => {
  const { id, use, nature, floorSquareDecimetres, shelterBuiltSquareDecimetres } = building;
  const own = charged.flatMap(({ buildings }) => buildings).filter((each) => each.id === id);
  const alike = own.filter((each) => each.use === use && each.nature === nature);
  const paidFloor = sumOf(alike.map((each) => each.floorSquareDecimetres));
  return {
    ...building,
    floorSquareDecimetres: Math.max(0, floorSquareDecimetres - paidFloor),
    shelterBuiltSquareDecimetres:
      shelterBuiltSquareDecimetres + sumOf(own.map((each) => each.shelterSquareDecimetres)),
  };
};

/** What the works use of city roads beyond what cases about some of the same works were charged on. */
const grownRoad = (
  { road, buildings }: Pick<FeeFacts, "road" | "buildings">,
  charged: readonly ChargedBefore[],
): FeeFacts["road"] => {
  const isAbout = ({ buildings: earlier }: ChargedBefore): boolean =>
    earlier.some(({ id }) => buildings.some((each) => each.id === id));
  const before = charged.filter(isAbout).map((each) => each.road);
  const { occupiedSquareDecimetres, occupiedDays, excavatedSquareDecimetres } = road;
  const paid = sumOf(before.map((each) => each.occupiedSquareDecimetres * each.occupiedDays));
  const open = Math.max(0, occupiedSquareDecimetres * occupiedDays - paid);
  const dug = sumOf(before.map((each) => each.excavatedSquareDecimetres));
  return {
    occupiedSquareDecimetres: occupiedDays === 0 ? 0 : dividedUp([open], occupiedDays),
    occupiedDays,
    excavatedSquareDecimetres: Math.max(0, excavatedSquareDecimetres - dug),
  };
};

/**
 * What of its facts a case is charged on. The land is the project's and is paid for once, by the case that bears it; works
 * that issued cases were charged on before are charged on what has grown since.
 * @see 水土保持法第三十二条; 财综〔2014〕8号第七条 (开工前一次性缴纳)
 */
export const owedFacts = (facts: FeeFacts, project: CaseState["project"]): FeeFacts => {
  const { bearsProjectFees = true, charged = [] } = project ?? {};
  return {
    ...facts,
    land: bearsProjectFees ? facts.land : [],
    buildings: facts.buildings.map((building) => grown(charged, building)),
    road: grownRoad(facts, charged),
  };
};

/**
 * What an issued case was charged on, for later cases of its project; `null` for one that was not charged. `facts` are those
 * of its form as it was issued.
 */
export const chargedOn = (
  facts: FeeFacts,
  { caseId, licence, project, fees: { sheet } }: CaseState,
): ChargedBefore | null => {
  if (licence === null || sheet === null) return null;
  const { buildings, road } = owedFacts(facts, project);
  const duties = chargesOf(sheet).flatMap(({ measure }) => (measure.kind === "area" ? measure.shelter : []));
  return {
    caseId,
    buildings: buildings.map(({ id, use, nature, floorSquareDecimetres }) => ({
      ...{ id, use, nature, floorSquareDecimetres },
      shelterSquareDecimetres: sumOf(duties.filter(({ building }) => building === id).map(missingShelter)),
    })),
    road,
  };
};

import type { ChargedBefore } from "../../../schemas/events.ts";
import type { ChargedBuilding, FeeBuilding, FeeFacts } from "../../../schemas/fee-facts.ts";
import type { FeeTable } from "../../catalog/fees/fee-table.ts";
import type { CaseState } from "../state.ts";
import { dividedUp, sumOf } from "./amounts.ts";
import { missingShelter, shelterDuties } from "./shelter-area.ts";
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
    earlier.some(({ id, shelterOnly }) => shelterOnly !== true && buildings.some((each) => each.id === id));
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

const grownFacts = (facts: FeeFacts, project: CaseState["project"]): FeeFacts => {
  const { bearsProjectFees = true, charged = [] } = project ?? {};
  return {
    ...facts,
    land: bearsProjectFees ? facts.land : [],
    buildings: facts.buildings.map((building) => grown(charged, building)),
    road: grownRoad(facts, charged),
  };
};

/** The buildings issued cases were about and this one is not, as they were last; each is charged on nothing but a shelter. */
const otherBuildings = ({ buildings }: FeeFacts, charged: readonly ChargedBefore[]): FeeBuilding[] => {
  const own = new Set(buildings.map(({ id }) => id));
  const known = charged.flatMap((each) => each.buildings).filter(({ id }) => !own.has(id));
  const paid = (of: string): number =>
    sumOf(known.filter(({ id }) => id === of).map((each) => each.shelterSquareDecimetres));
  const found = known.flatMap(({ id, use, nature, shape }) => {
    if (shape === undefined) return [];
    const shelterBuiltSquareDecimetres = shape.shelterBuiltSquareDecimetres + paid(id);
    return [{ id, use, nature, ...shape, floorSquareDecimetres: 0, shelterBuiltSquareDecimetres }];
  });
  return [...new Map(found.map((each) => [each.id, each])).values()];
};

/**
 * The other buildings of the project, so that a row with a minimum counts all of them, in however many cases they come. One that
 * owed a shelter before was asked for it then; one that comes to owe it by this case is asked for it now.
 */
const countedAlong = (
  facts: FeeFacts,
  charged: readonly ChargedBefore[],
  table: Pick<FeeTable, "shelter">,
): FeeBuilding[] => {
  const others = otherBuildings(facts, charged);
  const before = shelterDuties({ ...facts, buildings: others }, table);
  return others.map((building) => {
    const duty = before.find((each) => each.building === building.id);
    const built = Math.max(building.shelterBuiltSquareDecimetres, duty?.requiredSquareDecimetres ?? 0);
    return { ...building, shelterBuiltSquareDecimetres: built };
  });
};

/**
 * What of its facts a case is charged on by a table. The land is the project's and is paid for once, by the case that bears it;
 * works that issued cases were charged on before are charged on what has grown since.
 * @see 水土保持法第三十二条; 财综〔2014〕8号第七条 (开工前一次性缴纳); 国人防办字〔2003〕18号第四十五条 (总建筑面积)
 */
export const owedFacts = (
  facts: FeeFacts,
  project: CaseState["project"],
  table: Pick<FeeTable, "shelter">,
): FeeFacts => {
  const owed = grownFacts(facts, project);
  return { ...owed, buildings: [...owed.buildings, ...countedAlong(facts, project?.charged ?? [], table)] };
};

const shapeOf = (facts: FeeFacts, of: string): ChargedBuilding["shape"] => {
  const building = facts.buildings.find(({ id }) => id === of);
  if (building === undefined) return undefined;
  const { storeys, foundationMillimetres, groundFloorSquareDecimetres } = building;
  const { aboveGroundSquareDecimetres, shelterBuiltSquareDecimetres } = building;
  return {
    ...{ storeys, foundationMillimetres, groundFloorSquareDecimetres },
    ...{ aboveGroundSquareDecimetres, shelterBuiltSquareDecimetres },
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
  const { buildings, road } = grownFacts(facts, project);
  const duties = chargesOf(sheet).flatMap(({ measure }) => (measure.kind === "area" ? measure.shelter : []));
  const shelterOf = (of: string): number =>
    sumOf(duties.filter(({ building }) => building === of).map(missingShelter));
  const own = buildings.map(
    ({ id, use, nature, floorSquareDecimetres }): ChargedBuilding => ({
      ...{ id, use, nature, floorSquareDecimetres },
      shelterSquareDecimetres: shelterOf(id),
      shape: shapeOf(facts, id),
    }),
  );
  const others = otherBuildings(facts, project?.charged ?? [])
    .map(
      ({ id, use, nature }): ChargedBuilding => ({
        ...{ id, use, nature, floorSquareDecimetres: 0 },
        shelterSquareDecimetres: shelterOf(id),
        shelterOnly: true,
      }),
    )
    .filter(({ shelterSquareDecimetres }) => shelterSquareDecimetres > 0);
  return { caseId, buildings: [...own, ...others], road };
};

import type {
  BuildingNature,
  FeeBuilding,
  FeeFacts,
  FeeService,
  ProjectUse,
} from "../../../schemas/fee-facts.ts";
import type { FeeDefinition } from "../../catalog/fees/fee-rows.ts";

/**
 * The part of a project one charge is for. `cause` names it in the key of the line, and never depends on a rule.
 * `use` and `nature` are `null` for a charge on the project as a whole.
 */
export interface Portion {
  cause: string;
  use: ProjectUse | null;
  nature: BuildingNature | null;
  buildings: readonly FeeBuilding[];
  landSquareDecimetres: number;
  service: FeeService | null;
}

const whole = (facts: FeeFacts): Portion => ({
  cause: "project",
  use: null,
  nature: null,
  buildings: facts.buildings,
  landSquareDecimetres: facts.land.reduce((sum, { squareDecimetres }) => sum + squareDecimetres, 0),
  service: null,
});

const nothing = { buildings: [], landSquareDecimetres: 0, service: null };

/** Buildings of one use and nature are charged together. */
const byBuildings = ({ buildings }: FeeFacts): Portion[] => {
  const groups = Map.groupBy(buildings, ({ use, nature }) => (nature === "new" ? use : `${use}.${nature}`));
  return [...groups].flatMap(([cause, group]) => {
    const [first] = group;
    return first === undefined
      ? []
      : { ...nothing, cause, use: first.use, nature: first.nature, buildings: group };
  });
};

const byLand = ({ land }: FeeFacts): Portion[] =>
  land.map(({ use, squareDecimetres }) => ({
    ...nothing,
    cause: use,
    use,
    nature: "new",
    landSquareDecimetres: squareDecimetres,
  }));

const byServices = (facts: FeeFacts, code: string): Portion[] =>
  facts.services
    .filter(({ feeCode }) => feeCode === code)
    .map((service) => ({ ...whole(facts), cause: service.institution.code, service }));

const partsOf = ({ kind, code, formula }: FeeDefinition, facts: FeeFacts): Portion[] => {
  if (kind === "service") return byServices(facts, code);
  if (formula.kind !== "area" || formula.quantity === "roadExcavatedArea") return [whole(facts)];
  return formula.quantity === "landArea" ? byLand(facts) : byBuildings(facts);
};

/**
 * The parts of a project a fee is charged on. Exemptions go by what a building or a parcel is for, so a fee on buildings
 * is charged use by use, and one on land parcel by parcel: a kindergarten among flats is not charged as flats. A price of
 * an intermediary is charged contract by contract, everything else once. They
 * come in the order of their causes, so that the order of the facts means nothing.
 * @see 财综〔2014〕8号第十一条 (免征部分的占地面积从计征总面积中扣除)
 */
export const portionsOf = (definition: FeeDefinition, facts: FeeFacts): Portion[] =>
  partsOf(definition, facts).toSorted((one, other) => (one.cause < other.cause ? -1 : 1));

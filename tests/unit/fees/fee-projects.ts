import { feeSheet } from "../../../functions/case/fees/fee-sheet.ts";
import { linesOf } from "../../../functions/case/fees/split.ts";
import { demonstrationFees } from "../../../functions/catalog/fees/demonstration-fees.ts";
import type { FeeTable } from "../../../functions/catalog/fees/fee-table.ts";
import type { FeeBuilding, FeeFacts, FeeService } from "../../../schemas/fee-facts.ts";

/** Square metres as the facts count them: 720.5 is 72050 square decimetres. */
const squareMetres = (value: number): number => Math.round(value * 100);
/** Yuan as fen. */
export const yuan = (value: number): number => Math.round(value * 100);

/** A building by the figures of its planning permit: square metres, storeys, metres of foundation. */
export const buildingOf = ({
  ground,
  above,
  floor,
  shelter = 0,
  foundation = 2,
  ...rest
}: Pick<FeeBuilding, "id" | "use" | "storeys"> & {
  nature?: FeeBuilding["nature"];
  ground: number;
  above: number;
  floor: number;
  shelter?: number;
  foundation?: number;
}): FeeBuilding => ({
  nature: "new",
  ...rest,
  foundationMillimetres: Math.round(foundation * 1_000),
  groundFloorSquareDecimetres: squareMetres(ground),
  aboveGroundSquareDecimetres: squareMetres(above),
  floorSquareDecimetres: squareMetres(floor),
  shelterBuiltSquareDecimetres: squareMetres(shelter),
});

/** Institutions of the zone that GB 11714 reserves, so that they collide with nobody. */
export const institutions = {
  drawings: { code: "91340300PDY00001XC", name: "示例审图公司" },
  environment: { code: "91340300PDY000060P", name: "示例环评公司" },
  survey: { code: "91340300PDY0001080", name: "示例勘测公司" },
  consulting: { code: "91340302PDY001012W", name: "示例咨询公司" },
} as const;

/** A service under contract; prices in yuan. */
export const serviceOf = (
  feeCode: string,
  institution: FeeService["institution"],
  standard: number | null = null,
  agreed: number | null = null,
): FeeService => ({
  feeCode,
  institution,
  standardFen: standard === null ? null : yuan(standard),
  agreedFen: agreed === null ? null : yuan(agreed),
});

/** Occupied and excavated road in square metres, and days. */
export const roadOf = (occupied: number, days: number, excavated: number): FeeFacts["road"] => ({
  occupiedSquareDecimetres: squareMetres(occupied),
  occupiedDays: days,
  excavatedSquareDecimetres: squareMetres(excavated),
});

/** Land of a use, in square metres. */
export const landOf = (use: FeeFacts["land"][number]["use"], metres: number): FeeFacts["land"][number] => ({
  use,
  squareDecimetres: squareMetres(metres),
});

/** A project of which nothing costs anything, with what a test says of it. */
export const projectOf = (facts: Partial<FeeFacts> = {}): FeeFacts => ({
  caseId: "case-1",
  projectClass: "residential",
  industrialClass: null,
  inPark: false,
  isNonProfit: false,
  inErosionArea: false,
  shelterObstacle: null,
  constructionCostFen: null,
  buildings: [],
  land: [],
  road: roadOf(0, 0, 0),
  services: [],
  ...facts,
});

/** A high-rise, a low house, and a kindergarten of 1 950.75 m²; half of one shelter can be built. */
export const highRise = projectOf({
  inErosionArea: true,
  shelterObstacle: "ground",
  constructionCostFen: yuan(58_000_000),
  buildings: [
    buildingOf({
      id: "1#",
      use: "residential",
      storeys: 18,
      foundation: 5.2,
      ground: 720.5,
      above: 12_969,
      floor: 14_250.35,
      shelter: 300,
    }),
    buildingOf({ id: "2#", use: "residential", storeys: 6, ground: 480, above: 2_880, floor: 2_880 }),
    buildingOf({
      id: "3#",
      use: "kindergarten",
      storeys: 3,
      ground: 650.25,
      above: 1_950.75,
      floor: 1_950.75,
    }),
  ],
  land: [landOf("residential", 28_000.4), landOf("kindergarten", 3_200)],
  road: roadOf(60, 30, 45.5),
  services: [
    serviceOf("drawing-review", institutions.drawings),
    serviceOf("environmental-report", institutions.environment, 80_000, 75_000),
    serviceOf("cost-consulting", institutions.consulting, 50_000, 45_000),
  ],
});

const factory = projectOf({
  projectClass: "industrial",
  inPark: true,
  inErosionArea: true,
  shelterObstacle: "small-share",
  constructionCostFen: yuan(30_000_000.33),
  buildings: [
    buildingOf({ id: "1#", use: "production", storeys: 2, ground: 8_000, above: 15_000, floor: 15_000 }),
    buildingOf({ id: "2#", use: "office", storeys: 4, ground: 400, above: 1_600.55, floor: 1_600.55 }),
  ],
  land: [landOf("production", 40_000)],
  road: roadOf(20.5, 10, 120.33),
  services: [
    serviceOf("drawing-review", institutions.drawings),
    serviceOf("environmental-report", institutions.environment, 10_000),
    serviceOf("geological-survey", institutions.survey, 33_333.33, 5_000),
    serviceOf("construction-supervision", institutions.consulting, 200_000),
  ],
});

/** A factory in a park, class A. */
export const factoryA: FeeFacts = { ...factory, industrialClass: "A" };
/** The same factory, class B. */
export const factoryB: FeeFacts = { ...factory, industrialClass: "B" };

/** A mall whose foundation is 3 m deep to the millimetre, and a shop of 1 999.99 m². */
export const mall = projectOf({
  projectClass: "commercial",
  shelterObstacle: "crowded-site",
  constructionCostFen: yuan(200_000_000),
  buildings: [
    buildingOf({
      id: "1#",
      use: "commercial",
      storeys: 9,
      foundation: 3,
      ground: 5_000,
      above: 42_000,
      floor: 55_000,
    }),
    buildingOf({ id: "2#", use: "commercial", storeys: 3, ground: 700, above: 1_999.99, floor: 1_999.99 }),
  ],
  land: [landOf("commercial", 20_000)],
  services: [
    serviceOf("drawing-review", institutions.drawings),
    serviceOf("completion-mapping", institutions.survey),
  ],
});

/** A school with a temporary classroom. */
export const school = projectOf({
  projectClass: "public",
  isNonProfit: true,
  inErosionArea: true,
  shelterObstacle: "shallow-pile-cap",
  buildings: [
    buildingOf({
      id: "1#",
      use: "school",
      storeys: 5,
      foundation: 2.2,
      ground: 2_100.01,
      above: 10_500.05,
      floor: 10_500.05,
    }),
    buildingOf({
      id: "2#",
      use: "school",
      nature: "temporary",
      storeys: 1,
      foundation: 0.5,
      ground: 300,
      above: 300,
      floor: 300,
    }),
  ],
  land: [landOf("school", 30_000.5)],
  services: [serviceOf("environmental-report", institutions.environment, 60_000)],
});

/** A city road with a green belt: no building. */
export const cityRoad = projectOf({
  projectClass: "municipal",
  inErosionArea: true,
  land: [landOf("road", 52_000), landOf("municipal-ecology", 4_000)],
  road: roadOf(1_200, 90, 800),
  services: [
    serviceOf("geological-survey", institutions.survey, 120_000),
    serviceOf("drawing-review", institutions.drawings),
  ],
});

/** What is payable for one fee, in yuan, and the rule that won. */
export const payable = (
  facts: FeeFacts,
  feeCode: string,
  { on = "2026-11-23", table = demonstrationFees }: { on?: string; table?: FeeTable } = {},
): [yuan: number, rule: string | null] => {
  const lines = linesOf(feeSheet(facts, table, on)).filter((line) => line.feeCode === feeCode);
  const [charge, reduction] = lines;
  if (charge?.kind !== "charge" || lines.length > 2) throw new Error(`"${feeCode}" is charged once`);
  const by = reduction?.kind === "reduction" ? reduction.by : null;
  return [charge.payableFen / 100, by?.kind === "rule" ? by.ruleId : (by?.kind ?? null)];
};

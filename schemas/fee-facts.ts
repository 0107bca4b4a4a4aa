import * as z from "zod";

/**
 * Areas are whole square decimetres: hundredths of a square metre, as a planning permit states them. 1 m² is 100.
 * Bounds keep every product of an area, a rate and a number of days an exact integer of fen.
 */
const area = (most: number) => z.int().min(0).max(most);
const buildingArea = area(100_000_000);
const fen = z.int().min(0).max(10_000_000_000_000);

/** What a building or a parcel is for (用途). Exemptions go by it, building by building and parcel by parcel. */
export const projectUse = z.enum([
  "residential",
  "affordable-housing",
  "kindergarten",
  "school",
  "hospital",
  "nursing-home",
  "welfare-home",
  "disabled-service",
  "community-care",
  "office",
  "commercial",
  "other-civil",
  "production",
  "storage",
  "farmhouse",
  "road",
  "municipal-ecology",
  "farmland-water",
  "soil-conservation",
  "military",
]);
/** See {@link projectUse}. */
export type ProjectUse = z.infer<typeof projectUse>;

/** Whether a building is new, temporary (临时), or takes the place of an old one without adding area (危房翻新、灾后修复). */
export const buildingNature = z.enum(["new", "temporary", "dangerous-rebuilt", "disaster-repaired"]);
/** See {@link buildingNature}. */
export type BuildingNature = z.infer<typeof buildingNature>;

/** The class of a project (项目类别), for rules that go by the project and not by its parts. */
export const projectClass = z.enum(["residential", "commercial", "industrial", "public", "municipal"]);

/**
 * Why no air-raid shelter can be built under a building: a shallow pile cap, a share of the ground floor too small to be
 * reasonable, the ground, or neighbours and pipes too close.
 * @see 计价格〔2000〕474号; 国人防办字〔2003〕18号第四十七条
 */
const shelterObstacle = z.enum(["shallow-pile-cap", "small-share", "ground", "crowded-site"]);

/**
 * One building (单体). `storeys` counts those above ground. `foundationMillimetres` is the depth of the foundation
 * (基础埋深). The ground floor is part of what is above ground, and that of the whole floor area.
 * `shelterBuiltSquareDecimetres` is the shelter that is built for this building.
 */
const building = z
  .strictObject({
    id: z.string().min(1).max(40),
    use: projectUse,
    nature: buildingNature,
    storeys: z.int().min(0).max(300),
    foundationMillimetres: z.int().min(0).max(200_000),
    groundFloorSquareDecimetres: buildingArea,
    aboveGroundSquareDecimetres: buildingArea,
    floorSquareDecimetres: buildingArea,
    shelterBuiltSquareDecimetres: buildingArea,
  })
  .refine((each) => each.groundFloorSquareDecimetres <= each.aboveGroundSquareDecimetres, {
    path: ["groundFloorSquareDecimetres"],
    error: "首层面积大于地上面积 / The ground floor is larger than what is above ground",
  })
  .refine((each) => each.aboveGroundSquareDecimetres <= each.floorSquareDecimetres, {
    path: ["aboveGroundSquareDecimetres"],
    error: "地上面积大于总建筑面积 / More is above ground than there is in all",
  });
/** See the shape `building`. */
export type FeeBuilding = z.infer<typeof building>;

/**
 * A service of an intermediary (中介服务) under contract. `standardFen` is the published standard for it, `null` where the
 * table computes it; `agreedFen` the price of the contract, `null` while none is agreed. `institution.code` is its
 * unified social credit code.
 */
const service = z.strictObject({
  feeCode: z.string().min(1).max(60),
  institution: z.strictObject({
    code: z.string().regex(/^[0-9A-Z]{18}$/),
    name: z.string().min(1).max(120),
  }),
  standardFen: fen.nullable(),
  agreedFen: fen.nullable(),
});
/** See the shape `service`. */
export type FeeService = z.infer<typeof service>;

/** What the works occupy of city roads, for how many days, and what they dig up of them. */
export const feeRoad = z.strictObject({
  occupiedSquareDecimetres: buildingArea,
  occupiedDays: z.int().min(0).max(3_650),
  excavatedSquareDecimetres: buildingArea,
});

/** What of a building its duty to have a shelter follows from. */
const shelterShape = z.strictObject({
  storeys: z.int(),
  foundationMillimetres: z.int(),
  groundFloorSquareDecimetres: buildingArea,
  aboveGroundSquareDecimetres: buildingArea,
  shelterBuiltSquareDecimetres: buildingArea,
});

/**
 * One building as a case was charged on it: its floor area, and the shelter that was paid for in place of being built. `shape`
 * counts towards what the buildings of the project have in all; logs that were begun before do not say. `shelterOnly`: the case
 * was not about the building, which came to owe a shelter by that total only then.
 */
export const chargedBuilding = z.strictObject({
  id: z.string(),
  use: projectUse,
  nature: buildingNature,
  floorSquareDecimetres: buildingArea,
  shelterSquareDecimetres: buildingArea,
  shape: shelterShape.optional(),
  shelterOnly: z.boolean().optional(),
});
/** See {@link chargedBuilding}. */
export type ChargedBuilding = z.infer<typeof chargedBuilding>;

const distinct = <T>(rows: readonly T[], key: (row: T) => string): boolean =>
  new Set(rows.map(key)).size === rows.length;

/**
 * What the fees of a project follow from (计费要素). A department or the applicant states each of them; none is guessed.
 *
 * `industrialClass` is the class that decides between 20 % and 50 % for an industrial project, `null` while it is not
 * decided. `inErosionArea`: in a mountainous, hilly or sandy area or one that the plan names (水土保持法第三十二条).
 * `shelterObstacle` is `null` where the shelter can be built. `land` has one row per use; `road` is what the works
 * occupy and dig up of city roads.
 */
export const feeFacts = z
  .strictObject({
    caseId: z.string().min(1).max(60),
    projectClass,
    industrialClass: z.enum(["A", "B"]).nullable(),
    inPark: z.boolean(),
    isNonProfit: z.boolean(),
    inErosionArea: z.boolean(),
    shelterObstacle: shelterObstacle.nullable(),
    constructionCostFen: fen.nullable(),
    buildings: z
      .array(building)
      .max(200)
      .refine((rows) => distinct(rows, ({ id }) => id), {
        error: "单体编号重复 / A building is listed twice",
      }),
    land: z
      .array(z.strictObject({ use: projectUse, squareDecimetres: area(10_000_000_000) }))
      .max(20)
      .refine((rows) => distinct(rows, ({ use }) => use), {
        error: "同一用途的土地只填一行 / One row of land per use",
      }),
    road: feeRoad,
    services: z
      .array(service)
      .max(20)
      .refine((rows) => distinct(rows, ({ feeCode, institution }) => `${feeCode} ${institution.code}`), {
        error: "同一机构的同一服务只填一行 / One row per service and institution",
      }),
  })
  .refine((facts) => facts.industrialClass === null || facts.projectClass === "industrial", {
    path: ["industrialClass"],
    error: "非工业项目没有工业类别 / Only an industrial project has an industrial class",
  });
/** See {@link feeFacts}. */
export type FeeFacts = z.infer<typeof feeFacts>;

import { type Message, message } from "../../message.ts";
import { disciplines } from "./choices.ts";

/**
 * One leaf of a construction form: where it stands, what people call it, whether it is about a natural person
 * (个人信息保护法第四条). `[]` stands for each row of a list: `works[].storeys`. A list is a leaf itself, and its rows go
 * to a department whole or not at all.
 */
export interface ConstructionField {
  path: string;
  label: Message;
  personal: boolean;
}

type Row = readonly [path: string, zh: string, en: string];

const projectRows = [
  ["project.code", "项目代码", "project code"],
  ["project.name", "项目名称", "name of the project"],
  ["project.class", "项目类别", "class of the project"],
  ["project.address", "建设地点", "place of construction"],
  ["project.division", "建设地点行政区划", "division of the place of construction"],
  ["project.boundaries.east", "用地四至（东）", "boundary of the land in the east"],
  ["project.boundaries.south", "用地四至（南）", "boundary of the land in the south"],
  ["project.boundaries.west", "用地四至（西）", "boundary of the land in the west"],
  ["project.boundaries.north", "用地四至（北）", "boundary of the land in the north"],
  ["project.landSupply", "土地获取方式", "how the land is come by"],
  ["project.land", "用地面积", "land"],
  ["project.land[].use", "土地用途", "use of the land"],
  ["project.land[].squareDecimetres", "用地面积（平方分米）", "area of the land in square decimetres"],
  ["project.investmentFen", "总投资（分）", "total investment in fen"],
  ["project.inPark", "位于开发园区", "whether it is in a development park"],
  ["project.isNonProfit", "非营利性项目", "whether it is a non-profit project"],
  ["project.inErosionArea", "位于易发生水土流失的区域", "whether it is in an area of soil erosion"],
  ["project.shelterObstacle", "不能修建防空地下室的原因", "why no air-raid shelter can be built"],
  ["project.triggers", "项目涉及情形", "circumstances of the project"],
] as const satisfies readonly Row[];

const worksRows = [
  ["works", "单体工程", "single works"],
  ["works[].id", "单体编号", "number of the single works"],
  ["works[].name", "单体名称", "name of the single works"],
  ["works[].use", "单体用途", "use of the single works"],
  ["works[].nature", "单体建设性质", "nature of the single works"],
  ["works[].storeys", "地上层数", "storeys above ground"],
  ["works[].foundationMillimetres", "基础埋深（毫米）", "depth of the foundation in millimetres"],
  ["works[].groundFloorSquareDecimetres", "首层建筑面积（平方分米）", "ground floor in square decimetres"],
  [
    "works[].aboveGroundSquareDecimetres",
    "地上建筑面积（平方分米）",
    "floor area above ground in square decimetres",
  ],
  ["works[].floorSquareDecimetres", "总建筑面积（平方分米）", "whole floor area in square decimetres"],
  [
    "works[].shelterBuiltSquareDecimetres",
    "修建防空地下室面积（平方分米）",
    "air-raid shelter built in square decimetres",
  ],
] as const satisfies readonly Row[];

const unitNames = {
  builder: message("建设单位", "builder"),
  surveyor: message("勘察单位", "surveyor"),
  designer: message("设计单位", "designer"),
  reviewer: message("施工图审查机构", "drawing reviewer"),
  supervisor: message("监理单位", "supervising unit"),
  contractor: message("施工单位", "contractor"),
} as const;

/** A unit that has a part in the works (参建单位). */
export type Unit = keyof typeof unitNames;

const unitRows = (units: readonly Unit[]) =>
  units.flatMap((unit): Row[] => [
    [`units.${unit}.name`, `${unitNames[unit].zh}名称`, `name of the ${unitNames[unit].en}`],
    [
      `units.${unit}.uscc`,
      `${unitNames[unit].zh}统一社会信用代码`,
      `unified social credit code of the ${unitNames[unit].en}`,
    ],
  ]);

const contactRows = [
  ["contact.name", "经办人姓名", "name of the contact person"],
  ["contact.idType", "经办人证件类型", "kind of identity document of the contact person"],
  ["contact.idNumber", "经办人证件号码", "identity number of the contact person"],
  ["contact.phone", "经办人电话", "telephone number of the contact person"],
] as const satisfies readonly Row[];

const surveyRows = [
  ["survey.purpose", "踏勘事由", "purpose of the survey"],
  ["survey.wantedDates", "期望踏勘日期", "days wanted for the visit"],
  ["survey.site.surroundings", "周边200米情况", "surroundings within 200 metres"],
  ["survey.site.terrain", "场地地形地貌", "terrain"],
  ["survey.site.buildings", "场地内建筑物", "buildings on the site"],
  ["survey.site.trees", "场地内树木", "trees on the site"],
  ["survey.site.infrastructure", "基础设施情况", "infrastructure"],
  ["survey.site.presentUse", "土地利用现状", "present use of the land"],
  ["survey.site.needsArchaeology", "需要考古调查勘探", "whether archaeology is needed first"],
  ["survey.site.needsMineralSurvey", "需要查明是否压覆矿产", "whether minerals may lie below"],
  ["survey.site.other", "其他情况", "other circumstances"],
] as const satisfies readonly Row[];

const drawingRows = [
  ["drawings.setVersion", "施工图版本", "version of the drawings"],
  ["drawings.finishedOn", "施工图完成日期", "day the drawings were finished"],
  ["drawings.reviewReportNumber", "施工图审查合格书编号", "number of the drawing reviewer's report"],
  ["drawings.reviewedOn", "施工图审查合格日期", "day of the drawing reviewer's report"],
  ["drawings.planningPermitNumber", "建设工程规划许可证编号", "number of the planning permit"],
] as const satisfies readonly Row[];

const sheetRows = Object.entries(disciplines).flatMap(([discipline, { zh, en }]): Row[] => [
  [`drawings.sheets.${discipline}.version`, `${zh}图纸版本`, `version of the sheets on ${en}`],
  [`drawings.sheets.${discipline}.count`, `${zh}图纸张数`, `number of sheets on ${en}`],
  [`drawings.sheets.${discipline}.remarks`, `${zh}设计说明`, `remarks on the sheets on ${en}`],
]);

const chargeRows = [
  ["charges.constructionCostFen", "工程造价（分）", "cost of construction in fen"],
  ["charges.industrialClass", "工业项目收费类别", "charging class of an industrial project"],
  [
    "charges.road.occupiedSquareDecimetres",
    "占用城市道路面积（平方分米）",
    "city road used in square decimetres",
  ],
  ["charges.road.occupiedDays", "占用城市道路天数", "days a city road is used"],
  [
    "charges.road.excavatedSquareDecimetres",
    "挖掘城市道路面积（平方分米）",
    "city road dug up in square decimetres",
  ],
  ["charges.services", "中介服务合同", "contracts with intermediaries"],
  ["charges.services[].feeCode", "中介服务收费代码", "fee code of the service"],
  [
    "charges.services[].institution.code",
    "中介机构统一社会信用代码",
    "unified social credit code of the institution",
  ],
  ["charges.services[].institution.name", "中介机构名称", "name of the institution"],
  ["charges.services[].standardFen", "规定标准（分）", "published standard in fen"],
  ["charges.services[].agreedFen", "合同价（分）", "contract price in fen"],
] as const satisfies readonly Row[];

const completionRows = [
  ["completion.startedOn", "开工日期", "day the works began"],
  ["completion.finishedOn", "竣工日期", "day the works were complete"],
  ["completion.structure", "结构形式", "kind of structure"],
  ["completion.scale", "工程规模", "scale of the works"],
  ["completion.planningPermitNumber", "建设工程规划许可证编号", "number of the planning permit"],
  ["completion.constructionPermitNumber", "施工许可证编号", "number of the construction permit"],
  ["completion.acceptance.acceptedOn", "竣工验收日期", "day of the parties' own acceptance"],
  ["completion.acceptance.conclusion", "竣工验收结论", "conclusion of the parties' own acceptance"],
  ["completion.acceptance.remaining", "存在问题", "what remains to be done"],
  ["completion.supervision.reportNumber", "质量监督报告编号", "number of the quality supervision report"],
  ["completion.supervision.issuedOn", "质量监督报告日期", "day of the quality supervision report"],
  ["completion.mapping.reportNumber", "多测合一成果编号", "number of the joint surveying report"],
  ["completion.mapping.surveyedOn", "测绘日期", "day of the joint surveying"],
  [
    "completion.mapping.floorSquareDecimetres",
    "实测总建筑面积（平方分米）",
    "measured floor area in square decimetres",
  ],
] as const satisfies readonly Row[];

type Path =
  | (typeof projectRows)[number][0]
  | (typeof worksRows)[number][0]
  | (typeof contactRows)[number][0]
  | (typeof surveyRows)[number][0]
  | (typeof drawingRows)[number][0]
  | (typeof chargeRows)[number][0]
  | (typeof completionRows)[number][0]
  | `units.${Unit}.${"name" | "uscc"}`
  | `drawings.sheets.${keyof typeof disciplines}.${"version" | "count" | "remarks"}`;

const isPersonal = (path: string): boolean => path.startsWith("contact.");

const fieldsOf = (...groups: (readonly Row[])[]): ConstructionField[] =>
  groups.flat().map(([path, zh, en]) => ({ path, label: message(zh, en), personal: isPersonal(path) }));

const shared = [projectRows, worksRows] as const;
const everyUnit = Object.keys(unitNames) as Unit[];

/** The units each form names: at the survey only the builder is known. */
const unitsOf = {
  survey: ["builder"],
  drawings: ["builder", "surveyor", "designer", "reviewer"],
  completion: ["builder", "surveyor", "designer", "reviewer", "supervisor", "contractor"],
} as const satisfies Record<string, readonly Unit[]>;

/** Every leaf of the survey form. */
export const surveyFields: readonly ConstructionField[] = fieldsOf(
  ...shared,
  unitRows(unitsOf.survey),
  contactRows,
  surveyRows,
);

/** Every leaf of the drawing review form. */
export const drawingReviewFields: readonly ConstructionField[] = fieldsOf(
  ...shared,
  unitRows(unitsOf.drawings),
  contactRows,
  drawingRows,
  sheetRows,
  chargeRows,
);

/** Every leaf of the acceptance form. */
export const acceptanceFields: readonly ConstructionField[] = fieldsOf(
  ...shared,
  unitRows(unitsOf.completion),
  contactRows,
  completionRows,
);

const labels: ReadonlyMap<string, Message> = new Map(
  fieldsOf(
    ...shared,
    unitRows(everyUnit),
    contactRows,
    surveyRows,
    drawingRows,
    sheetRows,
    chargeRows,
    completionRows,
  ).map(({ path, label }) => [path, label]),
);

/** What people call a field of any of the three forms; the path itself for one that is not known. */
export const fieldLabel = (path: Path): Message => labels.get(path) ?? message(path, path);

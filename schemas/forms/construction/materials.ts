import { message } from "../../message.ts";
import type { AcceptanceForm } from "./acceptance-form.ts";
import { type Discipline, disciplines } from "./choices.ts";
import type { DrawingReviewForm } from "./drawing-review-form.ts";
import { type ConstructionMaterial, everyProject } from "./material.ts";
import { type ConstructionMaterialCode, materialNames } from "./material-names.ts";
import { neededSheets } from "./needed-sheets.ts";
import type { ConstructionForm } from "./sections.ts";
import type { SurveyForm } from "./survey-form.ts";

const material = <Form>(
  code: ConstructionMaterialCode,
  basis: string,
  more: Partial<Omit<ConstructionMaterial<Form>, "code" | "name" | "basis">> = {},
): ConstructionMaterial<Form> => ({
  code,
  name: materialNames[code],
  basis,
  original: true,
  source: "applicant",
  why: everyProject,
  ...more,
});

const sheetCodes: Readonly<Record<Discipline, ConstructionMaterialCode>> = {
  architecture: "sheets-architecture",
  structure: "sheets-structure",
  fire: "sheets-fire",
  civilAirDefence: "sheets-civil-air-defence",
  lightning: "sheets-lightning",
  landscape: "sheets-landscape",
  drainage: "sheets-drainage",
};

const DRAWINGS = "住建部令第13号第十条";

const sheets = (
  discipline: Discipline,
  basis: string,
  tolerable?: "always" | "green-channel",
): ConstructionMaterial<DrawingReviewForm> => {
  const isAlways = discipline === "architecture" || discipline === "structure" || discipline === "fire";
  const { zh, en } = disciplines[discipline];
  return material(sheetCodes[discipline], basis, {
    ...(isAlways
      ? {}
      : {
          when: (form) => neededSheets(form).includes(discipline),
          why: message(`本项目须审查${zh}专业图纸`, `the sheets on ${en} of this project are reviewed`),
        }),
    ...(tolerable === undefined ? {} : { tolerable }),
  });
};

const hasEnvironmentalDuty = ({ project }: ConstructionForm): boolean =>
  project.triggers.includes("environmental-report") || project.triggers.includes("environmental-form");

const environmental = message(
  "项目应编制环境影响报告书或者报告表",
  "an environmental report or report form is due for the project",
);
const erosion = message(
  "项目位于易发生水土流失的区域",
  "the project is in an area where soil erosion is frequent",
);

/** The list of materials of the joint site survey. */
export const surveyMaterials: readonly ConstructionMaterial<SurveyForm>[] = [
  material("site-map", "城乡规划法第三十六条"),
  // The visit itself shows the place, so the layout may follow.
  material("site-proposal", "城乡规划法第三十六条", { tolerable: "always", original: false }),
];

/** The list of materials of the joint drawing review: the sheets of each discipline are an entry of their own. */
export const drawingReviewMaterials: readonly ConstructionMaterial<DrawingReviewForm>[] = [
  material("planning-permit", "城乡规划法第四十条；市联合审查规则", { original: false }),
  material("drawing-review-report", "住建部令第13号第十一条；市联合审查规则"),
  material("geological-report", DRAWINGS, { tolerable: "green-channel" }),
  sheets("architecture", DRAWINGS),
  sheets("structure", DRAWINGS),
  sheets("fire", "消防法第十一条；住建部令第51号第十六条"),
  sheets("civilAirDefence", "人民防空法第二十三条"),
  sheets("lightning", "气象灾害防御条例第二十三条", "green-channel"),
  sheets("landscape", "城市绿化条例第十一条", "always"),
  sheets("drainage", "城镇排水与污水处理条例第十四条", "green-channel"),
  material("environmental-document", "环境影响评价法第二十二条", {
    when: hasEnvironmentalDuty,
    why: environmental,
  }),
  material("soil-conservation-report", "水土保持法第二十五条", {
    when: ({ project }) => project.inErosionArea,
    why: erosion,
  }),
  material("shelter-relocation-statement", "人民防空法第二十二条；计价格〔2000〕474号", {
    when: ({ project }) => project.shelterObstacle !== undefined,
    why: message("项目不能修建防空地下室", "no air-raid shelter can be built for the project"),
  }),
];

/**
 * The list of materials of the joint acceptance. What earlier cases of the project brought is not asked for again; the
 * drawing review's opinion is a pre-condition, which its number meets as well.
 */
export const acceptanceMaterials: readonly ConstructionMaterial<AcceptanceForm>[] = [
  material("acceptance-report", "建设工程质量管理条例第十六条、第四十九条"),
  material("supervision-report", "建设工程质量管理条例第四十六条；市联合验收规则"),
  material("joint-survey-report", "城乡规划法第四十五条；市联合验收规则"),
  material("planning-permit", "城乡规划法第四十五条", { original: false }),
  material("construction-permit", "建筑法第七条", { original: false }),
  material("as-built-drawings", "建设工程质量管理条例第十六条、第十七条"),
  material("archive-inventory", "建设工程质量管理条例第十七条", { tolerable: "green-channel" }),
  material("fire-test-report", "消防法第十三条；住建部令第51号第二十七条"),
  material("shelter-quality-report", "人民防空法第二十三条", {
    when: ({ works }) => works.some((each) => each.shelterBuiltSquareDecimetres > 0),
    why: message("项目修建了防空地下室", "an air-raid shelter was built"),
  }),
  material("lightning-test-report", "气象灾害防御条例第二十三条", {
    when: (form) => neededSheets(form).includes("lightning"),
    why: message(
      "雷电防护装置由气象主管机构验收",
      "the lightning protection is accepted by the weather service",
    ),
  }),
  material("environmental-acceptance-report", "建设项目环境保护管理条例第十七条", {
    when: hasEnvironmentalDuty,
    why: environmental,
  }),
  material("soil-conservation-acceptance-report", "水土保持法第二十七条", {
    when: ({ project }) => project.inErosionArea,
    why: erosion,
  }),
  material("green-as-built", "城市绿化条例第十一条", {
    when: (form) => neededSheets(form).includes("landscape"),
    why: message("项目有附属绿化工程", "the project has green space of its own"),
    tolerable: "always",
    original: false,
  }),
];

/** Asked of those only whose drawings were reviewed outside the hub: the number of a joint review here meets it as well. */
export const drawingReviewOpinion: ConstructionMaterial<AcceptanceForm> = material(
  "drawing-review-opinion",
  "建设工程质量管理条例第十一条；市联合验收规则",
  {
    original: false,
    when: () => true,
    why: message("施工图未在本平台联合审查", "the drawings were not reviewed jointly here"),
  },
);

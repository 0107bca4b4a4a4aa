import type { FeeFacts } from "../../../schemas/fee-facts.ts";
import { shelterObstacles, type Trigger } from "../../../schemas/forms/construction/choices.ts";
import { civilUses } from "../../../schemas/forms/construction/civil-uses.ts";
import { type Message, message } from "../../../schemas/message.ts";
import type { Condition, Fact, Part, ProcessItem } from "../process.ts";

type ProjectClass = FeeFacts["projectClass"];

/**
 * Who takes part in which project, beyond those who always do: any of its classes, triggers or facts calls the item in.
 * `name` says in words whom the row is about, and `basis` which rule says so.
 */
export interface Participant {
  item: string;
  classes?: readonly ProjectClass[];
  triggers?: readonly Trigger[];
  facts?: readonly Fact[];
  name: Message;
  basis: string;
}

const inErosionArea: Fact = { path: "project.inErosionArea", is: [true] };
const withoutShelter: Fact = { path: "project.shelterObstacle", is: Object.keys(shelterObstacles) };
const civil: readonly ProjectClass[] = ["residential", "commercial", "public"];

/** The offices and hostels of a works are civil buildings as well. */
const newCivilBuilding: Fact = {
  path: "works",
  someRow: [
    { path: "use", is: civilUses },
    { path: "nature", is: ["new"] },
  ],
};
const shelterBuilt: Fact = {
  path: "works",
  someRow: [{ path: "shelterBuiltSquareDecimetres", atLeast: 1 }],
};
const lightning: readonly Trigger[] = ["explosive-site", "lightning-special"];

const lightningName = message(
  "易燃易爆场所、雷电易发区的矿区和旅游景点、雷电风险高的大型项目",
  "premises that may burn or explode, mines and sights where lightning is frequent, large projects at high risk",
);
const erosionName = message("位于易发生水土流失的区域", "projects in an area where soil erosion is frequent");

/** Joint site survey. Planning, land and environment always take part. */
const survey: readonly Participant[] = [
  {
    item: "construction-conditions",
    classes: ["residential", "commercial"],
    name: message("房地产开发项目（住宅、商业）", "real estate: residential and commercial projects"),
    basis: "城市房地产开发经营管理条例第十二条",
  },
  {
    item: "fire-siting",
    triggers: ["special-fire-works", "explosive-site"],
    name: message("特殊建设工程或者易燃易爆场所", "special works, or premises that may burn or explode"),
    basis: "消防法第十一条、第二十二条",
  },
  {
    item: "shelter-siting",
    classes: civil,
    facts: [newCivilBuilding],
    name: message("城市新建民用建筑", "new civil buildings of a city"),
    basis: "人民防空法第二十二条",
  },
  {
    item: "lightning-siting",
    triggers: [...lightning, "weather-observation"],
    name: message(
      `${lightningName.zh}，或者在气象探测环境保护范围内`,
      `${lightningName.en}, or near a weather station`,
    ),
    basis: "气象灾害防御条例第二十三条；气象设施和气象探测环境保护条例第十七条",
  },
  {
    item: "water-siting",
    triggers: ["river-zone"],
    facts: [inErosionArea],
    name: message(
      "易发生水土流失的区域、河道管理范围或者洪泛区、蓄滞洪区内",
      "in an area of soil erosion, by a river or in a flood basin",
    ),
    basis: "水土保持法第二十五条；防洪法第二十七条、第三十三条",
  },
  {
    item: "green-siting",
    triggers: ["trees-or-green"],
    name: message("占用绿地或者砍伐、移植树木", "green space is used or trees are felled or moved"),
    basis: "城市绿化条例第十九条、第二十条",
  },
  {
    // Local practice: the law has the builder look the records up, the centre does it at the visit.
    item: "pipeline-records",
    triggers: ["underground-pipelines"],
    name: message("建设地段有地下管线", "there are underground pipes"),
    basis: "城市地下管线工程档案管理办法第五条；市联合踏勘规则",
  },
];

/** Joint drawing review. Housing, planning and fire always take part. */
const drawingReview: readonly Participant[] = [
  {
    item: "shelter-design",
    classes: civil,
    facts: [newCivilBuilding, shelterBuilt, withoutShelter],
    name: message(
      "城市新建民用建筑，或者修建、申请易地建设防空地下室",
      "new civil buildings of a city, or a shelter that is built, or is to be built elsewhere",
    ),
    basis: "人民防空法第二十二条、第二十三条",
  },
  {
    item: "shelter-relocation-permit",
    facts: [withoutShelter],
    name: message("不能修建防空地下室", "no air-raid shelter can be built"),
    basis: "人民防空法第二十二条；计价格〔2000〕474号",
  },
  {
    item: "lightning-design",
    triggers: lightning,
    name: lightningName,
    basis: "气象灾害防御条例第二十三条；国发〔2016〕39号",
  },
  {
    item: "environmental-impact",
    triggers: ["environmental-report"],
    name: message("应编制环境影响报告书", "an environmental report is due"),
    basis: "环境影响评价法第十六条、第二十二条",
  },
  {
    item: "environmental-impact-form",
    triggers: ["environmental-form"],
    name: message("应编制环境影响报告表", "an environmental report form is due"),
    basis: "环境影响评价法第十六条、第二十二条",
  },
  {
    item: "soil-conservation-plan",
    facts: [inErosionArea],
    name: erosionName,
    basis: "水土保持法第二十五条",
  },
  {
    // Local practice: the law has drainage heard with the land permit; cities ask again about the drawings.
    item: "drainage-review",
    classes: ["residential", "commercial", "public", "municipal"],
    triggers: ["river-zone"],
    name: message("非工业项目，或者临河项目", "projects that are not industrial, or by a river"),
    basis: "城镇排水与污水处理条例第十四条；市联合审查规则",
  },
  {
    item: "green-design",
    classes: civil,
    triggers: ["trees-or-green"],
    name: message(
      "民用建筑的附属绿化，或者占用绿地",
      "civil buildings with their green space, or green space used",
    ),
    basis: "城市绿化条例第十一条",
  },
  {
    // Local practice.
    item: "land-conditions",
    facts: [{ path: "project.landSupply", is: ["grant"] }],
    name: message("以出让方式取得土地", "land granted for a price"),
    basis: "土地管理法第五十六条；市联合审查规则",
  },
  {
    // Local practice.
    item: "archive-guidance",
    classes: ["residential", "commercial", "public", "municipal"],
    name: message("房屋建筑和市政工程", "buildings and municipal works"),
    basis: "建设工程质量管理条例第十七条；市联合审查规则",
  },
];

/** Joint acceptance. Planning, land, fire, civil air defence and the archives always take part (the national core). */
const acceptance: readonly Participant[] = [
  {
    item: "lightning-acceptance",
    triggers: lightning,
    name: lightningName,
    basis: "气象灾害防御条例第二十三条；国发〔2016〕39号",
  },
  {
    item: "environmental-completion",
    triggers: ["environmental-report", "environmental-form"],
    name: message("应编制环境影响报告书或者报告表", "an environmental report or report form was due"),
    basis: "建设项目环境保护管理条例第十七条、第十九条",
  },
  {
    item: "water-acceptance",
    triggers: ["river-zone"],
    facts: [inErosionArea],
    name: message("易发生水土流失的区域或者涉河项目", "in an area of soil erosion, or by a river"),
    basis: "水土保持法第二十七条；防洪法第二十七条",
  },
  {
    // Local practice: no law has the landscape accepted by the department.
    item: "green-acceptance",
    classes: civil,
    triggers: ["trees-or-green"],
    name: message(
      "民用建筑的附属绿化，或者占用绿地",
      "civil buildings with their green space, or green space used",
    ),
    basis: "城市绿化条例第十一条；市联合验收规则",
  },
];

/** Every row, by item. An item that is not here takes part in every project of its process. */
export const participants: ReadonlyMap<string, Participant> = new Map(
  [...survey, ...drawingReview, ...acceptance].map((row) => [row.item, row]),
);

/** The row as a condition of the process: one alternative for its classes, one for its triggers, one for each fact. */
const conditionOf = ({ classes, triggers, facts = [], name, basis }: Participant): Condition => ({
  kind: "facts",
  name,
  basis,
  anyOf: [
    ...(classes === undefined ? [] : [[{ path: "project.class", is: classes }]]),
    ...(triggers === undefined ? [] : [[{ path: "project.triggers", includes: triggers }]]),
    ...facts.map((fact) => [fact]),
  ],
});

/** The only mode of the construction processes. */
export const JOINT = "joint";

/** An item of a stage with its part, taking part as the table says. */
export const participant = (item: string, part: Part = {}): ProcessItem => {
  const row = participants.get(item);
  return { item, ...(row === undefined ? {} : { when: conditionOf(row) }), parts: { [JOINT]: part } };
};

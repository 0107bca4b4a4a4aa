import { message } from "../../../schemas/message.ts";
import type { FeeRule } from "./fee-rows.ts";

const exempt: FeeRule["effect"] = { kind: "exempt" };
const percent = (numerator: number): FeeRule["effect"] => ({ kind: "factor", numerator, denominator: 100 });
const everybody: FeeRule["scope"] = { kind: "everybody" };
const industrial: FeeRule["scope"] = { kind: "project", in: ["industrial"] };
const shelterFee: FeeRule["fees"] = { kind: "codes", codes: ["shelter-relocation"] };
const careFees: FeeRule["fees"] = { kind: "codes", codes: ["shelter-relocation", "termite-prevention"] };
const care: FeeRule["scope"] = { kind: "use", in: ["nursing-home", "hospital"] };

/**
 * The centre's four rules. Which 17 and 28 fees are meant, the number of the document, and what tells class A from class
 * B are not published: the rows are examples, and use only fees whose relief is not reserved to the state.
 */
const centreRules: FeeRule[] = [
  {
    ruleId: "R1",
    title: message("对所有人免收的行政事业性收费", "Administrative fees waived for everybody"),
    fees: { kind: "codes", codes: ["termite-prevention", "road-occupation"] },
    scope: everybody,
    effect: exempt,
    basisDoc: "免收13个部门17项行政事业性收费的规定（示例，项目名称和文号未公布）",
    validFrom: "2013-01-01",
    validTo: null,
  },
  {
    ruleId: "R2",
    title: message(
      "开发园区工业投资项目再免的行政事业性收费",
      "Further administrative fees waived for industry in parks",
    ),
    fees: { kind: "codes", codes: ["road-excavation"] },
    scope: { kind: "all", of: [industrial, { kind: "park" }] },
    effect: exempt,
    basisDoc: "对开发园区工业投资项目再免28项行政事业性收费的规定（示例，项目名称和文号未公布）",
    validFrom: "2013-01-01",
    validTo: null,
  },
  {
    ruleId: "R3",
    title: message("审批前置中介服务收费降低15%", "Prices of preconditions cut by 15 %"),
    fees: { kind: "preconditions" },
    scope: everybody,
    effect: percent(85),
    basisDoc: "行政审批前置的经营性服务收费降幅不低于15%的规定（示例，文号未公布）",
    validFrom: "2013-01-01",
    validTo: null,
  },
  {
    ruleId: "R4-A",
    title: message("工业项目按规定标准20%收取（A类）", "Industry pays 20 % of the standard (class A)"),
    fees: { kind: "preconditions" },
    scope: { kind: "all", of: [industrial, { kind: "industrial-class", is: "A" }] },
    effect: percent(20),
    basisDoc: "工业项目分别按规定标准20%、50%执行的规定（示例，分类条件和文号未公布）",
    validFrom: "2013-01-01",
    validTo: null,
  },
  {
    ruleId: "R4-B",
    title: message("工业项目按规定标准50%收取（B类）", "Industry pays 50 % of the standard (class B)"),
    fees: { kind: "preconditions" },
    scope: { kind: "all", of: [industrial, { kind: "industrial-class", is: "B" }] },
    effect: percent(50),
    basisDoc: "工业项目分别按规定标准20%、50%执行的规定（示例，分类条件和文号未公布）",
    validFrom: "2013-01-01",
    validTo: null,
  },
];

/** Relief the state grants, each with its document and days. */
const stateRules: FeeRule[] = [
  {
    ruleId: "shelter-temporary",
    title: message("临时民用建筑免收易地建设费", "Temporary buildings"),
    fees: shelterFee,
    scope: { kind: "nature", in: ["temporary"] },
    effect: exempt,
    basisDoc: "计价格〔2000〕474号",
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ruleId: "shelter-rebuilt",
    title: message("不增加面积的危房翻新免收易地建设费", "Dangerous houses rebuilt without added area"),
    fees: shelterFee,
    scope: { kind: "nature", in: ["dangerous-rebuilt"] },
    effect: exempt,
    basisDoc: "计价格〔2000〕474号",
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ruleId: "shelter-disaster",
    title: message("灾后按原面积修复免收易地建设费", "Disaster damage mended at its old area"),
    fees: shelterFee,
    scope: { kind: "nature", in: ["disaster-repaired"] },
    effect: exempt,
    basisDoc: "计价格〔2000〕474号",
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ruleId: "shelter-halved",
    title: message(
      "幼儿园、学校教学楼、养老院、残疾人设施减半收取易地建设费",
      "Kindergartens, teaching buildings, nursing homes and services for the disabled pay half",
    ),
    fees: shelterFee,
    scope: { kind: "use", in: ["kindergarten", "school", "nursing-home", "disabled-service"] },
    effect: percent(50),
    basisDoc: "计价格〔2000〕474号",
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ruleId: "shelter-affordable",
    title: message(
      "享受优惠政策的居民住房减半收取易地建设费",
      "Affordable housing pays half for its shelter",
    ),
    fees: shelterFee,
    scope: { kind: "use", in: ["affordable-housing"] },
    effect: percent(50),
    basisDoc: "计价格〔2000〕474号",
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ruleId: "affordable-housing",
    title: message("保障性住房免收行政事业性收费和政府性基金", "Affordable housing pays no public fee"),
    fees: { kind: "kinds", kinds: ["administrative", "fund"] },
    scope: { kind: "use", in: ["affordable-housing"] },
    effect: exempt,
    basisDoc: "国发〔2007〕24号",
    validFrom: "2007-08-07",
    validTo: null,
  },
  {
    ruleId: "care-non-profit",
    title: message("非营利性养老和医疗机构免收", "Non-profit care and hospitals"),
    fees: careFees,
    scope: { kind: "all", of: [care, { kind: "non-profit" }] },
    effect: exempt,
    basisDoc: "财税〔2014〕77号",
    validFrom: "2015-01-01",
    validTo: null,
  },
  {
    ruleId: "care-for-profit",
    title: message("营利性养老和医疗机构减半收取", "Care and hospitals for profit pay half"),
    fees: careFees,
    scope: { kind: "all", of: [care, { kind: "not", of: { kind: "non-profit" } }] },
    effect: percent(50),
    basisDoc: "财税〔2014〕77号",
    validFrom: "2015-01-01",
    validTo: null,
  },
  {
    ruleId: "community-care",
    title: message("社区养老、托育、家政服务项目免收", "Community care"),
    fees: { kind: "codes", codes: ["infrastructure", "shelter-relocation"] },
    scope: { kind: "use", in: ["community-care"] },
    effect: exempt,
    basisDoc: "财政部 税务总局等六部门公告2019年第76号",
    validFrom: "2019-06-01",
    validTo: "2025-12-31",
  },
  {
    ruleId: "soil-public",
    title: message("公益性等工程免征水土保持补偿费", "Works in the public interest pay no soil conservation"),
    fees: { kind: "codes", codes: ["soil-conservation"] },
    scope: {
      kind: "use",
      in: [
        "school",
        "kindergarten",
        "hospital",
        "nursing-home",
        "welfare-home",
        "farmhouse",
        "farmland-water",
        "affordable-housing",
        "municipal-ecology",
        "military",
        "soil-conservation",
      ],
    },
    effect: exempt,
    basisDoc: "财综〔2014〕8号第十一条",
    validFrom: "2014-05-01",
    validTo: null,
  },
];

/** Every rule of the demonstration table. Their order means nothing: the most favourable one wins. */
export const demonstrationRules: FeeRule[] = [...centreRules, ...stateRules];

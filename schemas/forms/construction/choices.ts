import type { BuildingNature, FeeFacts, ProjectUse } from "../../fee-facts.ts";
import { type Message, message } from "../../message.ts";

/** What kind of project it is (项目类别); participants and fees go by it. */
export const projectClasses = {
  residential: message("住宅", "residential"),
  commercial: message("商业", "commercial"),
  industrial: message("工业", "industrial"),
  public: message("公共建筑", "public building"),
  municipal: message("市政", "municipal works"),
} as const satisfies Record<FeeFacts["projectClass"], Message>;

/** What a building or a parcel is for (用途). */
export const projectUses = {
  residential: message("住宅", "housing"),
  "affordable-housing": message("保障性住房", "affordable housing"),
  kindergarten: message("幼儿园", "kindergarten"),
  school: message("学校", "school"),
  hospital: message("医院", "hospital"),
  "nursing-home": message("养老院", "nursing home"),
  "welfare-home": message("福利院", "welfare home"),
  "disabled-service": message("残疾人服务设施", "services for the disabled"),
  "community-care": message("社区养老、托育、家政用房", "community care"),
  office: message("办公", "office"),
  commercial: message("商业", "shops"),
  "other-civil": message("其他民用建筑", "other civil building"),
  production: message("厂房", "production"),
  storage: message("仓库", "storage"),
  farmhouse: message("农民自建住房", "farmhouse"),
  road: message("道路", "road"),
  "municipal-ecology": message("市政生态工程", "municipal ecology"),
  "farmland-water": message("农田水利", "farmland irrigation"),
  "soil-conservation": message("水土保持工程", "soil conservation works"),
  military: message("军事设施", "military facility"),
} as const satisfies Record<ProjectUse, Message>;

/** Whether a building is new, temporary, or takes the place of an old one without adding area. */
export const buildingNatures = {
  new: message("新建", "new"),
  temporary: message("临时建筑", "temporary"),
  "dangerous-rebuilt": message("危房翻新，不增加面积", "dangerous house rebuilt without added area"),
  "disaster-repaired": message("灾后按原面积修复", "disaster damage repaired at its old area"),
} as const satisfies Record<BuildingNature, Message>;

/** Why no air-raid shelter can be built under the buildings. @see 计价格〔2000〕474号; 国人防办字〔2003〕18号第四十七条 */
export const shelterObstacles = {
  "shallow-pile-cap": message("桩基且承台顶面埋深不足3米", "piles with a cap less than 3 m deep"),
  "small-share": message("应建面积只占首层局部，结构处理困难", "too small a share of the ground floor"),
  ground: message("流砂、暗河、基岩埋深浅等地质条件", "quicksand, underground rivers or shallow rock"),
  "crowded-site": message("房屋或地下管线密集，无法施工", "houses or pipes too close"),
} as const satisfies Record<NonNullable<FeeFacts["shelterObstacle"]>, Message>;

/** How the land is come by (土地获取方式). */
export const landSupplies = {
  grant: message("出让", "granted for a price"),
  allocation: message("划拨", "allocated"),
  lease: message("租赁", "leased"),
  other: message("其他", "otherwise"),
} as const;

/** What of a project calls a department in that is not concerned with every project. */
export const triggers = {
  "special-fire-works": message("消防特殊建设工程", "special works for fire safety"),
  "explosive-site": message("易燃易爆建设工程或者场所", "works or premises that may burn or explode"),
  "lightning-special": message(
    "雷电风险高、须特殊论证的大型项目，或者雷电易发区的矿区、旅游景点",
    "a large project at high risk of lightning, or a mine or sight where lightning is frequent",
  ),
  "weather-observation": message("气象探测环境保护范围内", "near a weather station"),
  "environmental-report": message("应编制环境影响报告书", "an environmental report is due"),
  "environmental-form": message("应编制环境影响报告表", "an environmental report form is due"),
  "river-zone": message("跨河、穿堤、临河或者在洪泛区、蓄滞洪区内", "by a river or in a flood basin"),
  "trees-or-green": message("占用绿地或者砍伐、移植树木", "green space is used or trees are felled or moved"),
  "underground-pipelines": message("建设地段有地下管线", "there are underground pipes"),
} as const;

/** A code of {@link triggers}. */
export type Trigger = keyof typeof triggers;

/** What a joint site survey is for. @see 宁政办发〔2015〕104号 */
export const surveyPurposes = {
  "site-selection": message("核发选址意见书", "opinion on the site"),
  "project-approval": message("项目审批、核准、备案", "approval or filing of the project"),
  "land-permit": message("核发建设用地规划许可证", "planning permit for land"),
} as const;

/** Disciplines of working drawings, each a set of sheets of its own. */
export const disciplines = {
  architecture: message("建筑", "architecture"),
  structure: message("结构", "structure"),
  fire: message("消防", "fire safety"),
  civilAirDefence: message("人防", "civil air defence"),
  lightning: message("防雷", "lightning protection"),
  landscape: message("绿化", "landscape"),
  drainage: message("排水", "drainage"),
} as const;

/** A key of {@link disciplines}. */
export type Discipline = keyof typeof disciplines;

/** The kind of load-bearing structure (结构形式). */
export const structures = {
  "shear-wall": message("剪力墙结构", "shear wall"),
  frame: message("框架结构", "frame"),
  "frame-shear-wall": message("框架—剪力墙结构", "frame and shear wall"),
  tube: message("筒体结构", "tube"),
  steel: message("钢结构", "steel"),
  masonry: message("砌体结构", "masonry"),
  other: message("其他", "other"),
} as const;

/** What the six parties' own acceptance came to. Works that are not fit are not accepted. @see 建设工程质量管理条例第十六条 */
export const acceptanceConclusions = {
  qualified: message("合格", "fit"),
  unqualified: message("不合格", "not fit"),
} as const;

/** The class that decides the share an industrial project pays of an intermediary's price. */
export const industrialClasses = {
  A: message("A类", "class A"),
  B: message("B类", "class B"),
} as const;

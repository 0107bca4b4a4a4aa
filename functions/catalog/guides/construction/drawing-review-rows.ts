import type { GuideCharge } from "../../../../schemas/item-guide.ts";
import { type Message, message } from "../../../../schemas/message.ts";
import type { GuideRow } from "./row.ts";

const byTheTable = message(
  "按立案当日有效的收费标准，见缴费清单",
  "by the rates in force on the day of acceptance, see the fee sheet",
);

const fee = (name: Message, basis: string, reduction: Message): GuideCharge => ({
  kind: "fees",
  fees: [{ name, standard: byTheTable, basis, reduction }],
});

/** The items of the joint drawing review. */
export const drawingReviewRows: readonly GuideRow[] = [
  {
    itemId: "drawing-review",
    main: "201",
    result: { type: "document", name: message("施工图审查备案", "filing of the drawing review") },
    conditions: [
      message("已取得建设工程规划许可证", "the planning permit is there"),
      message(
        "施工图设计文件经审查机构审查合格（住建部令第13号第十一条）",
        "the drawing reviewer found the drawings qualified (住建部令第13号第十一条)",
      ),
    ],
    statutoryNote: message(
      "大型15个工作日，中型及以下10个工作日，不含修改和复审时间（住建部令第13号第十二条）",
      "15 working days for large works, 10 for others, without the time of changes (住建部令第13号第十二条)",
    ),
  },
  {
    itemId: "planning-drawings",
    main: "202",
    result: { type: "document", name: message("规划符合性意见", "opinion on the planning permit") },
    conditions: [
      message(
        "施工图符合建设工程规划许可证和规划条件（城乡规划法第四十三条）",
        "the drawings agree with the planning permit and conditions (城乡规划法第四十三条)",
      ),
    ],
  },
  {
    itemId: "fire-design",
    main: "203",
    result: { type: "document", name: message("消防设计审查意见书", "opinion of the fire design review") },
    conditions: [
      message(
        "消防设计文件符合国家工程建设消防技术标准（消防法第九条、第十一条）",
        "the fire design meets the technical standards of the state (消防法第九条、第十一条)",
      ),
    ],
  },
  {
    itemId: "shelter-design",
    main: "204",
    result: { type: "document", name: message("人防工程设计审核意见", "opinion on the shelter's design") },
    conditions: [
      message(
        "防空地下室设计符合防护标准和质量标准（人民防空法第二十三条）",
        "the shelter's design meets the standards of protection and quality (人民防空法第二十三条)",
      ),
    ],
  },
  {
    itemId: "shelter-relocation-permit",
    main: "205",
    result: {
      type: "approval",
      name: message("易地建设许可批复", "approval to build the shelter elsewhere"),
    },
    conditions: [
      message(
        "因地质、结构等原因不能修建防空地下室（计价格〔2000〕474号）",
        "the ground, the structure or the like rules the shelter out (计价格〔2000〕474号)",
      ),
    ],
    charge: fee(
      message("防空地下室易地建设费", "building the air-raid shelter elsewhere"),
      "人民防空法第二十二条；计价格〔2000〕474号",
      message(
        "临时民用建筑、不增加面积的危房翻新和灾后修复免收；幼儿园、学校教学楼、养老院、残疾人设施减半（计价格〔2000〕474号）",
        "free for temporary, rebuilt and repaired buildings; half for kindergartens, teaching buildings, nursing homes and services for the disabled (计价格〔2000〕474号)",
      ),
    ),
  },
  {
    itemId: "lightning-design",
    main: "206",
    result: {
      type: "document",
      name: message("雷电防护装置设计核准意见书", "opinion on the lightning design"),
    },
    conditions: [
      message(
        "雷电防护装置设计符合国家有关防雷标准（气象灾害防御条例第二十三条）",
        "the design meets the standards of lightning protection (气象灾害防御条例第二十三条)",
      ),
    ],
  },
  {
    itemId: "environmental-impact",
    main: "207",
    result: { type: "approval", name: message("环境影响报告书批复", "approval of the environmental report") },
    conditions: [
      message(
        "建设单位编制或者委托编制环境影响报告书，并已依法征求公众意见（环境影响评价法第二十条、第二十一条）",
        "the report is made and the public was heard (环境影响评价法第二十条、第二十一条)",
      ),
    ],
    statutoryNote: message(
      "自收到报告书之日起六十日内，为自然日（环境影响评价法第二十二条）",
      "within sixty natural days of receiving the report (环境影响评价法第二十二条)",
    ),
  },
  {
    itemId: "environmental-impact-form",
    main: "208",
    result: {
      type: "approval",
      name: message("环境影响报告表批复", "approval of the environmental report form"),
    },
    conditions: [
      message(
        "建设单位编制或者委托编制环境影响报告表（环境影响评价法第二十条）",
        "the report form is made by the builder or for it (环境影响评价法第二十条)",
      ),
    ],
    statutoryNote: message(
      "自收到报告表之日起三十日内，为自然日（环境影响评价法第二十二条）",
      "within thirty natural days of receiving the form (环境影响评价法第二十二条)",
    ),
  },
  {
    itemId: "soil-conservation-plan",
    main: "209",
    result: { type: "approval", name: message("水土保持方案批复", "approval of the soil conservation plan") },
    conditions: [
      message(
        "生产建设项目位于易发生水土流失的区域，已编制水土保持方案（水土保持法第二十五条）",
        "the project is in an area of soil erosion and has its plan (水土保持法第二十五条)",
      ),
    ],
    charge: fee(
      message("水土保持补偿费", "soil conservation compensation"),
      "水土保持法第三十二条；财综〔2014〕8号",
      message(
        "学校、幼儿园、医院、养老服务设施、保障性住房等免征（财综〔2014〕8号第十一条）",
        "free for schools, kindergartens, hospitals, care and affordable housing among others (财综〔2014〕8号第十一条)",
      ),
    ),
  },
  {
    itemId: "drainage-review",
    main: "210",
    result: { type: "document", name: message("排水设计方案意见", "opinion on the drainage") },
    conditions: [
      message(
        "排水设计方案符合城镇排水与污水处理规划和相关标准（城镇排水与污水处理条例第十四条）",
        "the drainage agrees with the plan and standards of the city (城镇排水与污水处理条例第十四条)",
      ),
    ],
  },
  {
    itemId: "green-design",
    main: "211",
    result: { type: "document", name: message("附属绿化设计方案意见", "opinion on the landscape design") },
    conditions: [
      message(
        "绿化工程设计由持有相应资格证书的单位承担（城市绿化条例第十一条）",
        "a qualified unit designs the landscape (城市绿化条例第十一条)",
      ),
    ],
  },
  {
    itemId: "land-conditions",
    main: "212",
    result: {
      type: "document",
      name: message("土地使用条件核对意见", "opinion on the conditions of the land"),
    },
    conditions: [
      message(
        "按照土地出让合同约定的用途和条件使用土地（土地管理法第五十六条）",
        "the land is used as its grant says (土地管理法第五十六条)",
      ),
    ],
  },
  {
    itemId: "archive-guidance",
    main: "213",
    result: { type: "document", name: message("建设工程档案告知", "notice on the construction archive") },
    conditions: [
      message(
        "建设单位收集、整理建设项目各环节的文件资料（建设工程质量管理条例第十七条）",
        "the builder keeps the documents of every step (建设工程质量管理条例第十七条)",
      ),
    ],
  },
];

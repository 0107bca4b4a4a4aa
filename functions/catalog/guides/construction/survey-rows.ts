import { message } from "../../../../schemas/message.ts";
import type { GuideRow } from "./row.ts";

/** The items of the joint site survey. */
export const surveyRows: readonly GuideRow[] = [
  {
    itemId: "site-selection",
    main: "101",
    result: { type: "document", name: message("选址意见书", "opinion on the site") },
    conditions: [
      message(
        "按照国家规定需要批准或者核准，并以划拨方式提供国有土地使用权（城乡规划法第三十六条）",
        "the project needs approval and its land is allocated (城乡规划法第三十六条)",
      ),
      message("拟建位置符合国土空间规划", "the site agrees with the spatial plan"),
    ],
  },
  {
    itemId: "land-pre-review",
    main: "102",
    result: { type: "document", name: message("建设项目用地预审意见", "opinion of the land pre-review") },
    conditions: [
      message(
        "用地符合土地利用总体规划、年度计划和建设用地标准（土地管理法第五十二条）",
        "the land agrees with the plans and the standards of building land (土地管理法第五十二条)",
      ),
    ],
  },
  {
    itemId: "construction-conditions",
    main: "103",
    result: {
      type: "document",
      name: message("建设条件意见书", "statement of the conditions of development"),
    },
    conditions: [
      message(
        "房地产开发用地出让或者划拨之前（城市房地产开发经营管理条例第十二条）",
        "before land for real estate is granted or allocated (城市房地产开发经营管理条例第十二条)",
      ),
    ],
  },
  {
    itemId: "fire-siting",
    main: "104",
    result: { type: "document", name: message("消防安全布局意见", "opinion on fire safety") },
    conditions: [
      message(
        "生产、储存、装卸易燃易爆危险品的场所设置在符合消防安全要求的位置（消防法第二十二条）",
        "premises that may burn or explode stand where fire safety allows (消防法第二十二条)",
      ),
      message("消防车通道和消防水源有保障", "fire engines and water reach the site"),
    ],
  },
  {
    itemId: "shelter-siting",
    main: "105",
    result: { type: "document", name: message("人防工程建设条件意见", "opinion on the air-raid shelter") },
    conditions: [
      message(
        "城市新建民用建筑按照国家规定修建防空地下室（人民防空法第二十二条）",
        "new civil buildings of a city have an air-raid shelter (人民防空法第二十二条)",
      ),
    ],
  },
  {
    itemId: "lightning-siting",
    main: "106",
    result: {
      type: "document",
      name: message("雷电和气象探测环境意见", "opinion on lightning and observation"),
    },
    conditions: [
      message(
        "在气象台站探测环境保护范围内的，应当避免危害气象探测环境（气象设施和气象探测环境保护条例第十七条）",
        "works near a weather station do not disturb its observations (气象设施和气象探测环境保护条例第十七条)",
      ),
    ],
  },
  {
    itemId: "environmental-siting",
    main: "107",
    result: { type: "document", name: message("生态环境选址意见", "opinion on the environment") },
    conditions: [
      message(
        "按建设项目环境影响评价分类管理名录确定应编制的文件（环境影响评价法第十六条）",
        "the classified list says which environmental document is due (环境影响评价法第十六条)",
      ),
    ],
  },
  {
    itemId: "water-siting",
    main: "108",
    result: { type: "document", name: message("水土保持和防洪意见", "opinion on soil and floods") },
    conditions: [
      message(
        "位于易发生水土流失的区域、河道管理范围或者洪泛区、蓄滞洪区内（水土保持法第二十五条；防洪法第二十七条、第三十三条）",
        "the site is in an area of soil erosion, by a river or in a flood basin",
      ),
    ],
  },
  {
    itemId: "green-siting",
    main: "109",
    result: { type: "document", name: message("绿地和树木意见", "opinion on green space and trees") },
    conditions: [
      message(
        "占用城市绿化用地或者砍伐树木须经同意（城市绿化条例第十九条、第二十条）",
        "green space is used and trees are felled with consent only (城市绿化条例第十九条、第二十条)",
      ),
    ],
  },
  {
    itemId: "pipeline-records",
    main: "110",
    result: { type: "document", name: message("地下管线档案查询结果", "records of underground pipes") },
    conditions: [
      message(
        "建设地段有或者可能有地下管线（城市地下管线工程档案管理办法）",
        "there are or may be pipes below the site (城市地下管线工程档案管理办法)",
      ),
    ],
  },
];

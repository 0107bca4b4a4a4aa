import { message } from "../../../../schemas/message.ts";
import type { GuideRow } from "./row.ts";

/** The items of the joint acceptance. */
export const acceptanceRows: readonly GuideRow[] = [
  {
    itemId: "completion-documents",
    main: "301",
    result: { type: "document", name: message("竣工资料核查意见", "opinion on the completion documents") },
    conditions: [
      message(
        "完成设计和合同约定的各项内容，建设单位已组织竣工验收（建设工程质量管理条例第十六条）",
        "the works are complete and the builder held their acceptance (建设工程质量管理条例第十六条)",
      ),
      message("已有工程质量监督报告和多测合一成果", "the supervision and surveying reports are there"),
    ],
  },
  {
    itemId: "archive-acceptance",
    main: "302",
    result: {
      type: "document",
      name: message("建设工程档案验收意见", "opinion on the construction archive"),
    },
    conditions: [
      message(
        "工程档案齐全、完整、准确（建设工程质量管理条例第十七条）",
        "the archive is whole and right (建设工程质量管理条例第十七条)",
      ),
    ],
  },
  {
    itemId: "completion-acceptance",
    main: "303",
    result: { type: "document", name: message("竣工联合验收备案表", "record of the completion filing") },
    conditions: [
      message(
        "规划、消防、环保等部门出具认可文件（建设工程质量管理条例第四十九条）",
        "planning, fire, environment and others accept the works (建设工程质量管理条例第四十九条)",
      ),
    ],
  },
  {
    itemId: "planning-verification",
    main: "304",
    result: { type: "document", name: message("规划条件核实意见", "opinion of the planning verification") },
    conditions: [
      message(
        "建设工程符合规划条件（城乡规划法第四十五条）",
        "the works agree with the planning conditions (城乡规划法第四十五条)",
      ),
    ],
  },
  {
    itemId: "land-verification",
    main: "305",
    result: { type: "document", name: message("土地核验意见", "opinion of the land verification") },
    conditions: [
      message(
        "按照出让合同或者划拨决定的用途和条件使用土地（土地管理法第五十六条）",
        "the land is used as its grant or allocation says (土地管理法第五十六条)",
      ),
    ],
  },
  {
    itemId: "fire-acceptance",
    main: "306",
    result: { type: "document", name: message("消防验收意见书", "opinion of the fire acceptance") },
    conditions: [
      message(
        "完成消防设计和合同约定的消防各项内容，消防设施经检测合格（住建部令第51号第二十七条）",
        "what the fire design and the contract ask for is done and tested (住建部令第51号第二十七条)",
      ),
    ],
  },
  {
    itemId: "shelter-acceptance",
    main: "307",
    result: { type: "document", name: message("人防工程竣工认可意见", "opinion on the shelter as built") },
    conditions: [
      message(
        "人防工程质量符合防护标准和质量标准（人民防空法第二十三条）",
        "the shelter meets the standards of protection and quality (人民防空法第二十三条)",
      ),
    ],
  },
  {
    itemId: "lightning-acceptance",
    main: "308",
    result: {
      type: "document",
      name: message("雷电防护装置验收意见书", "opinion on the lightning protection"),
    },
    conditions: [
      message(
        "雷电防护装置与主体工程同时投入使用，经检测合格（气象灾害防御条例第二十三条）",
        "the lightning protection is tested and comes into use with the works (气象灾害防御条例第二十三条)",
      ),
    ],
  },
  {
    itemId: "environmental-completion",
    main: "309",
    result: {
      type: "document",
      name: message("环境保护设施验收监督意见", "opinion on the environmental facilities"),
    },
    conditions: [
      message(
        "建设单位已对配套的环境保护设施进行验收并编制验收报告（建设项目环境保护管理条例第十七条）",
        "the builder accepted the environmental facilities and reported (建设项目环境保护管理条例第十七条)",
      ),
    ],
  },
  {
    itemId: "water-acceptance",
    main: "310",
    result: {
      type: "document",
      name: message("水土保持设施验收意见", "opinion on the soil conservation facilities"),
    },
    conditions: [
      message(
        "水土保持设施与主体工程同时投产使用，并已验收（水土保持法第二十七条）",
        "the facilities were accepted and come into use with the works (水土保持法第二十七条)",
      ),
    ],
  },
  {
    itemId: "green-acceptance",
    main: "311",
    result: { type: "document", name: message("附属绿化工程验收意见", "opinion on the landscape as built") },
    conditions: [
      message(
        "按照批准的设计方案施工（城市绿化条例第十一条）",
        "the landscape is built as its design was approved (城市绿化条例第十一条)",
      ),
    ],
  },
];

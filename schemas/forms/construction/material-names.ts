import { message } from "../../message.ts";

/** What the materials of the construction processes are called. */
export const materialNames = {
  "site-map": message("拟建位置地形图（1:500或者1:1000）", "map of the site, 1:500 or 1:1000"),
  "site-proposal": message("初步选址和总平面方案", "preliminary siting and general layout"),
  "planning-permit": message("建设工程规划许可证及附件", "planning permit with its annexes"),
  "drawing-review-report": message("施工图设计文件审查合格书", "qualified report of the drawing reviewer"),
  "geological-report": message("岩土工程勘察报告", "geotechnical report"),
  "sheets-architecture": message("建筑专业施工图", "sheets on architecture"),
  "sheets-structure": message("结构专业施工图", "sheets on structure"),
  "sheets-fire": message("消防设计文件", "sheets on fire safety"),
  "sheets-civil-air-defence": message("人防工程施工图", "sheets on civil air defence"),
  "sheets-lightning": message("防雷装置设计图", "sheets on lightning protection"),
  "sheets-landscape": message("附属绿化工程设计图", "sheets on landscape"),
  "sheets-drainage": message("排水工程设计图", "sheets on drainage"),
  "environmental-document": message("环境影响报告书或者报告表", "environmental report or report form"),
  "soil-conservation-report": message("水土保持方案报告", "soil conservation plan"),
  "shelter-relocation-statement": message(
    "不能修建防空地下室的论证材料",
    "evidence that no air-raid shelter can be built",
  ),
  "construction-permit": message("建筑工程施工许可证", "construction permit"),
  "acceptance-report": message("工程竣工验收报告（六方）", "acceptance report of the six parties"),
  "supervision-report": message("工程质量监督报告", "quality supervision report"),
  "joint-survey-report": message("多测合一成果报告", "joint surveying report"),
  "drawing-review-opinion": message("联合图审意见书", "opinion of the joint drawing review"),
  "as-built-drawings": message("竣工图", "as-built drawings"),
  "archive-inventory": message("工程档案移交目录", "inventory of the construction archive"),
  "fire-test-report": message("消防设施检测合格报告", "test report of the fire-fighting equipment"),
  "shelter-quality-report": message("人防工程质量监督报告", "quality report on the air-raid shelter"),
  "lightning-test-report": message("雷电防护装置检测报告", "test report of the lightning protection"),
  "environmental-acceptance-report": message(
    "环境保护设施验收报告",
    "acceptance report of the environmental facilities",
  ),
  "soil-conservation-acceptance-report": message(
    "水土保持设施验收报告",
    "acceptance report of the soil conservation facilities",
  ),
  "green-as-built": message("附属绿化工程竣工图", "as-built drawings of the landscape"),
} as const;

/** A code of {@link materialNames}. */
export type ConstructionMaterialCode = keyof typeof materialNames;

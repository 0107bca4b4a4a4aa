import { message } from "../../../schemas/message.ts";
import type { FeeDefinition } from "./fee-rows.ts";

const builder = message("建设单位", "the builder");
const everybody: FeeDefinition["due"] = { kind: "everybody" };
const example = (where: string): string => `示例费率：${where}`;

type Service = Pick<FeeDefinition, "code" | "name" | "item" | "formula" | "legalBasis" | "rateBasis"> & {
  isPrecondition?: boolean;
};

const service = ({ isPrecondition = true, ...row }: Service): FeeDefinition => ({
  ...row,
  kind: "service",
  payer: builder,
  due: everybody,
  isPrecondition,
  validFrom: "2001-03-07",
  validTo: null,
});

const contract: FeeDefinition["formula"] = { kind: "contract" };
const contracted = example("以合同载明的规定标准为准");

/** Prices of intermediaries: none of them is the treasury's. The basis is that of the service. */
export const demonstrationServices: FeeDefinition[] = [
  service({
    code: "drawing-review",
    name: message("施工图设计文件审查", "Review of working drawings"),
    item: "drawing-review",
    formula: { kind: "share", numerator: 2, denominator: 1_000 },
    legalBasis: "建设工程质量管理条例第十一条",
    rateBasis: example("发改价格〔2011〕534号上限，工程概算投资额的2‰"),
  }),
  service({
    code: "environmental-report",
    name: message("环境影响评价文件编制", "Environmental report"),
    item: "environmental-impact",
    formula: contract,
    legalBasis: "环境影响评价法第十九条",
    rateBasis: contracted,
  }),
  service({
    code: "geological-survey",
    name: message("工程勘察", "Geological survey"),
    item: "drawing-review",
    formula: contract,
    legalBasis: "建设工程质量管理条例第五条",
    rateBasis: contracted,
  }),
  service({
    code: "lightning-inspection",
    name: message("防雷装置检测", "Inspection of lightning protection"),
    item: "completion-acceptance",
    formula: contract,
    legalBasis: "气象灾害防御条例第二十三条",
    rateBasis: contracted,
  }),
  service({
    code: "completion-mapping",
    name: message("竣工测绘", "Mapping at completion"),
    item: "completion-acceptance",
    formula: { kind: "area", quantity: "buildingArea", rateFenPerSquareMetre: 100 },
    legalBasis: "城乡规划法第四十五条",
    rateBasis: example("每平方米1元"),
  }),
  service({
    code: "construction-supervision",
    name: message("工程监理", "Supervision of the works"),
    item: "construction-permit",
    formula: contract,
    legalBasis: "建筑法第三十一条",
    rateBasis: contracted,
    isPrecondition: false,
  }),
  service({
    code: "cost-consulting",
    name: message("工程造价咨询", "Cost consulting"),
    item: "construction-permit",
    formula: contract,
    legalBasis: "建筑法第十八条",
    rateBasis: contracted,
    isPrecondition: false,
  }),
];

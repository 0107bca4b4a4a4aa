import { message } from "../../../schemas/message.ts";
import { demonstrationServices } from "./demonstration-services.ts";
import type { FeeDefinition } from "./fee-rows.ts";

const builder = message("建设单位", "the builder");
const everybody: FeeDefinition["due"] = { kind: "everybody" };
const example = (where: string): string => `示例费率：${where}`;

const soilConservation = {
  code: "soil-conservation",
  name: message("水土保持补偿费", "Soil conservation compensation"),
  kind: "administrative",
  collectors: [
    { department: "water-resources", since: "2014-05-01" },
    { department: "tax", since: "2021-01-01" },
  ],
  payer: builder,
  item: "soil-conservation-plan",
  due: { kind: "erosion-area" },
  legalBasis: "水土保持法第三十二条；财综〔2014〕8号；征收划转：财税〔2020〕58号",
} as const;

/**
 * Public fees and funds. The basis of each fee is the law's; its rate is an example (示例费率), since Bengbu's are not
 * published.
 *
 * Not on the table: 绿化补偿费, because 城市绿化条例 sets no such fee and nothing is collectable without a basis.
 */
const publicFees: FeeDefinition[] = [
  {
    code: "infrastructure",
    name: message("城市基础设施配套费", "City infrastructure"),
    kind: "fund",
    collectors: [{ department: "housing-construction", since: "2002-01-01" }],
    payer: builder,
    item: "planning-permit",
    formula: { kind: "area", quantity: "buildingArea", rateFenPerSquareMetre: 11_500 },
    due: everybody,
    legalBasis: "国发〔1998〕34号；财综函〔2002〕3号",
    rateBasis: example("另一城市每平方米115元，含供热30元、燃气10元、消防5元"),
    validFrom: "2002-01-01",
    validTo: null,
  },
  {
    code: "shelter-relocation",
    name: message("防空地下室易地建设费", "Building the air-raid shelter elsewhere"),
    kind: "administrative",
    collectors: [
      { department: "civil-air-defence", since: "2000-04-27" },
      { department: "tax", since: "2021-01-01" },
    ],
    payer: builder,
    item: "shelter-relocation-permit",
    formula: { kind: "area", quantity: "shelterArea", rateFenPerSquareMetre: 200_000 },
    due: { kind: "shelter-impossible" },
    legalBasis: "人民防空法第二十二条；中发〔2001〕9号；计价格〔2000〕474号；征收划转：财税〔2020〕58号",
    rateBasis: example("每平方米2000元，由省定标准替换"),
    validFrom: "2000-04-27",
    validTo: null,
  },
  {
    ...soilConservation,
    collectors: [...soilConservation.collectors],
    formula: {
      kind: "area",
      quantity: "landArea",
      rateFenPerSquareMetre: 220,
      wholeSquareMetres: true,
    },
    rateBasis: example("发改价格〔2014〕886号中部地区上限每平方米2.2元，不足1平方米按1平方米计"),
    validFrom: "2014-05-01",
    validTo: "2017-06-30",
  },
  {
    ...soilConservation,
    collectors: [...soilConservation.collectors],
    formula: {
      kind: "area",
      quantity: "landArea",
      rateFenPerSquareMetre: 150,
      wholeSquareMetres: true,
    },
    rateBasis: example("发改价格〔2017〕1186号中部地区上限每平方米1.5元，不足1平方米按1平方米计"),
    validFrom: "2017-07-01",
    validTo: null,
  },
  {
    code: "road-occupation",
    name: message("城市道路占用费", "Occupying a city road"),
    kind: "administrative",
    collectors: [{ department: "urban-management", since: "1996-10-01" }],
    payer: builder,
    item: "road-occupation-permit",
    formula: { kind: "area-days", rateFenPerSquareMetreDay: 50 },
    due: everybody,
    legalBasis: "城市道路管理条例第三十七条",
    rateBasis: example("每平方米每日0.5元"),
    validFrom: "1996-10-01",
    validTo: null,
  },
  {
    code: "road-excavation",
    name: message("城市道路挖掘修复费", "Digging up and mending a city road"),
    kind: "administrative",
    collectors: [{ department: "urban-management", since: "1996-10-01" }],
    payer: builder,
    item: "road-occupation-permit",
    formula: { kind: "area", quantity: "roadExcavatedArea", rateFenPerSquareMetre: 30_000 },
    due: everybody,
    legalBasis: "城市道路管理条例第三十七条",
    rateBasis: example("每平方米300元"),
    validFrom: "1996-10-01",
    validTo: null,
  },
];

/** Fees that were abolished, so that the sheet of an old case can be made again. */
const abolishedFees: FeeDefinition[] = [
  {
    code: "wall-materials",
    name: message("新型墙体材料专项基金", "Fund for new wall materials"),
    kind: "fund",
    collectors: [{ department: "housing-construction", since: "2008-01-01" }],
    payer: builder,
    item: "planning-permit",
    formula: { kind: "area", quantity: "buildingArea", rateFenPerSquareMetre: 1_000 },
    due: everybody,
    legalBasis: "财综〔2007〕77号；自2017年4月1日起取消：财税〔2017〕18号",
    rateBasis: example("上限每平方米10元"),
    validFrom: "2008-01-01",
    validTo: "2017-03-31",
  },
  {
    code: "bulk-cement",
    name: message("散装水泥专项资金", "Fund for bulk cement"),
    kind: "fund",
    collectors: [{ department: "housing-construction", since: "2002-06-01" }],
    payer: builder,
    item: "planning-permit",
    formula: { kind: "area", quantity: "buildingArea", rateFenPerSquareMetre: 150 },
    due: everybody,
    legalBasis: "财综〔2002〕23号；自2016年2月1日起并入新型墙体材料专项基金：财税〔2016〕11号",
    rateBasis: example("按建筑面积预缴每平方米1.5元"),
    validFrom: "2002-06-01",
    validTo: "2016-01-31",
  },
  {
    code: "termite-prevention",
    name: message("白蚁防治费", "Termite prevention"),
    kind: "administrative",
    collectors: [{ department: "housing-construction", since: "1999-11-01" }],
    payer: builder,
    item: "construction-permit",
    formula: { kind: "area", quantity: "buildingArea", rateFenPerSquareMetre: 200 },
    due: everybody,
    legalBasis: "城市房屋白蚁防治管理规定（建设部令第72号）；自2017年4月1日起取消：财税〔2017〕20号",
    rateBasis: example("每平方米2元"),
    validFrom: "1999-11-01",
    validTo: "2017-03-31",
  },
  {
    code: "quality-supervision",
    name: message("建设工程质量监督费", "Supervision of construction quality"),
    kind: "administrative",
    collectors: [{ department: "housing-construction", since: "2000-01-30" }],
    payer: builder,
    item: "construction-permit",
    formula: { kind: "share", numerator: 1, denominator: 1_000 },
    due: everybody,
    legalBasis: "建设工程质量管理条例第四十三条；自2009年1月1日起取消：财综〔2008〕78号",
    rateBasis: example("建筑安装工程费的1‰"),
    validFrom: "2000-01-30",
    validTo: "2008-12-31",
  },
];

/** Every fee of the demonstration table: public ones, abolished ones with their last day, and prices of intermediaries. */
export const demonstrationDefinitions: FeeDefinition[] = [
  ...publicFees,
  ...abolishedFees,
  ...demonstrationServices,
];

import type { NameParts } from "../../schemas/forms/name-finding.ts";

const name = (
  division: string,
  tradeName: string,
  industry: string,
  organizationForm = "有限公司",
): NameParts => ({
  division,
  tradeName,
  industry,
  organizationForm,
});

/**
 * Names the stand-in of market regulation has on its register, all made up. A name equal or similar to one of them is
 * refused; a trade name with another industry is free.
 */
export const registeredNames: readonly NameParts[] = [
  name("蚌埠", "珠城", "商贸"),
  name("蚌埠", "红光", "酒业"),
  name("蚌埠", "万青", "房地产"),
  name("蚌埠市", "晨澜", "物流"),
  name("蚌埠市", "云涂", "餐饮管理"),
  name("蚌埠市", "澄湖", "广告传媒"),
  name("蚌埠", "禾垄", "农业发展"),
  name("蚌埠", "沐宸", "装饰工程"),
  name("蚌埠", "启川", "信息科技"),
  name("安徽蚌埠", "恒淮", "建筑工程"),
  name("怀远县", "榴溪", "食品", "有限责任公司"),
  name("五河县", "沱源", "水产养殖"),
  name("固镇县", "垓原", "机械制造"),
];

import * as z from "zod";

/** Level of a division; a `zone` is a development zone that statistics treat as a county. */
export type DivisionLevel = "province" | "prefecture" | "district" | "county" | "zone";

/**
 * Anhui, Bengbu and the divisions of Bengbu, in order of their codes.
 *
 * `isStatistical` marks codes of the National Bureau of Statistics that GB/T 2260 does not know. Records from before 2004-01-10
 * carry old names under the codes 340302 (东市区), 340303 (中市区), 340304 (西市区) and 340311 (郊区).
 * @see GB/T 2260
 */
export const divisions = [
  { code: "340000", zh: "安徽省", en: "Anhui Province", level: "province", isStatistical: false },
  { code: "340300", zh: "蚌埠市", en: "Bengbu City", level: "prefecture", isStatistical: false },
  { code: "340302", zh: "龙子湖区", en: "Longzihu District", level: "district", isStatistical: false },
  { code: "340303", zh: "蚌山区", en: "Bengshan District", level: "district", isStatistical: false },
  { code: "340304", zh: "禹会区", en: "Yuhui District", level: "district", isStatistical: false },
  { code: "340311", zh: "淮上区", en: "Huaishang District", level: "district", isStatistical: false },
  { code: "340321", zh: "怀远县", en: "Huaiyuan County", level: "county", isStatistical: false },
  { code: "340322", zh: "五河县", en: "Wuhe County", level: "county", isStatistical: false },
  { code: "340323", zh: "固镇县", en: "Guzhen County", level: "county", isStatistical: false },
  {
    code: "340371",
    zh: "高新技术开发区",
    en: "High-tech Development Zone",
    level: "zone",
    isStatistical: true,
  },
  { code: "340372", zh: "经济开发区", en: "Economic Development Zone", level: "zone", isStatistical: true },
] as const satisfies readonly {
  code: string;
  zh: string;
  en: string;
  level: DivisionLevel;
  isStatistical: boolean;
}[];

/** Reads the six-digit code of a division in the table: `"340303"`. */
export const divisionSchema = z.enum(
  divisions.map(({ code }) => code),
  { error: "行政区划代码不在蚌埠市范围内 / Not the code of Bengbu or one of its divisions" },
);

/** Names a division in Chinese, or in English on request: `"340303"` is 蚌山区; `undefined` when it is not in the table. */
export const divisionName = (code: string, language: "zh" | "en" = "zh"): string | undefined => {
  return divisions.find((division) => division.code === code)?.[language];
};

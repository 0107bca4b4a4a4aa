import type { ProjectUse } from "../../fee-facts.ts";

/** Uses of dwellings. */
export const housingUses = ["residential", "affordable-housing"] as const satisfies readonly ProjectUse[];

/** Uses of the other civil buildings. */
export const otherCivilUses = [
  "kindergarten",
  "school",
  "hospital",
  "nursing-home",
  "welfare-home",
  "disabled-service",
  "community-care",
  "office",
  "commercial",
  "other-civil",
] as const satisfies readonly ProjectUse[];

/**
 * Uses of civil buildings (民用建筑), which owe an air-raid shelter: all that do not produce, the offices of a factory among
 * them. @see 人民防空法第二十二条; 国人防办字〔2003〕18号第四十五条
 */
export const civilUses = [...housingUses, ...otherCivilUses] as const;

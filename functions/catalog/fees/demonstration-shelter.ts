import { housingUses, otherCivilUses } from "../../../schemas/forms/construction/civil-uses.ts";
import { message } from "../../../schemas/message.ts";
import type { FeeTableRows } from "./fee-rows.ts";

const basis = "人民防空法第二十二条；国人防办字〔2003〕18号《人民防空工程建设管理规定》第四十五条";

/**
 * How large a shelter each new civil building must have (应建面积). Production and storage are no civil buildings
 * (民用建筑), so they have none to build.
 *
 * “2000平方米以上” includes 2 000 (民法典第一千二百五十九条). The class of Bengbu and its share are examples: a city of
 * class 2 may ask for 30 ‰ to 40 ‰.
 */
export const demonstrationShelter: FeeTableRows["shelter"] = {
  cityClass: 2,
  rules: [
    {
      ruleId: "tall-or-deep",
      title: message("十层以上或基础埋深三米以上", "ten storeys or more, or a foundation of 3 m or more"),
      uses: [...housingUses, ...otherCivilUses],
      reaching: { storeys: 10, foundationMillimetres: 3_000 },
      area: { kind: "ground-floor" },
      grade: "6",
      basis: `${basis}第一项`,
    },
    {
      ruleId: "park-civil",
      title: message("开发区、工业园区其他民用建筑", "other civil buildings of a park"),
      uses: [...otherCivilUses],
      inPark: true,
      area: { kind: "share", thousandths: 30 },
      grade: "6",
      basis: `${basis}第三项`,
    },
    {
      ruleId: "other-civil",
      title: message("其他民用建筑，地面总建筑面积2000平方米以上", "other civil buildings, 2 000 m² or more"),
      uses: [...otherCivilUses],
      minimumTotalSquareDecimetres: 200_000,
      area: { kind: "share", thousandths: 30 },
      grade: "6",
      basis: `${basis}第二项`,
    },
    {
      ruleId: "other-housing",
      title: message("其他居民住宅楼", "other housing"),
      uses: [...housingUses],
      area: { kind: "ground-floor" },
      grade: "6B",
      basis: `${basis}第四项、第五项`,
    },
  ],
};

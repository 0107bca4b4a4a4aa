import type { RegistrationMaterial } from "../../../../schemas/forms/registration-material.ts";
import type { GuideMaterial, ItemGuide } from "../../../../schemas/item-guide.ts";
import { message } from "../../../../schemas/message.ts";
import type { Item } from "../../catalog.ts";
import { nationalCategories } from "../../national-codes.ts";
import { centreBasics, centreExtension, freeLicence, freeService } from "../centre.ts";
import { type JointAction, jointActions } from "./joint-actions.ts";
import type { GuideRow } from "./row.ts";

const takenOver = message(
  "由本项目联合图审取得，不用再交",
  "taken over from the joint drawing review of the project; not asked for again",
);

const materialOf = (
  { code, name, original, necessity, condition, basis }: RegistrationMaterial,
  isTaken: boolean,
): GuideMaterial => ({
  code,
  name,
  type: original ? "original" : "copy",
  format: "either",
  necessity: isTaken ? "conditional" : necessity,
  form: null,
  example: null,
  source: isTaken ? "government" : "applicant",
  sourceNote: isTaken ? takenOver : null,
  copies: null,
  paper: null,
  fillingNote: null,
  acceptedIf: null,
  basis,
  remark: condition ?? null,
});

const materialsOf = ({ materials, taken }: JointAction, item: Item): GuideMaterial[] =>
  item.materials.flatMap((code) => {
    const own = materials.find((each) => each.code === code);
    if (own !== undefined) return [materialOf(own, false)];
    return taken.filter((each) => each.code === code).map((each) => materialOf(each, true));
  });

const guideOf = (action: JointAction, item: Item, row: GuideRow): ItemGuide => ({
  itemId: item.id,
  basic: {
    ...centreBasics,
    basicCode: `34${nationalCategories.codes[item.category]}99${row.main}000`,
    statutoryNote: row.statutoryNote ?? null,
    appliesTo: action.appliesTo,
    conditions: [...row.conditions],
    flow: [...action.flow],
    serves: ["enterprise", "institution", "government-organ"],
  },
  extension: {
    ...centreExtension,
    topics: { personal: [], corporate: [message("投资立项和工程建设", "investment and construction")] },
    otherDepartments: [...new Set(action.items.map(({ department }) => department))].filter(
      (department) => department !== item.department,
    ),
    result: { ...row.result, sample: null },
  },
  materials: materialsOf(action, item),
  charge: row.charge ?? (item.category === "approval" ? freeLicence : freeService),
  questions: [],
});

/** The guides of the construction line, one for each item. Basic codes are samples: their department is 99. */
export const constructionGuides: readonly ItemGuide[] = jointActions.flatMap((action) =>
  action.items.flatMap((item) =>
    action.rows.filter(({ itemId }) => itemId === item.id).map((row) => guideOf(action, item, row)),
  ),
);

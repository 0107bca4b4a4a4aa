import { message } from "../../message.ts";
import type { Finding } from "../finding.ts";
import { civilUses, housingUses } from "./civil-uses.ts";
import type { ConstructionForm } from "./sections.ts";

type Works = ConstructionForm["works"][number];

/** From so many storeys, or so deep a foundation, any civil building owes a shelter. */
const TALL = { storeys: 10, foundationMillimetres: 3_000 };

/** What other civil buildings have above ground together for a shelter to be due, in square decimetres. */
const OTHERS_TOGETHER = 200_000;

const isOf = (uses: readonly string[], { use }: Works): boolean => uses.includes(use);

const isTall = ({ storeys, foundationMillimetres }: Works): boolean =>
  storeys >= TALL.storeys || foundationMillimetres >= TALL.foundationMillimetres;

/** Whether new civil buildings among the works owe a shelter. How large it is the table of fees says. */
const isShelterDue = ({ project, works }: ConstructionForm): boolean => {
  const civil = works.filter((each) => isOf(civilUses, each) && each.nature === "new");
  if (civil.some((each) => isOf(housingUses, each) || isTall(each) || project.inPark)) return true;
  const together = civil.reduce((sum, each) => sum + each.aboveGroundSquareDecimetres, 0);
  return together >= OTHERS_TOGETHER;
};

/**
 * A shelter that is due, yet neither built nor hindered: the form owes no fee then, and somebody has to ask.
 * @see 人民防空法第二十二条; 国人防办字〔2003〕18号第四十五条
 */
export const shelterMissing = (form: ConstructionForm): Finding[] => {
  const { project, works } = form;
  const isBuilt = works.some(({ shelterBuiltSquareDecimetres }) => shelterBuiltSquareDecimetres > 0);
  if (isBuilt || project.shelterObstacle !== undefined || !isShelterDue(form)) return [];
  return [
    {
      rule: "shelter-missing",
      severity: "review",
      path: "project.shelterObstacle",
      message: message(
        "新建民用建筑应修建防空地下室，但各单体修建面积均为0，也未说明不能修建的原因；请填写修建面积，或者填写原因并申请易地建设",
        "new civil buildings owe an air-raid shelter, yet none is built and no obstacle is named; give the area that is built, or name the obstacle and apply to have it built elsewhere",
      ),
      source: "人民防空法第二十二条",
    },
  ];
};

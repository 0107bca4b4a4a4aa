import type { ProjectUse } from "../../fee-facts.ts";
import type { Fault, FormRule } from "../form-rule.ts";
import { projectClasses, triggers } from "./choices.ts";
import type { ConstructionForm as Form } from "./sections.ts";

const nestedAreas = ({ works }: Form): Fault[] =>
  works.flatMap((each, at) => {
    const { groundFloorSquareDecimetres, aboveGroundSquareDecimetres, floorSquareDecimetres } = each;
    const faults: Fault[] = [];
    if (groundFloorSquareDecimetres > aboveGroundSquareDecimetres)
      faults.push({
        path: ["works", at, "groundFloorSquareDecimetres"],
        zh: `单体${each.id}首层面积大于地上面积，请对照规划许可证改正`,
        en: `the ground floor of ${each.id} is larger than what is above ground; correct it by the planning permit`,
      });
    if (aboveGroundSquareDecimetres > floorSquareDecimetres)
      faults.push({
        path: ["works", at, "aboveGroundSquareDecimetres"],
        zh: `单体${each.id}地上面积大于总建筑面积，请对照规划许可证改正`,
        en: `more of ${each.id} is above ground than there is in all; correct it by the planning permit`,
      });
    if (each.shelterBuiltSquareDecimetres > floorSquareDecimetres)
      faults.push({
        path: ["works", at, "shelterBuiltSquareDecimetres"],
        zh: `单体${each.id}防空地下室面积大于总建筑面积，请改正`,
        en: `the shelter of ${each.id} is larger than its whole floor area; correct it`,
      });
    return faults;
  });

/** Rows that repeat the key of one before, each a fault. */
const repeats = <T>(
  list: readonly T[],
  keyOf: (row: T) => string,
  faultOf: (key: string, at: number) => Fault,
): Fault[] => {
  const keys = list.map(keyOf);
  return keys.flatMap((key, at) => (keys.indexOf(key) === at ? [] : [faultOf(key, at)]));
};

const distinctWorks = ({ works }: Form): Fault[] =>
  repeats(
    works,
    ({ id }) => id,
    (id, at) => ({
      path: ["works", at, "id"],
      zh: `单体编号${id}填写了两次，请改正编号或者合并为一项`,
      en: `the works ${id} are entered twice; correct the number or put both entries into one`,
    }),
  );

const distinctLand = ({ project }: Form): Fault[] =>
  repeats(
    project.land,
    ({ use }) => use,
    (_, at) => ({
      path: ["project", "land", at, "use"],
      zh: "同一用途的土地只填一行，请合并面积",
      en: "land of one use takes one row; add the areas up",
    }),
  );

const distinctTriggers = ({ project }: Form): Fault[] =>
  repeats(
    project.triggers,
    (trigger) => trigger,
    (_, at) => ({
      path: ["project", "triggers", at],
      zh: "同一情形填写了两次，请删去一项",
      en: "this circumstance is entered twice; remove one",
    }),
  );

const oneAssessment = ({ project }: Form): Fault[] =>
  project.triggers.includes("environmental-report") && project.triggers.includes("environmental-form")
    ? [
        {
          path: ["project", "triggers"],
          zh: `“${triggers["environmental-report"].zh}”与“${triggers["environmental-form"].zh}”只能选一项，请按建设项目环境影响评价分类管理名录保留一项（环境影响评价法第十六条）`,
          en: "a project has either an environmental report or a report form; keep the one the classified list asks for",
        },
      ]
    : [];

/** What a project of each class must contain at least one of; otherwise its class would choose the wrong departments. */
const usesOfClass: Readonly<Record<keyof typeof projectClasses, readonly ProjectUse[]>> = {
  residential: ["residential", "affordable-housing"],
  commercial: ["commercial", "office"],
  industrial: ["production", "storage"],
  public: [
    "kindergarten",
    "school",
    "hospital",
    "nursing-home",
    "welfare-home",
    "disabled-service",
    "community-care",
    "office",
    "other-civil",
  ],
  municipal: ["road", "municipal-ecology", "farmland-water", "soil-conservation"],
};

const classFitsWorks = ({ project, works }: Form): Fault[] =>
  works.some(({ use }) => usesOfClass[project.class].includes(use))
    ? []
    : [
        {
          path: ["project", "class"],
          zh: `项目类别为“${projectClasses[project.class].zh}”，但没有一个单体是这类用途，请改正项目类别或者单体用途`,
          en: `the class is "${projectClasses[project.class].en}", yet no works are of such a use; correct the class or the uses`,
        },
      ];

/** Rules across fields that hold for all three forms on any day. */
export const sharedRules: readonly FormRule<Form>[] = [
  {
    needs: [
      "works.*.groundFloorSquareDecimetres",
      "works.*.aboveGroundSquareDecimetres",
      "works.*.floorSquareDecimetres",
      "works.*.shelterBuiltSquareDecimetres",
    ],
    faults: nestedAreas,
  },
  { needs: ["works.*.id"], faults: distinctWorks },
  { needs: ["project.land.*.use"], faults: distinctLand },
  { needs: ["project.triggers"], faults: distinctTriggers },
  { needs: ["project.triggers"], faults: oneAssessment },
  { needs: ["project.class", "works.*.use"], faults: classFitsWorks },
];

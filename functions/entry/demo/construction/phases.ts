import { readFile } from "node:fs/promises";
import type { Phase } from "./play-phase.ts";

const fixtures = new URL("../../../../tests/fixtures/construction/", import.meta.url);

/** A sample form of the construction line, under a project code if one is given. */
export const constructionForm = async (name: string, code?: string): Promise<unknown> => {
  const form = JSON.parse(await readFile(new URL(`${name}.json`, fixtures), "utf8"));
  return code === undefined ? form : { ...form, project: { ...form.project, code } };
};

/** Who leads the survey, and who leads what comes after it. */
export const leads = {
  "construction-survey": "chief-planning",
  "drawing-review": "chief-housing-construction",
  "joint-acceptance": "chief-housing-construction",
} as const;

/** The three phases of the sample project: survey, drawing review with a rectification, acceptance. */
export const samplePhases = async (
  code?: string,
): Promise<[survey: Phase, drawings: Phase, acceptance: Phase]> => [
  {
    title: "① 联合踏勘 joint survey",
    processId: "construction-survey",
    form: await constructionForm("survey", code),
    visit: {
      ...{ kind: "site-survey", stage: "survey" },
      place: "东海大道与学翰路交口西北侧，项目现场",
      agenda: "踏勘用地四至、周边200米、现状建筑和树木、市政设施",
      minutes: "现场与申请材料一致；西北角水塘须回填处理，北侧意杨移植另行办理。",
      outcome: "同意选址，各部门意见汇总后统一答复",
    },
  },
  {
    title: "② 联合图审 joint drawing review",
    processId: "drawing-review",
    form: await constructionForm("drawing-review", code),
    rectified: { form: await constructionForm("drawing-review-rectified", code), materials: ["sheets-fire"] },
  },
  {
    title: "③ 联合验收 joint acceptance",
    processId: "joint-acceptance",
    form: await constructionForm("acceptance", code),
    visit: {
      ...{ kind: "site-acceptance", stage: "site" },
      place: "淮畔新苑一期，项目现场",
      agenda: "现场验收：规划、土地、消防、人防、防雷、环保、水保、绿化",
      minutes: "各参加部门现场查验，未发现影响使用的问题。",
      outcome: "同意通过现场验收",
    },
  },
];

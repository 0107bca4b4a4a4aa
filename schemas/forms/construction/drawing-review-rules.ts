import type { Fault, FormRule } from "../form-rule.ts";
import { disciplines } from "./choices.ts";
import type { DrawingReviewForm as Form } from "./drawing-review-form.ts";
import { neededSheets } from "./needed-sheets.ts";
import { sharedRules } from "./rules.ts";

const reviewAfterDesign = ({ drawings }: Form): Fault[] =>
  drawings.reviewedOn >= drawings.finishedOn
    ? []
    : [
        {
          path: ["drawings", "reviewedOn"],
          zh: `审查合格日期早于施工图完成日期${drawings.finishedOn}，请核对两个日期`,
          en: `the drawings were reviewed before they were finished on ${drawings.finishedOn}; check both days`,
        },
      ];

/** Whoever reviews drawings may not belong to those who ordered or made them. @see 住建部令第13号第九条 */
const independentReviewer = ({ units }: Form): Fault[] =>
  (["builder", "surveyor", "designer"] as const).some((each) => units[each].uscc === units.reviewer.uscc)
    ? [
        {
          path: ["units", "reviewer", "uscc"],
          zh: "审查机构不得与建设、勘察、设计单位为同一单位（住建部令第13号第九条），请改正代码或者另行委托审查",
          en: "the drawing reviewer may not be the builder, surveyor or designer; correct the code or have another reviewer",
        },
      ]
    : [];

const sheetsThere = (form: Form): Fault[] =>
  neededSheets(form)
    .filter((discipline) => form.drawings.sheets[discipline] === undefined)
    .map((discipline) => ({
      path: ["drawings", "sheets", discipline],
      zh: `缺少${disciplines[discipline].zh}图纸信息，本项目须审查该专业，请补填`,
      en: `the sheets on ${disciplines[discipline].en} are missing, which this project has reviewed; add them`,
    }));

const industrialClassOfIndustry = ({ project, charges }: Form): Fault[] =>
  charges.industrialClass === undefined || project.class === "industrial"
    ? []
    : [
        {
          path: ["charges", "industrialClass"],
          zh: "只有工业项目填写工业项目收费类别，请删去",
          en: "only an industrial project has a charging class; remove it",
        },
      ];

const distinctServices = ({ charges: { services } }: Form): Fault[] => {
  const keys = services.map(({ feeCode, institution }) => `${feeCode} ${institution.code}`);
  return keys.flatMap((key, at) =>
    keys.indexOf(key) === at
      ? []
      : [
          {
            path: ["charges", "services", at],
            zh: "同一机构的同一服务只填一行，请合并",
            en: "a service of one institution takes one row; put both into one",
          },
        ],
  );
};

const roadAndDays = ({ charges: { road } }: Form): Fault[] =>
  road.occupiedSquareDecimetres > 0 === road.occupiedDays > 0
    ? []
    : [
        {
          path: ["charges", "road", road.occupiedDays > 0 ? "occupiedSquareDecimetres" : "occupiedDays"],
          zh: "占用城市道路的面积与天数应同时填写，不占用的都填0",
          en: "the road used and its days belong together; where none is used both are 0",
        },
      ];

/** Rules across the fields of the drawing review form that hold on any day. */
export const drawingReviewRules: readonly FormRule<Form>[] = [
  ...sharedRules,
  { needs: ["drawings.finishedOn", "drawings.reviewedOn"], faults: reviewAfterDesign },
  {
    needs: ["units.builder.uscc", "units.surveyor.uscc", "units.designer.uscc", "units.reviewer.uscc"],
    faults: independentReviewer,
  },
  {
    needs: [
      "project.class",
      "project.triggers",
      "works.*.shelterBuiltSquareDecimetres",
      ...Object.keys(disciplines).map((discipline) => `drawings.sheets.${discipline}`),
    ],
    faults: sheetsThere,
  },
  { needs: ["project.class", "charges.industrialClass"], faults: industrialClassOfIndustry },
  { needs: ["charges.services.*.feeCode", "charges.services.*.institution.code"], faults: distinctServices },
  { needs: ["charges.road.occupiedSquareDecimetres", "charges.road.occupiedDays"], faults: roadAndDays },
];

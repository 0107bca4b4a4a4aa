import { surveyPurposes } from "../../schemas/forms/construction/choices.ts";
import { surveyFields } from "../../schemas/forms/construction/fields.ts";
import { checkSurvey } from "../../schemas/forms/construction/findings.ts";
import { disclosedMaterials, neededMaterials } from "../../schemas/forms/construction/material.ts";
import { surveyMaterials } from "../../schemas/forms/construction/materials.ts";
import { type SurveyForm, surveyForm } from "../../schemas/forms/construction/survey-form.ts";
import { addYears } from "../../schemas/forms/iso-date.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { constructionCommon } from "./construction/common.ts";
import { fact, opinionFace } from "./construction/opinion.ts";
import { JOINT, participant } from "./construction/participants.ts";
import { parseWith } from "./parse-form.ts";
import type { Form, LicenceFace, LicenceInput, Process } from "./process.ts";

const ID = "construction-survey";
const LEAD = "planning";
const RESULT = message("联合踏勘意见书", "opinion of the joint site survey");

/** How long the opinion on a site stands. @see 自然资规〔2019〕2号 */
const YEARS_VALID = 3;

const formOf = (form: Form): SurveyForm => form as unknown as SurveyForm;

const licenceFace = (input: LicenceInput): LicenceFace => {
  const { purpose, site } = formOf(input.form).survey;
  return opinionFace(input, {
    title: RESULT,
    lead: LEAD,
    conclusion: message(
      "经联合踏勘，汇总各参加部门意见，同意选址。",
      "After the joint survey, with the opinions of all departments put together, the site is approved.",
    ),
    validUntil: addYears(input.issuedOn, YEARS_VALID),
    facts: [
      ...fact(message("踏勘事由", "purpose"), surveyPurposes[purpose].zh),
      ...fact(message("土地利用现状", "present use"), site.presentUse),
      ...fact(
        message("考古调查勘探", "archaeology"),
        site.needsArchaeology ? "开工前须进行考古调查勘探" : "无需",
      ),
      ...fact(message("压覆矿产", "minerals"), site.needsMineralSurvey ? "须查明是否压覆矿产" : "无需查明"),
      ...fact(message("其他情况", "other circumstances"), site.other),
    ],
  });
};

/**
 * The joint site survey (联合踏勘): one application, one visit, one reply. Planning leads; who does not come is taken to
 * consent, save for what guards safety and for those whose decision yields a number.
 *
 * The visit is none of the procedures of 行政许可法第四十五条, so the law's clock runs on.
 * @see 宁政办发〔2015〕104号; 国办发〔2018〕33号
 */
export const constructionSurvey: Process = {
  ...constructionCommon(ID),
  id: ID,
  version: 1,
  line: "21",
  name: message("联合踏勘", "joint site survey"),
  result: RESULT,
  lead: LEAD,
  modes: [JOINT],
  onRejection: "lead-decides",
  promised: workingDays(5),
  acceptsOnFiling: true,
  stages: [
    {
      id: "survey",
      name: message("联合踏勘", "joint survey"),
      lead: LEAD,
      visit: {
        kind: "site-survey",
        proposeWithin: workingDays(2),
        within: workingDays(10),
        notice: workingDays(1),
        absence: { rule: "deemed-consent", basis: "市联合踏勘规则：缺席默认" },
        basis: "市联合踏勘规则：一家牵头、多家参与、限期踏勘",
      },
      items: [
        participant("site-selection", { yields: ["siteSelectionNumber"] }),
        participant("land-pre-review", { yields: ["landPreReviewNumber"] }),
        participant("environmental-siting"),
        participant("construction-conditions"),
        participant("fire-siting"),
        participant("shelter-siting"),
        participant("lightning-siting"),
        participant("water-siting"),
        participant("green-siting"),
        participant("pipeline-records"),
      ],
    },
  ],
  parseForm: (input) => parseWith(surveyForm, input),
  checkForm: (form, on) => checkSurvey(formOf(form), { on }),
  requiredMaterials: (form) => neededMaterials(surveyMaterials, formOf(form)),
  licenceFace,
  disclosure: { fields: surveyFields, materials: disclosedMaterials(surveyMaterials) },
};

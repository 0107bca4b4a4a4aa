import {
  type DrawingReviewForm,
  drawingReviewForm,
} from "../../schemas/forms/construction/drawing-review-form.ts";
import { drawingReviewFields } from "../../schemas/forms/construction/fields.ts";
import { checkDrawingReview } from "../../schemas/forms/construction/findings.ts";
import { disclosedMaterials, neededMaterials } from "../../schemas/forms/construction/material.ts";
import { drawingReviewMaterials } from "../../schemas/forms/construction/materials.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { constructionCommon } from "./construction/common.ts";
import { feeFactsOf } from "./construction/drawing-review-fees.ts";
import { fact, opinionFace } from "./construction/opinion.ts";
import { JOINT, participant } from "./construction/participants.ts";
import { parseWith } from "./parse-form.ts";
import type { Form, LicenceFace, LicenceInput, Process } from "./process.ts";

const ID = "drawing-review";
const LEAD = "housing-construction";
const RESULT = message("联合图审意见书", "opinion of the joint drawing review");

const formOf = (form: Form): DrawingReviewForm => form as unknown as DrawingReviewForm;

const licenceFace = (input: LicenceInput): LicenceFace => {
  const { drawings, units } = formOf(input.form);
  return opinionFace(input, {
    title: RESULT,
    lead: LEAD,
    conclusion: message(
      "经联合审查，汇总各参加部门意见，施工图设计文件审查通过。",
      "After the joint review, with the opinions of all departments put together, the drawings pass.",
    ),
    validUntil: null,
    facts: [
      ...fact(message("勘察单位", "surveyor"), units.surveyor.name),
      ...fact(message("设计单位", "designer"), units.designer.name),
      ...fact(message("审图机构", "drawing reviewer"), units.reviewer.name),
      ...fact(message("施工图版本", "version of the drawings"), drawings.setVersion),
      ...fact(message("审查合格书编号", "number of the reviewer's report"), drawings.reviewReportNumber),
      ...fact(message("规划许可证编号", "number of the planning permit"), drawings.planningPermitNumber),
    ],
  });
};

/**
 * The joint drawing review (联合图审): every department reviews the sheets of its own discipline at once. What they want
 * mended goes out in one notice, has ten working days that no clock counts, and revised sheets concern only those
 * departments that read them. Fees are owed once the review is through.
 * @see 住建部令第13号第十二条; 国办发〔2018〕33号; 优化营商环境条例第四十二条
 */
export const drawingReview: Process = {
  ...constructionCommon(ID),
  id: ID,
  version: 1,
  line: "22",
  name: message("联合图审", "joint drawing review"),
  result: RESULT,
  lead: LEAD,
  modes: [JOINT],
  onRejection: "lead-decides",
  promised: workingDays(4),
  acceptsOnFiling: true,
  rectification: {
    answerWithin: workingDays(10),
    maxRounds: 2,
    stopsStatutory: true,
    basis: "住建部令第13号第十二条：不含修改和复审时间；市联合审查规则",
  },
  preconditions: [
    {
      id: "planning-permit",
      name: message("已取得建设工程规划许可证", "the planning permit is there"),
      basis: "城乡规划法第四十条；市联合审查规则",
      by: [{ kind: "material", code: "planning-permit" }],
    },
    {
      id: "drawing-review-report",
      name: message("施工图已经审查机构审查合格", "the drawing reviewer found the drawings qualified"),
      basis: "住建部令第13号第十一条、第十三条；市联合审查规则",
      by: [{ kind: "material", code: "drawing-review-report" }],
    },
  ],
  inherits: {
    outputs: [
      { item: "site-selection", name: "siteSelectionNumber", of: "project" },
      { item: "land-pre-review", name: "landPreReviewNumber", of: "project" },
    ],
    materials: [
      { code: "planning-permit", of: "project" },
      { code: "geological-report", of: "works" },
    ],
  },
  stages: [
    {
      id: "review",
      name: message("联合审查", "joint review"),
      lead: LEAD,
      items: [
        participant("drawing-review", { yields: ["drawingReviewNumber"] }),
        participant("planning-drawings", { inherits: { "site-selection": ["siteSelectionNumber"] } }),
        participant("fire-design", { yields: ["fireDesignNumber"] }),
        participant("shelter-design", { yields: ["shelterOpinionNumber"] }),
        participant("shelter-relocation-permit", { yields: ["shelterRelocationNumber"] }),
        participant("lightning-design", { yields: ["lightningDesignNumber"] }),
        participant("environmental-impact", { yields: ["environmentalApprovalNumber"] }),
        participant("environmental-impact-form", { yields: ["environmentalApprovalNumber"] }),
        participant("soil-conservation-plan", { yields: ["soilConservationNumber"] }),
        participant("drainage-review"),
        participant("green-design"),
        participant("land-conditions", { inherits: { "land-pre-review": ["landPreReviewNumber"] } }),
        participant("archive-guidance"),
      ],
    },
  ],
  feeFacts: (form, caseId) => feeFactsOf(formOf(form), caseId),
  parseForm: (input) => parseWith(drawingReviewForm, input),
  checkForm: (form, on) => checkDrawingReview(formOf(form), { on }),
  requiredMaterials: (form) => neededMaterials(drawingReviewMaterials, formOf(form)),
  licenceFace,
  disclosure: { fields: drawingReviewFields, materials: disclosedMaterials(drawingReviewMaterials) },
};

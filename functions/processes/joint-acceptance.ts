import { type AcceptanceForm, acceptanceForm } from "../../schemas/forms/construction/acceptance-form.ts";
import { acceptanceConclusions, structures } from "../../schemas/forms/construction/choices.ts";
import { acceptanceFields } from "../../schemas/forms/construction/fields.ts";
import { checkAcceptance } from "../../schemas/forms/construction/findings.ts";
import { disclosedMaterials, neededMaterials } from "../../schemas/forms/construction/material.ts";
import { acceptanceMaterials, drawingReviewOpinion } from "../../schemas/forms/construction/materials.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { constructionCommon } from "./construction/common.ts";
import { fact, opinionFace, squareMetres } from "./construction/opinion.ts";
import { JOINT, participant } from "./construction/participants.ts";
import { parseWith } from "./parse-form.ts";
import type { Form, LicenceFace, LicenceInput, Precondition, Process } from "./process.ts";

const ID = "joint-acceptance";
const LEAD = "housing-construction";
const RESULT = message("联合验收意见书", "opinion of the joint acceptance");

const formOf = (form: Form): AcceptanceForm => form as unknown as AcceptanceForm;

const licenceFace = (input: LicenceInput): LicenceFace => {
  const { units, completion } = formOf(input.form);
  const { acceptance, supervision, mapping } = completion;
  return opinionFace(input, {
    title: RESULT,
    lead: LEAD,
    conclusion: message(
      "经联合验收，汇总各参加部门意见，工程通过竣工联合验收。",
      "After the joint acceptance, with the opinions of all departments put together, the works are accepted.",
    ),
    validUntil: null,
    facts: [
      ...fact(message("勘察单位", "surveyor"), units.surveyor.name),
      ...fact(message("设计单位", "designer"), units.designer.name),
      ...fact(message("审图机构", "drawing reviewer"), units.reviewer.name),
      ...fact(message("监理单位", "supervising unit"), units.supervisor.name),
      ...fact(message("施工单位", "contractor"), units.contractor.name),
      ...fact(message("结构形式", "structure"), structures[completion.structure].zh),
      ...fact(message("工程规模", "scale"), completion.scale),
      ...fact(message("开工日期", "begun on"), completion.startedOn),
      ...fact(message("竣工日期", "complete on"), completion.finishedOn),
      ...fact(message("规划许可证编号", "number of the planning permit"), completion.planningPermitNumber),
      ...fact(
        message("施工许可证编号", "number of the construction permit"),
        completion.constructionPermitNumber,
      ),
      ...fact(message("质量监督报告编号", "number of the supervision report"), supervision.reportNumber),
      ...fact(message("实测总建筑面积", "measured floor area"), squareMetres(mapping.floorSquareDecimetres)),
      ...fact(
        message("六方验收", "the parties' own acceptance"),
        `${acceptance.acceptedOn} ${acceptanceConclusions[acceptance.conclusion].zh}`,
      ),
      ...fact(message("存在问题", "what remains to be done"), acceptance.remaining ?? "无"),
    ],
  });
};

const preconditions: readonly Precondition[] = [
  {
    id: "works-complete",
    name: message("设计和合同约定的各项内容已完成", "the works of the design and the contract are complete"),
    basis: "建设工程质量管理条例第十六条第二款第一项；市联合验收规则",
    by: [{ kind: "day", path: "completion.finishedOn" }],
  },
  {
    id: "acceptance-report",
    name: message(
      "建设单位已组织竣工验收（六方）",
      "the builder and the other five parties accepted the works",
    ),
    basis: "建设工程质量管理条例第十六条；市联合验收规则",
    by: [{ kind: "material", code: "acceptance-report" }],
  },
  {
    id: "supervision-report",
    name: message("已有工程质量监督报告", "the quality supervision report is there"),
    basis: "建设工程质量管理条例第四十六条；市联合验收规则",
    by: [{ kind: "material", code: "supervision-report" }],
  },
  {
    id: "joint-survey-report",
    name: message("已完成多测合一", "the joint surveying is done"),
    basis: "国办发〔2018〕33号；市联合验收规则",
    by: [{ kind: "material", code: "joint-survey-report" }],
  },
  {
    id: "drawing-review",
    name: message("施工图已通过联合图审", "the drawings passed the joint review"),
    basis: "建设工程质量管理条例第十一条；市联合验收规则",
    by: [
      { kind: "output", item: "drawing-review", name: "drawingReviewNumber" },
      { kind: "material", code: "drawing-review-opinion" },
    ],
  },
];

/**
 * The joint acceptance of completed works (联合验收): the documents first, then one visit with one opinion. Housing leads.
 * What the survey and the drawing review of the project decided is taken over and not asked for again.
 *
 * Who does not come to the visit answers all the same, and may not ask for another.
 * @see 国办发〔2018〕33号; 建设工程质量管理条例第十六条、第四十九条
 */
export const jointAcceptance: Process = {
  ...constructionCommon(ID),
  id: ID,
  version: 1,
  line: "23",
  name: message("联合验收", "joint acceptance"),
  result: RESULT,
  lead: LEAD,
  modes: [JOINT],
  onRejection: "lead-decides",
  promised: workingDays(9),
  acceptsOnFiling: true,
  rectification: {
    answerWithin: workingDays(3),
    maxRounds: 2,
    stopsStatutory: true,
    basis: "市联合验收规则：整改时间不计入时限",
  },
  preconditions,
  inherits: {
    outputs: [
      { item: "site-selection", name: "siteSelectionNumber", of: "project" },
      { item: "land-pre-review", name: "landPreReviewNumber", of: "project" },
      { item: "drawing-review", name: "drawingReviewNumber", of: "works" },
      { item: "fire-design", name: "fireDesignNumber", of: "works" },
      { item: "shelter-design", name: "shelterOpinionNumber", of: "works" },
      { item: "shelter-relocation-permit", name: "shelterRelocationNumber", of: "works" },
      { item: "lightning-design", name: "lightningDesignNumber", of: "works" },
      { item: "environmental-impact", name: "environmentalApprovalNumber", of: "project" },
      { item: "environmental-impact-form", name: "environmentalApprovalNumber", of: "project" },
      { item: "soil-conservation-plan", name: "soilConservationNumber", of: "project" },
    ],
    materials: [
      { code: "planning-permit", of: "project" },
      { code: "construction-permit", of: "works" },
      { code: "sheets-architecture", of: "works" },
      { code: "sheets-fire", of: "works" },
      { code: "sheets-civil-air-defence", of: "works" },
      { code: "sheets-lightning", of: "works" },
      { code: "sheets-landscape", of: "works" },
    ],
  },
  stages: [
    {
      id: "documents",
      name: message("资料核查", "check of documents"),
      lead: LEAD,
      items: [
        participant("completion-documents", { inherits: { "drawing-review": ["drawingReviewNumber"] } }),
        participant("archive-acceptance", { yields: ["archiveAcceptanceNumber"] }),
      ],
    },
    {
      id: "site",
      name: message("现场验收", "acceptance on the site"),
      lead: LEAD,
      visit: {
        kind: "site-acceptance",
        proposeWithin: workingDays(2),
        within: workingDays(10),
        notice: workingDays(1),
        absence: { rule: "must-answer", basis: "市联合验收规则：缺席不得另行要求现场验收" },
        basis: "市联合验收规则：牵头部门2个工作日内组织现场验收",
      },
      items: [
        participant("planning-verification", {
          yields: ["planningVerificationNumber"],
          inherits: { "site-selection": ["siteSelectionNumber"] },
        }),
        participant("land-verification", {
          yields: ["landVerificationNumber"],
          inherits: { "land-pre-review": ["landPreReviewNumber"] },
        }),
        participant("fire-acceptance", {
          yields: ["fireAcceptanceNumber"],
          inherits: { "fire-design": ["fireDesignNumber"] },
        }),
        participant("shelter-acceptance", {
          yields: ["shelterAcceptanceNumber"],
          inherits: {
            "shelter-design": ["shelterOpinionNumber"],
            "shelter-relocation-permit": ["shelterRelocationNumber"],
          },
        }),
        participant("completion-acceptance", {
          yields: ["acceptanceFilingNumber"],
          inherits: { "drawing-review": ["drawingReviewNumber"] },
        }),
        participant("lightning-acceptance", {
          yields: ["lightningAcceptanceNumber"],
          inherits: { "lightning-design": ["lightningDesignNumber"] },
        }),
        participant("environmental-completion", {
          inherits: {
            "environmental-impact": ["environmentalApprovalNumber"],
            "environmental-impact-form": ["environmentalApprovalNumber"],
          },
        }),
        participant("water-acceptance", {
          inherits: { "soil-conservation-plan": ["soilConservationNumber"] },
        }),
        participant("green-acceptance"),
      ],
    },
  ],
  parseForm: (input) => parseWith(acceptanceForm, input),
  checkForm: (form, on) => checkAcceptance(formOf(form), { on }),
  requiredMaterials: (form) => neededMaterials(acceptanceMaterials, formOf(form)),
  licenceFace,
  disclosure: {
    fields: acceptanceFields,
    materials: disclosedMaterials([...acceptanceMaterials, drawingReviewOpinion]),
  },
};

import { disclosedMaterials } from "../../../../schemas/forms/construction/material.ts";
import {
  acceptanceMaterials,
  drawingReviewMaterials,
  drawingReviewOpinion,
  surveyMaterials,
} from "../../../../schemas/forms/construction/materials.ts";
import type { RegistrationMaterial } from "../../../../schemas/forms/registration-material.ts";
import type { FlowStep } from "../../../../schemas/item-guide.ts";
import { type Limit, workingDays } from "../../../../schemas/limit.ts";
import { type Message, message } from "../../../../schemas/message.ts";
import type { Item } from "../../catalog.ts";
import { acceptanceItems } from "../../construction/acceptance-items.ts";
import { drawingReviewItems } from "../../construction/drawing-review-items.ts";
import { surveyItems } from "../../construction/survey-items.ts";
import { acceptanceRows } from "./acceptance-rows.ts";
import { drawingReviewRows } from "./drawing-review-rows.ts";
import type { GuideRow } from "./row.ts";
import { surveyRows } from "./survey-rows.ts";

/** What the items of one joint action have in common in their guides. `taken` are materials of an earlier action. */
export interface JointAction {
  appliesTo: Message;
  items: readonly Item[];
  rows: readonly GuideRow[];
  materials: readonly RegistrationMaterial[];
  taken: readonly RegistrationMaterial[];
  flow: readonly FlowStep[];
}

const lead = message("牵头部门窗口", "counter of the lead department");
const chief = message("窗口首席代表", "chief representative at the counter");

const step = (
  name: Message,
  post: Message,
  limit: Limit | null = null,
  after: Message | null = null,
): FlowStep => ({
  name,
  post,
  person: null,
  limit,
  before: null,
  after,
});

const accepted = step(message("统一受理并推送各部门", "one acceptance, passed on to every department"), lead);
const answered = step(message("部门提出意见", "the department answers"), chief);
const joined = (name: Message): FlowStep =>
  step(message("汇总意见", "the answers put together"), lead, null, name);

const opinionOf = (zh: string, en: string): FlowStep => joined(message(`出具${zh}`, `${en} is issued`));

/** The three joint actions of the construction line, in the order of a project. */
export const jointActions: readonly JointAction[] = [
  {
    appliesTo: message(
      "参加联合踏勘的建设项目，由建设单位一次申请",
      "projects surveyed jointly, applied for once by the builder",
    ),
    items: surveyItems,
    rows: surveyRows,
    materials: disclosedMaterials(surveyMaterials),
    taken: [],
    flow: [
      accepted,
      step(message("确定踏勘时间", "the day of the visit is set"), lead, workingDays(2)),
      step(message("现场踏勘，签到留痕", "the visit, with signatures and evidence"), chief),
      answered,
      opinionOf("联合踏勘意见书", "the opinion of the joint survey"),
    ],
  },
  {
    appliesTo: message(
      "参加联合图审的建设项目，由建设单位一次申请",
      "projects whose drawings are reviewed jointly, applied for once by the builder",
    ),
    items: drawingReviewItems,
    rows: drawingReviewRows,
    materials: disclosedMaterials(drawingReviewMaterials),
    taken: [],
    flow: [
      accepted,
      answered,
      step(
        message("一次告知整改，整改时间不计入", "one notice of what to mend, whose time does not count"),
        lead,
        workingDays(10),
      ),
      opinionOf("联合图审意见书", "the opinion of the joint review"),
    ],
  },
  {
    appliesTo: message(
      "参加联合验收的建设工程，由建设单位一次申请",
      "works accepted jointly, applied for once by the builder",
    ),
    items: acceptanceItems,
    rows: acceptanceRows,
    materials: disclosedMaterials([...acceptanceMaterials, drawingReviewOpinion]),
    taken: disclosedMaterials(drawingReviewMaterials),
    flow: [
      accepted,
      step(message("资料核查", "check of the documents"), lead, workingDays(4)),
      step(message("组织现场验收", "the visit is held"), lead, workingDays(2)),
      answered,
      opinionOf("联合验收意见书", "the opinion of the joint acceptance"),
    ],
  },
];

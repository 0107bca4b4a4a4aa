import type * as z from "zod";
import { message } from "../../message.ts";
import { choiceField, dateField, section, textField } from "../form-field.ts";
import { checkAcross } from "../form-rule.ts";
import { acceptanceRules } from "./acceptance-rules.ts";
import { acceptanceConclusions, structures } from "./choices.ts";
import { fieldLabel as label } from "./fields.ts";
import { areaField, sharedSections, unit } from "./sections.ts";

const completion = section(message("竣工信息", "completion"), {
  startedOn: dateField(label("completion.startedOn")),
  finishedOn: dateField(label("completion.finishedOn")),
  structure: choiceField(label("completion.structure"), structures),
  scale: textField(label("completion.scale"), 200),
  planningPermitNumber: textField(label("completion.planningPermitNumber"), 60),
  constructionPermitNumber: textField(label("completion.constructionPermitNumber"), 60),
  acceptance: section(message("竣工验收", "the parties' own acceptance"), {
    acceptedOn: dateField(label("completion.acceptance.acceptedOn")),
    conclusion: choiceField(label("completion.acceptance.conclusion"), acceptanceConclusions),
    remaining: textField(label("completion.acceptance.remaining"), 500).optional(),
  }),
  supervision: section(message("质量监督", "quality supervision"), {
    reportNumber: textField(label("completion.supervision.reportNumber"), 60),
    issuedOn: dateField(label("completion.supervision.issuedOn")),
  }),
  mapping: section(message("多测合一", "joint surveying"), {
    reportNumber: textField(label("completion.mapping.reportNumber"), 60),
    surveyedOn: dateField(label("completion.mapping.surveyedOn")),
    floorSquareDecimetres: areaField("completion.mapping.floorSquareDecimetres"),
  }),
});

const sections = section(message("联合验收申请表", "application for a joint acceptance"), {
  ...sharedSections,
  units: section(message("参建单位", "units"), {
    builder: unit("builder"),
    surveyor: unit("surveyor"),
    designer: unit("designer"),
    reviewer: unit("reviewer"),
    supervisor: unit("supervisor"),
    contractor: unit("contractor"),
  }),
  completion,
});

/** An acceptance form whose fields are each well formed. */
export type AcceptanceForm = z.infer<typeof sections>;

/**
 * The application for a joint acceptance of completed works (联合验收申请表), one for all departments.
 *
 * Areas are whole square decimetres, money integer fen, days `YYYY-MM-DD`. All faults are told at once, each with its
 * path and what to do in both languages; unknown fields are refused by name.
 */
export const acceptanceForm = sections.superRefine(checkAcross(acceptanceRules), { when: () => true });

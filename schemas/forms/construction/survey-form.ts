import type * as z from "zod";
import { message } from "../../message.ts";
import { choiceField, dateField, rows, section, textField } from "../form-field.ts";
import { checkAcross, type FormRule } from "../form-rule.ts";
import { surveyPurposes } from "./choices.ts";
import { fieldLabel as label } from "./fields.ts";
import { flagField } from "./flag-field.ts";
import { sharedRules } from "./rules.ts";
import { sharedSections, unit } from "./sections.ts";

/** What the visit looks at, beside place and boundaries (踏勘内容). @see 凉山州工程建设项目联合踏勘实施办法 */
const site = section(message("场地情况", "the site"), {
  surroundings: textField(label("survey.site.surroundings"), 500),
  terrain: textField(label("survey.site.terrain"), 500),
  buildings: textField(label("survey.site.buildings"), 500),
  trees: textField(label("survey.site.trees"), 500),
  infrastructure: textField(label("survey.site.infrastructure"), 500),
  presentUse: textField(label("survey.site.presentUse"), 200),
  needsArchaeology: flagField(label("survey.site.needsArchaeology")),
  needsMineralSurvey: flagField(label("survey.site.needsMineralSurvey")),
  other: textField(label("survey.site.other"), 500).optional(),
});

const survey = section(message("踏勘信息", "survey"), {
  purpose: choiceField(label("survey.purpose"), surveyPurposes),
  wantedDates: rows(label("survey.wantedDates"), dateField(label("survey.wantedDates")), { min: 1, max: 5 }),
  site,
});

const sections = section(message("联合踏勘申请表", "application for a joint site survey"), {
  ...sharedSections,
  units: section(message("参建单位", "units"), { builder: unit("builder") }),
  survey,
});

/** A survey form whose fields are each well formed. */
export type SurveyForm = z.infer<typeof sections>;

const rules: readonly FormRule<SurveyForm>[] = sharedRules;

/**
 * The application for a joint site survey (联合踏勘申请表), one for all departments.
 *
 * Areas are whole square decimetres, money integer fen, days `YYYY-MM-DD`. All faults are told at once, each with its
 * path and what to do in both languages; unknown fields are refused by name.
 */
export const surveyForm = sections.superRefine(checkAcross(rules), { when: () => true });

import * as z from "zod";
import { isUscc } from "../../codes/uscc.ts";
import { bilingual, message } from "../../message.ts";
import {
  choiceField,
  codeField,
  countField,
  dateField,
  fenField,
  rows,
  section,
  textField,
} from "../form-field.ts";
import { checkAcross } from "../form-rule.ts";
import { type Discipline, disciplines, industrialClasses } from "./choices.ts";
import { drawingReviewRules } from "./drawing-review-rules.ts";
import { fieldLabel as label } from "./fields.ts";
import { areaField, sharedSections, unit } from "./sections.ts";

/** The sheets of one discipline: their version, how many, and what the designer says of them. */
const sheetsOf = (discipline: Discipline) =>
  section(message(`${disciplines[discipline].zh}图纸`, `sheets on ${disciplines[discipline].en}`), {
    version: textField(label(`drawings.sheets.${discipline}.version`), 20),
    count: countField(label(`drawings.sheets.${discipline}.count`), { min: 1, max: 10_000 }),
    remarks: textField(label(`drawings.sheets.${discipline}.remarks`), 500).optional(),
  });

/** Each discipline is a section of its own, so that revised sheets concern those departments only that read them. */
const sheets = section(message("图纸", "sheets"), {
  architecture: sheetsOf("architecture"),
  structure: sheetsOf("structure"),
  fire: sheetsOf("fire"),
  civilAirDefence: sheetsOf("civilAirDefence").optional(),
  lightning: sheetsOf("lightning").optional(),
  landscape: sheetsOf("landscape").optional(),
  drainage: sheetsOf("drainage").optional(),
});

const drawings = section(message("施工图信息", "drawings"), {
  setVersion: textField(label("drawings.setVersion"), 20),
  finishedOn: dateField(label("drawings.finishedOn")),
  reviewReportNumber: textField(label("drawings.reviewReportNumber"), 60),
  reviewedOn: dateField(label("drawings.reviewedOn")),
  planningPermitNumber: textField(label("drawings.planningPermitNumber"), 60),
  sheets,
});

const feeCode = z
  .string({
    error: () =>
      bilingual("缺少中介服务收费代码，请填写", "the fee code of the service is missing; fill it in"),
  })
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    bilingual(
      "中介服务收费代码不正确，请改为小写代码，例如 geological-survey",
      "the fee code of the service is wrong; use one in lower case, e.g. geological-survey",
    ),
  )
  .max(60);

const service = section(label("charges.services"), {
  feeCode,
  institution: section(message("中介机构", "institution"), {
    code: codeField(label("charges.services[].institution.code"), isUscc, "91340300PDY00001XC"),
    name: textField(label("charges.services[].institution.name"), 120),
  }),
  standardFen: fenField(label("charges.services[].standardFen")).optional(),
  agreedFen: fenField(label("charges.services[].agreedFen")).optional(),
});

const road = section(message("占用挖掘城市道路", "city road used or dug up"), {
  occupiedSquareDecimetres: areaField("charges.road.occupiedSquareDecimetres"),
  occupiedDays: countField(label("charges.road.occupiedDays"), { min: 0, max: 3_650 }),
  excavatedSquareDecimetres: areaField("charges.road.excavatedSquareDecimetres"),
});

/** What fees follow from beyond the project and its works (计费要素). What is left out is not known yet. */
const charges = section(message("计费信息", "what fees follow from"), {
  constructionCostFen: fenField(label("charges.constructionCostFen")).optional(),
  industrialClass: choiceField(label("charges.industrialClass"), industrialClasses).optional(),
  road,
  services: rows(label("charges.services"), service, { min: 0, max: 20 }),
});

const sections = section(message("联合图审申请表", "application for a joint drawing review"), {
  ...sharedSections,
  units: section(message("参建单位", "units"), {
    builder: unit("builder"),
    surveyor: unit("surveyor"),
    designer: unit("designer"),
    reviewer: unit("reviewer"),
  }),
  drawings,
  charges,
});

/** A drawing review form whose fields are each well formed. */
export type DrawingReviewForm = z.infer<typeof sections>;

/**
 * The application for a joint drawing review (联合图审申请表), one for all departments.
 *
 * Areas are whole square decimetres, money integer fen, days `YYYY-MM-DD`. All faults are told at once, each with its
 * path and what to do in both languages; unknown fields are refused by name.
 */
export const drawingReviewForm = sections.superRefine(checkAcross(drawingReviewRules), { when: () => true });

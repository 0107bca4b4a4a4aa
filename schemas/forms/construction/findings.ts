import { divisionName } from "../../codes/division.ts";
import { parseProjectCode } from "../../codes/project-code.ts";
import type { ProjectUse } from "../../fee-facts.ts";
import { message } from "../../message.ts";
import type { Finding } from "../finding.ts";
import type { IsoDate } from "../iso-date.ts";
import type { AcceptanceForm } from "./acceptance-form.ts";
import { projectUses } from "./choices.ts";
import type { DrawingReviewForm } from "./drawing-review-form.ts";
import type { ConstructionForm } from "./sections.ts";
import { shelterMissing } from "./shelter-finding.ts";
import type { SurveyForm } from "./survey-form.ts";

const CODES = "发改投资〔2020〕1439号";

/** The first day a code may have been issued on, by what it says itself. */
const firstDayOf = (year: number, month: number | null): IsoDate =>
  `${year}-${String(month ?? 1).padStart(2, "0")}-01`;

/** The divisions of the state, the province and the city; another city's platform gives no code for a project here. */
const isIssuedFor = (division: string): boolean =>
  division === "000000" || divisionName(division) !== undefined;

const projectCode = ({ project }: ConstructionForm, on: IsoDate): Finding[] => {
  const parts = parseProjectCode(project.code);
  if (parts === undefined) return [];
  const findings: Finding[] = [];
  if (firstDayOf(parts.year, parts.month) > on)
    findings.push({
      rule: "project-code-ahead",
      severity: "refuse",
      path: "project.code",
      message: message(
        `项目代码所载赋码时间晚于申请日${on}，代码核验不通过，不得受理；请到投资项目在线审批监管平台核对`,
        `the project code bears a date after the day of filing, ${on}, so it does not verify and nothing may be accepted on it; check it on the national investment project platform`,
      ),
      source: CODES,
    });
  if (!isIssuedFor(parts.division))
    findings.push({
      rule: "project-code-of-elsewhere",
      severity: "review",
      path: "project.code",
      message: message(
        `项目代码的赋码地区为${parts.division}，不是国家、安徽省或者蚌埠市，请核对是否本项目的代码`,
        `the project code was given by division ${parts.division}, which is not the state, Anhui or Bengbu; check that it is this project's`,
      ),
      source: CODES,
    });
  return findings;
};

/** Floor areas above which a single building of a use is special works, in square decimetres. @see 住建部令第51号第十四条 */
const specialAbove: Readonly<Partial<Record<ProjectUse, number>>> = {
  kindergarten: 100_000,
  school: 100_000,
  hospital: 100_000,
  "nursing-home": 100_000,
  "welfare-home": 100_000,
  commercial: 1_000_000,
  office: 4_000_000,
  "other-civil": 4_000_000,
};

const specialFireWorks = ({ project, works }: ConstructionForm): Finding[] => {
  if (project.triggers.includes("special-fire-works")) return [];
  return works.flatMap(({ use, id, floorSquareDecimetres }, at): Finding[] => {
    const limit = specialAbove[use];
    if (limit === undefined || floorSquareDecimetres <= limit) return [];
    return [
      {
        rule: "special-fire-works",
        severity: "review",
        path: `works.${at}.floorSquareDecimetres`,
        message: message(
          `单体${id}（${projectUses[use].zh}）超过${limit / 100}平方米，一般属于消防特殊建设工程，请核对并在项目涉及情形中勾选`,
          `${id} (${projectUses[use].en}) is over ${limit / 100} m², as a rule special works for fire safety; check it and name it among the circumstances`,
        ),
        source: "住建部令第51号第十四条",
      },
    ];
  });
};

const shared = (form: ConstructionForm, on: IsoDate): Finding[] => [
  ...projectCode(form, on),
  ...specialFireWorks(form),
];

/** A day of the form that must not lie after the day of filing. */
const notAhead = (path: string, day: IsoDate, on: IsoDate, source: string): Finding[] =>
  day <= on
    ? []
    : [
        {
          rule: "day-ahead",
          severity: "refuse",
          path,
          message: message(
            `日期${day}晚于申请日${on}，请核对日期或者待文件出具后再申请`,
            `the day ${day} is after the day of filing, ${on}; check it, or file once the document is there`,
          ),
          source,
        },
      ];

/** What the calendar says about a survey form filed on `on`; empty when there is nothing. */
export const checkSurvey = (form: SurveyForm, { on }: { on: IsoDate }): Finding[] => [
  ...shared(form, on),
  ...form.survey.wantedDates.flatMap((day, at): Finding[] =>
    day > on
      ? []
      : [
          {
            // The lead proposes the day in the end, so a wish that came too late stops nothing.
            rule: "visit-day-past",
            severity: "review",
            path: `survey.wantedDates.${at}`,
            message: message(
              `期望踏勘日期应在申请日${on}之后，牵头部门将另行确定日期`,
              `a day wanted for the visit must be after the day of filing, ${on}; the lead will set another`,
            ),
            source: "市联合踏勘规则",
          },
        ],
  ),
];

/** What the calendar says about a drawing review form filed on `on`; empty when there is nothing. */
export const checkDrawingReview = (form: DrawingReviewForm, { on }: { on: IsoDate }): Finding[] => [
  ...shared(form, on),
  ...shelterMissing(form),
  ...notAhead("drawings.reviewedOn", form.drawings.reviewedOn, on, "住建部令第13号第十一条"),
];

const fitForUse = ({ completion: { acceptance } }: AcceptanceForm): Finding[] =>
  acceptance.conclusion === "qualified"
    ? []
    : [
        {
          rule: "accepted-as-unfit",
          severity: "refuse",
          path: "completion.acceptance.conclusion",
          message: message(
            "竣工验收结论为不合格，不得申请联合验收；请整改并重新组织竣工验收",
            "the parties found the works not fit, so they cannot be accepted; mend them and hold the acceptance again",
          ),
          source: "建设工程质量管理条例第十六条",
        },
      ];

const measuredArea = ({ works, completion: { mapping } }: AcceptanceForm): Finding[] => {
  const permitted = works.reduce((sum, { floorSquareDecimetres }) => sum + floorSquareDecimetres, 0);
  if (mapping.floorSquareDecimetres === permitted) return [];
  const metres = (squareDecimetres: number): string => (squareDecimetres / 100).toFixed(2);
  return [
    {
      rule: "measured-area",
      severity: "review",
      path: "completion.mapping.floorSquareDecimetres",
      message: message(
        `实测总建筑面积${metres(mapping.floorSquareDecimetres)}平方米与各单体许可面积合计${metres(permitted)}平方米不一致，请在规划核实时说明`,
        `the measured floor area of ${metres(mapping.floorSquareDecimetres)} m² is not the ${metres(permitted)} m² permitted; explain it to the planning department`,
      ),
      source: "城乡规划法第四十五条",
    },
  ];
};

/** What the calendar says about an acceptance form filed on `on`. Whether the works are complete is a pre-condition. */
export const checkAcceptance = (form: AcceptanceForm, { on }: { on: IsoDate }): Finding[] => {
  const { acceptance, supervision, mapping } = form.completion;
  return [
    ...shared(form, on),
    ...fitForUse(form),
    ...notAhead(
      "completion.acceptance.acceptedOn",
      acceptance.acceptedOn,
      on,
      "建设工程质量管理条例第十六条",
    ),
    ...notAhead(
      "completion.supervision.issuedOn",
      supervision.issuedOn,
      on,
      "建设工程质量管理条例第四十六条",
    ),
    ...notAhead("completion.mapping.surveyedOn", mapping.surveyedOn, on, "城乡规划法第四十五条"),
    ...measuredArea(form),
  ];
};

import { randomInt } from "node:crypto";
import { constructionForm } from "../../functions/entry/demo/construction/phases.ts";
import type { HubClient } from "../../functions/entry/demo/hub-client.ts";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import type { CaseFeesView } from "../../schemas/fee-view.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { MeetingView } from "../../schemas/meeting-views.ts";
import type { ProjectView } from "../../schemas/project.ts";
import { itemOf } from "./acting.ts";
import type { Target } from "./target.ts";

type Section = Record<string, unknown>;

/** A form of the construction line, as far as journeys change it. */
export interface ConstructionForm extends Section {
  project: Section;
}

/** Years whose months are past wherever the journeys run: a code must not bear a month that is still to come. */
const YEARS = { from: 21, until: 26 } as const;

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** A project code of this journey alone; a project belongs for ever to whoever files first under its code. */
export const freshProjectCode = (): string => {
  const month = `${randomInt(YEARS.from, YEARS.until)}${twoDigits(randomInt(1, 13))}`;
  return `${month}-340300-04-01-${String(randomInt(1_000_000)).padStart(6, "0")}`;
};

const sample = async (name: string, code: string): Promise<ConstructionForm> =>
  (await constructionForm(name, code)) as ConstructionForm;

/** A works in no park, on land that was allocated, with nothing that calls further departments in. */
const quiet: Section = { triggers: [], landSupply: "allocation", inPark: false };

/** A survey that concerns planning, land and the environment alone; `project` calls others in. */
export const quietSurvey = async (code: string, project: Section = {}): Promise<ConstructionForm> => {
  const [works, survey] = await Promise.all([sample("industrial", code), sample("survey", code)]);
  const { drawings: _, charges: __, units, ...shared } = works;
  return {
    ...shared,
    project: { ...shared.project, ...quiet, ...project },
    units: { builder: (units as Section).builder },
    survey: survey.survey,
  };
};

/** A drawing review that concerns housing, planning, fire and civil air defence alone, and owes fees to two collectors. */
export const quietDrawings = async (code: string): Promise<ConstructionForm> => {
  const form = await sample("industrial", code);
  return { ...form, project: { ...form.project, ...quiet } };
};

/** The same drawings higher than the planning permit allows, as their designer says himself; planning objects. */
export const tooHigh = (form: ConstructionForm): ConstructionForm => {
  const { sheets, ...drawings } = form.drawings as Section & { sheets: Section };
  const architecture = { ...(sheets.architecture as Section), remarks: "综合楼局部超高1.5米" };
  return { ...form, drawings: { ...drawings, sheets: { ...sheets, architecture } } };
};

/** File a form of the construction line with a sample document for each material it needs. */
export const fileConstruction = async (
  client: HubClient,
  processId: string,
  form: ConstructionForm,
): Promise<CaseView> => {
  const { materials: needed } = await client.dryRun(form, undefined, processId);
  return client.file({ processId, form, materials: await uploadSampleMaterials(client, needed) });
};

/** A project as somebody sees it. */
export const projectOf = (client: HubClient, code: string): Promise<ProjectView> =>
  client.readAs<ProjectView>(`/v1/projects/${code}`);

/** The fees of a case as somebody sees them. */
export const feesOf = (client: HubClient, caseId: string): Promise<CaseFeesView> =>
  client.readAs<CaseFeesView>(`/v1/cases/${caseId}/fees`);

/** Whether a drawing review is through, and waits for its fees to be paid. */
export const isBilled = ({ status, fees }: CaseView): boolean => status === "settled" && fees !== null;

/** How a survey of the journeys is to be held. */
export const surveyPlan = {
  ...{ kind: "site-survey" as const, stage: "survey", place: "项目现场" },
  ...{ agenda: "踏勘用地四至", minutes: "现场与申请材料一致", outcome: "同意选址" },
};

/** What counts for each department after a visit, by department. */
export const consequencesOf = ({ invited }: MeetingView): Record<string, string | null> =>
  Object.fromEntries(invited.map(({ department, consequence }) => [department, consequence]));

/** Something to do while a department's own system keeps its decisions back; its people decide meanwhile. */
export const whileHeld = async (
  target: Target,
  department: string,
  work: () => Promise<void>,
): Promise<void> => {
  // One that answers out of order would not say that it accepts before it decides.
  await (target.twins?.during(department, { holdDecisions: true, reorderRate: 0 }, work) ?? work());
};

/** Whether the department of an item was asked. */
export const isAsked =
  (itemId: string) =>
  (view: CaseView): boolean =>
    itemOf(view, itemId).round > 0;

import type { CommandOf, Now, ProjectPool } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import { type Item, makeCatalog, type OutputDefinition } from "../../functions/catalog/catalog.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import type { Process, RequiredMaterial } from "../../functions/processes/process.ts";
import type { GreenChannel, InheritedOutput } from "../../schemas/events.ts";
import { workingDays } from "../../schemas/limit.ts";
import { message } from "../../schemas/message.ts";
import { answers } from "./answers.ts";
import type { History } from "./case-history.ts";
import { material } from "./sample-filing.ts";
import { syntheticProcess } from "./synthetic-process.ts";

/** A project code of the format in force. */
export const CODE = "2611-340300-04-01-123456";

/** Another project. */
export const OTHER_CODE = "2018-340300-47-03-012345";

/** The departments of the two phases: `permit` is given in the first, `drawing` and `fire` in the second. */
export const projectDepartments = {
  permit: "market-regulation",
  drawing: "quality-supervision",
  fire: "tax",
} as const;

/** An item of one of the two phases. */
export type ProjectItem = keyof typeof projectDepartments;

const itemOf = (id: ProjectItem, days: number, materials: readonly string[]): Item => ({
  id,
  department: projectDepartments[id],
  name: message(`事项${id}`, id),
  category: "approval",
  status: { kind: "retained" },
  basis: "合成依据",
  scope: ["project", "note"],
  materials: [...materials],
  limits: { promised: workingDays(days), statutory: workingDays(20) },
  validFrom: "2001-01-01",
  validTo: null,
});

const outputOf = (name: string, more: Partial<OutputDefinition> = {}): OutputDefinition => ({
  name,
  label: message(`结果${name}`, name),
  unique: false,
  accepts: (value) => typeof value === "string",
  expected: message("应为文字", "a text is expected"),
  ...more,
});

const needed = (code: string, more: Partial<RequiredMaterial> = {}): RequiredMaterial => ({
  code,
  name: message(`材料${code}`, code),
  why: message("合成依据", "made up"),
  ...more,
});

type Said = { code?: string; name?: string; works?: string[] };

const projectOf: NonNullable<Process["projectOf"]> = (form) => {
  const { code = "", name = "淮畔产业园", works = [] } = (form.project ?? {}) as Said;
  return { code, name, works };
};

/** As forms of real processes do, nothing is read without a project code. */
const parseForm: Process["parseForm"] = (input) => {
  const form = input as Readonly<Record<string, unknown>>;
  return projectOf(form).code === ""
    ? { issues: [{ path: "project.code", message: message("请填写项目代码", "fill in the project code") }] }
    : { form };
};

const phase = (
  id: string,
  line: string,
  synthetic: Parameters<typeof syntheticProcess>[0],
  more: Partial<Process>,
): Process => {
  const process = syntheticProcess(synthetic);
  const lead = "market-regulation";
  return {
    ...process,
    ...{ id, line, lead, projectOf, parseForm, onRejection: "lead-decides" },
    stages: process.stages.map((stage) => ({ ...stage, lead })),
    licenceFace: ({ form }) => ({
      kind: "joint-opinion",
      mode: "only",
      title: message("合成意见书", "a made-up opinion"),
      project: { ...projectOf(form), works: [...projectOf(form).works] },
      holder: { name: "合成公司" },
      facts: [],
      conclusion: message("同意", "agreed"),
      codes: {},
      validUntil: null,
      issuer: { name: "合成机关", code: "1" },
      duplicateCopies: 0,
    }),
    ...more,
  };
};

/** The first phase: one item that gives a permit with its last day, for which a deed is handed in. */
const survey = phase(
  "survey",
  "91",
  { stages: [["permit"]], parts: { permit: { yields: ["permitNumber", "permitUntil"] } } },
  { name: message("前期", "the first phase"), requiredMaterials: () => [needed("deed")] },
);

/** The second: `drawing` reads the permit, `fire` does not. The deed is taken over; a model may follow in the green channel. */
const review = phase(
  "review",
  "92",
  {
    stages: [["drawing", "fire"]],
    parts: {
      drawing: { inherits: { permit: ["permitNumber"] }, yields: ["drawingNumber"] },
    },
  },
  {
    name: message("后期", "the second phase"),
    requiredMaterials: () => [
      needed("deed"),
      needed("sheets"),
      needed("model", { isTolerableInGreenChannel: true }),
    ],
    inherits: {
      outputs: [{ item: "permit", name: "permitNumber", of: "project" }],
      materials: [{ code: "deed", of: "project" }],
    },
    preconditions: [
      {
        id: "permit",
        name: message("已取得许可", "the permit is there"),
        basis: "合成办法第一条",
        by: [
          { kind: "output", item: "permit", name: "permitNumber" },
          { kind: "material", code: "old-permit" },
        ],
      },
      {
        id: "finished",
        name: message("已完工", "the works are finished"),
        basis: "合成办法第二条",
        by: [{ kind: "day", path: "finishedOn" }],
      },
    ],
  },
);

/** A short way through both: `fire` has its turn once `permit` is given. */
const outline = phase(
  "outline",
  "93",
  { stages: [["permit"], ["fire"]], parts: { permit: { yields: ["permitNumber", "permitUntil"] } } },
  { name: message("简易", "the short way") },
);

/** A world with two phases of a project, and a short way through both. */
export const projectWorld: World = {
  catalog: makeCatalog({
    version: "projects",
    validFrom: "2001-01-01",
    departments: [...bengbuCatalog.departments.values()],
    items: [
      itemOf("permit", 10, ["deed"]),
      itemOf("drawing", 10, ["deed", "sheets"]),
      itemOf("fire", 3, ["sheets"]),
    ],
    preApprovals: [],
    outputs: [
      outputOf("permitNumber", { expires: "permitUntil" }),
      outputOf("permitUntil"),
      outputOf("drawingNumber"),
    ],
  }),
  processes: new Map([survey, review, outline].map((process) => [process.id, process])),
  calendar: bengbuCalendar,
  profile: bengbuProfile,
};

/** The form of either phase. */
export const projectForm = (more: Readonly<Record<string, unknown>> = {}) => ({
  project: { code: CODE, name: "淮畔产业园", works: ["1号楼"] },
  finishedOn: "2026-11-01",
  ...more,
});

/** What an earlier case of the project gave. */
export const permitFrom = (caseId: string, more: Partial<InheritedOutput> = {}): InheritedOutput => ({
  caseId,
  processId: "survey",
  item: "permit",
  name: "permitNumber",
  value: "许可1号",
  on: "2026-10-10",
  expiresOn: "2027-10-10",
  ...more,
});

/** A pool with the permit and the deed of one earlier case. */
export const poolOf = (more: Partial<ProjectPool> = {}): ProjectPool => ({
  isFirst: false,
  outputs: [permitFrom("case-0")],
  materials: [{ material: material("deed", "旧"), caseId: "case-0", on: "2026-10-01" }],
  ...more,
});

/** A filing of the second phase: sheets and model handed in, the permit and the deed from the project. */
export const reviewFiling = (more: Partial<CommandOf<"FileCase">> = {}): CommandOf<"FileCase"> => ({
  type: "FileCase",
  caseId: "case-1",
  processId: "review",
  mode: null,
  form: projectForm(),
  materials: [material("sheets"), material("model")],
  channel: "express-lane",
  applicant: "applicant-1",
  pool: poolOf(),
  ...more,
});

/** A green channel as a supervisor grants it. */
export const grant: GreenChannel = {
  grantedBy: { id: "supervisor", name: "督查科周正", role: "supervisor" },
  reason: "省重点项目",
  basis: "市重点项目清单〔2026〕1号",
  owner: { id: "window-01", name: "综合窗口王敏", department: null },
  on: "2026-11-24",
};

/** The outputs an item owes. */
const projectOutputs: Readonly<Record<ProjectItem, Readonly<Record<string, unknown>>>> = {
  permit: { permitNumber: "许可1号", permitUntil: "2027-10-10" },
  drawing: { drawingNumber: "图审1号" },
  fire: {},
};

/** The command by which an item's department approves it. */
export const approval = (item: ProjectItem, now: Now, revision = 1): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId: item,
  department: projectDepartments[item],
  answer: answers.approved(now, { revision, outputs: { ...projectOutputs[item] } }),
});

/** Let an item be approved. */
export const approveOf = (history: History, item: ProjectItem, now: Now): void => {
  history.perform(approval(item, now, history.state().revision), now);
};

import type { DryRunResult } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import type { TakenOver } from "../case/inherit.ts";
import type { Refusal } from "../case/refusals.ts";
import type { CaseState } from "../case/state.ts";
import type { World } from "../case/world.ts";
import type { Form, Process } from "../processes/process.ts";
import type { CaseMemory } from "./case-memory.ts";
import { groundsIn, type ProjectGrounds } from "./file-case.ts";
import type { Hub } from "./hub.ts";
import { outputViewOf } from "./project/project-parts.ts";

type ProjectTried = NonNullable<DryRunResult["project"]>;
type OpenPhase = Extract<ProjectTried, { lookedAt: true }>["openPhases"][number];

/** What a filing would find of its project: what the project has for it, and which of its works the phase is open for. */
export interface ProjectLook {
  grounds: ProjectGrounds;
  openPhases: readonly OpenPhase[];
}

/** What a dry run says where it looked at no project, so that nobody relies on it as on a filing. */
export const notLookedAt = message(
  "没有以申请人身份登录，未查看项目：项目已有的材料和结果、是否已有在办的同一阶段、绿色通道均未计入。申请人登录后可再次预检。",
  "Nobody is signed in as the applicant, so the project was not looked at: what it has already, whether this phase is open, and its green channel do not count here. Try again signed in.",
);

/** The values a form reserves that a case holds already. */
const heldBy = async (
  { store }: Pick<Hub, "store">,
  { reservationsOf }: Process,
  form: Form,
): Promise<OpenPhase[]> => {
  const held = await Promise.all(
    reservationsOf(form).map(async (key) => ({
      works: key.split(":").at(-1) ?? key,
      caseId: await store.holder(key),
    })),
  );
  return held.flatMap(({ works, caseId }) => (caseId === null ? [] : [{ works, caseId }]));
};

/**
 * Look at the project of a form as a filing by somebody would, or tell that it is somebody else's; `null` where the process
 * knows no projects. Nothing is written.
 */
export const lookAtProject = async (
  hub: Hub,
  memory: CaseMemory,
  process: Process,
  form: Form,
  applicant: string,
): Promise<ProjectLook | { refusal: Refusal } | null> => {
  if (process.projectOf === undefined) return null;
  const { code } = process.projectOf(form);
  const grounds = await groundsIn(hub, memory, code, applicant);
  if ("refusal" in grounds) return grounds;
  return { grounds, openPhases: await heldBy(hub, process, form) };
};

/** What the answer says of the project. */
export const projectTried = (
  world: World,
  { projectOf }: Process,
  form: Form,
  look: ProjectLook | null,
  { taken, promisable }: { taken: TakenOver; promisable: readonly string[] },
): DryRunResult["project"] => {
  if (projectOf === undefined) return null;
  const { code } = projectOf(form);
  if (look === null) return { lookedAt: false, code };
  const { pool, greenChannel } = look.grounds;
  return {
    ...{ lookedAt: true, code },
    isFirst: pool?.isFirst ?? true,
    outputs: taken.outputs.map((output) => outputViewOf(world, output, "stands")),
    materials: taken.materials.map(({ code: of, caseId, on }) => ({ code: of, caseId, on })),
    openPhases: [...look.openPhases],
    greenChannel: greenChannel === undefined ? null : { on: greenChannel.on, reason: greenChannel.reason },
    promisable: [...promisable],
  };
};

/** The project as a case of it would carry it, so that what was charged already is owed no more. */
export const projectForFees = (
  { projectOf }: Process,
  form: Form,
  look: ProjectLook | null,
): CaseState["project"] => {
  const pool = look?.grounds.pool;
  if (projectOf === undefined || pool === undefined) return null;
  const { isFirst, bearsProjectFees = true, charged = [] } = pool;
  const { code, name, works } = projectOf(form);
  return { code, name, works: [...works], isFirst, bearsProjectFees, charged: [...charged] };
};

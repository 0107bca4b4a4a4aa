import type { Message } from "../../../schemas/message.ts";
import type { OutputView, ProjectView } from "../../../schemas/project.ts";
import { currentStage } from "../../case/follow-ups.ts";
import { countsOn } from "../../case/inherit.ts";
import { type CaseState, type ItemState, isOpen } from "../../case/state.ts";
import { processOf, type World } from "../../case/world.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { Hub } from "../hub.ts";
import { masked } from "../mask-form.ts";
import { materialsOfCase, outputsOfCase } from "../project-pool.ts";
import { waitingFor } from "../waiting-for.ts";
import { grantOf } from "./green-grant.ts";
import { projectOfState } from "./project-of-state.ts";
import { outputViewOf } from "./project-parts.ts";

/** What somebody may see of a project: which cases, the outputs of which items, the materials of which cases. */
export interface ProjectAudience {
  seesCase: (state: CaseState) => boolean;
  seesOutputsOf: (state: CaseState, item: ItemState) => boolean;
  seesMaterialsOf: (state: CaseState) => boolean;
}

/** The stage that is being worked on; `null` once a case is closed or through. */
export const stageName = (world: World, state: CaseState): Message | null => {
  if (!isOpen(state)) return null;
  const process = processOf(world, state);
  const stage = currentStage(process, state);
  return process.stages.find(({ id }) => id === stage)?.name ?? null;
};

type PhaseView = ProjectView["phases"][number];

const caseViewOf = (world: World, state: CaseState): PhaseView["cases"][number] => ({
  caseId: state.caseId,
  title: state.title,
  works: [...(projectOfState(world, state)?.works ?? [])],
  status: state.status,
  stage: stageName(world, state),
  waitingFor: waitingFor(world, state),
  filedAt: state.filedAt,
  closedAt: state.closedAt,
});

const phasesOf = (world: World, cases: readonly CaseState[]): PhaseView[] =>
  [...new Set(cases.map(({ processId }) => processId))].flatMap((processId) => {
    const own = cases.filter((each) => each.processId === processId);
    return own.slice(0, 1).map((first) => ({
      processId,
      name: processOf(world, first).name,
      cases: own.map((each) => caseViewOf(world, each)),
    }));
  });

const outputsOf = (
  world: World,
  cases: readonly CaseState[],
  { seesOutputsOf }: ProjectAudience,
  today: IsoDate,
): OutputView[] =>
  cases
    .filter(({ status }) => status === "issued")
    .flatMap((state) =>
      outputsOfCase(world, state)
        .filter(({ item }) => {
          const source = state.items[item];
          return source !== undefined && seesOutputsOf(state, source);
        })
        .map((output) => {
          const counts = countsOn(output, today) ? "stands" : "expired";
          return outputViewOf(world, output, state.licence?.revoked ? "revoked" : counts);
        }),
    );

const materialsOf = (
  world: World,
  cases: readonly CaseState[],
  { seesMaterialsOf }: ProjectAudience,
): ProjectView["materials"] =>
  cases
    .filter((state) => state.status === "issued" && !state.licence?.revoked && seesMaterialsOf(state))
    .flatMap((state) => materialsOfCase(world, state))
    .map(({ material: { code, name }, caseId, on }) => ({ code, name, caseId, on }));

/** One flag for each source on which a case rests no more, however much of it was taken over. */
const flagsOf = ({ caseId, inherited, inheritedMaterials }: CaseState): ProjectView["flags"] => {
  const flags = new Map<string, ProjectView["flags"][number]>();
  for (const { caseId: source, revoked } of [...inherited, ...inheritedMaterials])
    if (revoked !== null) flags.set(source, { caseId, source, ...masked(revoked) });
  return [...flags.values()];
};

/**
 * A project as far as somebody may see it: its cases by phase, what they gave, and what of it stands today. `cases` are all
 * of the project in the order of their filing; `null` when none of them is for this audience.
 */
export const viewProject = async (
  hub: Pick<Hub, "world" | "clock" | "store">,
  code: string,
  cases: readonly CaseState[],
  audience: ProjectAudience,
): Promise<ProjectView | null> => {
  const { world } = hub;
  const seen = cases.filter(audience.seesCase);
  const named = seen.map((state) => projectOfState(world, state)).filter((project) => project !== null);
  const newest = named.at(-1);
  if (newest === undefined) return null;
  return {
    code,
    name: newest.name,
    works: [...new Set(named.flatMap(({ works }) => works))],
    phases: phasesOf(world, seen),
    outputs: outputsOf(world, seen, audience, shanghaiDate(hub.clock.now())),
    materials: materialsOf(world, seen, audience),
    flags: seen.flatMap(flagsOf),
    greenChannel: await grantOf(hub, code),
  };
};

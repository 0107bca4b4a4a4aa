import type { InheritedOutput } from "../../schemas/events.ts";
import type { ProjectPool } from "../case/commands.ts";
import type { CaseState, ItemState } from "../case/state.ts";
import { catalogOf, type World } from "../case/world.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { Hub } from "./hub.ts";
import { casesOfProject } from "./project/project-cases.ts";

/** The last day of an output, where the catalogue names another output of its item that says so. */
const lastDayOf = (
  world: World,
  state: CaseState,
  outputs: Readonly<Record<string, unknown>>,
  name: string,
): IsoDate | null => {
  const expires = catalogOf(world, state).outputs.get(name)?.expires;
  const until = expires === undefined ? undefined : outputs[expires];
  return typeof until === "string" ? until : null;
};

const outputsOfItem = (world: World, state: CaseState, item: ItemState): InheritedOutput[] => {
  const outputs = state.outputs[item.id];
  if (item.status !== "approved" || item.decidedAt === null || outputs === undefined) return [];
  const { caseId, processId } = state;
  const on = shanghaiDate(item.decidedAt);
  return Object.entries(outputs).map(([name, value]) => ({
    ...{ caseId, processId, item: item.id, name, value, on },
    expiresOn: lastDayOf(world, state, outputs, name),
  }));
};

/** Every output a case gave, each with its day and its last day. */
export const outputsOfCase = (world: World, state: CaseState): InheritedOutput[] =>
  Object.values(state.items).flatMap((item) => outputsOfItem(world, state, item));

/** The materials that were handed in with a case itself; what it took over is named by the case it is from. */
export const materialsOfCase = ({
  caseId,
  materials,
  inheritedMaterials,
  filedAt,
}: CaseState): ProjectPool["materials"] =>
  materials
    .filter(({ code }) => !inheritedMaterials.some((each) => each.code === code))
    .map((material) => ({ material, caseId, on: shanghaiDate(filedAt) }));

/** Whether others may rest on a case: it was issued, and its licence was not revoked since. */
const gives = ({ licence }: CaseState): boolean => licence !== null && licence.revoked === null;

/** What the cases of a project, in the order of their filing, have to give to the next: those that were issued and stand. */
const poolOf = (world: World, cases: readonly CaseState[]): Omit<ProjectPool, "isFirst"> => {
  const sources = cases.filter(gives);
  return {
    outputs: sources.flatMap((state) => outputsOfCase(world, state)),
    materials: sources.flatMap(materialsOfCase),
  };
};

/** Gather what a project has to give, as of now. `isFirst` as whoever asks found it. */
export const gatherPool = async (
  hub: Hub,
  memory: CaseMemory,
  code: string,
  isFirst: boolean,
): Promise<ProjectPool> => ({
  isFirst,
  ...poolOf(hub.world, isFirst ? [] : await casesOfProject(hub, memory, code)),
});

import type { ChargedBefore, InheritedOutput } from "../../schemas/events.ts";
import type { ProjectPool } from "../case/commands.ts";
import { chargedOn } from "../case/fees/owed-facts.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
import { catalogOf, processOf, type World } from "../case/world.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { Hub } from "./hub.ts";
import { casesOfProject } from "./project/project-cases.ts";
import { feesKey } from "./project/project-claims.ts";
import { worksOfState } from "./project/project-of-state.ts";

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
  const works = worksOfState(world, state);
  return Object.entries(outputs).map(([name, value]) => ({
    ...{ caseId, processId, item: item.id, name, value, on },
    expiresOn: lastDayOf(world, state, outputs, name),
    works,
  }));
};

/** Every output a case gave, each with its day, its last day, and the works the case was about. */
export const outputsOfCase = (world: World, state: CaseState): InheritedOutput[] =>
  Object.values(state.items).flatMap((item) => outputsOfItem(world, state, item));

/** The materials that were handed in with a case itself; what it took over is named by the case it is from. */
export const materialsOfCase = (world: World, state: CaseState): ProjectPool["materials"] => {
  const { caseId, materials, inheritedMaterials, filedAt } = state;
  const works = worksOfState(world, state);
  return materials
    .filter(({ code }) => !inheritedMaterials.some((each) => each.code === code))
    .map((material) => ({ material, caseId, on: shanghaiDate(filedAt), works }));
};

/** Whether others may rest on a case: it was issued, and its licence was not revoked since. */
const gives = ({ licence }: CaseState): boolean => licence !== null && licence.revoked === null;

/** What an issued case was charged on. Money that was paid for a licence stays with the treasury when that is revoked. */
const chargedIn = (world: World, state: CaseState): ChargedBefore[] => {
  const facts = processOf(world, state).feeFacts?.(state.form, state.caseId);
  const charged = facts === undefined ? null : chargedOn(facts, state);
  return charged === null ? [] : [charged];
};

/** Whether a case pays, or has paid, what its project pays once. */
const bearsProjectFees = (world: World, state: CaseState): boolean =>
  processOf(world, state).feeFacts !== undefined &&
  (state.project?.bearsProjectFees ?? true) &&
  (isOpen(state) || state.licence !== null);

/**
 * What the cases of a project, in the order of their filing, have to give to the next: outputs and materials of those that were
 * issued and stand, and what was charged already.
 */
const poolOf = (world: World, cases: readonly CaseState[]): Required<Omit<ProjectPool, "isFirst">> => {
  const sources = cases.filter(gives);
  return {
    outputs: sources.flatMap((state) => outputsOfCase(world, state)),
    materials: sources.flatMap((state) => materialsOfCase(world, state)),
    bearsProjectFees: !cases.some((state) => bearsProjectFees(world, state)),
    charged: cases.flatMap((state) => chargedIn(world, state)),
  };
};

/**
 * Gather what a project has to give, as of now. `isFirst` as whoever asks found it. Throws when a case of the project cannot be
 * read: what it gave would be asked for again, and what it paid be charged again.
 */
export const gatherPool = async (
  hub: Hub,
  memory: CaseMemory,
  code: string,
  isFirst: boolean,
): Promise<ProjectPool> => {
  const pool = poolOf(hub.world, isFirst ? [] : await casesOfProject(hub, memory, code));
  const bearer = await hub.store.holder(feesKey(code));
  return { isFirst, ...pool, bearsProjectFees: pool.bearsProjectFees && bearer === null };
};

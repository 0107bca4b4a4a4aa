import type { EventOf, InheritedOutput } from "../../schemas/events.ts";
import { MAX_MATERIALS, type Material } from "../../schemas/materials.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Process } from "../processes/process.ts";
import type { ProjectPool } from "./commands.ts";
import type { CaseState, Inherited } from "./state.ts";

/** What a filing takes over from its project. `documents` join the materials of the case; `materials` say where they are from. */
export interface TakenOver {
  outputs: InheritedOutput[];
  materials: NonNullable<EventOf<"CaseFiled">["inheritedMaterials"]>;
  documents: Material[];
}

/** Whether an output counts on a day; its last day is whole. */
export const countsOn = ({ expiresOn }: Pick<InheritedOutput, "expiresOn">, on: IsoDate): boolean =>
  expiresOn === null || expiresOn >= on;

/** How an output that was taken over stands on a day. */
export const standingOf = (output: Inherited, on: IsoDate): "stands" | "expired" | "revoked" => {
  if (output.revoked !== null) return "revoked";
  return countsOn(output, on) ? "stands" : "expired";
};

/** The newest of some sources; of two of one day the later named. */
const newestOf = <T extends { on: IsoDate }>(sources: readonly T[]): T | undefined =>
  sources.reduce<T | undefined>(
    (newest, each) => (newest === undefined || each.on >= newest.on ? each : newest),
    undefined,
  );

/** Whole materials, in their order, as long as their documents fit; one that does not is asked for like any other. */
const fitting = <T>(materials: readonly (readonly T[])[], room: number): (readonly T[])[] => {
  let left = room;
  return materials.filter(({ length }) => {
    if (length > left) return false;
    left -= length;
    return true;
  });
};

/**
 * What a case takes over from earlier ones of its project: each output its process inherits, from the newest source that
 * counts on the day, and each material, with all its documents, unless the applicant hands in that one anew.
 */
export const takeOver = (
  { inherits }: Pick<Process, "inherits">,
  pool: ProjectPool | undefined,
  handedIn: readonly Material[],
  on: IsoDate,
): TakenOver => {
  if (inherits === undefined || pool === undefined) return { outputs: [], materials: [], documents: [] };
  const outputs = inherits.outputs.map(({ item, name }) =>
    newestOf(pool.outputs.filter((each) => each.item === item && each.name === name && countsOn(each, on))),
  );
  const wanted = inherits.materials.filter((code) => !handedIn.some((each) => each.code === code));
  const sources = fitting(
    wanted.map((code) => {
      const known = pool.materials.filter(({ material }) => material.code === code);
      const newest = newestOf(known);
      return known.filter(({ caseId }) => caseId === newest?.caseId);
    }),
    MAX_MATERIALS - handedIn.length,
  );
  return {
    outputs: outputs.filter((output) => output !== undefined),
    materials: sources.flatMap(([first]) =>
      first === undefined ? [] : [{ code: first.material.code, caseId: first.caseId, on: first.on }],
    ),
    documents: sources.flat().map(({ material }) => material),
  };
};

/** The materials of a correction with those that were taken over: what it does not name is neither lost nor asked for. */
export const withInherited = (
  { inheritedMaterials, materials: standing }: Pick<CaseState, "inheritedMaterials" | "materials">,
  handedIn: readonly Material[],
): Material[] => {
  const kept = inheritedMaterials.filter(({ code }) => !handedIn.some((each) => each.code === code));
  return [...handedIn, ...standing.filter((each) => kept.some(({ code }) => code === each.code))];
};

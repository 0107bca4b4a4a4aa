import type { EventOf, InheritedOutput } from "../../schemas/events.ts";
import { MAX_MATERIALS, type Material } from "../../schemas/materials.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { About, Form, Process } from "../processes/process.ts";
import type { ProjectPool } from "./commands.ts";
import { coveringOf, covers, worksOf } from "./covering.ts";
import type { CaseState, Inherited } from "./state.ts";

/** What a filing takes over from its project. `documents` join the materials of the case; `materials` say where they are from. */
export interface TakenOver {
  outputs: InheritedOutput[];
  materials: NonNullable<EventOf<"CaseFiled">["inheritedMaterials"]>;
  documents: Material[];
}

/** A form with what is handed in with it. */
interface HandedIn {
  form: Form;
  materials: readonly Material[];
}

/** Whether an output counts on a day; its last day is whole. */
export const countsOn = ({ expiresOn }: Pick<InheritedOutput, "expiresOn">, on: IsoDate): boolean =>
  expiresOn === null || expiresOn >= on;

/** How something that was taken over stands on a day. */
export const standingOf = (
  { revoked, expiresOn = null }: Pick<Inherited, "revoked"> & Partial<Pick<Inherited, "expiresOn">>,
  on: IsoDate,
): "stands" | "expired" | "revoked" => {
  if (revoked !== null) return "revoked";
  return countsOn({ expiresOn }, on) ? "stands" : "expired";
};

/** The documents of one material that one earlier case brought. */
interface MaterialSource {
  code: string;
  caseId: string;
  on: IsoDate;
  works?: string[];
  documents: Material[];
}

const sourcesOf = ({ materials }: ProjectPool, code: string): MaterialSource[] => {
  const known = materials.filter(({ material }) => material.code === code);
  return [...Map.groupBy(known, ({ caseId }) => caseId)].flatMap(([caseId, of]) =>
    of.slice(0, 1).map(({ on, works }) => ({
      ...{ code, caseId, on, documents: of.map(({ material }) => material) },
      ...(works === undefined ? {} : { works: [...works] }),
    })),
  );
};

const documentsIn = (sources: readonly MaterialSource[]): Material[] =>
  sources.flatMap(({ documents }) => documents);

/** Whole materials, in their order, as long as their documents fit; one that does not is asked for like any other. */
const fitting = (materials: readonly MaterialSource[][], room: number): MaterialSource[][] => {
  let left = room;
  return materials.filter((sources) => {
    const { length } = documentsIn(sources);
    if (length > left) return false;
    left -= length;
    return true;
  });
};

/**
 * What a case takes over from earlier ones of its project: each output its process inherits, from the newest source that
 * counts on the day, and each material, with all its documents, unless the applicant hands in that one anew. What is of the
 * works is taken from the newest source of each of the works the case is about, and not at all where one of them has none.
 */
export const takeOver = (
  process: Pick<Process, "inherits" | "projectOf">,
  pool: ProjectPool | undefined,
  { form, materials: handedIn }: { form: Form; materials: readonly Pick<Material, "code">[] },
  on: IsoDate,
): TakenOver => {
  const { inherits } = process;
  if (inherits === undefined || pool === undefined) return { outputs: [], materials: [], documents: [] };
  const works = worksOf(process, form);
  const outputs = inherits.outputs.flatMap(({ item, name, of }) =>
    coveringOf(
      pool.outputs.filter((each) => each.item === item && each.name === name && countsOn(each, on)),
      of,
      works,
    ),
  );
  const wanted = inherits.materials.filter(({ code }) => !handedIn.some((each) => each.code === code));
  const sources = fitting(
    wanted.map(({ code, of }) => coveringOf(sourcesOf(pool, code), of, works)),
    MAX_MATERIALS - handedIn.length,
  ).flat();
  return {
    outputs,
    materials: sources.map(({ documents: _, ...source }) => source),
    documents: documentsIn(sources),
  };
};

/** Codes of materials that were taken over and stand no more: a source was revoked, so that the rest is not the whole. */
export const revokedMaterials = ({ inheritedMaterials }: Pick<CaseState, "inheritedMaterials">): string[] => [
  ...new Set(inheritedMaterials.filter(({ revoked }) => revoked !== null).map(({ code }) => code)),
];

/** The materials of a case on which something may rest today. */
export const standingMaterials = (
  state: Pick<CaseState, "inheritedMaterials" | "materials">,
): readonly Material[] => {
  const gone = revokedMaterials(state);
  return gone.length === 0 ? state.materials : state.materials.filter(({ code }) => !gone.includes(code));
};

/** What an output is about that a process takes over; one it does not name is never of the whole project. */
export const aboutOutput = ({ inherits }: Pick<Process, "inherits">, item: string, name: string): About =>
  inherits?.outputs.find((each) => each.item === item && each.name === name)?.of ?? "works";

const aboutMaterial = ({ inherits }: Pick<Process, "inherits">, code: string): About =>
  inherits?.materials.find((each) => each.code === code)?.of ?? "works";

/**
 * The materials of a correction with those that were taken over: what it does not name is neither lost nor asked for.
 * What stands no more, or is not of all works the form is about now, has to be handed in; sent back as it is, it counts
 * for nothing.
 */
export const withInherited = (
  process: Pick<Process, "inherits" | "projectOf">,
  { inheritedMaterials, materials: standing }: Pick<CaseState, "inheritedMaterials" | "materials">,
  { form, materials: sent }: HandedIn,
): Material[] => {
  const works = worksOf(process, form);
  const isKept = (code: string): boolean => {
    const sources = inheritedMaterials.filter((each) => each.code === code);
    return (
      sources.every(({ revoked }) => revoked === null) && covers(sources, aboutMaterial(process, code), works)
    );
  };
  const codes = new Set(inheritedMaterials.map(({ code }) => code));
  const gone = [...codes].filter((code) => !isKept(code));
  const isGone = ({ code, documentId }: Material): boolean =>
    gone.includes(code) && standing.some((each) => each.code === code && each.documentId === documentId);
  const handedIn = sent.filter((each) => !isGone(each));
  const isWanted = ({ code }: Material): boolean =>
    codes.has(code) && !gone.includes(code) && !handedIn.some((each) => each.code === code);
  return [...handedIn, ...standing.filter(isWanted)];
};

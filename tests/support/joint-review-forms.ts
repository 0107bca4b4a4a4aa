import type { CommandOf } from "../../functions/case/commands.ts";
import type { World } from "../../functions/case/world.ts";
import type { Process } from "../../functions/processes/process.ts";
import { bengbuWorld } from "../../functions/runtime/bengbu-world.ts";
import {
  type ConstructionSample,
  constructionSamples,
  rawConstruction,
} from "../fixtures/construction/forms.ts";
import { filingMoment } from "./moments.ts";
import { material } from "./sample-filing.ts";

/** The world of the joint construction review: Bengbu's, with its fee table. */
export const jointWorld: World = bengbuWorld;

/** The samples that take ten departments each through one of the three processes. */
export const jointSamples = [
  "survey",
  "drawing-review",
  "acceptance",
] as const satisfies ConstructionSample[];

/** See {@link jointSamples}. */
export type JointSample = (typeof jointSamples)[number];

/** A form with another value at some dotted paths; `undefined` takes the field out. */
export const withValues = (form: unknown, changes: Readonly<Record<string, unknown>>): unknown => {
  const copy = structuredClone(form) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce((each, key) => each[key] as Record<string, unknown>, copy);
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }
  return copy;
};

/** The circumstances of a sample's project without some of them, so that a correction can name them later. */
export const triggersWithout = (sample: JointSample, ...without: readonly string[]): string[] => {
  const { project } = rawConstruction(sample) as { project: { triggers: string[] } };
  return project.triggers.filter((trigger) => !without.includes(trigger));
};

const jointProcess = (world: World, sample: ConstructionSample): Process => {
  const process = world.processes.get(constructionSamples[sample]);
  if (process === undefined) throw new Error(`no process of the sample "${sample}"`);
  return process;
};

/** Every material a form of a process needs, and what meets its pre-conditions; `content` tells one set from another. */
export const jointMaterials = (
  process: Process,
  form: unknown,
  content?: Readonly<Record<string, string>>,
) => {
  const read = process.parseForm(form);
  if ("issues" in read) throw new Error(JSON.stringify(read.issues));
  const needed = process.requiredMaterials(read.form, filingMoment.on).map(({ code }) => code);
  const proofs = (process.preconditions ?? []).flatMap(({ by }) =>
    by.flatMap((proof) => (proof.kind === "material" ? [proof.code] : [])),
  );
  return [...new Set([...needed, ...proofs])].map((code) => material(code, content?.[code] ?? code));
};

/** What a filing of a sample says; `changes` are other values at dotted paths of its form. */
export interface JointFiling {
  caseId?: string;
  changes?: Readonly<Record<string, unknown>>;
  pool?: CommandOf<"FileCase">["pool"];
  world?: World;
}

/** The acceptance is filed here before the day of the report its form names. */
const early: Partial<Record<JointSample, Readonly<Record<string, unknown>>>> = {
  acceptance: { "completion.supervision.issuedOn": "2026-11-20" },
};

/** The filing of a sample with all it needs. */
export const jointFiling = (
  sample: JointSample,
  { caseId = "case-1", changes = {}, pool, world = jointWorld }: JointFiling = {},
): CommandOf<"FileCase"> => {
  const process = jointProcess(world, sample);
  const form = withValues(rawConstruction(sample), { ...early[sample], ...changes });
  return {
    type: "FileCase",
    caseId,
    processId: process.id,
    mode: null,
    form,
    materials: jointMaterials(process, form),
    channel: "express-lane",
    applicant: "applicant-1",
    ...(pool === undefined ? {} : { pool }),
  };
};

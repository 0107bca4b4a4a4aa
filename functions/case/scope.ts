import { createHash } from "node:crypto";
import type { Material } from "../../schemas/materials.ts";
import type { Item } from "../catalog/catalog.ts";
import type { Form, Outputs, Part, Process } from "../processes/process.ts";
import { covers, worksOf } from "./covering.ts";
import { aboutOutput, standingMaterials } from "./inherit.ts";
import type { CaseState, Inherited, ItemState } from "./state.ts";
import { catalogOf, type World } from "./world.ts";

/** Everything an item may read: the fields, materials and inputs of its scope, and nothing else. */
export interface ScopeView {
  fields: Record<string, unknown>;
  materials: readonly Material[];
  inputs: Outputs;
}

/** The value at a dotted path, or `undefined`. Arrays are taken whole. */
export const valueAt = (form: Form, path: string): unknown => {
  let value: unknown = form;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
};

/** Copy just the named paths of a form, keeping its nesting. The form itself is never touched. */
export const pickPaths = (form: Form, paths: readonly string[]): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(form, path);
    if (value !== undefined) place(picked, path, value);
  }
  return picked;
};

const place = (target: Record<string, unknown>, path: string, value: unknown): void => {
  const dot = path.indexOf(".");
  if (dot === -1) {
    target[path] = value;
    return;
  }
  const key = path.slice(0, dot);
  const inner = { ...(target[key] as Record<string, unknown> | undefined) };
  target[key] = inner;
  place(inner, path.slice(dot + 1), value);
};

/** The part an item plays in a mode of a process. */
export const partOf = (process: Process, itemId: string, mode: string): Part => {
  for (const stage of process.stages)
    for (const entry of stage.items) if (entry.item === itemId) return entry.parts?.[mode] ?? {};
  return {};
};

/** The outputs an item waits for. Those of an item that takes no part in the case never come, so nobody waits for them. */
const needsOf = (
  process: Process,
  state: CaseState,
  itemId: string,
): [from: string, names: readonly string[]][] =>
  Object.entries(partOf(process, itemId, state.mode).needs ?? {}).filter(
    ([from]) => state.items[from]?.plan.takesPart === "asked",
  );

/** The outputs an item needs and whether all of them are there. */
export const inputsOf = (
  process: Process,
  state: CaseState,
  itemId: string,
): { inputs: Outputs; complete: boolean } => {
  const inputs: Record<string, Record<string, unknown>> = {};
  let complete = true;
  for (const [from, names] of needsOf(process, state, itemId))
    for (const name of names) {
      const value = state.outputs[from]?.[name];
      if (value === undefined) complete = false;
      else inputs[from] = { ...inputs[from], [name]: value };
    }
  for (const { item, name, value } of inheritedBy(process, state, itemId))
    inputs[item] = { ...inputs[item], [name]: value };
  return { inputs, complete };
};

/** One output as an item reads it: of several sources, each with the works it is about. */
const readAs = (sources: readonly Inherited[]): unknown => {
  const [first] = sources;
  if (sources.length === 1) return first?.value;
  return sources.map(({ value, works = [] }) => `${String(value)}（${works.join("、")}）`).join("、");
};

/**
 * Outputs of earlier cases of the project an item reads: those that stand and are of all works the case is about. Nobody
 * waits for one that is not there.
 */
const inheritedBy = (
  process: Process,
  state: CaseState,
  itemId: string,
): { item: string; name: string; value: unknown }[] => {
  const { inherits = {} } = partOf(process, itemId, state.mode);
  const works = worksOf(process, state.form);
  return Object.entries(inherits).flatMap(([item, names]) =>
    names.flatMap((name) => {
      const of = aboutOutput(process, item, name);
      const sources = state.inherited.filter(
        (each) => each.item === item && each.name === name && each.revoked === null,
      );
      return covers(sources, of, works) ? [{ item, name, value: readAs(sources) }] : [];
    }),
  );
};

/** Items that build on an item's outputs, directly or through others; they are asked again when these change. */
export const dependantsOf = (process: Process, state: CaseState, itemId: string): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const other of Object.keys(state.items)) {
      const isDirect = needsOf(process, state, other).some(([from]) => from === id);
      if (!isDirect || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(itemId);
  return found;
};

/** What an item may read of a case as it stands. The catalogue row of the item that runs decides the scope. */
export const scopeView = (world: World, process: Process, state: CaseState, item: ItemState): ScopeView => {
  const { scope = [], materials = [] } = catalogOf(world, state).items.get(item.plan.runs) ?? {};
  return viewOf(process, state, item, { scope, materials });
};

/** What a scope opens of a case: dotted form paths and codes of materials, with the inputs the item needs. */
export const viewOf = (
  process: Process,
  state: CaseState,
  item: ItemState,
  { scope, materials }: Pick<Item, "scope" | "materials">,
): ScopeView => ({
  fields: pickPaths(state.form, scope),
  materials: standingMaterials(state).filter((each) => materials.includes(each.code)),
  inputs: inputsOf(process, state, item.id).inputs,
});

/** JSON with sorted keys, so that equal values give equal text. @see RFC 8785 */
export const canonical = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  return Array.isArray(value) ? canonicalArray(value) : canonicalRecord(value as Record<string, unknown>);
};

const canonicalArray = (values: readonly unknown[]): string => {
  let text = "";
  for (const value of values) text += text === "" ? canonical(value) : `,${canonical(value)}`;
  return `[${text}]`;
};

const canonicalRecord = (record: Record<string, unknown>): string => {
  let text = "";
  for (const key of Object.keys(record).sort()) {
    const value = record[key];
    if (value === undefined) continue;
    text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonical(value)}`;
  }
  return `{${text}}`;
};

/** The fingerprint of what an item may read: SHA-256 of its canonical JSON, 32 hex characters. Documents count by their hash, in whatever order they were handed in. */
export const fingerprintOf = (view: ScopeView): string => {
  const materials = view.materials.map(({ code, sha256 }) => `${code} ${sha256}`).sort();
  const text = canonical({ fields: view.fields, materials, inputs: view.inputs });
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
};

/** Dotted paths at which two forms differ, down to the first array; for `materials`, the codes that differ. */
export const changedPaths = (
  before: { form: Form; materials: readonly Material[] },
  after: { form: Form; materials: readonly Material[] },
): string[] => [
  ...changedFields("", before.form, after.form),
  ...changedMaterials(before.materials, after.materials),
];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const changedFields = (prefix: string, before: unknown, after: unknown): string[] => {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) =>
      changedFields(prefix === "" ? key : `${prefix}.${key}`, before[key], after[key]),
    );
  }
  return canonical(before) === canonical(after) ? [] : [prefix];
};

const changedMaterials = (before: readonly Material[], after: readonly Material[]): string[] => {
  const hashes = (materials: readonly Material[], code: string) =>
    materials
      .filter((each) => each.code === code)
      .map((each) => each.sha256)
      .sort()
      .join(",");
  const codes = [...new Set([...before, ...after].map((each) => each.code))].sort();
  return codes
    .filter((code) => hashes(before, code) !== hashes(after, code))
    .map((code) => `materials.${code}`);
};

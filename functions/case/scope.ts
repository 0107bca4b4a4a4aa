import { createHash } from "node:crypto";
import type { Material } from "../../schemas/materials.ts";
import type { Form, Outputs, Part, Process } from "../processes/process.ts";
import type { CaseState, ItemState } from "./state.ts";
import type { World } from "./world.ts";

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

/** Copy just the named paths of a form, keeping its nesting. */
export const pickPaths = (form: Form, paths: readonly string[]): Record<string, unknown> => {
  const picked: Record<string, unknown> = {};
  for (const path of paths) {
    const value = valueAt(form, path);
    if (value !== undefined) place(picked, path.split("."), value);
  }
  return picked;
};

const place = (target: Record<string, unknown>, keys: readonly string[], value: unknown): void => {
  const [key, ...rest] = keys;
  if (key === undefined) return;
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const next = target[key] ?? {};
  target[key] = next;
  place(next as Record<string, unknown>, rest, value);
};

/** The part an item plays in a mode of a process. */
export const partOf = (process: Process, itemId: string, mode: string): Part => {
  for (const stage of process.stages)
    for (const entry of stage.items) if (entry.item === itemId) return entry.parts?.[mode] ?? {};
  return {};
};

/** The outputs an item needs and whether all of them are there. */
export const inputsOf = (
  process: Process,
  state: CaseState,
  itemId: string,
): { inputs: Outputs; complete: boolean } => {
  const inputs: Record<string, Record<string, unknown>> = {};
  let complete = true;
  for (const [from, names] of Object.entries(partOf(process, itemId, state.mode).needs ?? {}))
    for (const name of names) {
      const value = state.outputs[from]?.[name];
      if (value === undefined) complete = false;
      else inputs[from] = { ...inputs[from], [name]: value };
    }
  return { inputs, complete };
};

/** What an item may read of a case as it stands. The catalogue row of the item that runs decides the scope. */
export const scopeView = (world: World, process: Process, state: CaseState, item: ItemState): ScopeView => {
  const row = world.catalog.items.get(item.plan.runs);
  return {
    fields: pickPaths(state.form, row?.scope ?? []),
    materials: state.materials.filter((each) => row?.materials.includes(each.code)),
    inputs: inputsOf(process, state, item.id).inputs,
  };
};

/** JSON with sorted keys, so that equal values give equal text. @see RFC 8785 */
export const canonical = (value: unknown): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record)
    .filter((key) => record[key] !== undefined)
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`).join(",")}}`;
};

/** The fingerprint of what an item may read: SHA-256 of its canonical JSON, 32 hex characters. Documents count by their hash. */
export const fingerprintOf = (view: ScopeView): string => {
  const materials = view.materials.map(({ code, sha256 }) => ({ code, sha256 }));
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

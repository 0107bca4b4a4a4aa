import { type Message, message } from "../../../schemas/message.ts";
import type { ProcessDisclosure } from "../../processes/process.ts";

/** The leaves a scope path opens: itself, or all leaves below it when it names a whole section. Rows of lists belong to their list. */
export const leavesOf = (fields: ProcessDisclosure["fields"], path: string): string[] => {
  const below = fields.filter((field) => field.path === path || field.path.startsWith(`${path}.`));
  return below.length === 0 ? [path] : below.map((field) => field.path);
};

/** One row of the table of who may read what: a leaf of the form and its name. */
export interface ReadableField {
  path: string;
  label: Message;
  personal: boolean;
}

/** The fields at least one scope opens, in the order of the form; lists stand for their rows. */
export const readableFields = (
  { fields }: ProcessDisclosure,
  scopes: readonly (readonly string[])[],
): ReadableField[] => {
  const open = new Set(scopes.flat().flatMap((path) => leavesOf(fields, path)));
  const known = fields.filter(({ path }) => open.has(path) && !path.includes("[]"));
  const named = new Set(fields.map(({ path }) => path));
  const unnamed = [...open].filter((path) => !named.has(path));
  return [...known, ...unnamed.map((path) => ({ path, label: message(path, path), personal: false }))];
};

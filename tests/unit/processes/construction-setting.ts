import { planCase } from "../../../functions/case/plan.ts";
import type { Form, Process } from "../../../functions/processes/process.ts";
import { processes } from "../../../functions/processes/processes.ts";
import { bengbuWorld } from "../../../functions/runtime/bengbu-world.ts";
import {
  type ConstructionSample,
  constructionSamples,
  rawConstruction,
} from "../../fixtures/construction/forms.ts";

/** The day every form of these tests is handed in on. */
export const ON = "2026-11-24";

/** The three construction processes, in the order of a project. */
export const constructionProcesses: readonly Process[] = [
  "construction-survey",
  "drawing-review",
  "joint-acceptance",
].flatMap((id) => processes.get(id) ?? []);

/** A process of the hub; throws when there is none of that name. */
export const processNamed = (id: string): Process => {
  const process = processes.get(id);
  if (process === undefined) throw new Error(`no process "${id}"`);
  return process;
};

/** A sample with its process; throws when the form does not fit. */
export const sampleCase = (name: ConstructionSample): { process: Process; form: Form } => {
  const process = processNamed(constructionSamples[name]);
  const read = process.parseForm(rawConstruction(name));
  if ("issues" in read) throw new Error(JSON.stringify(read.issues));
  return { process, form: read.form };
};

/** The items a form calls in, and their departments. */
export const askedBy = (process: Process, form: Form): { items: string[]; departments: string[] } => {
  const plan = planCase(bengbuWorld, process, form, ON);
  if ("closed" in plan) throw new Error(`item "${plan.closed.itemId}" is closed`);
  const asked = plan.items.filter(({ takesPart }) => takesPart === "asked");
  return {
    items: asked.map(({ item }) => item),
    departments: [...new Set(asked.map(({ department }) => department))],
  };
};

/** Every item a process may ask. */
export const itemsOf = ({ stages }: Process): string[] =>
  stages.flatMap(({ items }) => items.map(({ item }) => item));

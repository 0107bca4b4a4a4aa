import type { DryRunResult } from "../../schemas/http.ts";
import { message } from "../../schemas/message.ts";
import { planCase } from "../case/plan.ts";
import type { Refusal } from "../case/refusals.ts";
import { partOf } from "../case/scope.ts";
import type { World } from "../case/world.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Process } from "../processes/process.ts";

/** What is to be tried. `materials` are the codes of what the applicant has at hand. */
export interface DryRunInput {
  processId: string;
  mode: string | null;
  form: unknown;
  materials: readonly { code: string }[];
  on: IsoDate;
}

const itemRows = (world: World, process: Process, mode: string, form: Form, on: IsoDate) => {
  const plan = planCase(world, process, form, on);
  if ("closed" in plan) return { items: [], closed: { itemId: plan.closed.itemId, why: plan.closed.why } };
  const items = plan.items.map((planned): DryRunResult["items"][number] => {
    const row = world.catalog.items.get(planned.runs);
    const { needs = {}, yields = [] } = partOf(process, planned.item, mode);
    return {
      ...planned,
      name: row?.name ?? message(planned.item, planned.item),
      departmentName: world.catalog.departments.get(planned.department)?.name ?? message("", ""),
      basis: row?.basis ?? "",
      scope: [...(row?.scope ?? [])],
      waitsFor: Object.fromEntries(Object.entries(needs).map(([from, names]) => [from, [...names]])),
      yields: [...yields],
    };
  });
  return { items, closed: null };
};

/**
 * Tell, before filing, which departments, materials, limits and rules apply to a form on a day, and why. Nothing is
 * written. The same plan binds the filing.
 */
export const dryRun = (world: World, input: DryRunInput): DryRunResult | { refusal: Refusal } => {
  const process = world.processes.get(input.processId);
  if (process === undefined)
    return {
      refusal: { kind: "ProcessUnknown", processId: input.processId, known: [...world.processes.keys()] },
    };
  const mode = input.mode ?? process.modes[0];
  if (!process.modes.includes(mode))
    return { refusal: { kind: "ModeUnknown", mode, known: [...process.modes] } };
  const head = { processId: process.id, mode, on: input.on };
  const parsed = process.parseForm(input.form);
  if ("issues" in parsed)
    return {
      ...head,
      acceptable: false,
      issues: parsed.issues,
      findings: [],
      items: [],
      materials: [],
      closed: null,
    };
  const { form } = parsed;
  const findings = process.checkForm(form, input.on);
  const materials = process.requiredMaterials(form, input.on).map(({ code, name, why }) => ({
    code,
    name,
    why,
    present: input.materials.some((each) => each.code === code),
  }));
  const { items, closed } = itemRows(world, process, mode, form, input.on);
  const acceptable =
    closed === null &&
    findings.every(({ severity }) => severity !== "refuse") &&
    materials.every(({ present }) => present);
  return { ...head, acceptable, issues: [], findings, items, materials, closed };
};

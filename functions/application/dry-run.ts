import type { DryRunResult } from "../../schemas/http.ts";
import { type LoggedLimit, limitOf } from "../../schemas/limit.ts";
import { type Message, message } from "../../schemas/message.ts";
import { dueDates } from "../case/clock.ts";
import { planCase } from "../case/plan.ts";
import type { Refusal } from "../case/refusals.ts";
import { partOf } from "../case/scope.ts";
import { catalogOn, type World } from "../case/world.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Process } from "../processes/process.ts";
import { tryFees } from "./fees/try-fees.ts";

/** What is to be tried. `materials` are the codes of what the applicant has at hand. */
export interface DryRunInput {
  processId: string;
  mode: string | null;
  form: unknown;
  materials: readonly { code: string }[];
  on: IsoDate;
}

const itemRows = (world: World, process: Process, mode: string, form: Form, on: IsoDate) => {
  const catalog = catalogOn(world, on);
  const plan = planCase(world, process, form, on);
  if ("closed" in plan) return { items: [], closed: { itemId: plan.closed.itemId, why: plan.closed.why } };
  const items = plan.items.map((planned): DryRunResult["items"][number] => {
    const row = catalog.items.get(planned.runs);
    const { needs = {}, yields = [] } = partOf(process, planned.item, mode);
    return {
      ...planned,
      name: row?.name ?? message(planned.item, planned.item),
      departmentName: catalog.departments.get(planned.department)?.name ?? message("", ""),
      basis: row?.basis ?? "",
      scope: [...(row?.scope ?? [])],
      waitsFor: Object.fromEntries(Object.entries(needs).map(([from, names]) => [from, [...names]])),
      yields: [...yields],
    };
  });
  return { items, closed: null };
};

/** The year without a calendar into which a limit that begins on a day runs, if it does. */
const unknownYearOf = (world: World, limit: LoggedLimit | null, on: IsoDate): number | null => {
  const limits = { promised: limitOf(limit), statutory: null };
  return dueDates({ acceptedOn: on, limits, pauses: [] }, world.calendar).unknownYear;
};

/** One notice for every year without a calendar into which a reply date or a limit of an asked item runs. */
const calendarNotices = (world: World, items: DryRunResult["items"], on: IsoDate): Message[] => {
  const years = items
    .filter(({ takesPart }) => takesPart === "asked")
    .flatMap(({ limits }) => [world.profile.correctionNotice.limit, limits.promised, limits.statutory])
    .map((limit) => unknownYearOf(world, limit, on))
    .filter((year) => year !== null);
  return [...new Set(years)].map((year) =>
    message(
      `${year}年放假安排尚未录入,期限届满日落在该年的暂不能确定,录入后自动补算`,
      `the working days of ${year} are not known yet: limits that end in that year get their dates once they are`,
    ),
  );
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
      notices: [],
      fees: null,
    };
  const { form } = parsed;
  const findings = process.checkForm(form, input.on);
  const materials = process
    .requiredMaterials(form, input.on)
    .map(({ code, name, why, isTolerable = false }) => ({
      code,
      name,
      why,
      isTolerable,
      present: input.materials.some((each) => each.code === code),
    }));
  const { items, closed } = itemRows(world, process, mode, form, input.on);
  const acceptable =
    closed === null &&
    findings.every(({ severity }) => severity !== "refuse") &&
    materials.every(({ present, isTolerable }) => present || isTolerable);
  const notices = calendarNotices(world, items, input.on);
  const fees = tryFees(world, process, form, input.on);
  return { ...head, acceptable, issues: [], findings, items, materials, closed, notices, fees };
};

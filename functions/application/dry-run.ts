import type { DryRunResult } from "../../schemas/http.ts";
import { type LoggedLimit, limitOf } from "../../schemas/limit.ts";
import { type Message, message } from "../../schemas/message.ts";
import { dueDates } from "../case/clock.ts";
import { isPromisable } from "../case/file-case.ts";
import { shortenedPlan } from "../case/green-channel.ts";
import { takeOver } from "../case/inherit.ts";
import { planCase } from "../case/plan.ts";
import { unmetPreconditions } from "../case/preconditions.ts";
import type { Refusal } from "../case/refusals.ts";
import { partOf } from "../case/scope.ts";
import { catalogOn, type World } from "../case/world.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Process } from "../processes/process.ts";
import type { CaseMemory } from "./case-memory.ts";
import {
  lookAtProject,
  notLookedAt,
  type ProjectLook,
  projectForFees,
  projectTried,
} from "./dry-run-project.ts";
import { tryFees } from "./fees/try-fees.ts";
import type { Hub } from "./hub.ts";

/**
 * What is to be tried. `materials` are the codes of what the applicant has at hand; `applicant` is who would file, or `null`
 * where nobody says so: then no project is looked at.
 */
export interface DryRunInput {
  processId: string;
  mode: string | null;
  form: unknown;
  materials: readonly { code: string }[];
  on: IsoDate;
  applicant: string | null;
}

/** A form that can be read, with what goes with it. */
interface Tried {
  process: Process;
  mode: string;
  form: Form;
  materials: DryRunInput["materials"];
  on: IsoDate;
  look: ProjectLook | null;
}

const isGreen = ({ look }: Tried): boolean => look?.grounds.greenChannel !== undefined;

const itemRows = (world: World, tried: Tried) => {
  const { process, mode, form, on } = tried;
  const catalog = catalogOn(world, on);
  const plan = planCase(world, process, form, on);
  if ("closed" in plan) return { items: [], closed: { itemId: plan.closed.itemId, why: plan.closed.why } };
  const limited = isGreen(tried) ? plan.items.map((each) => shortenedPlan(world, each)) : plan.items;
  const items = limited.map((planned): DryRunResult["items"][number] => {
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

/** The pre-conditions, each with whether it is met by what was declared and by what the project has. */
const preconditionRows = (
  world: World,
  { process, form, on, look }: Tried,
  materials: readonly { code: string }[],
): DryRunResult["preconditions"] => {
  const outputs = look?.grounds.pool?.outputs ?? [];
  const unmet = unmetPreconditions(world, process, { form, materials, outputs }, on);
  return (process.preconditions ?? []).map(({ id, name, basis }) => {
    const remedy = unmet.find((each) => each.id === id)?.remedy ?? null;
    return { id, name, basis, met: remedy === null, remedy };
  });
};

const materialRows = (tried: Tried, atHand: readonly { code: string }[]): DryRunResult["materials"] =>
  tried.process.requiredMaterials(tried.form, tried.on).map((need) => ({
    code: need.code,
    name: need.name,
    why: need.why,
    isTolerable: isPromisable(need, isGreen(tried)),
    present: atHand.some(({ code }) => code === need.code),
  }));

const looked = (world: World, tried: Tried): Omit<DryRunResult, "processId" | "mode" | "on"> => {
  const { process, form, on, look } = tried;
  const findings = process.checkForm(form, on);
  const taken = takeOver(process, look?.grounds.pool, tried, on);
  const atHand = [...tried.materials, ...taken.materials];
  const materials = materialRows(tried, atHand);
  const preconditions = preconditionRows(world, tried, atHand);
  const { items, closed } = itemRows(world, tried);
  const promisable = materials.filter((each) => !each.present && each.isTolerable).map(({ code }) => code);
  const project = projectTried(world, process, form, look, { taken, promisable });
  const acceptable =
    closed === null &&
    findings.every(({ severity }) => severity !== "refuse") &&
    preconditions.every(({ met }) => met) &&
    (look?.openPhases ?? []).length === 0 &&
    materials.every(({ present, isTolerable }) => present || isTolerable);
  const notices = [
    ...(project?.lookedAt === false ? [notLookedAt] : []),
    ...calendarNotices(world, items, on),
  ];
  const fees = tryFees(world, process, form, on, projectForFees(process, form, look));
  return {
    ...{ acceptable, issues: [], findings, items, materials, preconditions, project },
    ...{ closed, notices, fees },
  };
};

/** What is said of a form that cannot be read. */
const nothing = {
  ...{ acceptable: false, findings: [], items: [], materials: [], preconditions: [] },
  ...{ project: null, closed: null, notices: [], fees: null },
};

/**
 * Tell, before filing, which departments, materials, limits and rules apply to a form on a day, and why. Nothing is
 * written. The same plan binds the filing: what its project has is looked at as a filing by the applicant looks at it, and a
 * project of somebody else is refused alike. Where nobody is named as the applicant the answer says that it did not look.
 */
export const makeDryRun =
  (hub: Hub, memory: CaseMemory) =>
  async (input: DryRunInput): Promise<DryRunResult | { refusal: Refusal }> => {
    const { world } = hub;
    const { processId, materials, on, applicant } = input;
    const process = world.processes.get(processId);
    if (process === undefined)
      return { refusal: { kind: "ProcessUnknown", processId, known: [...world.processes.keys()] } };
    const mode = input.mode ?? process.modes[0];
    if (!process.modes.includes(mode))
      return { refusal: { kind: "ModeUnknown", mode, known: [...process.modes] } };
    const head = { processId: process.id, mode, on };
    const parsed = process.parseForm(input.form);
    if ("issues" in parsed) return { ...head, ...nothing, issues: parsed.issues };
    const { form } = parsed;
    const look = applicant === null ? null : await lookAtProject(hub, memory, process, form, applicant);
    if (look !== null && "refusal" in look) return look;
    return { ...head, ...looked(world, { process, mode, form, materials, on, look }) };
  };

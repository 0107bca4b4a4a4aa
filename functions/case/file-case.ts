import type { EventOf, PlannedItem } from "../../schemas/events.ts";
import { workingDays } from "../../schemas/limit.ts";
import type { Material } from "../../schemas/materials.ts";
import { type IsoDate, receivedDate } from "../catalog/calendar/shanghai.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Form, Process, RequiredMaterial } from "../processes/process.ts";
import { caseLimits } from "./case-limits.ts";
import { limitEndOrNull } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfFiling } from "./delegation.ts";
import { shortenedCaseLimits, shortenedPlan } from "./green-channel.ts";
import { type TakenOver, takeOver } from "./inherit.ts";
import { planCase } from "./plan.ts";
import { unmetPreconditions } from "./preconditions.ts";
import type { Refusal } from "./refusals.ts";
import { catalogOn, type World } from "./world.ts";

/** Required materials that were not handed in. @see 行政许可法第三十条、第三十二条 */
export const missingMaterials = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  now: Now,
): RequiredMaterial[] =>
  process
    .requiredMaterials(form, now.on)
    .filter((need) => !materials.some((each) => each.code === need.code));

/** What a rule of the day says against a form, or `null`. */
export const refusalOfFindings = (process: Process, form: Form, { on }: Now): Refusal | null => {
  const findings = process.checkForm(form, on).filter(({ severity }) => severity === "refuse");
  return findings.length === 0 ? null : { kind: "FormRefused", findings };
};

/** Promised materials, and whether the project was granted the green channel, in which more may be promised. */
export interface Promised {
  codes: readonly string[];
  isGreen: boolean;
}

/** Whether a material may follow later (容缺受理). */
export const isPromisable = (
  { isTolerable = false, isTolerableInGreenChannel = false }: RequiredMaterial,
  isGreen: boolean,
): boolean => isTolerable || (isGreen && isTolerableInGreenChannel);

/** What was promised in writing may be missing, if it is of the kind that may be promised; the rest must be there. */
export const refusalOfMaterials = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  { codes, isGreen }: Promised,
  now: Now,
): Refusal | null => {
  const owed = missingMaterials(process, form, materials, now).filter(
    (need) => !(isPromisable(need, isGreen) && codes.includes(need.code)),
  );
  return owed.length === 0 ? null : { kind: "MaterialsMissing", missing: owed };
};

/** A promise must be about material that is missing and may be promised; nothing else can be owed. */
const refusalOfPromise = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  { codes, isGreen }: Promised,
  now: Now,
): Refusal | null => {
  const tolerable = missingMaterials(process, form, materials, now)
    .filter((need) => isPromisable(need, isGreen))
    .map(({ code }) => code);
  const wrong = codes.filter((code) => !tolerable.includes(code));
  return wrong.length === 0 ? null : { kind: "PromiseRefused", codes: wrong, tolerable };
};

/** What speaks against a filing, in the order in which people mend it: the form, what must come before, the materials. */
const refusalOfContent = (
  world: World,
  process: Process,
  command: CommandOf<"FileCase">,
  form: Form,
  materials: readonly Material[],
  now: Now,
): Refusal | null => {
  const findings = refusalOfFindings(process, form, now);
  if (findings !== null) return findings;
  const { promise, pool, greenChannel } = command;
  const outputs = pool?.outputs ?? [];
  const unmet = unmetPreconditions(world, process, { form, materials, outputs }, now.on);
  if (unmet.length > 0) return { kind: "PreconditionsUnmet", unmet };
  const promised = { codes: promise?.codes ?? [], isGreen: greenChannel !== undefined };
  return (
    refusalOfPromise(process, form, materials, promised, now) ??
    refusalOfMaterials(process, form, materials, promised, now)
  );
};

/** What is owed after a tolerant acceptance, and by when (容缺受理). */
const toleranceOf = (
  { calendar, profile: { tolerance } }: World,
  { promise }: CommandOf<"FileCase">,
  on: IsoDate,
): Pick<EventOf<"CaseFiled">, "tolerance"> =>
  promise === undefined
    ? {}
    : {
        tolerance: {
          codes: [...promise.codes],
          signedBy: promise.signedBy,
          dueOn: limitEndOrNull(calendar, on, tolerance.limit),
          basis: tolerance.basis,
        },
      };

/** Items whose conditions were signed are decided at once; those that know no such conditions are refused. */
const committed = (
  catalog: Catalog,
  items: readonly PlannedItem[],
  commitments: CommandOf<"FileCase">["commitments"] = [],
): { items: PlannedItem[] } | { refusal: Refusal } => {
  const known = items
    .filter(({ takesPart, runs }) => takesPart === "asked" && catalog.items.get(runs)?.commitment)
    .map(({ item }) => item);
  const wrong = commitments.map(({ item }) => item).filter((item) => !known.includes(item));
  if (wrong.length > 0) return { refusal: { kind: "CommitmentRefused", items: wrong, known } };
  const isCommitted = ({ item }: PlannedItem) => commitments.some((each) => each.item === item);
  return {
    items: items.map((planned) =>
      isCommitted(planned)
        ? { ...planned, committed: true, limits: { ...planned.limits, promised: workingDays(0) } }
        : planned,
    ),
  };
};

/** The plan of a case with its limits, shortened where the project was granted the green channel. */
const limited = (
  world: World,
  process: Process,
  mode: string,
  items: readonly PlannedItem[],
  isGreen: boolean,
): Pick<EventOf<"CaseFiled">, "plan" | "limits"> => {
  if (!isGreen) return { plan: [...items], limits: caseLimits(world, process, items, mode) };
  const plan = items.map((planned) => shortenedPlan(world, planned));
  return { plan, limits: shortenedCaseLimits(world, process, plan, mode) };
};

/** What a form reserves, as it is logged: the one value, or all of them. */
export const reserving = (
  { reservationsOf }: Process,
  form: Form,
): Pick<EventOf<"CaseFiled">, "reservation" | "reservations"> => {
  const all = reservationsOf(form);
  return { reservation: all[0] ?? null, ...(all.length > 1 ? { reservations: [...all] } : {}) };
};

/** The project of a case, and what the case takes over from it. */
const projectParts = (
  { projectOf, feeFacts }: Process,
  form: Form,
  { pool, greenChannel }: CommandOf<"FileCase">,
  { outputs, materials }: TakenOver,
): Pick<EventOf<"CaseFiled">, "project" | "inherited" | "inheritedMaterials" | "greenChannel"> => {
  if (projectOf === undefined) return {};
  const { code, name, works } = projectOf(form);
  const fees =
    feeFacts === undefined
      ? {}
      : {
          bearsProjectFees: pool?.bearsProjectFees ?? true,
          ...(pool?.charged === undefined || pool.charged.length === 0 ? {} : { charged: [...pool.charged] }),
        };
  return {
    project: { code, name, works: [...works], isFirst: pool?.isFirst ?? true, ...fees },
    ...(outputs.length === 0 ? {} : { inherited: outputs }),
    ...(materials.length === 0 ? {} : { inheritedMaterials: materials }),
    ...(greenChannel === undefined ? {} : { greenChannel }),
  };
};

/** The filing as an event, once nothing speaks against it. In the green channel its owner answers for the case at once. */
const filedEvent = (
  world: World,
  process: Process,
  command: CommandOf<"FileCase">,
  { form, mode, items, taken }: { form: Form; mode: string; items: PlannedItem[]; taken: TakenOver },
  now: Now,
): EventOf<"CaseFiled"> => {
  const received = receivedDate(now.at, world.calendar);
  const receivedOn = typeof received === "string" ? received : null;
  const { commitments, delegation, greenChannel } = command;
  const owner = greenChannel?.owner ?? command.owner;
  return {
    type: "CaseFiled",
    caseId: command.caseId,
    processId: process.id,
    processVersion: process.version,
    catalogVersion: catalogOn(world, now.on).version,
    mode,
    division: process.divisionOf(form),
    channel: command.channel,
    applicant: command.applicant,
    filedBy: command.filedBy ?? command.applicant,
    title: process.titleOf(form),
    receivedOn,
    ...(process.acceptsOnFiling ? { acceptedOn: receivedOn ?? now.on } : {}),
    form,
    materials: [...command.materials, ...taken.documents],
    ...reserving(process, form),
    ...limited(world, process, mode, items, greenChannel !== undefined),
    ...toleranceOf(world, command, receivedOn ?? now.on),
    ...(commitments === undefined ? {} : { commitments: commitments.map((each) => ({ ...each })) }),
    ...(delegation === undefined ? {} : { delegation }),
    ...(owner === undefined ? {} : { owner }),
    ...projectParts(process, form, command, taken),
  };
};

/**
 * File a case: read the form, plan the items, receive it. Asking the first departments follows in the same append.
 *
 * What the project of the form has already is taken over and not asked for again. A filing at night or on a day off is
 * received on the next working day.
 */
export const fileCase = (world: World, command: CommandOf<"FileCase">, now: Now): Decision => {
  const process = world.processes.get(command.processId);
  if (process === undefined)
    return refuse({
      kind: "ProcessUnknown",
      processId: command.processId,
      known: [...world.processes.keys()],
    });
  const mode = command.mode ?? process.modes[0];
  if (!process.modes.includes(mode)) return refuse({ kind: "ModeUnknown", mode, known: [...process.modes] });
  const unauthorised = refusalOfFiling(command, now);
  if (unauthorised !== null) return refuse(unauthorised);
  const parsed = process.parseForm(command.form);
  if ("issues" in parsed) return refuse({ kind: "FormInvalid", issues: parsed.issues });
  const { form } = parsed;
  const taken = takeOver(process, command.pool, { form, materials: command.materials }, now.on);
  const materials = [...command.materials, ...taken.documents];
  const refusal = refusalOfContent(world, process, command, form, materials, now);
  if (refusal !== null) return refuse(refusal);
  const planned = planCase(world, process, form, now.on);
  if ("closed" in planned)
    return refuse({ kind: "ItemClosed", itemId: planned.closed.itemId, why: planned.closed.why });
  const plan = committed(catalogOn(world, now.on), planned.items, command.commitments);
  if ("refusal" in plan) return plan;
  return { events: [filedEvent(world, process, command, { form, mode, items: plan.items, taken }, now)] };
};

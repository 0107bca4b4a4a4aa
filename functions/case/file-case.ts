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
import { planCase } from "./plan.ts";
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

/**
 * Everything the form and its materials must satisfy before departments see them; `null` when all is well. What was
 * promised in writing (`promised`, codes of materials) may be missing, if it is of the kind that may be promised.
 */
export const refusalOfForm = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  promised: readonly string[],
  now: Now,
): Refusal | null => {
  const findings = process.checkForm(form, now.on).filter((finding) => finding.severity === "refuse");
  if (findings.length > 0) return { kind: "FormRefused", findings };
  const missing = missingMaterials(process, form, materials, now);
  const owed = missing.filter(({ code, isTolerable }) => !(isTolerable && promised.includes(code)));
  if (owed.length > 0) return { kind: "MaterialsMissing", missing: owed };
  return null;
};

/** A promise must be about material that is missing and may be promised; nothing else can be owed. */
const refusalOfPromise = (
  process: Process,
  form: Form,
  { materials, promise }: CommandOf<"FileCase">,
  now: Now,
): Refusal | null => {
  if (promise === undefined) return null;
  const tolerable = missingMaterials(process, form, materials, now)
    .filter(({ isTolerable }) => isTolerable)
    .map(({ code }) => code);
  const wrong = promise.codes.filter((code) => !tolerable.includes(code));
  return wrong.length === 0 ? null : { kind: "PromiseRefused", codes: wrong, tolerable };
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

/** The filing as an event, once nothing speaks against it. */
const filedEvent = (
  world: World,
  process: Process,
  command: CommandOf<"FileCase">,
  { form, mode, plan }: { form: Form; mode: string; plan: PlannedItem[] },
  now: Now,
): EventOf<"CaseFiled"> => {
  const received = receivedDate(now.at, world.calendar);
  const receivedOn = typeof received === "string" ? received : null;
  const { commitments, delegation, owner } = command;
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
    form,
    materials: [...command.materials],
    plan,
    reservation: process.reservationOf(form),
    limits: caseLimits(world, process, plan, mode),
    ...toleranceOf(world, command, receivedOn ?? now.on),
    ...(commitments === undefined ? {} : { commitments: commitments.map((each) => ({ ...each })) }),
    ...(delegation === undefined ? {} : { delegation }),
    ...(owner === undefined ? {} : { owner }),
  };
};

/**
 * File a case: read the form, plan the items, receive it. Asking the first departments follows in the same append.
 *
 * A filing at night or on a day off is received on the next working day.
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
  const refusal =
    refusalOfPromise(process, form, command, now) ??
    refusalOfForm(process, form, command.materials, command.promise?.codes ?? [], now);
  if (refusal !== null) return refuse(refusal);
  const planned = planCase(world, process, form, now.on);
  if ("closed" in planned)
    return refuse({ kind: "ItemClosed", itemId: planned.closed.itemId, why: planned.closed.why });
  const plan = committed(catalogOn(world, now.on), planned.items, command.commitments);
  if ("refusal" in plan) return plan;
  return { events: [filedEvent(world, process, command, { form, mode, plan: plan.items }, now)] };
};

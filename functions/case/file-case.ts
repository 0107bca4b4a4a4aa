import type { CaseEvent } from "../../schemas/events.ts";
import type { Material } from "../../schemas/materials.ts";
import { receivedDate } from "../catalog/calendar/shanghai.ts";
import type { Form, Process, RequiredMaterial } from "../processes/process.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { planCase } from "./plan.ts";
import type { Refusal } from "./refusals.ts";
import type { World } from "./world.ts";

/** Required materials that were not handed in. @see 行政许可法第三十条、第三十二条 */
const missingMaterials = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  now: Now,
): RequiredMaterial[] =>
  process
    .requiredMaterials(form, now.on)
    .filter((need) => !materials.some((each) => each.code === need.code));

/** Everything the form and its materials must satisfy before departments see them; `null` when all is well. */
export const refusalOfForm = (
  process: Process,
  form: Form,
  materials: readonly Material[],
  now: Now,
): Refusal | null => {
  const findings = process.checkForm(form, now.on).filter((finding) => finding.severity === "refuse");
  if (findings.length > 0) return { kind: "FormRefused", findings };
  const missing = missingMaterials(process, form, materials, now);
  return missing.length > 0 ? { kind: "MaterialsMissing", missing } : null;
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
  const parsed = process.parseForm(command.form);
  if ("issues" in parsed) return refuse({ kind: "FormInvalid", issues: parsed.issues });
  const refusal = refusalOfForm(process, parsed.form, command.materials, now);
  if (refusal !== null) return refuse(refusal);
  const plan = planCase(world, process, parsed.form, now.on);
  if ("closed" in plan)
    return refuse({ kind: "ItemClosed", itemId: plan.closed.itemId, why: plan.closed.why });
  const received = receivedDate(now.at, world.calendar);
  const filed: CaseEvent = {
    type: "CaseFiled",
    caseId: command.caseId,
    processId: process.id,
    processVersion: process.version,
    catalogVersion: world.catalog.version,
    mode,
    division: process.divisionOf(parsed.form),
    channel: command.channel,
    applicant: command.applicant,
    filedBy: command.filedBy ?? command.applicant,
    title: process.titleOf(parsed.form),
    receivedOn: typeof received === "string" ? received : null,
    form: parsed.form,
    materials: [...command.materials],
    plan: plan.items,
    reservation: process.reservationOf(parsed.form),
  };
  return { events: [filed] };
};

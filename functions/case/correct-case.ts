import type { CaseEvent, Due, PlannedItem } from "../../schemas/events.ts";
import { dueDates } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfForm } from "./file-case.ts";
import { planCase } from "./plan.ts";
import { changedPaths } from "./scope.ts";
import { type CaseState, isOpen, isReviewing } from "./state.ts";
import { processOf, type World } from "./world.ts";

/**
 * Hand in the next revision of form and materials (补正). Who is asked again follows from what changed.
 *
 * Refused: a closed or settled case, a revision that is not the one that stands (`RevisionConflict`), a form that
 * does not pass, or nothing changed at all.
 */
export const correctCase = (
  world: World,
  state: CaseState,
  command: CommandOf<"CorrectCase">,
  now: Now,
): Decision => {
  if (!isOpen(state) || state.status === "settled")
    return refuse({ kind: "CaseClosed", status: state.status });
  if (command.baseRevision !== state.revision)
    return refuse({ kind: "RevisionConflict", expected: command.baseRevision, current: state.revision });
  const process = processOf(world, state);
  const parsed = process.parseForm(command.form);
  if ("issues" in parsed) return refuse({ kind: "FormInvalid", issues: parsed.issues });
  const refusal = refusalOfForm(process, parsed.form, command.materials, now);
  if (refusal !== null) return refuse(refusal);
  const changed = changedPaths(state, { form: parsed.form, materials: command.materials });
  if (changed.length === 0) return refuse({ kind: "NothingChanged" });
  const plan = planCase(world, process, parsed.form, now.on);
  if ("closed" in plan)
    return refuse({ kind: "ItemClosed", itemId: plan.closed.itemId, why: plan.closed.why });
  const revised: CaseEvent = {
    type: "RevisionSubmitted",
    revision: state.revision + 1,
    form: parsed.form,
    materials: [...command.materials],
    changed,
    title: process.titleOf(parsed.form),
    reservation: process.reservationOf(parsed.form),
    plan: plan.items,
    on: now.on,
    due: duesAfterCorrection(world, state, now),
  };
  return { events: [...noLongerNeeded(state, plan.items), revised] };
};

/** Items whose clock stood still for the applicant run on from here. */
const duesAfterCorrection = (world: World, state: CaseState, now: Now): Record<string, Due> =>
  Object.fromEntries(
    Object.values(state.items)
      .filter((item) => item.status === "correcting" && item.acceptedOn !== null)
      .map((item) => {
        const pauses = item.pauses.map((pause) => (pause.to === null ? { ...pause, to: now.on } : pause));
        return [
          item.id,
          dueDates({ acceptedOn: item.acceptedOn, limits: item.limits, pauses }, world.calendar),
        ];
      }),
  );

/** Departments that were asked but that the corrected form no longer concerns are told to stand down. */
const noLongerNeeded = (state: CaseState, plan: readonly PlannedItem[]): CaseEvent[] =>
  plan
    .filter((entry) => entry.takesPart === "not-applicable")
    .flatMap((entry) => {
      const item = state.items[entry.item];
      const isAsked = item !== undefined && (isReviewing(item) || item.status === "correcting");
      return isAsked
        ? [{ type: "ItemStoodDown" as const, itemId: entry.item, why: "not-needed" as const }]
        : [];
    });

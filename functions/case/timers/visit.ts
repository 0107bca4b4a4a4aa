import type { CaseState } from "../state.ts";
import { type VisitDuty, visitDutyOf } from "../visit-duty.ts";
import type { World } from "../world.ts";
import { isOver, overFrom, type TimedRule } from "./timed-rule.ts";

/** What the lead owes and has no record of a breach yet. */
const openDuty = (world: World, state: CaseState): VisitDuty | null => {
  const duty = visitDutyOf(world, state);
  return duty === null || state.breaches[duty.recordId] !== undefined ? null : duty;
};

/**
 * The lead proposes a time for the visit within the limit of its stage (限期踏勘), once more after it called one off, and
 * holds it no later than the working day after its date. Each that is late is a breach of the lead's, once.
 */
export const visitRule: TimedRule = {
  eventsOn: (world, state, now) => {
    const duty = openDuty(world, state);
    if (duty === null || !isOver(duty.last, now)) return [];
    const { officer = null } = duty.meeting ?? {};
    return [
      {
        type: "BreachRecorded",
        recordId: duty.recordId,
        breach: "visit-overdue",
        item: null,
        dueOn: duty.last,
        responsible: { department: duty.lead, post: officer?.post ?? null, person: officer?.name ?? null },
        on: now.on,
      },
    ];
  },
  nextOn: (world, state) => overFrom(openDuty(world, state)?.last ?? null),
};

import { dayOrNull } from "../case/last-days.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
import { visitDutyOf } from "../case/visit-duty.ts";
import { invitationOf } from "../case/visits.ts";
import { processOf, type World } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { WorklistRow } from "../ports/case-store.ts";

/** What the row of a visit is listed under in place of an item; no item of the power list has such an id. */
const visitRowId = (stageId: string): string => `visit:${stageId}`;

/**
 * The rows of visits in the worklists of leads, one for each stage that begins with one: while it is to be arranged, while
 * it is to be held, and `over` afterwards, which no worklist shows.
 */
export const visitRows = (world: World, state: CaseState): WorklistRow[] => {
  const duty = visitDutyOf(world, state);
  return processOf(world, state).stages.flatMap(({ id, lead, visit }): WorklistRow[] => {
    if (visit === undefined) return [];
    const owed = duty?.stageId === id ? duty : null;
    const owes = owed?.owes === "proposal" ? "visit-to-propose" : "visit-to-hold";
    return [
      {
        caseId: state.caseId,
        itemId: visitRowId(id),
        department: lead,
        status: owed === null ? "over" : owes,
        title: state.title,
        round: owed?.number ?? 0,
        askedOn: null,
        dueOn: owed?.meeting ? shanghaiDate(owed.meeting.startsAt) : dayOrNull(owed?.last ?? null),
        overdue: owed !== null && state.breaches[owed.recordId] !== undefined,
        greenChannel: state.greenChannel !== null,
        claimedBy: null,
      },
    ];
  });
};

/** An item that was not asked yet and whose department is invited to a meeting: its row says so, and when it is. */
export const invitedRow = (
  state: CaseState,
  item: ItemState,
): Pick<WorklistRow, "status" | "dueOn"> | null => {
  const meeting = isOpen(state) && item.round === 0 ? invitationOf(state, item) : undefined;
  return meeting === undefined ? null : { status: "invited", dueOn: shanghaiDate(meeting.startsAt) };
};

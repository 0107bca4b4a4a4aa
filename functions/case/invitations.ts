import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import type { Process } from "../processes/process.ts";
import type { Now } from "./commands.ts";
import { itemsOfStage } from "./join.ts";
import { fingerprintOf, scopeView } from "./scope.ts";
import type { CaseState, ItemState, Meeting } from "./state.ts";
import { isInvitable, isToBeAsked, isVisit } from "./visits.ts";
import type { World } from "./world.ts";

type Invited = EventOf<"MeetingProposed">["invited"][number];

/** The invitation of an item's department, with the fingerprint of what it is shown along with it. */
export const invitationFor = (
  world: World,
  process: Process,
  state: CaseState,
  item: ItemState,
): Invited & { fingerprint: string } => ({
  item: item.id,
  department: item.plan.department,
  fingerprint: fingerprintOf(scopeView(world, process, state, item)),
});

const renewal = (
  world: World,
  process: Process,
  state: CaseState,
  { meetingId, stageId, invited, omitted }: Meeting,
  { on }: Now,
): EventOf<"InvitationsRenewed">[] => {
  const isStanding = (now: Invited): boolean =>
    invited.some(
      ({ item, department, fingerprint }) =>
        item === now.item && department === now.department && fingerprint === now.fingerprint,
    );
  const shown = itemsOfStage(state, stageId)
    .filter((item) => isInvitable(item) && isToBeAsked(item) && !omitted.includes(item.id))
    .map((item) => invitationFor(world, process, state, item))
    .filter((now) => !isStanding(now));
  const left = invited
    .filter(({ item: id, department }) => {
      const item = state.items[id];
      return item === undefined || !isInvitable(item) || item.plan.department !== department;
    })
    .map(({ item, department }) => ({ item, department }));
  return shown.length + left.length === 0
    ? []
    : [{ type: "InvitationsRenewed", meetingId, revision: state.revision, invited: shown, left, on }];
};

/**
 * Keep the invitations to a visit in step with the case: who is to see the site is shown what a revision, or an earlier
 * stage, changed of its item; who takes part since is invited, save whom the lead left out; who does not any more is told.
 * Those asked already are shown changes as any department is, so meetings about disputes need none of it.
 */
export const renewInvitations = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] =>
  state.meetings
    .filter((meeting) => meeting.status === "proposed" && isVisit(meeting))
    .flatMap((meeting) => renewal(world, process, state, meeting, now));

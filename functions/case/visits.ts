import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Process, VisitRule } from "../processes/process.ts";
import { itemsOfStage } from "./join.ts";
import { lastDayOf } from "./last-days.ts";
import type { CaseState, ItemState, Meeting } from "./state.ts";
import type { World } from "./world.ts";

/** The visit a stage begins with, or `undefined`. */
export const visitRuleOf = ({ stages }: Process, stageId: string | null): VisitRule | undefined =>
  stages.find(({ id }) => id === stageId)?.visit;

/** Whether a meeting is a visit with which a stage begins, and not one about what is in dispute. */
export const isVisit = ({ kind }: Pick<Meeting, "kind">): boolean => kind !== "dispute-meeting";

/** The first visit of a stage that was held: with it the stage begins, whatever is met about later. */
export const heldVisit = ({ meetings }: CaseState, stageId: string): Meeting | undefined =>
  meetings.find((each) => each.stageId === stageId && each.status === "held" && isVisit(each));

/** Whether a stage may ask its departments: it begins with no visit, or its visit was held. */
export const isStageOpen = (process: Process, state: CaseState, stageId: string): boolean =>
  visitRuleOf(process, stageId) === undefined || heldVisit(state, stageId) !== undefined;

/** Whether an item has not been asked yet and will be. */
export const isToBeAsked = ({ status, round }: ItemState): boolean => status === "waiting" && round === 0;

/**
 * Whether a stage waits for its visit: it has one that was not held, and somebody there who is to be asked afterwards. An
 * item that was asked before, as when its stage gained the visit while the case was under way, keeps its turn.
 */
export const awaitsVisit = (process: Process, state: CaseState, stageId: string | null): boolean =>
  stageId !== null && !isStageOpen(process, state, stageId) && itemsOfStage(state, stageId).some(isToBeAsked);

/** Whether an item's department may be invited: it takes part. */
export const isInvitable = ({ plan }: ItemState): boolean => plan.takesPart === "asked";

/**
 * Whether an item's department had the notice its visit asks for: the whole of it lies between the day on which it was
 * last shown something and the day of the visit. Where the calendar does not tell, it had not.
 */
export const hadNotice = (
  world: Pick<World, "calendar">,
  process: Process,
  { stageId, invited, startsAt }: Meeting,
  itemId: string,
): boolean => {
  const rule = visitRuleOf(process, stageId);
  const shownOn = invited.find(({ item }) => item === itemId)?.shownOn;
  if (rule === undefined || shownOn === undefined) return false;
  const last = lastDayOf(world, null, shownOn, rule.notice);
  return typeof last === "string" && shanghaiDate(startsAt) > last;
};

/** The visit an item's department did not come to though it had notice of it, or `undefined`. */
export const missedVisit = (
  world: Pick<World, "calendar">,
  process: Process,
  { meetings }: CaseState,
  itemId: string,
): Meeting | undefined =>
  meetings.find(
    (each) =>
      isVisit(each) &&
      each.held?.absent.some(({ item }) => item === itemId) &&
      hadNotice(world, process, each, itemId),
  );

/**
 * Whether an item's consent is presumed for its department did not come to the visit. Nobody was asked then, so that
 * consent presumed from silence, which follows an asking, is told apart.
 */
export const isPresumedByAbsence = ({ status, round }: ItemState): boolean =>
  status === "deemed" && round === 0;

const isInvitedTo = ({ invited }: Meeting, { id }: ItemState): boolean =>
  invited.some(({ item }) => item === id);

/** Whether an item's department was ever invited, be it to a meeting that was called off. */
export const wasInvited = ({ meetings }: CaseState, item: ItemState): boolean =>
  meetings.some((each) => isInvitedTo(each, item));

/** The meetings an item's department was invited to, but for those another proposal took the place of. */
export const meetingsOf = ({ meetings }: CaseState, item: ItemState): Meeting[] =>
  meetings.filter((each) => each.status !== "superseded" && isInvitedTo(each, item));

/** Whether an item was put to its department: it was asked, or invited to a meeting that was not called off. */
export const wasShown = (state: CaseState, item: ItemState): boolean =>
  item.round > 0 || meetingsOf(state, item).some(({ status }) => status !== "called-off");

/** A meeting an item's department is invited to and that is still to come. */
export const invitationOf = (state: CaseState, item: ItemState): Meeting | undefined =>
  isInvitable(item) ? meetingsOf(state, item).find(({ status }) => status === "proposed") : undefined;

import type { Process, VisitRule } from "../processes/process.ts";
import { itemsOfStage } from "./join.ts";
import type { CaseState, ItemState, Meeting } from "./state.ts";

/** The visit a stage begins with, or `undefined`. */
export const visitRuleOf = ({ stages }: Process, stageId: string | null): VisitRule | undefined =>
  stages.find(({ id }) => id === stageId)?.visit;

/** The department that leads a stage; that of the process for a stage it no longer has. */
export const leadOfStage = (process: Process, stageId: string): string =>
  process.stages.find(({ id }) => id === stageId)?.lead ?? process.lead;

/** The first visit of a stage that was held: with it the stage begins, whatever is met about later. */
export const heldVisit = ({ meetings }: CaseState, stageId: string): Meeting | undefined =>
  meetings.find(
    (each) => each.stageId === stageId && each.status === "held" && each.kind !== "dispute-meeting",
  );

/** The visit of a stage that is proposed and not held yet. */
export const openVisit = ({ meetings }: CaseState, stageId: string): Meeting | undefined =>
  meetings.find(
    (each) => each.stageId === stageId && each.status === "proposed" && each.kind !== "dispute-meeting",
  );

/** Whether a stage may ask its departments: it begins with no visit, or its visit was held. */
export const isStageOpen = (process: Process, state: CaseState, stageId: string): boolean =>
  visitRuleOf(process, stageId) === undefined || heldVisit(state, stageId) !== undefined;

/**
 * Whether a stage waits for its visit: it has one that was not held, and somebody there who is to be asked afterwards. An
 * item that was asked before, as when its stage gained the visit while the case was under way, keeps its turn.
 */
export const awaitsVisit = (process: Process, state: CaseState, stageId: string | null): boolean =>
  stageId !== null &&
  !isStageOpen(process, state, stageId) &&
  itemsOfStage(state, stageId).some(({ status, round }) => status === "waiting" && round === 0);

/** The visit an item's department did not come to, or `undefined`. */
export const missedVisit = ({ meetings }: CaseState, itemId: string): Meeting | undefined =>
  meetings.find(
    ({ kind, held }) => kind !== "dispute-meeting" && held?.absent.some(({ item }) => item === itemId),
  );

/** The meetings an item's department was invited to, but for those another proposal took the place of. */
export const meetingsOf = ({ meetings }: CaseState, { id }: ItemState): Meeting[] =>
  meetings.filter(
    ({ status, invited }) => status !== "superseded" && invited.some(({ item }) => item === id),
  );

/** Whether an item was put to its department: it was asked, or invited to a meeting that was not called off. */
export const wasShown = (state: CaseState, item: ItemState): boolean =>
  item.round > 0 || meetingsOf(state, item).some(({ status }) => status !== "called-off");

/** A meeting an item's department is invited to and that is still to come. */
export const invitationOf = (state: CaseState, item: ItemState): Meeting | undefined =>
  item.plan.takesPart === "asked"
    ? meetingsOf(state, item).find(({ status }) => status === "proposed")
    : undefined;

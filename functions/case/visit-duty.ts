import { workingDays } from "../../schemas/limit.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { Stage } from "../processes/process.ts";
import { currentStage } from "./follow-ups.ts";
import { type LastDay, lastDayOf } from "./last-days.ts";
import type { CaseState, Meeting } from "./state.ts";
import { awaitsVisit } from "./visits.ts";
import { processOf, type World } from "./world.ts";

/**
 * What a lead department owes while its stage waits for the visit: to propose a time, or to hold the visit it proposed.
 * `last` is the last day for it, and `number` that of the latest proposal, 0 before the first. Past `last` it is a breach,
 * on record as `recordId`.
 *
 * The time to propose is counted once, from the day on which the stage was reached: who calls a visit off after it, or
 * puts it off to a later day, is late at once.
 */
export interface VisitDuty {
  stageId: string;
  lead: string;
  owes: "proposal" | "holding";
  last: LastDay;
  number: number;
  meeting: Meeting | null;
  recordId: string;
}

/** A visit that was not held by the end of the working day after its date needs another date. */
const GRACE = workingDays(1);

/** The day a stage was reached: that of receipt for the first, the one on which the stage before was settled for others. */
const reachedOn = (stages: readonly Stage[], state: CaseState, stageId: string): IsoDate => {
  const before = stages[stages.findIndex(({ id }) => id === stageId) - 1];
  const settled = before === undefined ? undefined : state.settledOn[before.id];
  return settled ?? state.receivedOn ?? shanghaiDate(state.filedAt);
};

const latestVisit = ({ meetings }: CaseState, { id, visit }: Stage): Meeting | undefined =>
  meetings.findLast(({ stageId, kind }) => stageId === id && kind === visit?.kind);

const lastToPropose = (
  world: World,
  stages: readonly Stage[],
  state: CaseState,
  { id, visit }: Stage,
): LastDay => lastDayOf(world, null, reachedOn(stages, state, id), visit?.proposeWithin ?? null);

const recordIdOf = (
  { caseId }: CaseState,
  stageId: string,
  owes: VisitDuty["owes"],
  number: number,
): string => `${caseId}-${stageId}-visit-${owes}-${number}`;

/** Whom a case waits for to arrange or hold the visit of its stage, and by when; `null` while no visit is awaited. */
export const visitDutyOf = (world: World, state: CaseState): VisitDuty | null => {
  const process = processOf(world, state);
  const stage = process.stages.find(({ id }) => id === currentStage(process, state));
  if (state.status !== "reviewing" || stage?.visit === undefined) return null;
  if (!awaitsVisit(process, state, stage.id)) return null;
  const meeting = latestVisit(state, stage);
  const number = meeting?.number ?? 0;
  const owing = (owes: VisitDuty["owes"]) => ({
    ...{ stageId: stage.id, lead: stage.lead, number, owes },
    recordId: recordIdOf(state, stage.id, owes, number),
  });
  if (meeting?.status === "proposed") {
    const last = lastDayOf(world, null, shanghaiDate(meeting.endsAt), GRACE);
    return { ...owing("holding"), last, meeting };
  }
  const last = lastToPropose(world, process.stages, state, stage);
  return { ...owing("proposal"), last, meeting: null };
};

/** A visit put off when the time to propose one was over: `meeting` is the proposal that did so. */
export interface PutOff extends Pick<VisitDuty, "lead" | "last" | "recordId"> {
  meeting: Meeting;
}

/** How often the visit a case waits for was put off when its time was over. Each has the record of a visit called off then. */
export const putOffs = (world: World, state: CaseState): PutOff[] => {
  const duty = visitDutyOf(world, state);
  const { stages } = processOf(world, state);
  const stage = stages.find(({ id }) => id === duty?.stageId);
  if (stage === undefined) return [];
  const last = lastToPropose(world, stages, state, stage);
  const own = state.meetings.filter(
    ({ stageId, kind }) => stageId === stage.id && kind === stage.visit?.kind,
  );
  return own.flatMap((meeting): PutOff[] => {
    const number = meeting.number - 1;
    const before = own.find((each) => each.number === number && each.status === "superseded");
    const isLater = before !== undefined && shanghaiDate(meeting.startsAt) > shanghaiDate(before.startsAt);
    if (!isLater || typeof last !== "string" || meeting.proposedOn <= last) return [];
    return [{ lead: stage.lead, last, meeting, recordId: recordIdOf(state, stage.id, "proposal", number) }];
  });
};

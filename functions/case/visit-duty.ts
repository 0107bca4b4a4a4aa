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
 * `last` is the last day for it, and `number` that of the latest proposal, 0 before the first: each puts the duty anew.
 * Past `last` it is a breach, on record as `recordId`.
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
    recordId: `${state.caseId}-${stage.id}-visit-${owes}-${number}`,
  });
  if (meeting?.status === "proposed") {
    const last = lastDayOf(world, null, shanghaiDate(meeting.endsAt), GRACE);
    return { ...owing("holding"), last, meeting };
  }
  const from = meeting?.calledOff?.on ?? reachedOn(process.stages, state, stage.id);
  const last = lastDayOf(world, null, from, stage.visit.proposeWithin);
  return { ...owing("proposal"), last, meeting: null };
};

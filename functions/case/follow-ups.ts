import type { CaseEvent } from "../../schemas/events.ts";
import type { Process } from "../processes/process.ts";
import { askWaiting, refresh } from "./ask-items.ts";
import type { Now } from "./commands.ts";
import { refusedBy } from "./end-early.ts";
import { evolve } from "./evolve.ts";
import { feeSheetEvents } from "./fees/due-fees.ts";
import { renewInvitations } from "./invitations.ts";
import { itemsOfStage, join, tallyOf } from "./join.ts";
import { isNoticed, noticeEvents } from "./notice.ts";
import { leadOf } from "./rule-as-lead.ts";
import { type CaseState, type ItemState, isConsented, isThrough } from "./state.ts";
import { processOf, type World } from "./world.ts";

const HUB = { kind: "hub", id: "hub" } as const;

/** Fold events that are being decided, so that the next rule sees them. */
export const applyAll = (
  state: CaseState | null,
  events: readonly CaseEvent[],
  now: Now,
): CaseState | null => {
  let next = state;
  let seq = state?.version ?? 0;
  for (const event of events) {
    seq += 1;
    next = evolve(next, { seq, at: now.at, actor: HUB, cause: "decide", event });
  }
  return next;
};

/** The stage that is being worked on: the first that is not settled, or `null` when all are. */
export const currentStage = (process: Process, state: CaseState): string | null =>
  process.stages.find((stage) => !state.settledStages.includes(stage.id))?.id ?? null;

const lastStage = (process: Process): string | undefined => process.stages.at(-1)?.id;

/** The event that settles a stage. */
export const stageSettled = (process: Process, stageId: string): CaseEvent => ({
  type: "StageSettled",
  stageId,
  last: stageId === lastStage(process),
});

/** Items of the current stage, of the stages that are settled, and those asked under a stage the process no longer has. */
export const reachedItems = (process: Process, state: CaseState): ItemState[] => {
  const current = currentStage(process, state);
  const isGone = (id: string) => process.stages.every((stage) => stage.id !== id);
  return Object.values(state.items).filter(
    ({ round, plan: { stage } }) =>
      stage === current || state.settledStages.includes(stage) || (round > 0 && isGone(stage)),
  );
};

/**
 * Whether the case was further on when this stage was reopened: it was settled before, also where the next one still waits for
 * its visit and nobody is asked in it yet.
 */
const wasPassed = (process: Process, state: CaseState, stageId: string): boolean => {
  if (stageId !== lastStage(process) && state.settledOn[stageId] !== undefined) return true;
  const later = process.stages.slice(process.stages.findIndex((stage) => stage.id === stageId) + 1);
  return later.some((stage) => itemsOfStage(state, stage.id).some((item) => item.round > 0));
};

/**
 * Settle at once what the workflow will not come by to settle: a stage in which nobody is asked, one that was
 * reopened and is through again while the case was further on, and a case whose process lost the stages to come.
 */
const settleAtOnce = (process: Process, state: CaseState): CaseEvent[] => {
  if (!reachedItems(process, state).every(isThrough)) return [];
  const current = currentStage(process, state);
  const stageId = current ?? lastStage(process);
  if (stageId === undefined || !maySettle(process, state, stageId)) return [];
  const asksNobody = itemsOfStage(state, stageId).every((item) => !isConsented(item));
  return current === null || asksNobody || wasPassed(process, state, stageId)
    ? [stageSettled(process, stageId)]
    : [];
};

/** The lead is called once for each objection and each silence. */
const callLead = (process: Process, state: CaseState, { on }: Now): CaseEvent[] =>
  Object.values(state.items)
    .filter(({ status, leadCalled }) => (status === "rejected" || status === "silent") && !leadCalled)
    .map((item) => ({
      type: "LeadCalled",
      itemId: item.id,
      lead: leadOf(process, item.plan.stage),
      why: item.status === "silent" ? "silent" : "rejected",
      on,
    }));

/** Material that was promised and is owed holds the licence up, not the reviews (容缺受理). */
const owesMaterial = ({ tolerance }: CaseState): boolean => tolerance !== null && !tolerance.kept;

/** Whether a stage may be settled: the last one not before everything promised is in. */
export const maySettle = (process: Process, state: CaseState, stageId: string): boolean =>
  stageId !== lastStage(process) || !owesMaterial(state);

/**
 * Read the decision table over everybody who was asked, in whatever stage, and turn its outcome into events.
 * `advance` is left to the workflow, which settles.
 */
const joined = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] => {
  if (state.notice !== null && state.notice.wishes.length === 0)
    return [{ type: "CorrectionNoticeLifted", number: state.notice.number, on: now.on }];
  switch (join(tallyOf(Object.values(state.items)), process.onRejection)) {
    case "refuse":
      return refusedBy(world, state, now);
    case "notify":
      return isNoticed(state) ? [] : noticeEvents(world, state, now);
    case "lead":
      return callLead(process, state, now);
    case "wait":
    case "advance":
      return [];
  }
};

/** The events that follow from where the case now stands, one rule at a time; empty when nothing follows. */
const followUps = (world: World, state: CaseState, now: Now): CaseEvent[] => {
  if (state.status === "settled") return feeSheetEvents(world, processOf(world, state), state, now);
  if (state.status !== "reviewing" && state.status !== "awaiting-applicant") return [];
  const process = processOf(world, state);
  const rules = [
    () => refresh(world, process, state, now),
    () => settleAtOnce(process, state),
    () => askWaiting(world, process, state, itemsOfStage(state, currentStage(process, state)), now),
    () => renewInvitations(world, process, state, now),
    () => joined(world, process, state, now),
  ];
  for (const rule of rules) {
    const events = rule();
    if (events.length > 0) return events;
  }
  return [];
};

/** Each round of follow-ups moves the case forward; more than this many means a rule contradicts itself. */
const MAX_ROUNDS = 50;

/**
 * Complete decided events with all that follows from them, so that one append leaves the case at rest: items
 * asked, notices sent, the case ended. Nothing then hangs on a second step that might not come.
 */
export const withFollowUps = (
  world: World,
  state: CaseState | null,
  events: CaseEvent[],
  now: Now,
): CaseEvent[] => {
  const all = [...events];
  let next = applyAll(state, events, now);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const more = next === null ? [] : followUps(world, next, now);
    if (more.length === 0) return all;
    all.push(...more);
    next = applyAll(next, more, now);
  }
  throw new Error(`the rules of process "${next?.processId}" never come to rest on case ${next?.caseId}`);
};

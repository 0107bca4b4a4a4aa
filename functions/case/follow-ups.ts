import type { CaseEvent } from "../../schemas/events.ts";
import { receivedDate } from "../catalog/calendar/shanghai.ts";
import type { Process } from "../processes/process.ts";
import { addDays } from "./clock.ts";
import type { Now } from "./commands.ts";
import { evolve } from "./evolve.ts";
import { itemsOfStage, join, tallyOf } from "./join.ts";
import { canonical, fingerprintOf, inputsOf, scopeView } from "./scope.ts";
import { type CaseState, type ItemState, isReviewing, isThrough } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** Working days a department has to accept, refuse or ask for a correction. @see 行政许可法第三十二条第一款第四项 */
export const REPLY_WORKING_DAYS = 5;

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

/** The event that asks an item's department, on what the item may read now. */
export const askEvent = (
  world: World,
  state: CaseState,
  item: ItemState,
  because: Extract<CaseEvent, { type: "ItemAsked" }>["because"],
  now: Now,
): CaseEvent => {
  const process = processOf(world, state);
  const received = receivedDate(now.at, world.calendar);
  const on = typeof received === "string" ? received : now.on;
  return {
    type: "ItemAsked",
    itemId: item.id,
    revision: state.revision,
    round: item.round + 1,
    fingerprint: fingerprintOf(scopeView(world, process, state, item)),
    because,
    on,
    replyBy: addDays(world.calendar, on, REPLY_WORKING_DAYS),
  };
};

/** Ask what can be asked in the current stage: items never asked whose inputs are there. */
const askWaiting = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] => {
  const stage = currentStage(process, state);
  if (stage === null) return [];
  return itemsOfStage(state, stage)
    .filter((item) => item.status === "waiting" && inputsOf(process, state, item.id).complete)
    .map((item) => {
      const hasNeeds = Object.keys(inputsOf(process, state, item.id).inputs).length > 0;
      return askEvent(world, state, item, hasNeeds ? "input-available" : "first", now);
    });
};

/**
 * Ask again exactly those whose ground moved: items whose correction was answered, approvals whose scope changed.
 * Items still with their department are shown the change; approvals whose scope is untouched stand.
 */
const refresh = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] =>
  Object.values(state.items).flatMap((item): CaseEvent[] => {
    if (item.status === "correcting" && state.notice === null && item.revision < state.revision)
      return [askEvent(world, state, item, "correction-answered", now)];
    if (item.status !== "approved" && !isReviewing(item)) return [];
    const fingerprint = fingerprintOf(scopeView(world, process, state, item));
    if (fingerprint === item.fingerprint) return [];
    return item.status === "approved"
      ? [askEvent(world, state, item, "scope-changed", now)]
      : [{ type: "ItemUpdated", itemId: item.id, revision: state.revision, fingerprint }];
  });

/** A stage in which nobody is asked is through as soon as the case reaches it. */
const settleEmpty = (process: Process, state: CaseState): CaseEvent[] => {
  const stageId = currentStage(process, state);
  if (stageId === null) return [];
  const asksNobody = itemsOfStage(state, stageId).every(
    (item) => isThrough(item) && item.status !== "approved",
  );
  return asksNobody ? [stageSettled(process, stageId)] : [];
};

/** The event that settles a stage. */
export const stageSettled = (process: Process, stageId: string): CaseEvent => ({
  type: "StageSettled",
  stageId,
  last: process.stages.at(-1)?.id === stageId,
});

/** Items of the current stage and of stages reached before it. */
export const reachedItems = (process: Process, state: CaseState): ItemState[] => {
  const current = currentStage(process, state);
  return process.stages
    .filter((stage) => stage.id === current || state.settledStages.includes(stage.id))
    .flatMap((stage) => itemsOfStage(state, stage.id));
};

/** The events that stand down everybody still asked, before a case ends early. */
export const standDown = (state: CaseState, why: "refused" | "withdrawn"): CaseEvent[] =>
  Object.values(state.items)
    .filter((item) => isReviewing(item) || item.status === "correcting")
    .map((item) => ({ type: "ItemStoodDown", itemId: item.id, why }));

const refused = (state: CaseState): CaseEvent[] => [
  ...standDown(state, "refused"),
  {
    type: "CaseRefused",
    reasons: Object.values(state.items)
      .filter((item) => item.status === "rejected")
      .map((item) => ({ itemId: item.id, code: "department-refused", text: item.opinion ?? "" })),
  },
];

/** Gather every department's wishes into one notice (一次性告知). */
export const noticeEvent = (state: CaseState, now: Now): CaseEvent => ({
  type: "CorrectionNoticeIssued",
  number: state.noticeCount + 1,
  revision: state.revision,
  wishes: wishesOf(state),
  on: now.on,
});

const wishesOf = (state: CaseState): { itemId: string; path: string; message: string }[] =>
  Object.values(state.items)
    .filter((item) => item.status === "correcting")
    .flatMap((item) => item.wishes.map((wish) => ({ itemId: item.id, ...wish })));

const isNoticed = (state: CaseState): boolean =>
  state.notice !== null && canonical(state.notice.wishes) === canonical(wishesOf(state));

/** Read the decision table and turn its outcome into events. `advance` is left to the workflow, which settles. */
const joined = (process: Process, state: CaseState, now: Now): CaseEvent[] => {
  if (state.notice !== null && state.notice.wishes.length === 0)
    return [{ type: "CorrectionNoticeLifted", number: state.notice.number, on: now.on }];
  switch (join(tallyOf(reachedItems(process, state)), process.onRejection)) {
    case "refuse":
      return refused(state);
    case "notify":
      return isNoticed(state) ? [] : [noticeEvent(state, now)];
    case "wait":
    case "advance":
      return [];
  }
};

/** The events that follow from where the case now stands, one rule at a time; empty when nothing follows. */
const followUps = (world: World, process: Process, state: CaseState, now: Now): CaseEvent[] => {
  if (state.status !== "reviewing" && state.status !== "awaiting-applicant") return [];
  for (const events of [
    refresh(world, process, state, now),
    settleEmpty(process, state),
    askWaiting(world, process, state, now),
    joined(process, state, now),
  ])
    if (events.length > 0) return events;
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
  for (let round = 0; next !== null && round < MAX_ROUNDS; round += 1) {
    const more = followUps(world, processOf(world, next), next, now);
    if (more.length === 0) return all;
    all.push(...more);
    next = applyAll(next, more, now);
  }
  if (next === null) return all;
  throw new Error(`the rules of process "${next.processId}" never come to rest on case ${next.caseId}`);
};

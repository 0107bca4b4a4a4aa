import { waitingOnOf } from "../../functions/application/case-head.ts";
import { waitingFor } from "../../functions/application/waiting-for.ts";
import { caseDueOf } from "../../functions/case/case-clock.ts";
import type { Now } from "../../functions/case/commands.ts";
import { pickPaths, scopeView } from "../../functions/case/scope.ts";
import { type CaseState, isOpen, isReviewing, isThrough } from "../../functions/case/state.ts";
import { processOf } from "../../functions/case/world.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import type { LicenceRecord } from "../../schemas/licence.ts";
import type { History } from "../support/case-history.ts";
import { contentSeenBy } from "./case-oracle.ts";
import { leadOf } from "./case-walk.ts";
import { caseDueFromLog, dueFromLog } from "./clock-oracle.ts";
import { hasConsented, isRunning, isWithdrawing, owesMaterial } from "./log-oracle.ts";
import { supervisionIsRight } from "./supervision-invariants.ts";

/** One showing: what a department was shown of its item, when, and as which revision. */
interface Showing {
  at: string;
  revision: number;
  content: string;
}

/** What a walk remembers besides the log: everything each department was shown, by item. */
export type Seen = Map<string, Showing[]>;

/** Note what the departments were shown by some events just written. */
export const notice = (seen: Seen, history: History, events: readonly RecordedEvent[]): void => {
  for (const { event, at } of events)
    if (event.type === "ItemAsked" || event.type === "ItemUpdated") {
      const content = contentSeenBy(history.world, history.state(), history.item(event.itemId));
      seen.set(event.itemId, [...(seen.get(event.itemId) ?? []), { at, revision: event.revision, content }]);
    }
};

const clocksAreRight = (history: History): string[] => {
  const { world, log } = history;
  const state = history.state();
  const wrong = Object.values(state.items).flatMap((item) => {
    if (!isRunning(item)) return [];
    const expected = JSON.stringify(dueFromLog(world, log, item.id));
    const stored = JSON.stringify(item.due);
    return expected === stored ? [] : [`the clock of ${item.id} says ${stored}, the log says ${expected}`];
  });
  const expected = JSON.stringify(caseDueFromLog(world, log));
  const found = JSON.stringify(caseDueOf(state, world.calendar));
  return !isOpen(state) || expected === found
    ? wrong
    : [...wrong, `the clock of the case says ${found}, the log says ${expected}`];
};

const departmentsSeeWhatStands = (seen: Seen, history: History): string[] =>
  isOpen(history.state())
    ? Object.values(history.state().items)
        .filter((item) => isReviewing(item) || hasConsented(item))
        .filter(
          (item) =>
            seen.get(item.id)?.at(-1)?.content !== contentSeenBy(history.world, history.state(), item),
        )
        .map((item) => `${item.id} is ${item.status} on something else than what stands`)
    : [];

const scopesAreKept = (history: History): string[] => {
  const state = history.state();
  return Object.values(state.items).flatMap((item) => {
    const row = history.world.catalog.items.get(item.plan.runs);
    const view = scopeView(history.world, processOf(history.world, state), state, item);
    const again = pickPaths(view.fields, row?.scope ?? []);
    const isWithin = JSON.stringify(again) === JSON.stringify(view.fields);
    return isWithin ? [] : [`${item.id} sees fields outside its scope`];
  });
};

const licenceIsSingle = ({ log }: History): string[] =>
  log.filter(({ event }) => event.type === "LicenceIssued").length > 1 ? ["two licences were issued"] : [];

/** A licence is to be had of a settled case alone, and not while a withdrawal waits or material is owed. */
const licenceWaits = (history: History, now: Now): string[] => {
  const { log } = history;
  const record = { version: 1 } as LicenceRecord;
  const decision = history.attempt({ type: "IssueLicence", record, signature: "s" }, now);
  const isHad = "events" in decision && decision.events.length > 0;
  const mayBe = history.state().status === "settled" && !isWithdrawing(log) && !owesMaterial(log);
  return isHad === mayBe ? [] : [`a licence ${isHad ? "is" : "is not"} to be had`];
};

interface Waiting {
  on: "applicant" | "department" | "hub";
  departments: string[];
}

/** Whom an open case waits for, found out without asking the hub; `null` when nobody can be named. */
const waitsOn = (history: History, now: Now): Waiting | null => {
  const { world, log } = history;
  const state = history.state();
  const named = (on: Waiting["on"], ...departments: string[]): Waiting => ({ on, departments });
  if (state.status === "awaiting-applicant")
    return (state.notice?.wishes.length ?? 0) > 0 ? named("applicant") : null;
  if (state.status === "settled")
    return isWithdrawing(log) ? named("department", processOf(world, state).lead) : named("hub");
  const items = Object.values(state.items);
  const busy = items.filter(isReviewing);
  if (busy.length > 0) return named("department", ...busy.map(({ plan }) => plan.department));
  const disputed = items.find(({ status }) => status === "rejected" || status === "silent");
  if (disputed !== undefined) return named("department", leadOf(world, state, disputed));
  const settle = history.attempt({ type: "SettleStage" }, now);
  if ("events" in settle && settle.events.length > 0) return named("hub");
  return owesMaterial(log) ? named("applicant") : null;
};

const somebodyIsWaitedFor = (history: History, now: Now): string[] => {
  const { world } = history;
  const state = history.state();
  if (!isOpen(state)) return waitingOnOf(world, state) === null ? [] : ["a closed case waits"];
  const waiting = waitsOn(history, now);
  if (waiting === null) return ["the case waits for nobody"];
  const told = waitingOnOf(world, state);
  const sentence = waitingFor(world, state);
  const isRulingWanted = isWithdrawing(history.log);
  const named = isRulingWanted ? [processOf(world, state).lead] : waiting.departments;
  const unnamed = named.filter((id) => {
    const name = world.catalog.departments.get(id)?.name;
    return name !== undefined && !(sentence.zh.includes(name.zh) && sentence.en.includes(name.en));
  });
  return [
    ...(told === waiting.on ? [] : [`the case waits for ${waiting.on}, the hub says ${told}`]),
    ...unnamed.map((id) => `the case waits for ${id}, the hub says: ${sentence.en}`),
    ...(waiting.on === "applicant" && !isRulingWanted && !sentence.en.includes("please")
      ? [`the case waits for its applicant, the hub says: ${sentence.en}`]
      : []),
  ];
};

const noticeIsTrue = ({ status, notice: present, items }: CaseState): string[] => [
  ...((status === "awaiting-applicant") === (present !== null) ? [] : ["notice and status disagree"]),
  ...(present?.wishes ?? [])
    .filter(({ itemId }) => items[itemId]?.status !== "correcting")
    .map(({ itemId }) => `the notice names ${itemId}, which wishes nothing`),
];

const settledStagesAreThrough = ({ settledStages, items }: CaseState): string[] =>
  Object.values(items)
    .filter((item) => settledStages.includes(item.plan.stage) && !isThrough(item))
    .filter(({ status }) => status !== "stood-down")
    .map((item) => `${item.id} is ${item.status} in a settled stage`);

/**
 * The workflow does not come by twice: what is through behind it must be settled when the case comes to rest, as soon
 * as everything before it is.
 */
const passedStagesAreSettled = (history: History): string[] => {
  const state = history.state();
  const { stages } = processOf(history.world, state);
  const itemsOf = (id: string) => Object.values(state.items).filter(({ plan }) => plan.stage === id);
  const wasReached = stages.findLastIndex(({ id }) => itemsOf(id).some(({ round }) => round > 0));
  const current = stages.findIndex(({ id }) => !state.settledStages.includes(id));
  return stages
    .slice(0, Math.max(0, wasReached))
    .filter(({ id }, index) => isOpen(state) && index === current && itemsOf(id).every(isThrough))
    .map(({ id }) => `stage ${id} is through, was passed and is open`);
};

const refusalsEndAtOnce = (history: History): string[] => {
  const state = history.state();
  const isPatient = processOf(history.world, state).onRejection !== "end-at-once";
  return Object.values(state.items)
    .filter(({ status }) => isOpen(state) && !isPatient && status === "rejected")
    .map(({ id }) => `${id} refused and the case goes on`);
};

/** Who is no longer concerned was told so, and nothing of theirs is used. */
const goneItemsAreGone = ({ state, log }: History): string[] =>
  Object.values(state().items).flatMap(({ id, plan, round }) => {
    if (plan.takesPart !== "not-applicable" || round === 0) return [];
    const last = log.findLast(
      ({ event }) => (event.type === "ItemAsked" || event.type === "ItemStoodDown") && event.itemId === id,
    );
    return [
      ...(last?.event.type === "ItemStoodDown" ? [] : [`${id} was not told to stand down`]),
      ...(Object.hasOwn(state().outputs, id) ? [`outputs of ${id} are still used`] : []),
    ];
  });

/** Everything that must hold whenever a case is at rest; each violation as a sentence. */
export const violations = (seen: Seen, history: History, now: Now): string[] => [
  ...clocksAreRight(history),
  ...departmentsSeeWhatStands(seen, history),
  ...scopesAreKept(history),
  ...licenceIsSingle(history),
  ...licenceWaits(history, now),
  ...somebodyIsWaitedFor(history, now),
  ...noticeIsTrue(history.state()),
  ...settledStagesAreThrough(history.state()),
  ...passedStagesAreSettled(history),
  ...refusalsEndAtOnce(history),
  ...goneItemsAreGone(history),
  ...supervisionIsRight(history, now),
];

import type { Now } from "../../functions/case/commands.ts";
import { nextLookOn } from "../../functions/case/keep-time.ts";
import { react } from "../../functions/case/react.ts";
import { pickPaths, scopeView } from "../../functions/case/scope.ts";
import { type CaseState, isOpen, isReviewing, isThrough } from "../../functions/case/state.ts";
import { processOf } from "../../functions/case/world.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import type { History } from "../support/case-history.ts";
import { contentSeenBy, dueFromLog } from "./case-oracle.ts";

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

const isRunning = (status: string): boolean =>
  status === "asked" || status === "accepted" || status === "suspended" || status === "correcting";

const clockIsRight = (history: History): string[] =>
  Object.values(history.state().items).flatMap((item) => {
    if (!isRunning(item.status)) return [];
    const expected = JSON.stringify(dueFromLog(history.world, history.log, item));
    const stored = JSON.stringify(item.due);
    return expected === stored ? [] : [`the clock of ${item.id} says ${stored}, the log says ${expected}`];
  });

const departmentsSeeWhatStands = (seen: Seen, history: History): string[] =>
  Object.values(history.state().items)
    .filter((item) => isReviewing(item) || item.status === "approved")
    .filter(
      (item) => seen.get(item.id)?.at(-1)?.content !== contentSeenBy(history.world, history.state(), item),
    )
    .map((item) => `${item.id} is ${item.status} on something else than what stands`);

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

const alarmsAreSingle = ({ log }: History): string[] => {
  const records = log.flatMap(({ event }) => (event.type === "ItemOverdue" ? [event] : []));
  const twice = records.filter(
    ({ itemId }, index) => records.findIndex((each) => each.itemId === itemId) !== index,
  );
  return twice.map(({ itemId }) => `${itemId} has two accountability records`);
};

const licenceIsSingle = ({ log }: History): string[] =>
  log.filter(({ event }) => event.type === "LicenceIssued").length > 1 ? ["two licences were issued"] : [];

/** Whom an open case waits for, found out without asking the hub; empty when nobody can be named. */
const waitsOn = (history: History, now: Now): string => {
  const state = history.state();
  if (state.status === "awaiting-applicant")
    return (state.notice?.wishes.length ?? 0) > 0 ? "the applicant" : "";
  if (state.status === "settled") return "the hub";
  const busy = Object.values(state.items).filter(isReviewing);
  if (busy.length > 0) return busy.map(({ plan }) => plan.department).join();
  const settle = history.attempt({ type: "SettleStage" }, now);
  return "events" in settle && settle.events.length > 0 ? "the hub" : "";
};

const somebodyIsWaitedFor = (history: History, now: Now): string[] =>
  isOpen(history.state()) && waitsOn(history, now) === "" ? ["the case waits for nobody"] : [];

const noticeIsTrue = ({ status, notice: present, items }: CaseState): string[] => [
  ...((status === "awaiting-applicant") === (present !== null) ? [] : ["notice and status disagree"]),
  ...(present?.wishes ?? [])
    .filter(({ itemId }) => items[itemId]?.status !== "correcting")
    .map(({ itemId }) => `the notice names ${itemId}, which wishes nothing`),
];

const settledStagesAreThrough = ({ settledStages, items }: CaseState): string[] =>
  Object.values(items)
    .filter((item) => settledStages.includes(item.plan.stage) && !isThrough(item))
    .map((item) => `${item.id} is ${item.status} in a settled stage`);

/** The workflow does not come by twice: what is through behind it must be settled when the case comes to rest. */
const passedStagesAreSettled = (history: History): string[] => {
  const state = history.state();
  const { stages } = processOf(history.world, state);
  const itemsOf = (id: string) => Object.values(state.items).filter(({ plan }) => plan.stage === id);
  const wasReached = stages.findLastIndex(({ id }) => itemsOf(id).some(({ round }) => round > 0));
  return stages
    .slice(0, Math.max(0, wasReached))
    .filter(({ id }) => isOpen(state) && !state.settledStages.includes(id) && itemsOf(id).every(isThrough))
    .map(({ id }) => `stage ${id} is through, was passed and is open`);
};

const refusalsEndAtOnce = (history: History): string[] => {
  const state = history.state();
  const isPatient = processOf(history.world, state).onRejection === "await-all";
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

const watchLooksInTime = (history: History, now: Now): string[] => {
  const look = nextLookOn(history.world, history.state());
  const decision = history.attempt({ type: "KeepTime" }, now);
  const isDue = "events" in decision && decision.events.length > 0;
  const isExpected = look !== null && look <= now.on;
  return isDue === isExpected
    ? []
    : [`the watch is to look on ${look}, on ${now.on} there is ${isDue ? "" : "no"} work`];
};

/** Everything that must hold whenever a case is at rest; each violation as a sentence. */
export const violations = (seen: Seen, history: History, now: Now): string[] => [
  ...clockIsRight(history),
  ...departmentsSeeWhatStands(seen, history),
  ...scopesAreKept(history),
  ...alarmsAreSingle(history),
  ...licenceIsSingle(history),
  ...somebodyIsWaitedFor(history, now),
  ...noticeIsTrue(history.state()),
  ...settledStagesAreThrough(history.state()),
  ...passedStagesAreSettled(history),
  ...refusalsEndAtOnce(history),
  ...goneItemsAreGone(history),
  ...watchLooksInTime(history, now),
];

/** What must hold of the events one command came to, given the case before it. */
export const violationsOfEvents = (
  seen: Seen,
  history: History,
  before: CaseState,
  events: readonly RecordedEvent[],
): string[] => [
  ...(isOpen(before) ? [] : events.filter(({ event }) => !isAfterEnd(event.type))).map(
    ({ event }) => `${event.type} after the end`,
  ),
  ...(events.some(({ event }) => event.type === "LicenceIssued")
    ? Object.values(before.items)
        .filter((item) => item.plan.takesPart === "asked" && item.status !== "approved")
        .map((item) => `a licence although ${item.id} is ${item.status}`)
    : []),
  ...events.flatMap((recorded) => [
    ...deliveredOnce(recorded, history.state()),
    ...approvedAsShown(seen, history, recorded),
    ...answeredInOrder(before, recorded),
    ...acceptedInTime(history, recorded),
  ]),
];

const isAfterEnd = (type: string): boolean =>
  type === "LicenceReissued" || type === "LicenceRevoked" || type === "PersonalDataErased";

const deliveredOnce = (recorded: RecordedEvent, after: CaseState): string[] => {
  const { event, seq } = recorded;
  if (event.type !== "ItemAsked") return [];
  const asks = react(recorded, after).filter(
    (effect) => effect.kind === "Deliver" && effect.itemId === event.itemId && effect.seq === seq,
  );
  return asks.length === 1 ? [] : [`the ask of ${event.itemId} is delivered ${asks.length} times`];
};

/** An approval is of what the department was shown as the revision it names, at the time it gives, and of nothing newer. */
const approvedAsShown = (seen: Seen, history: History, { event, seq }: RecordedEvent): string[] => {
  if (event.type !== "ItemApproved") return [];
  const before = history.log.slice(0, seq - 1).findLast((each) => isShowing(each, event.itemId));
  const showings = (seen.get(event.itemId) ?? []).filter(({ at }) => at <= (before?.at ?? ""));
  const named = showings.filter(({ revision }) => revision <= event.revision);
  const revision = Math.max(...named.map((each) => each.revision));
  const candidates = named.filter((each) => each.revision === revision);
  const isAmbiguous = new Set(candidates.map(({ content }) => content)).size > 1;
  const shown = isAmbiguous ? candidates.filter(({ at }) => at <= event.answeredAt) : candidates;
  return shown.at(-1)?.content === showings.at(-1)?.content
    ? []
    : [
        `${event.itemId} is approved on revision ${event.revision}, of which the department saw something else`,
      ];
};

const isShowing = ({ event }: RecordedEvent, itemId: string): boolean =>
  (event.type === "ItemAsked" || event.type === "ItemUpdated") && event.itemId === itemId;

const answeredInOrder = (before: CaseState, { event, at }: RecordedEvent): string[] => {
  if (!("answeredAt" in event) || (event.type === "ItemAccepted" && event.deemed)) return [];
  const last = before.items[event.itemId]?.lastAnswerAt ?? "";
  const isAhead = Date.parse(event.answeredAt) > Date.parse(at) + 300_000;
  return event.answeredAt < last || isAhead
    ? [`${event.type} of ${event.answeredAt} is out of its time`]
    : [];
};

/** Five working days to answer; whoever said nothing in them has accepted on the day of asking. */
const acceptedInTime = (history: History, { event, seq }: RecordedEvent): string[] => {
  if (event.type !== "ItemAccepted") return [];
  const acts = history.log
    .slice(0, seq - 1)
    .map((each) => each.event)
    .filter((each) => "itemId" in each && each.itemId === event.itemId);
  const asked = acts.findLast((each) => each.type === "ItemAsked");
  const askedOn = asked?.type === "ItemAsked" ? asked.on : "";
  const last = history.world.calendar.addWorkingDays(askedOn, 5);
  const wasHeard = acts.at(-1)?.type === "CorrectionWished";
  const isInTime = typeof last !== "string" || event.acceptedOn <= last || wasHeard;
  return (event.deemed ? event.acceptedOn === askedOn : isInTime)
    ? []
    : [`${event.itemId}, asked on ${askedOn}, is accepted on ${event.acceptedOn}`];
};

/** After the watch came by, whoever is past a limit has a record of it, and nobody who is not. */
export const violationsOfWatch = (history: History, now: Now): string[] =>
  Object.values(history.state().items).flatMap((item) => {
    if (!isRunning(item.status) || item.overdue) return [];
    const { promised, statutory } = dueFromLog(history.world, history.log, item);
    const past = [promised, statutory].filter((dueOn) => dueOn !== null && dueOn < now.on);
    return past.length > 0 ? [`${item.id} was due on ${past.join()} and has no record of it`] : [];
  });

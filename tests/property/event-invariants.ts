import { react } from "../../functions/case/react.ts";
import { type CaseState, isOpen } from "../../functions/case/state.ts";
import type { CaseEvent, RecordedEvent } from "../../schemas/events.ts";
import type { History } from "../support/case-history.ts";
import type { Seen } from "./case-invariants.ts";
import { leadOf } from "./case-walk.ts";
import { caseDueFromLog, dueFromLog } from "./clock-oracle.ts";
import { approvedItems, eventsOf, hasConsented, isWithdrawing, owesMaterial } from "./log-oracle.ts";
import { violationsOfRecord } from "./supervision-invariants.ts";

/** What may still happen to a case that is closed. */
const afterEnd: ReadonlySet<CaseEvent["type"]> = new Set([
  "LicenceReissued",
  "LicenceRevoked",
  "LicenceDelivered",
  "PersonalDataErased",
  "VoidAcknowledged",
  "CommitmentChecked",
  "CaseWarned",
  "BreachRecorded",
  "CardIssued",
  "CardAppealed",
  "CardRuled",
  "CaseRated",
  "RatingAnswered",
  "DelegationRevoked",
]);

/** What must hold of the events one command came to, given the case before it. */
export const violationsOfEvents = (
  seen: Seen,
  history: History,
  before: CaseState,
  events: readonly RecordedEvent[],
): string[] => [
  ...(isOpen(before) ? [] : events.filter(({ event }) => !afterEnd.has(event.type))).map(
    ({ event }) => `${event.type} after the end`,
  ),
  ...events.flatMap((recorded) => [
    ...licensedRightly(history, before, recorded),
    ...undoneRightly(history, recorded),
    ...deliveredOnce(recorded, history.state()),
    ...approvedAsShown(seen, history, recorded),
    ...answeredInOrder(before, recorded),
    ...acceptedInTime(history, recorded),
    ...extendedInTime(history, recorded),
    ...silentLongEnough(history, before, recorded),
    ...ruledWhenCalled(history, before, recorded),
    ...secondNoticeIsLate(history, recorded),
    ...violationsOfRecord(history, recorded, { at: recorded.at, on: onOf(recorded) }),
  ]),
];

const onOf = ({ at }: RecordedEvent): string =>
  new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);

const logBefore = ({ log }: History, { seq }: RecordedEvent): readonly RecordedEvent[] =>
  log.slice(0, seq - 1);

/** No licence without everybody's consent, while material is owed, or while a withdrawal waits. */
const licensedRightly = (history: History, before: CaseState, recorded: RecordedEvent): string[] => {
  if (recorded.event.type !== "LicenceIssued") return [];
  const log = logBefore(history, recorded);
  return [
    ...Object.values(before.items)
      .filter((item) => item.plan.takesPart === "asked" && !hasConsented(item))
      .map((item) => `a licence although ${item.id} is ${item.status}`),
    ...(owesMaterial(log) ? ["a licence although material is owed"] : []),
    ...(isWithdrawing(log) ? ["a licence although a withdrawal waits"] : []),
  ];
};

const endings: ReadonlySet<CaseEvent["type"]> = new Set(["CaseRefused", "CaseWithdrawn", "CaseReturned"]);

/**
 * Just those are asked to undo who had approved, in the same append: everybody when a case ends without a licence, and
 * whoever a revision does not concern any more.
 */
const undoneRightly = (history: History, recorded: RecordedEvent): string[] => {
  const { event, at } = recorded;
  const isEnd = endings.has(event.type);
  if (!isEnd && event.type !== "RevisionSubmitted") return [];
  const leaves = (id: string): boolean =>
    event.type === "RevisionSubmitted" &&
    event.plan.some(({ item, takesPart }) => item === id && takesPart !== "asked");
  const asked = history.log
    .filter((each) => each.event.type === "VoidAsked" && each.seq > recorded.seq && each.at === at)
    .flatMap((each) => ("itemId" in each.event ? [each.event.itemId] : []));
  const approved = approvedItems(logBefore(history, recorded)).filter((id) => isEnd || leaves(id));
  return JSON.stringify(asked.toSorted()) === JSON.stringify(approved)
    ? []
    : [`approved is ${approved.join()}, asked to undo it is ${asked.join()}`];
};

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
  if (event.type === "VoidAcknowledged" || event.type === "CommitmentChecked") return [];
  if ("meetingId" in event) return [];
  const last = before.items[event.itemId]?.lastAnswerAt ?? "";
  const isAhead = Date.parse(event.answeredAt) > Date.parse(at) + 300_000;
  return event.answeredAt < last || isAhead
    ? [`${event.type} of ${event.answeredAt} is out of its time`]
    : [];
};

/** Five working days to answer; whoever said nothing in them has accepted on the day of asking. */
const acceptedInTime = (history: History, recorded: RecordedEvent): string[] => {
  const { event } = recorded;
  if (event.type !== "ItemAccepted") return [];
  const acts = eventsOf(logBefore(history, recorded), event.itemId);
  const asked = acts.findLast((each) => each.type === "ItemAsked");
  const askedOn = asked?.type === "ItemAsked" ? asked.on : "";
  const last = history.world.calendar.addWorkingDays(askedOn, 5);
  const said = acts.filter(({ type }) => type !== "DueRecomputed" && type !== "ItemClaimed");
  const wasHeard = said.at(-1)?.type === "CorrectionWished";
  const isInTime = typeof last !== "string" || event.acceptedOn <= last || wasHeard;
  return (event.deemed ? event.acceptedOn === askedOn : isInTime)
    ? []
    : [`${event.itemId}, asked on ${askedOn}, is accepted on ${event.acceptedOn}`];
};

/** Once, before the limit is over, by the head the law names. */
const extendedInTime = (history: History, recorded: RecordedEvent): string[] => {
  const { event } = recorded;
  const log = logBefore(history, recorded);
  if (event.type === "CaseExtended") {
    const isJoint = event.by.value === 15;
    const due = caseDueFromLog(history.world, log).statutory;
    return [
      ...(log.some((each) => each.event.type === "CaseExtended") ? ["a case is extended twice"] : []),
      ...(due !== null && due < event.on ? [`a case due on ${due} is extended on ${event.on}`] : []),
      ...(event.approver.authority === (isJoint ? "government-head" : "agency-head")
        ? []
        : [`a case is extended by ${event.approver.authority}`]),
    ];
  }
  if (event.type !== "ItemExtended") return [];
  const { itemId, on, approver } = event;
  const begun = log.findLastIndex(
    ({ event: each }) => each.type === "ItemAsked" && each.itemId === itemId && each.because === "first",
  );
  const twice = eventsOf(log.slice(begun), itemId).some(({ type }) => type === "ItemExtended");
  const due = dueFromLog(history.world, log, itemId).statutory;
  return [
    ...(twice ? [`${itemId} is extended twice`] : []),
    ...(due !== null && due < on ? [`${itemId}, due on ${due}, is extended on ${on}`] : []),
    ...(approver.authority === "agency-head" ? [] : [`${itemId} is extended by ${approver.authority}`]),
  ];
};

/** Silence has its consequence two full working days after the promise, or after being asked again past it. */
const silentLongEnough = (history: History, before: CaseState, recorded: RecordedEvent): string[] => {
  const { event } = recorded;
  if (event.type !== "ItemDeemedConsent" && event.type !== "ItemFellSilent") return [];
  const { itemId, on } = event;
  const log = logBefore(history, recorded);
  const row = history.world.catalog.items.get(before.items[itemId]?.plan.runs ?? "");
  const promised = dueFromLog(history.world, log, itemId).promised ?? "9999-12-31";
  const asked = eventsOf(log, itemId).findLast(({ type }) => type === "ItemAsked");
  const askedOn = asked?.type === "ItemAsked" ? asked.on : "";
  const from = promised > askedOn ? promised : askedOn;
  const acts = history.world.calendar.addWorkingDays(from, 2);
  const kind = event.type === "ItemDeemedConsent" ? "deemed-consent" : "lead-decides";
  return [
    ...(typeof acts === "string" && acts < on ? [] : [`${itemId}, due on ${from}, is silent on ${on}`]),
    ...(row?.silence?.kind === kind ? [] : [`${itemId} is ${event.type} without such a rule`]),
    ...(kind === "deemed-consent" && row?.isSafetyCritical ? [`${itemId} guards safety`] : []),
  ];
};

/** The lead rules where it was called and its department has said nothing since. */
const ruledWhenCalled = (history: History, before: CaseState, recorded: RecordedEvent): string[] => {
  const { event } = recorded;
  if (event.type !== "LeadRuled") return [];
  const item = before.items[event.itemId];
  const acts = eventsOf(logBefore(history, recorded), event.itemId);
  const isCalled = acts.findLast(({ type }) => type !== "DueRecomputed")?.type === "LeadCalled";
  const isLead = item !== undefined && leadOf(history.world, before, item) === event.lead;
  const owed = event.ruling === "approve" && item !== undefined ? owedBy(history, before, item.id) : [];
  return [
    ...(isCalled ? [] : [`a ruling on ${event.itemId}, which nobody called for`]),
    ...(isLead ? [] : [`a ruling on ${event.itemId} by ${event.lead}`]),
    ...owed.map((name) => `a ruling in place of the output ${name}`),
    ...(event.ruling === "approve" && guardsSafety(history, before, event.itemId)
      ? [`a ruling in place of ${event.itemId}, which guards safety`]
      : []),
  ];
};

const guardsSafety = ({ world }: History, { items }: CaseState, itemId: string): boolean =>
  world.catalog.items.get(items[itemId]?.plan.runs ?? "")?.isSafetyCritical ?? false;

const owedBy = ({ world }: History, { processId, mode, outputs }: CaseState, itemId: string): string[] => {
  const entry = world.processes
    .get(processId)
    ?.stages.flatMap(({ items }) => items)
    .find(({ item }) => item === itemId);
  return (entry?.parts?.[mode]?.yields ?? []).filter((name) => outputs[itemId]?.[name] === undefined);
};

const spoken: ReadonlySet<CaseEvent["type"]> = new Set([
  "ItemAccepted",
  "ItemApproved",
  "ItemRejected",
  "CorrectionWished",
]);

/** A second notice is held against a department only if it had its say before the first, or let its days pass. */
const secondNoticeIsLate = (history: History, recorded: RecordedEvent): string[] => {
  const { event } = recorded;
  if (event.type !== "BreachRecorded" || event.breach !== "second-notice" || event.item === null) return [];
  const id = event.item;
  const log = logBefore(history, recorded);
  const notices = log.flatMap(({ event: each }, index) =>
    each.type === "CorrectionNoticeIssued" ? [{ index, wishes: each.wishes }] : [],
  );
  const wasDeemed = eventsOf(log, id).some((each) => each.type === "ItemAccepted" && each.deemed);
  const missed = notices.slice(0, -1).some(({ index, wishes }) => {
    const before = eventsOf(log.slice(0, index), id);
    const wasShown = before.some(({ type }) => type === "ItemAsked");
    const spoke = before.some(({ type }) => spoken.has(type));
    return wasShown && (spoke || wasDeemed || wishes.some(({ itemId }) => itemId === id));
  });
  const told = notices
    .slice(0, -1)
    .flatMap(({ wishes }) => wishes.flatMap(({ itemId, path }) => (itemId === id ? [path] : [])));
  return [
    ...(missed ? [] : [`a second notice is held against ${id}, which had no chance before`]),
    ...(event.paths ?? [])
      .filter((path) => told.includes(path))
      .map((path) => `${path} is held against ${id}, which had told it before`),
  ];
};

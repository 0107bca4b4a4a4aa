import { registerChanges, registersOf } from "../../functions/application/register-entries.ts";
import type { Now } from "../../functions/case/commands.ts";
import { nextLookOn } from "../../functions/case/keep-time.ts";
import type { CaseState } from "../../functions/case/state.ts";
import type { Due, RecordedEvent } from "../../schemas/events.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import type { History } from "../support/case-history.ts";
import { caseDueFromLog, dueFromLog } from "./clock-oracle.ts";
import { isRunning } from "./log-oracle.ts";

const recordOf = ({ event }: RecordedEvent): string[] => {
  if (event.type === "ItemOverdue") return [event.accountability.recordId];
  return event.type === "BreachRecorded" ? [event.recordId] : [];
};

const repeated = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

/** Every breach has exactly one record, and the case knows just those. */
const recordsAreSingle = ({ log, state }: History): string[] => {
  const ids = log.flatMap(recordOf);
  const isKnown = JSON.stringify(Object.keys(state().breaches).sort()) === JSON.stringify([...ids].sort());
  return [
    ...repeated(ids).map((id) => `the breach ${id} has two records`),
    ...(isKnown ? [] : [`the case knows other breaches than its log: ${ids.join()}`]),
  ];
};

/** A record has at most one card of each level, each after its record, and none after one was revoked. */
const cardsAreSingle = ({ log }: History): string[] => {
  const cards = log.flatMap(({ event, seq }) => (event.type === "CardIssued" ? [{ ...event, seq }] : []));
  const records = log.flatMap((recorded) => recordOf(recorded).map((id) => ({ id, seq: recorded.seq })));
  const revoked = log.flatMap(({ event, seq }) =>
    event.type === "CardRuled" && event.isRevoked
      ? cards.filter(({ cardId }) => cardId === event.cardId).map(({ recordId }) => ({ recordId, seq }))
      : [],
  );
  return [
    ...repeated(cards.map(({ recordId, level }) => `${level} ${recordId}`)).map((id) => `two cards: ${id}`),
    ...repeated(cards.map(({ cardId }) => cardId)).map((id) => `two cards are called ${id}`),
    ...cards
      .filter(({ recordId, seq }) => !records.some((each) => each.id === recordId && each.seq < seq))
      .map(({ cardId }) => `the card ${cardId} has no record`),
    ...cards
      .filter(({ recordId, seq }) => revoked.some((each) => each.recordId === recordId && each.seq < seq))
      .map(({ cardId }) => `the card ${cardId} was issued for a breach that was none`),
  ];
};

/** Each undoing is of an approval of its own. */
const undoIsAskedOnce = ({ log }: History): string[] => {
  const approved = new Set<string>();
  return log.flatMap(({ event }) => {
    if (event.type === "ItemApproved") approved.add(event.itemId);
    if (event.type !== "VoidAsked") return [];
    return approved.delete(event.itemId) ? [] : [`${event.itemId} is asked twice to undo its approval`];
  });
};

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** The last moment of a day: what a day demands, it demands by then. */
const endOf = (on: string): Now => ({ at: new Date(`${on}T23:59:59.999+08:00`).toISOString(), on });

const isSilent = (history: History, now: Now): boolean => {
  const decision = history.attempt({ type: "KeepTime" }, now);
  return "events" in decision && decision.events.length === 0;
};

/** The hub looks on the first day on which keeping time does something, and on the New Year for a year it does not know. */
const watchLooksInTime = (history: History, now: Now): string[] => {
  const { world } = history;
  const look = nextLookOn(world, history.state());
  if (look === null)
    return isSilent(history, endOf(`${Number(now.on.slice(0, 4)) + 1}-12-31`))
      ? []
      : ["the watch is to look on no day, and there is work"];
  const day = look > now.on ? look : now.on;
  const isForYear = look.endsWith("-01-01") && !world.calendar.years.includes(Number(look.slice(0, 4)));
  return [
    ...(!isForYear && isSilent(history, endOf(day))
      ? [`the watch is to look on ${look}, and there is no work on ${day}`]
      : []),
    ...(look <= now.on || isSilent(history, endOf(dayBefore(look)))
      ? []
      : [`the watch is to look on ${look}, and there is work the day before`]),
    ...(look <= now.on || isSilent(history, now)
      ? []
      : [`the watch is to look on ${look}, and there is work`]),
  ];
};

/** What supervision must find whenever a case is at rest. */
export const supervisionIsRight = (history: History, now: Now): string[] => [
  ...recordsAreSingle(history),
  ...cardsAreSingle(history),
  ...undoIsAskedOnce(history),
  ...watchLooksInTime(history, now),
];

const isPast = (due: Due, limit: "promised" | "statutory", { at, on }: Now): boolean => {
  const [date, instant] = [due[limit], due[`${limit}At`]];
  if (date === null) return false;
  return instant === undefined ? date < on : Date.parse(instant) < Date.parse(at);
};

const limits = ["promised", "statutory"] as const;

/** After the watch came by, whoever is past a limit has a record of it. */
export const violationsOfWatch = (history: History, now: Now): string[] => {
  const { world, log } = history;
  const { items, breaches, caseId } = history.state();
  const ofItems = Object.values(items).flatMap((item) => {
    if (!isRunning(item)) return [];
    const due = dueFromLog(world, log, item.id);
    return limits
      .filter((limit) => isPast(due, limit, now) && !item.overruns.includes(limit))
      .map((limit) => `${item.id} was due on ${due[limit]} and has no record of it`);
  });
  const due = caseDueFromLog(world, log);
  const ofCase = limits
    .filter((limit) => isPast(due, limit, now) && breaches[`${caseId}-case-${limit}`] === undefined)
    .map((limit) => `the case was due on ${due[limit]} and has no record of it`);
  return [...ofItems, ...ofCase];
};

/** Nobody has a record who was in time: what a record says was due is what the log says. */
export const violationsOfRecord = (history: History, recorded: RecordedEvent, now: Now): string[] => {
  const { event, seq } = recorded;
  const before = history.log.slice(0, seq - 1);
  const isCase = event.type === "BreachRecorded" && event.breach.startsWith("case-");
  if (event.type !== "ItemOverdue" && !isCase) return [];
  const due =
    event.type === "ItemOverdue"
      ? dueFromLog(history.world, before, event.itemId)
      : caseDueFromLog(history.world, before);
  const limit =
    event.type === "ItemOverdue" ? event.limit : limits.find((each) => isCase && event.breach.endsWith(each));
  if (limit === undefined) return [`${event.type} is of no limit`];
  return due[limit] === event.dueOn && isPast(due, limit, now)
    ? []
    : [`a record says it was due on ${event.dueOn}, the log says ${JSON.stringify(due)}`];
};

/** The registers as the hub writes them: entry by entry, at each append. */
export type Registers = Map<string, RegisterEntry>;

/** Write entries, each in the place of the one that stands under its name. */
export const write = (registers: Registers, entries: readonly RegisterEntry[]): void => {
  for (const entry of entries) registers.set(`${entry.register} ${entry.id}`, entry);
};

/** Write what an append changes. */
export const enter = (registers: Registers, history: History, before: CaseState | null): void =>
  write(registers, registerChanges(history.world, before, history.state()));

const sorted = (entries: Iterable<RegisterEntry>): string[] =>
  [...entries].map((entry) => JSON.stringify(entry)).sort();

/** The registers recompute from the log. */
export const registersRecompute = (registers: Registers, history: History): string[] => {
  const written = sorted(registers.values());
  const computed = sorted(registersOf(history.world, history.state()));
  const [lost] = written.filter((entry) => !computed.includes(entry));
  const [missing] = computed.filter((entry) => !written.includes(entry));
  return lost === undefined && missing === undefined
    ? []
    : [`the registers hold ${lost ?? "nothing"} for ${missing ?? "nothing"}`];
};

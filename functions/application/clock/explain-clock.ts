import type { ClockView } from "../../../schemas/clock-view.ts";
import type { Due, RecordedEvent } from "../../../schemas/events.ts";
import { limitOf } from "../../../schemas/limit.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { replyDateOf } from "../../case/acceptance.ts";
import { caseAcceptedOn, caseDueOf, caseLimitsOf, casePausesOf } from "../../case/case-clock.ts";
import { acceptedAtOf, dueOf, limitEndOn, limitsOf, momentOf } from "../../case/clock.ts";
import { type ClockAct, itemActOf, type Moment, type Pause, pausesOf } from "../../case/clock-acts.ts";
import type { Now } from "../../case/commands.ts";
import { evolve } from "../../case/evolve.ts";
import { dayOrNull, type LastDay, plannedEndOf } from "../../case/last-days.ts";
import { type CaseState, type ItemState, isOpen, isTimed } from "../../case/state.ts";
import { catalogOf, type World } from "../../case/world.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../../catalog/calendar/working-calendar.ts";
import type { Limits } from "../../catalog/catalog.ts";
import { usedWords } from "./used.ts";
import { actWords, limitWords, timeWords, unknownYearWords } from "./words.ts";

type Line = ClockView["case"]["lines"][number];
type Clock = Omit<ClockView["case"], "lines">;

const lineOf = (
  { profile }: World,
  seq: number,
  act: ClockAct,
  due: Due,
  prefix: Message = message("", ""),
): Line => {
  const { zh, en } = actWords(act, profile);
  return {
    seq,
    at: act.at,
    on: act.on,
    act: act.act,
    text: message(`${prefix.zh}${zh}`, `${prefix.en}${en}`),
    due,
  };
};

/** The acts of an item that move the clock of its whole case too. */
const movesCase = ({ act }: ClockAct, { isJoint }: CaseState): boolean =>
  act === "accepted" || act === "suspended" || act === "resumed" || (act === "extended" && !isJoint);

const nameOf = (world: World, state: CaseState, itemId: string): Message => {
  const runs = state.items[itemId]?.plan.runs ?? itemId;
  return catalogOf(world, state).items.get(runs)?.name ?? message(itemId, itemId);
};

const itemDue = ({ calendar }: World, item: ItemState): Due =>
  isTimed(item) ? dueOf(item, calendar) : item.due;

/** The act of an event on its item's clock; the planned end of a procedure is the one the calendar gives today. */
const shownActOf = (world: World, { event, at }: RecordedEvent): ClockAct | null => {
  const act = itemActOf(event, at);
  if (act?.act !== "suspended" || event.type !== "ItemSuspended") return act;
  const { on: since, plannedWorkingDays, plannedEnd = null } = event;
  return { ...act, plannedEnd: dayOrNull(plannedEndOf(world, { since, plannedWorkingDays, plannedEnd })) };
};

/** What the green channel makes of each item that is still to be decided. */
const shortenedLines = (
  world: World,
  { items }: CaseState,
  { event, seq, at }: RecordedEvent,
): [itemId: string, line: Line][] => {
  if (event.type !== "GreenChannelGranted") return [];
  return Object.entries(event.items).flatMap(([id, { limits }]) => {
    const item = items[id];
    const act = { act: "shortened" as const, on: event.on, at, promised: limitOf(limits.promised) };
    return item === undefined ? [] : [[id, lineOf(world, seq, act, itemDue(world, item))]];
  });
};

/** Walk through the log and note, after each act, both due dates as they stood then under the calendar of today. */
const linesOf = (
  world: World,
  log: readonly RecordedEvent[],
): { ofCase: Line[]; ofItem: Map<string, Line[]>; state: CaseState | null } => {
  const ofCase: Line[] = [];
  const ofItem = new Map<string, Line[]>();
  let state: CaseState | null = null;
  for (const recorded of log) {
    const { event, seq } = recorded;
    const known: number = state?.acts.length ?? 0;
    state = evolve(state, recorded);
    for (const act of state.acts.slice(known))
      ofCase.push(lineOf(world, seq, act, caseDueOf(state, world.calendar)));
    for (const [id, line] of shortenedLines(world, state, recorded))
      ofItem.set(id, [...(ofItem.get(id) ?? []), line]);
    const item = "itemId" in event ? state.items[event.itemId] : undefined;
    const itemAct = shownActOf(world, recorded);
    if (item === undefined || itemAct === null) continue;
    ofItem.set(item.id, [...(ofItem.get(item.id) ?? []), lineOf(world, seq, itemAct, itemDue(world, item))]);
    if (!movesCase(itemAct, state)) continue;
    const { zh, en } = nameOf(world, state, item.id);
    ofCase.push(lineOf(world, seq, itemAct, caseDueOf(state, world.calendar), message(`${zh}:`, `${en}: `)));
  }
  return { ofCase, ofItem, state };
};

const endWords = (
  date: string | null,
  at: string | undefined,
  isStopped: boolean,
  unknownYear: number | null,
): Message => {
  if (at !== undefined) return message(`${timeWords(at).zh}届满`, `ends at ${timeWords(at).en}`);
  if (date !== null) return message(`${date}当日届满`, `ends with ${date}`);
  if (isStopped) return message("现暂停,恢复后确定", "stands still; the date follows when it runs on");
  if (unknownYear === null) return message("尚不能确定", "cannot be told yet");
  const { zh, en } = unknownYearWords(unknownYear);
  return message(`届满日${zh}`, `ends on a day that is ${en}`);
};

const limitSentence = (
  label: Message,
  limits: Limits,
  due: Due,
  which: "promised" | "statutory",
  isStopped: boolean,
): Message => {
  const limit = limits[which];
  if (limit === null) return message(`${label.zh}:未设`, `${label.en}: none`);
  const [words, end] = [
    limitWords(limit),
    endWords(due[which], due[`${which}At`], isStopped, due.unknownYear),
  ];
  return message(`${label.zh}${words.zh},${end.zh}`, `${label.en} of ${words.en} ${end.en}`);
};

const summaryOf = (
  world: World,
  accepted: Moment | null,
  limits: Limits,
  due: Due,
  pauses: readonly Pause[],
  through: Moment,
): Message => {
  if (accepted === null) return message("尚未受理,时限未起算", "not accepted yet; no limit runs");
  const stopped = pauses.some(({ to }) => to === null);
  const lawStopped = pauses.some(({ to, statutory }) => to === null && statutory);
  const promised = limitSentence(message("承诺时限", "the promise"), limits, due, "promised", stopped);
  const statutory = limitSentence(
    message("法定时限", "the law's limit"),
    limits,
    due,
    "statutory",
    lawStopped,
  );
  const used = usedWords(world.calendar, limits, accepted, through, pauses);
  const [usedZh, usedEn] = [used.map(({ zh }) => zh).join("、"), used.map(({ en }) => en).join(" and ")];
  const count = used.length === 0 ? message("", "") : message(`,已用${usedZh}`, `, ${usedEn} used`);
  return message(
    `${accepted.on}受理${count.zh};${promised.zh};${statutory.zh}`,
    `accepted on ${accepted.on}${count.en}; ${promised.en}; ${statutory.en}`,
  );
};

const stateOf = (acceptedOn: string | null, isOver: boolean, pauses: readonly Pause[]): Clock["state"] => {
  if (acceptedOn === null) return "not-begun";
  if (isOver) return "over";
  return pauses.some(({ to }) => to === null) ? "stopped" : "running";
};

const acceptanceOf = (item: ItemState): Moment | null =>
  item.acceptedOn === null ? null : momentOf(item.acceptedOn, acceptedAtOf(item));

/** The acceptance that began the clock of the case, with its instant; limits in hours count from it. */
const caseAcceptanceOf = (state: CaseState, on: string | null): Moment | null => {
  if (on === null) return null;
  if (state.acceptedOn !== null) return momentOf(on, state.filedAt);
  const at = Object.values(state.items)
    .map(acceptanceOf)
    .flatMap((moment) => (moment?.on === on ? [moment.at] : []))
    .sort()[0];
  return momentOf(on, at);
};

const endedAt = (at: string | null, now: Now): Moment => (at === null ? now : { on: shanghaiDate(at), at });

const caseClock = (world: World, state: CaseState, now: Now): Clock => {
  const acceptedOn = caseAcceptedOn(state);
  const limits = caseLimitsOf(state);
  const due = caseDueOf(state, world.calendar);
  const pauses = casePausesOf(state);
  const accepted = caseAcceptanceOf(state, acceptedOn);
  const { joint, single } = world.profile;
  return {
    acceptedOn,
    limits,
    due,
    isProvisional: due.unknownYear !== null,
    state: stateOf(acceptedOn, !isOpen(state), pauses),
    summary: summaryOf(world, accepted, limits, due, pauses, endedAt(state.closedAt, now)),
    basis: state.isJoint ? joint.basis : single.basis,
  };
};

const itemClock = (world: World, state: CaseState, item: ItemState, now: Now): Clock => {
  const limits = limitsOf(item);
  const pauses = pausesOf(item.acts);
  const due = itemDue(world, item);
  return {
    acceptedOn: item.acceptedOn,
    limits,
    due,
    isProvisional: due.unknownYear !== null,
    state: stateOf(item.acceptedOn, !isTimed(item), pauses),
    summary: summaryOf(world, acceptanceOf(item), limits, due, pauses, endedAt(item.decidedAt, now)),
    basis: catalogOf(world, state).items.get(item.plan.runs)?.basis ?? "",
  };
};

/** By when something is to be done, in words. */
const byWords = (last: LastDay): Message => {
  if (last === null) return message("待定", "by a date not known yet");
  if (!isCalendarUnknown(last)) return message(`${last}前`, `by ${last}`);
  const { zh, en } = unknownYearWords(last.year);
  return message(`届满日${zh}`, `by a day that is ${en}`);
};

const noticeOf = (world: World, item: ItemState): ClockView["items"][number]["notice"] => {
  const last = replyDateOf(world, item);
  const by = byWords(last);
  const { limit, basis } = world.profile.correctionNotice;
  const words = limitWords(limit);
  const told =
    item.askedOn === null
      ? message("尚未转办", "not put to its department yet")
      : message(
          `${item.askedOn}收到,应在${words.zh}内(${by.zh})受理或一次告知补正(${basis})`,
          `received on ${item.askedOn}; to accept or tell everything that is missing within ${words.en}, ${by.en} (${basis})`,
        );
  return { askedOn: item.askedOn, replyBy: dayOrNull(last), text: told };
};

const deliveryOf = (world: World, state: CaseState): ClockView["delivery"] => {
  const { limit, basis } = world.profile.delivery;
  const words = limitWords(limit);
  if (state.status !== "issued" || state.closedAt === null)
    return {
      dueOn: null,
      deliveredOn: null,
      text: message(
        `作出准予决定后${words.zh}内送达(${basis})`,
        `within ${words.en} of the decision (${basis})`,
      ),
    };
  const last = limitEndOn(world.calendar, shanghaiDate(state.closedAt), limit);
  const by = byWords(last);
  const { deliveredOn } = state;
  return {
    dueOn: dayOrNull(last),
    deliveredOn,
    text:
      deliveredOn === null
        ? message(`应在${words.zh}内(${by.zh})送达(${basis})`, `to be delivered ${by.en} (${basis})`)
        : message(`已于${deliveredOn}送达`, `delivered on ${deliveredOn}`),
  };
};

/**
 * Explain every due date of a case from its log alone: act by act, in words, with the date each act led to. What is
 * shown is computed anew; it equals what the watch goes by. `null` for an empty log.
 */
export const explainClock = (world: World, log: readonly RecordedEvent[], now: Now): ClockView | null => {
  const { ofCase, ofItem, state } = linesOf(world, log);
  if (state === null) return null;
  const items = Object.values(state.items)
    .filter(({ plan }) => plan.takesPart === "asked")
    .map((item) => ({
      itemId: item.id,
      name: nameOf(world, state, item.id),
      department: item.plan.department,
      notice: noticeOf(world, item),
      ...itemClock(world, state, item, now),
      lines: ofItem.get(item.id) ?? [],
    }));
  const whole = caseClock(world, state, now);
  const unknown = [whole.due, ...items.map(({ due }) => due)].find(({ unknownYear }) => unknownYear !== null);
  return {
    caseId: state.caseId,
    calendar: { version: world.calendar.version, years: [...world.calendar.years] },
    profile: world.profile.version,
    unknownYear: unknown?.unknownYear ?? null,
    case: { ...whole, lines: ofCase },
    items,
    delivery: deliveryOf(world, state),
  };
};

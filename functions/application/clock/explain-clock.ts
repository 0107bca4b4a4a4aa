import type { ClockView } from "../../../schemas/clock-view.ts";
import type { Due, RecordedEvent } from "../../../schemas/events.ts";
import { type Message, message } from "../../../schemas/message.ts";
import { replyByOf } from "../../case/acceptance.ts";
import { caseAcceptedOn, caseDueOf, caseLimitsOf, casePausesOf } from "../../case/case-clock.ts";
import { dueOf, limitEndOrNull, limitsOf } from "../../case/clock.ts";
import { type ClockAct, caseActOf, itemActOf, type Pause, pausesOf } from "../../case/clock-acts.ts";
import { daysWorked } from "../../case/days-worked.ts";
import { evolve } from "../../case/evolve.ts";
import { type CaseState, type ItemState, isOpen, isReviewing } from "../../case/state.ts";
import { catalogOf, type World } from "../../case/world.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { Limits } from "../../catalog/catalog.ts";
import { actWords, limitWords } from "./words.ts";

type Line = ClockView["case"]["lines"][number];
type Clock = Omit<ClockView["case"], "lines">;

const lineOf = (seq: number, act: ClockAct, due: Due, prefix: Message = message("", "")): Line => {
  const { zh, en } = actWords(act);
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
const movesCase = ({ act }: ClockAct): boolean =>
  act === "accepted" || act === "suspended" || act === "resumed";

const nameOf = (world: World, state: CaseState, itemId: string): Message => {
  const runs = state.items[itemId]?.plan.runs ?? itemId;
  return catalogOf(world, state).items.get(runs)?.name ?? message(itemId, itemId);
};

/** True while an item's clock may still move; after a decision the dates by which it was due stay as they were. */
const isTimed = (item: ItemState): boolean => isReviewing(item) || item.status === "correcting";

const itemDue = ({ calendar }: World, item: ItemState): Due =>
  isTimed(item) ? dueOf(item, calendar) : item.due;

/** Walk through the log and note, after each act, both due dates as they stood then under the calendar of today. */
const linesOf = (
  world: World,
  log: readonly RecordedEvent[],
): { ofCase: Line[]; ofItem: Map<string, Line[]>; state: CaseState | null } => {
  const ofCase: Line[] = [];
  const ofItem = new Map<string, Line[]>();
  let state: CaseState | null = null;
  for (const recorded of log) {
    const { event, seq, at } = recorded;
    state = evolve(state, recorded);
    const caseAct = caseActOf(event, at);
    if (caseAct !== null) ofCase.push(lineOf(seq, caseAct, caseDueOf(state, world.calendar)));
    const item = "itemId" in event ? state.items[event.itemId] : undefined;
    const itemAct = itemActOf(event, at);
    if (item === undefined || itemAct === null) continue;
    ofItem.set(item.id, [...(ofItem.get(item.id) ?? []), lineOf(seq, itemAct, itemDue(world, item))]);
    if (!movesCase(itemAct)) continue;
    const { zh, en } = nameOf(world, state, item.id);
    ofCase.push(lineOf(seq, itemAct, caseDueOf(state, world.calendar), message(`${zh}:`, `${en}: `)));
  }
  return { ofCase, ofItem, state };
};

const endWords = (date: string | null, at: string | undefined, isStopped: boolean): Message => {
  if (at !== undefined) return message(`${at}届满`, `ends at ${at}`);
  if (date !== null) return message(`${date}下班时届满`, `ends at close of business on ${date}`);
  return isStopped
    ? message("现暂停,恢复后确定", "stands still; the date follows when it runs on")
    : message("尚不能确定", "cannot be told yet");
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
  const [words, end] = [limitWords(limit), endWords(due[which], due[`${which}At`], isStopped)];
  return message(`${label.zh}${words.zh},${end.zh}`, `${label.en} of ${words.en} ${end.en}`);
};

const summaryOf = (
  world: World,
  acceptedOn: string | null,
  limits: Limits,
  due: Due,
  pauses: readonly Pause[],
  through: string,
): Message => {
  if (acceptedOn === null) return message("尚未受理,时限未起算", "not accepted yet; no limit runs");
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
  const used = daysWorked(world.calendar, acceptedOn, through, pauses);
  const count =
    used === null ? message("", "") : message(`,已用${used}个工作日`, `, ${used} working day(s) used`);
  return message(
    `${acceptedOn}受理${count.zh};${promised.zh};${statutory.zh}`,
    `accepted on ${acceptedOn}${count.en}; ${promised.en}; ${statutory.en}`,
  );
};

const stateOf = (acceptedOn: string | null, isOver: boolean, pauses: readonly Pause[]): Clock["state"] => {
  if (acceptedOn === null) return "not-begun";
  if (isOver) return "over";
  return pauses.some(({ to }) => to === null) ? "stopped" : "running";
};

const caseClock = (world: World, state: CaseState, today: string): Clock => {
  const acceptedOn = caseAcceptedOn(state);
  const limits = caseLimitsOf(state);
  const due = caseDueOf(state, world.calendar);
  const pauses = casePausesOf(state);
  const through = state.closedAt === null ? today : shanghaiDate(state.closedAt);
  const { joint, single } = world.profile;
  return {
    acceptedOn,
    limits,
    due,
    state: stateOf(acceptedOn, !isOpen(state), pauses),
    summary: summaryOf(world, acceptedOn, limits, due, pauses, through),
    basis: state.limits.statutory?.value === joint.limit.value ? joint.basis : single.basis,
  };
};

const itemClock = (world: World, state: CaseState, item: ItemState, today: string): Clock => {
  const limits = limitsOf(item);
  const pauses = pausesOf(item.acts);
  const due = itemDue(world, item);
  const through = item.decidedAt === null ? today : shanghaiDate(item.decidedAt);
  return {
    acceptedOn: item.acceptedOn,
    limits,
    due,
    state: stateOf(item.acceptedOn, !isTimed(item), pauses),
    summary: summaryOf(world, item.acceptedOn, limits, due, pauses, through),
    basis: catalogOf(world, state).items.get(item.plan.runs)?.basis ?? "",
  };
};

const noticeOf = (world: World, item: ItemState): ClockView["items"][number]["notice"] => {
  const replyBy = replyByOf(world, item);
  const { limit, basis } = world.profile.correctionNotice;
  const words = limitWords(limit);
  const told =
    item.askedOn === null
      ? message("尚未转办", "not put to its department yet")
      : message(
          `${item.askedOn}收到,应在${words.zh}内(${replyBy ?? "待定"}前)受理或一次告知补正(${basis})`,
          `received on ${item.askedOn}; to accept or tell everything that is missing within ${words.en}, by ${replyBy ?? "a date not known yet"} (${basis})`,
        );
  return { askedOn: item.askedOn, replyBy, text: told };
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
  const dueOn = limitEndOrNull(world.calendar, shanghaiDate(state.closedAt), limit);
  const { deliveredOn } = state;
  return {
    dueOn,
    deliveredOn,
    text:
      deliveredOn === null
        ? message(
            `应在${dueOn ?? "待定"}前送达(${basis})`,
            `to be delivered by ${dueOn ?? "a date not known yet"} (${basis})`,
          )
        : message(`已于${deliveredOn}送达`, `delivered on ${deliveredOn}`),
  };
};

/**
 * Explain every due date of a case from its log alone: act by act, in words, with the date each act led to. What is
 * shown is computed anew; it equals what the watch goes by. `null` for an empty log.
 */
export const explainClock = (
  world: World,
  log: readonly RecordedEvent[],
  today: string,
): ClockView | null => {
  const { ofCase, ofItem, state } = linesOf(world, log);
  if (state === null) return null;
  const items = Object.values(state.items)
    .filter(({ plan }) => plan.takesPart === "asked")
    .map((item) => ({
      itemId: item.id,
      name: nameOf(world, state, item.id),
      department: item.plan.department,
      notice: noticeOf(world, item),
      ...itemClock(world, state, item, today),
      lines: ofItem.get(item.id) ?? [],
    }));
  const whole = caseClock(world, state, today);
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

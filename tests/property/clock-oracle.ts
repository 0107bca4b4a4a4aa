import type { World } from "../../functions/case/world.ts";
import { shanghaiDate } from "../../functions/catalog/calendar/shanghai.ts";
import type { WorkingCalendar } from "../../functions/catalog/calendar/working-calendar.ts";
import type { CaseEvent, Due, PlannedItem, RecordedEvent } from "../../schemas/events.ts";
import type { Limit, LoggedLimit } from "../../schemas/limit.ts";
import { endOf, type Gap, type Moment, momentOf } from "./limit-oracle.ts";

/* Every due date once more: what moved a clock, read from the log alone. Where limits end stands in `limit-oracle.ts`. */

const inUnits = (limit: LoggedLimit | null): Limit | null =>
  typeof limit === "number" ? { value: limit, unit: "working-day" } : limit;

const prolonged = (limit: Limit | null, by: Limit | null): Limit | null =>
  limit !== null && by?.unit === limit.unit ? { unit: limit.unit, value: limit.value + by.value } : limit;

const none: Due = { promised: null, statutory: null, unknownYear: null };

/** Walks are long, and most of what one asks of a clock was asked a step before. */
const remembered = new WeakMap<WorkingCalendar, Map<string, Due>>();

const dueOf = (
  calendar: WorkingCalendar,
  start: Moment,
  limits: { promised: Limit | null; statutory: Limit | null },
  gaps: { promised: readonly Gap[]; statutory: readonly Gap[] },
): Due => {
  const known = remembered.get(calendar) ?? new Map<string, Due>();
  remembered.set(calendar, known);
  const key = JSON.stringify([start, limits, gaps]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const promised = endOf(calendar, start, limits.promised, gaps.promised);
  const statutory = endOf(calendar, start, limits.statutory, gaps.statutory);
  const unknown = [promised, statutory].find((each) => typeof each === "number");
  const [promise, law] = [promised, statutory].map((each) => (typeof each === "number" ? null : each));
  const due = {
    promised: promise?.on ?? null,
    statutory: law?.on ?? null,
    unknownYear: typeof unknown === "number" ? unknown : null,
    ...(promise?.at === undefined ? {} : { promisedAt: promise.at }),
    ...(law?.at === undefined ? {} : { statutoryAt: law.at }),
  };
  known.set(key, due);
  return due;
};

/** What stands still after an event: nothing, the promise, or the law's clock as well. */
type Stop = "none" | "promise" | "both";

interface ItemTimeline {
  plan: PlannedItem | undefined;
  accepted: Moment | null;
  extension: Limit | null;
  stops: { moment: Moment; stop: Stop }[];
  procedures: { moment: Moment; isHeld: boolean }[];
  /** When it was put to its department that had not accepted it, and when that was over. */
  offers: { moment: Moment; isOut: boolean }[];
}

const stopAfter = (event: CaseEvent, present: Stop): Stop => {
  switch (event.type) {
    case "CorrectionWished":
      return present === "none" ? "promise" : present;
    case "ItemApproved":
    case "ItemRejected":
    case "ItemDeemedConsent":
    case "ItemFellSilent":
    case "LeadRuled":
      return "both";
    case "ItemSuspended":
      return event.stopsClock ? "both" : present;
    case "ItemResumed":
    case "ItemAsked":
      return "none";
    default:
      return present;
  }
};

/** Whether a special procedure is being held after an event that is about its item. */
const isHeldAfter = (event: CaseEvent, present: boolean): boolean => {
  switch (event.type) {
    case "ItemSuspended":
      return present || event.stopsClock;
    case "ItemResumed":
    case "ItemAsked":
    case "ItemStoodDown":
    case "ItemApproved":
    case "ItemRejected":
      return false;
    default:
      return present;
  }
};

const dayOf = (event: CaseEvent, at: string): string => ("on" in event ? event.on : shanghaiDate(at));

/** The acts on one item's clock, read from the log. An item that leaves or joins the plan begins afresh. */
const timelineOf = (log: readonly RecordedEvent[], itemId: string): ItemTimeline => {
  const fresh = { accepted: null, extension: null, stops: [] };
  const timeline: ItemTimeline = { ...fresh, plan: undefined, procedures: [], offers: [] };
  for (const { event, at } of log) {
    if (event.type === "CaseFiled" || event.type === "RevisionSubmitted") {
      const plan = event.plan.find((each) => each.item === itemId);
      if (timeline.plan !== undefined && plan?.takesPart !== timeline.plan.takesPart) {
        Object.assign(timeline, { ...fresh, stops: [] });
        timeline.offers.push({ moment: momentOf(dayOf(event, at), at), isOut: false });
      }
      timeline.plan = plan;
    }
    if (!("itemId" in event) || event.itemId !== itemId) continue;
    const moment = momentOf(dayOf(event, at), at);
    if (event.type === "ItemAsked" && timeline.accepted === null)
      timeline.offers.push({ moment, isOut: true });
    if (event.type === "ItemStoodDown") timeline.offers.push({ moment, isOut: false });
    if (event.type === "ItemAccepted") {
      timeline.accepted = momentOf(event.acceptedOn, at);
      timeline.offers.push({ moment: timeline.accepted, isOut: false });
    }
    if (event.type === "ItemExtended") timeline.extension = event.by;
    const wasHeld = timeline.procedures.at(-1)?.isHeld ?? false;
    const isHeld = isHeldAfter(event, wasHeld);
    if (isHeld !== wasHeld) timeline.procedures.push({ moment, isHeld });
    const present = timeline.stops.at(-1)?.stop ?? "none";
    const stop = stopAfter(event, present);
    if (timeline.accepted !== null && stop !== present) timeline.stops.push({ moment, stop });
  }
  return timeline;
};

/** Stretches between turns: those from one at which it holds to the next at which it does not. */
const gapsOf = (turns: readonly { moment: Moment; isStill: boolean }[]): Gap[] => {
  const gaps: Gap[] = [];
  let since: Moment | null = null;
  for (const { moment, isStill } of turns) {
    if (isStill) since ??= moment;
    else if (since !== null) {
      gaps.push({ from: since, to: moment });
      since = null;
    }
  }
  return since === null ? gaps : [...gaps, { from: since, to: null }];
};

/** Both due dates of an item from the log alone. */
export const dueFromLog = (world: World, log: readonly RecordedEvent[], itemId: string): Due => {
  const { accepted, plan, extension, stops } = timelineOf(log, itemId);
  if (accepted === null || plan === undefined) return none;
  const gaps = (isStopped: (stop: Stop) => boolean) =>
    gapsOf(stops.map(({ moment, stop }) => ({ moment, isStill: isStopped(stop) })));
  return dueOf(
    world.calendar,
    accepted,
    {
      promised: inUnits(plan.limits.promised),
      statutory: prolonged(inUnits(plan.limits.statutory), extension),
    },
    { promised: gaps((stop) => stop !== "none"), statutory: gaps((stop) => stop === "both") },
  );
};

/** The stretches in which a case waited for its applicant. */
const waitsOf = (log: readonly RecordedEvent[]): Gap[] =>
  gapsOf(
    log.flatMap(({ event, at }): { moment: Moment; isStill: boolean }[] => {
      const moment = momentOf(dayOf(event, at), at);
      switch (event.type) {
        case "CorrectionNoticeIssued":
          return [{ moment, isStill: true }];
        case "CorrectionNoticeLifted":
        case "RevisionSubmitted":
          return [{ moment, isStill: false }];
        default:
          return [];
      }
    }),
  );

/** The limits of the whole case as filed or as a revision left them, with what extended the law's. */
const caseLimitsIn = (log: readonly RecordedEvent[], timelines: readonly ItemTimeline[]) => {
  const told = log.flatMap(({ event }) =>
    (event.type === "CaseFiled" || event.type === "RevisionSubmitted") && event.limits ? [event.limits] : [],
  );
  const { promised = null, statutory = null } = told.at(-1) ?? {};
  const taking = timelines.filter(({ plan }) => plan?.takesPart === "asked");
  const isJoint = new Set(taking.map(({ plan }) => plan?.department)).size > 1;
  const ofCase = log.flatMap(({ event }) => (event.type === "CaseExtended" ? [event.by] : []))[0];
  const ofItem = isJoint ? undefined : timelines.find((each) => each.extension !== null)?.extension;
  return { promised: inUnits(promised), statutory: prolonged(inUnits(statutory), ofCase ?? ofItem ?? null) };
};

/**
 * Both due dates of a whole case from its log alone: from the first acceptance, whoever is at work since. Its promise
 * does not run while it waits for its applicant, or for a department that may still accept.
 */
export const caseDueFromLog = (world: World, log: readonly RecordedEvent[]): Due => {
  const filing = log[0]?.event;
  if (filing?.type !== "CaseFiled") return none;
  const timelines = filing.plan.map(({ item }) => timelineOf(log, item));
  const [first] = timelines
    .flatMap(({ plan, accepted }) => (plan?.takesPart === "asked" && accepted !== null ? [accepted] : []))
    .sort((a, b) => (a.on === b.on ? a.at - b.at : a.on < b.on ? -1 : 1));
  if (first === undefined) return none;
  const procedures = timelines.flatMap((timeline) =>
    gapsOf(timeline.procedures.map(({ moment, isHeld }) => ({ moment, isStill: isHeld }))),
  );
  const offers = timelines.flatMap((timeline) =>
    gapsOf(timeline.offers.map(({ moment, isOut }) => ({ moment, isStill: isOut }))),
  );
  return dueOf(world.calendar, first, caseLimitsIn(log, timelines), {
    promised: [...procedures, ...offers, ...waitsOf(log)],
    statutory: procedures,
  });
};

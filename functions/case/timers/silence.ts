import type { CaseEvent } from "../../../schemas/events.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { SilenceRule } from "../../catalog/catalog.ts";
import { addDays, dueNow } from "../clock.ts";
import type { Now } from "../commands.ts";
import { type CaseState, type ItemState, isOpen, isReviewing } from "../state.ts";
import { catalogOf, type World } from "../world.ts";
import { dayAfter, earliest, firstDayWithin, type TimedRule } from "./timed-rule.ts";

/** One step against silence, and the first day on which it is taken. */
interface Step {
  from: IsoDate;
  event: (on: IsoDate) => CaseEvent;
}

const ruleOf = (world: World, state: CaseState, item: ItemState): SilenceRule =>
  catalogOf(world, state).items.get(item.plan.runs)?.silence ?? { kind: "none" };

const acted = (
  rule: Exclude<SilenceRule, { kind: "none" }>,
  item: ItemState,
  dueOn: IsoDate,
  on: IsoDate,
) => {
  const { basis } = rule;
  const base = { itemId: item.id, dueOn, basis, on };
  return rule.kind === "deemed-consent"
    ? ({ type: "ItemDeemedConsent", fingerprint: item.fingerprint, ...base } as const)
    : ({ type: "ItemFellSilent", ...base } as const);
};

/** Silence is counted from the promise; of an item that is asked again past its promise, from that day. */
const silentAfter = (promised: IsoDate | null, { askedOn }: ItemState): IsoDate | null =>
  promised !== null && askedOn !== null && askedOn > promised ? askedOn : promised;

/** What is still to be done about the silence of a department, in order: remind, escalate, act by its rule. */
const stepsFor = (world: World, state: CaseState, item: ItemState): Step[] => {
  const rule = ruleOf(world, state, item);
  if (rule.kind === "none" || !isReviewing(item) || item.status === "suspended") return [];
  const { calendar, profile } = world;
  const dueOn = silentAfter(dueNow(item, calendar).promised, item);
  if (dueOn === null) return [];
  const itemId = item.id;
  const { remindBefore, escalateAfter, actAfter } = profile.silence;
  const after = (days: number): IsoDate | null => {
    const last = days === 0 ? dueOn : addDays(calendar, dueOn, days);
    return last === null ? null : dayAfter(last);
  };
  const reminder = (step: "remind" | "escalate", from: IsoDate | null): Step[] =>
    from === null || item.reminders.includes(step)
      ? []
      : [{ from, event: (on) => ({ type: "ItemReminded", itemId, step, dueOn, on }) }];
  const actFrom = after(actAfter);
  return [
    ...reminder("remind", firstDayWithin(calendar, dueOn, remindBefore)),
    ...reminder("escalate", after(escalateAfter)),
    ...(actFrom === null ? [] : [{ from: actFrom, event: (on: IsoDate) => acted(rule, item, dueOn, on) }]),
  ];
};

const stepsOf = (world: World, state: CaseState): Step[] =>
  isOpen(state) ? Object.values(state.items).flatMap((item) => stepsFor(world, state, item)) : [];

const taken = (steps: readonly Step[], { on }: Now): CaseEvent[] =>
  steps.filter(({ from }) => from <= on).map(({ event }) => event(on));

/**
 * A co-operating department that keeps silent past its promise: it is reminded, its head hears of it, and then its
 * consent is presumed or the lead decides, where a local rule says so (超时默许). The licence itself is never granted by
 * silence.
 */
export const silenceRule: TimedRule = {
  eventsOn: (world, state, now) => taken(stepsOf(world, state), now),
  nextOn: (world, state) => earliest(stepsOf(world, state).map(({ from }) => from)),
};

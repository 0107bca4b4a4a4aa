import type { CaseEvent } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Now } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { applyAll } from "./follow-ups.ts";
import type { CaseState } from "./state.ts";
import { acceptanceRule } from "./timers/acceptance.ts";
import { cardsRule } from "./timers/cards.ts";
import { caseLimitsRule } from "./timers/case-limits.ts";
import { dutiesRule } from "./timers/duties.ts";
import { paymentRule } from "./timers/fees.ts";
import { itemLimitsRule } from "./timers/item-limits.ts";
import { answerRule, noticeRule, toleranceRule } from "./timers/notice.ts";
import { recountRule } from "./timers/recount.ts";
import { silenceRule } from "./timers/silence.ts";
import { earliest, type TimedRule } from "./timers/timed-rule.ts";
import { visitRule } from "./timers/visit.ts";
import { withdrawalRule } from "./timers/withdrawal.ts";
import type { World } from "./world.ts";

/**
 * Everything a day may demand of a case, in the order in which it is looked at: what changes the dates first, then what
 * they are past, then what follows from that.
 */
const rules: readonly TimedRule[] = [
  recountRule,
  noticeRule,
  acceptanceRule,
  itemLimitsRule,
  caseLimitsRule,
  silenceRule,
  dutiesRule,
  answerRule,
  toleranceRule,
  paymentRule,
  visitRule,
  withdrawalRule,
  cardsRule,
];

/** Do what the day demands of a case: warn, record overtime, deem accepted, send the notice. Twice a day is once. */
export const keepTime = (world: World, state: CaseState, now: Now): Decision => {
  const events: CaseEvent[] = [];
  let current = state;
  for (const rule of rules) {
    const more = rule.eventsOn(world, current, now);
    events.push(...more);
    current = applyAll(current, more, now) ?? current;
  }
  return { events };
};

/**
 * The first day on which {@link keepTime} does something to a case as it stands, or `null` when no day does. It may
 * be past: then the case is to be looked at now.
 */
export const nextLookOn = (world: World, state: CaseState): IsoDate | null =>
  earliest(rules.map((rule) => rule.nextOn(world, state)));

/** The last instant of a day in Asia/Shanghai. */
const endOfDay = (on: IsoDate): string => new Date(`${on}T23:59:59.999+08:00`).toISOString();

/** Whether a look in vain may find something later the same day: a limit in hours, a notice at close of business. */
export const actsLaterOn = (world: World, state: CaseState, on: IsoDate): boolean => {
  const decision = keepTime(world, state, { on, at: endOfDay(on) });
  return "events" in decision && decision.events.length > 0;
};

import type { CaseEvent } from "../../schemas/events.ts";
import type { Now } from "./commands.ts";
import { applyAll } from "./follow-ups.ts";
import type { CaseState } from "./state.ts";
import { acceptanceRule } from "./timers/acceptance.ts";
import { caseLimitsRule } from "./timers/case-limits.ts";
import { dutiesRule } from "./timers/duties.ts";
import { itemLimitsRule } from "./timers/item-limits.ts";
import { visitRule } from "./timers/visit.ts";
import type { World } from "./world.ts";

const rules = [acceptanceRule, itemLimitsRule, caseLimitsRule, dutiesRule, visitRule];

/** What has happened by the dates alone; warnings and cards are left to the watch. */
const isBroughtAbout = ({ type }: CaseEvent): boolean =>
  type === "ItemAccepted" || type === "ItemOverdue" || type === "BreachRecorded";

/**
 * What the dates had brought about before a command came: acceptances the law presumes, and breaches. A late act must
 * leave the same record whether the watch or the act itself comes first, so this precedes whatever is decided.
 */
export const catchUp = (
  world: World,
  state: CaseState,
  now: Now,
): { events: CaseEvent[]; state: CaseState } => {
  const events: CaseEvent[] = [];
  let current = state;
  for (const rule of rules) {
    const more = rule.eventsOn(world, current, now).filter(isBroughtAbout);
    events.push(...more);
    current = applyAll(current, more, now) ?? current;
  }
  return { events, state: current };
};

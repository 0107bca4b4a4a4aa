import { type LastDay, lastDayOfRuling } from "../last-days.ts";
import { type CaseState, isOpen } from "../state.ts";
import { withdrawalGranted } from "../withdraw-case.ts";
import type { World } from "../world.ts";
import { isOver, overFrom, type TimedRule } from "./timed-rule.ts";

/** A withdrawal the lead does not rule on in time is granted: the application belongs to the applicant. */
export const withdrawalRule: TimedRule = {
  eventsOn: (world, state, now) => {
    if (!isOver(lastDayOf(world, state), now)) return [];
    const reasons = "逾期未答复,视为同意撤件";
    return withdrawalGranted(world, state, { reasons, isPresumed: true }, now);
  },
  nextOn: (world, state) => overFrom(lastDayOf(world, state)),
};

const lastDayOf = (world: World, state: CaseState): LastDay => {
  const request = isOpen(state) ? state.withdrawalRequest : null;
  return request?.status === "submitted" ? lastDayOfRuling(world, request) : null;
};

import { type CaseState, isOpen } from "../state.ts";
import { withdrawalGranted } from "../withdraw-case.ts";
import type { World } from "../world.ts";
import { isOver, type LastDay, lastDayOf, overFrom, type TimedRule } from "./timed-rule.ts";

/** A withdrawal the lead does not rule on in time is granted: the application belongs to the applicant. */
export const withdrawalRule: TimedRule = {
  eventsOn: (world, state, now) => {
    if (!isOver(lastDayOfRuling(world, state), now)) return [];
    const reasons = "逾期未答复,视为同意撤件";
    return withdrawalGranted(world, state, { reasons, isPresumed: true }, now);
  },
  nextOn: (world, state) => overFrom(lastDayOfRuling(world, state)),
};

const lastDayOfRuling = (world: World, state: CaseState): LastDay => {
  const request = isOpen(state) ? state.withdrawalRequest : null;
  if (request?.status !== "submitted") return null;
  return lastDayOf(world, request.rulingBy, request.on, world.profile.withdrawalRuling.limit);
};

import { returned } from "../end-early.ts";
import { lastDayToPay } from "../fees/last-day-to-pay.ts";
import { isOver, overFrom, type TimedRule } from "./timed-rule.ts";

/**
 * An applicant who does not pay within the centre's limit, if it sets one, gets the case back (逾期未缴费退件); a part that
 * was paid goes back with it. What the channel reports afterwards is turned back.
 */
export const paymentRule: TimedRule = {
  eventsOn: (world, state, now) => {
    const payBy = lastDayToPay(world, state);
    return isOver(payBy, now) ? returned(world, state, "fees-unpaid", payBy, now) : [];
  },
  nextOn: (world, state) => overFrom(lastDayToPay(world, state)),
};

import { isCalendarUnknown } from "../../catalog/calendar/working-calendar.ts";
import { deemedAcceptance, replyDateOf } from "../acceptance.ts";
import { isOpen } from "../state.ts";
import { beginningOf, dayAfter, earliest, type TimedRule } from "./timed-rule.ts";

/** A department that was silent past its reply date is taken to have accepted, as of the day it was asked. */
export const acceptanceRule: TimedRule = {
  eventsOn: (world, state, now) =>
    isOpen(state) ? Object.values(state.items).flatMap((item) => deemedAcceptance(world, item, now)) : [],
  nextOn: (world, state) =>
    earliest(
      Object.values(state.items).map((item) => {
        const replyBy = isOpen(state) && item.status === "asked" ? replyDateOf(world, item) : null;
        if (replyBy === null) return null;
        return isCalendarUnknown(replyBy) ? beginningOf(replyBy.year) : dayAfter(replyBy);
      }),
    ),
};

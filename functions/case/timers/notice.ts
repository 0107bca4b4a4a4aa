import { closeOfBusiness } from "../../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../../catalog/calendar/working-calendar.ts";
import { replyByOf, replyDateOf } from "../acceptance.ts";
import { returned } from "../end-early.ts";
import { type LastDay, lastDayOfAnswer, lastDayOfPromise } from "../last-days.ts";
import { isNoticed, noticeEvents } from "../notice.ts";
import { type CaseState, isOpen } from "../state.ts";
import type { World } from "../world.ts";
import { beginningOf, earliest, isOver, overFrom, type TimedRule } from "./timed-rule.ts";

/**
 * The notice goes out at close of business of the fifth day with the wishes at hand, even if a department is still
 * silent; a wish that comes later than that goes out at once.
 */
export const noticeRule: TimedRule = {
  eventsOn: (world, state, now) => {
    const isDue = Object.values(state.items).some((item) => {
      const replyBy = item.status === "correcting" ? replyByOf(world, item) : null;
      return replyBy !== null && Date.parse(now.at) >= Date.parse(closeOfBusiness(replyBy));
    });
    return isOpen(state) && isDue && !isNoticed(state) ? noticeEvents(world, state, now) : [];
  },
  nextOn: (world, state) => {
    if (!isOpen(state) || isNoticed(state)) return null;
    return earliest(
      Object.values(state.items).map((item) => {
        const replyBy = item.status === "correcting" ? replyDateOf(world, item) : null;
        return isCalendarUnknown(replyBy) ? beginningOf(replyBy.year) : replyBy;
      }),
    );
  },
};

/** An applicant who does not answer a notice within the centre's limit, if it sets one, gets the case back (补正超时退件). */
export const answerRule: TimedRule = {
  eventsOn: (world, state, now) => {
    const answerBy = answerDue(world, state);
    return isOver(answerBy, now) ? returned(world, state, "correction-lapsed", answerBy, now) : [];
  },
  nextOn: (world, state) => overFrom(answerDue(world, state)),
};

const answerDue = (world: World, state: CaseState): LastDay =>
  isOpen(state) && state.notice !== null ? lastDayOfAnswer(world, state, state.notice) : null;

/** Promised material that is not in by its day sends the case back (容缺逾期未补退件). */
export const toleranceRule: TimedRule = {
  eventsOn: (world, state, now) => {
    const dueOn = promiseDue(world, state);
    return isOver(dueOn, now) ? returned(world, state, "promise-not-kept", dueOn, now) : [];
  },
  nextOn: (world, state) => overFrom(promiseDue(world, state)),
};

const promiseDue = (world: World, state: CaseState): LastDay =>
  !isOpen(state) || state.tolerance?.kept ? null : lastDayOfPromise(world, state);

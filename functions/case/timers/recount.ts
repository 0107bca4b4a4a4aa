import type { CaseEvent, Due } from "../../../schemas/events.ts";
import { dueOf, limitEndOrNull } from "../clock.ts";
import { type ItemState, isOpen, isTimed } from "../state.ts";
import type { World } from "../world.ts";
import { beginningOf, earliest, type TimedRule } from "./timed-rule.ts";

/**
 * The reply date of an item nobody has accepted yet, as the calendar knows it now; the stored one where it does not. One
 * that was unknown stays so: it is computed whenever it is asked for.
 */
const replyByNow = ({ calendar, profile }: World, { acceptedOn, askedOn, replyBy }: ItemState) =>
  acceptedOn !== null || askedOn === null || replyBy === null
    ? replyBy
    : (limitEndOrNull(calendar, askedOn, profile.correctionNotice.limit) ?? replyBy);

const isMoved = (world: World, due: Due, item: ItemState): boolean =>
  dates(due) !== dates(item.due) || replyByNow(world, item) !== item.replyBy;

const dates = ({ promised, statutory, promisedAt, statutoryAt }: Due): string =>
  [promised, statutory, promisedAt, statutoryAt].join("|");

/**
 * Due dates follow the calendar: when a year was imported or corrected, what runs is computed anew from its acts, and
 * the log says so. Nothing happens while the dates are the same.
 */
export const recountRule: TimedRule = {
  eventsOn: (world, state, { on }) =>
    isOpen(state)
      ? Object.values(state.items)
          .filter(isTimed)
          .flatMap((item): CaseEvent[] => {
            const due = dueOf(item, world.calendar);
            if (!isMoved(world, due, item)) return [];
            const replyBy = replyByNow(world, item);
            const calendarVersion = world.calendar.version;
            return [{ type: "DueRecomputed", itemId: item.id, due, replyBy, calendarVersion, on }];
          })
      : [],
  nextOn: (world, state) =>
    isOpen(state)
      ? earliest(
          Object.values(state.items)
            .filter(isTimed)
            .map((item) => {
              const due = dueOf(item, world.calendar);
              if (isMoved(world, due, item)) return item.askedOn;
              return due.unknownYear === null ? null : beginningOf(due.unknownYear);
            }),
        )
      : null,
};

import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import { bilingual } from "../../schemas/message.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import { limitEndOrNull } from "./clock.ts";
import type { ClockAct } from "./clock-acts.ts";
import type { Now } from "./commands.ts";
import { refundEvents } from "./fees/due-fees.ts";
import { type CaseState, type ItemState, isReviewing } from "./state.ts";
import type { World } from "./world.ts";

/** How a case may end without a licence. */
type Ending = Extract<CaseEvent, { type: "CaseRefused" | "CaseWithdrawn" | "CaseReturned" }>;

const why = { CaseRefused: "refused", CaseWithdrawn: "withdrawn", CaseReturned: "returned" } as const;

const isAwaited = (item: ItemState): boolean =>
  isReviewing(item) || item.status === "correcting" || item.status === "silent";

/** Why nobody need come to a meeting any more. */
const ended = bilingual("办件已办结或者终止", "the case is closed");

/** What a department says of its own on an item's decision; an item that begins afresh has nothing said of it. */
const isWord = (act: ClockAct): boolean =>
  act.act === "wished" ||
  act.act === "begun-afresh" ||
  (act.act === "decided" && (act.outcome === "approved" || act.outcome === "rejected"));

/** Whether the last word of a department is its approval, be it that it was asked again since and has not answered. */
export const hasApproved = ({ acts }: ItemState): boolean => {
  const word = acts.findLast(isWord);
  return word?.act === "decided" && word.outcome === "approved";
};

/** Meetings to come are called off with the case, so that nobody goes there for nothing. */
export const meetingsCalledOff = ({ meetings }: CaseState, { on }: Now): CaseEvent[] =>
  meetings
    .filter(({ status }) => status === "proposed")
    .map(({ meetingId }) => ({ type: "MeetingCalledOff", meetingId, reason: ended, on }));

/**
 * The events that end a case without a licence: those still asked stand down, meetings to come are called off, then the
 * end, then those that had approved are asked to undo it. What one department granted on its own must not stay in the world as half a licence, nor
 * what was paid for it with the treasury.
 */
export const endWithout = (
  { calendar, profile }: World,
  state: CaseState,
  end: Ending,
  now: Now,
): CaseEvent[] => {
  const items = Object.values(state.items);
  const dueOn = limitEndOrNull(calendar, now.on, profile.undo.limit);
  return [
    ...items
      .filter(isAwaited)
      .map(({ id }): CaseEvent => ({ type: "ItemStoodDown", itemId: id, why: why[end.type] })),
    ...meetingsCalledOff(state, now),
    end,
    ...refundEvents(state, why[end.type], now),
    ...items
      .filter(hasApproved)
      .map(({ id }): CaseEvent => ({ type: "VoidAsked", itemId: id, on: now.on, dueOn })),
  ];
};

/** The events that refuse a case, with the reasons each department gave. @see 行政许可法第三十八条第二款 */
export const refusedBy = (world: World, state: CaseState, now: Now): CaseEvent[] => {
  const reasons = Object.values(state.items).flatMap(({ id: itemId, rejection }) =>
    rejection === null ? [] : [{ itemId, code: rejection.code, text: rejection.text }],
  );
  return endWithout(world, state, { type: "CaseRefused", reasons }, now);
};

/** The events that hand a case back because its applicant did not act in time (退件). */
export const returned = (
  world: World,
  state: CaseState,
  reason: EventOf<"CaseReturned">["why"],
  dueOn: IsoDate,
  now: Now,
): CaseEvent[] => {
  const codes = reason === "promise-not-kept" ? [...(state.tolerance?.codes ?? [])] : [];
  return endWithout(world, state, { type: "CaseReturned", why: reason, codes, dueOn, on: now.on }, now);
};

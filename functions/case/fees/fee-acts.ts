import type { RecordedEvent } from "../../../schemas/events.ts";
import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { ClockAct } from "../clock-acts.ts";
import type { CaseState } from "../state.ts";
import { feePausesOf } from "./fee-pauses.ts";
import { unpaidFen } from "./unpaid.ts";

const isResting = ({ acts }: CaseState): boolean => feePausesOf(acts).some(({ to }) => to === null);

/**
 * The act an event is on the clock of a case because of what the case owes, or `null`: a bill, a payment with whether the
 * treasury is owed more, the same bill again once departments that looked anew have agreed, and that they look anew while
 * it is unpaid.
 *
 * @param after - the case with the event.
 */
export const feeActOf = (
  before: CaseState,
  after: CaseState,
  { event, at }: RecordedEvent,
): ClockAct | null => {
  const isOwed = unpaidFen(after) > 0;
  switch (event.type) {
    case "FeeSheetIssued":
      return { act: "billed", on: event.on, at, isOwed };
    case "StageSettled":
      return event.last && isOwed ? { act: "billed", on: shanghaiDate(at), at, isOwed, isAgain: true } : null;
    case "FeesPaid":
      return { act: "paid", on: event.on, at, isSettled: !isOwed };
    case "InheritedRevoked":
      return after.status !== "settled" && isResting(before) ? { act: "reopened", on: event.on, at } : null;
    case "ItemAsked":
      return isResting(before) ? { act: "reopened", on: event.on, at } : null;
    default:
      return null;
  }
};

import type { CommandOf } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { goingBack } from "./fees/going-back.ts";
import { type CaseState, isOpen } from "./state.ts";

/**
 * Record that the personal data of a closed case is taken out of use; documents and key go as the effect of that.
 * Recording it twice is harmless.
 *
 * Not while money of the case is to go back: what is needed for that is still needed, and a channel could report to
 * nobody that it went (`RefundsNotMade`). @see 个人信息保护法第四十七条第一款第一项
 */
export const eraseCase = (state: CaseState, command: CommandOf<"EraseCase">): Decision => {
  if (isOpen(state)) return refuse({ kind: "CaseStillOpen", status: state.status });
  const refundIds = goingBack(state.fees)
    .filter(({ madeOn }) => madeOn === null)
    .map(({ refundId }) => refundId);
  if (refundIds.length > 0) return refuse({ kind: "RefundsNotMade", refundIds });
  return { events: [{ type: "PersonalDataErased", reason: command.reason }] };
};

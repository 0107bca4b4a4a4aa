import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { CommandOf, Now } from "../commands.ts";
import { type Decision, refuse } from "../decision.ts";
import type { CaseState } from "../state.ts";
import type { World } from "../world.ts";
import { goingBack } from "./going-back.ts";
import { refusalOfChannel, refusalOfTime } from "./payment-channel.ts";

/**
 * Note that money went back (退费到账), as a payment channel reports it: a refund that was ordered, or a payment that was
 * turned back. Once; told again it changes nothing. One that nobody ordered is refused (`RefundUnknown`).
 */
export const confirmRefund = (
  world: World,
  state: CaseState,
  { department, refundId, refundedAt }: CommandOf<"ConfirmRefund">,
  now: Now,
): Decision => {
  const stranger = refusalOfChannel(world, department, now);
  if (stranger !== null) return stranger;
  const known = goingBack(state.fees);
  const refund = known.find((each) => each.refundId === refundId);
  if (refund === undefined)
    return refuse({ kind: "RefundUnknown", refundId, known: known.map((each) => each.refundId) });
  if (refund.madeOn !== null) return { events: [] };
  const wrong = refusalOfTime("refundedAt", refundedAt, state.filedAt, now);
  return wrong ?? { events: [{ type: "RefundMade", refundId, on: shanghaiDate(refundedAt) }] };
};

import type { CaseEvent } from "../../schemas/events.ts";
import { limitEndOrNull } from "./clock.ts";
import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { refusalOfAgent } from "./delegation.ts";
import { endWithout, hasApproved } from "./end-early.ts";
import { type CaseState, isOpen } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** The events that grant a withdrawal. */
export const withdrawalGranted = (
  world: World,
  state: CaseState,
  { reasons, isPresumed }: { reasons: string; isPresumed: boolean },
  now: Now,
): CaseEvent[] => {
  const reason = state.withdrawalRequest?.reason ?? reasons;
  return [
    { type: "WithdrawalRuled", isGranted: true, reasons, isPresumed, on: now.on },
    ...endWithout(world, state, { type: "CaseWithdrawn", reason }, now),
  ];
};

/**
 * The applicant takes the application back before the licence (撤件): a small process of its own.
 *
 * While nobody has approved anything it ends the case at once. Afterwards others have built on it, so the lead
 * department rules; past its time the withdrawal is granted. Asking again while it waits changes nothing.
 */
export const withdrawCase = (
  world: World,
  state: CaseState,
  { reason, by }: CommandOf<"WithdrawCase">,
  now: Now,
): Decision => {
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  const unauthorised = refusalOfAgent(state, by, "withdraw", now);
  if (unauthorised !== null) return refuse(unauthorised);
  if (state.withdrawalRequest?.status === "submitted") return { events: [] };
  const isBuiltOn = Object.values(state.items).some(hasApproved);
  if (!isBuiltOn) return { events: endWithout(world, state, { type: "CaseWithdrawn", reason }, now) };
  const rulingBy = limitEndOrNull(world.calendar, now.on, world.profile.withdrawalRuling.limit);
  return { events: [{ type: "WithdrawalRequested", reason, on: now.on, rulingBy }] };
};

/** The lead department grants a withdrawal, and the case ends; or refuses it, and the case goes on. */
export const ruleOnWithdrawal = (
  world: World,
  state: CaseState,
  { department, isGranted, reasons }: CommandOf<"RuleOnWithdrawal">,
  now: Now,
): Decision => {
  const { lead } = processOf(world, state);
  if (department !== lead) return refuse({ kind: "NotLead", itemId: "", department, lead });
  if (!isOpen(state) || state.withdrawalRequest?.status !== "submitted")
    return refuse({ kind: "WithdrawalNotPending" });
  if (isGranted) return { events: withdrawalGranted(world, state, { reasons, isPresumed: false }, now) };
  return { events: [{ type: "WithdrawalRuled", isGranted, reasons, isPresumed: false, on: now.on }] };
};

import type { CommandOf } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { standDown } from "./end-early.ts";
import { type CaseState, isOpen } from "./state.ts";

/** The applicant takes the application back before the licence; everybody still asked is told to stand down. */
export const withdrawCase = (state: CaseState, command: CommandOf<"WithdrawCase">): Decision =>
  isOpen(state)
    ? { events: [...standDown(state, "withdrawn"), { type: "CaseWithdrawn", reason: command.reason }] }
    : refuse({ kind: "CaseClosed", status: state.status });

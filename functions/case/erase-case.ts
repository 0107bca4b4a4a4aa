import type { CommandOf } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { type CaseState, isOpen } from "./state.ts";

/**
 * Record that the personal data of a closed case is taken out of use; documents and key go as the effect of that.
 * Recording it twice is harmless. @see 个人信息保护法第四十七条
 */
export const eraseCase = (state: CaseState, command: CommandOf<"EraseCase">): Decision =>
  isOpen(state)
    ? refuse({ kind: "CaseStillOpen", status: state.status })
    : { events: [{ type: "PersonalDataErased", reason: command.reason }] };

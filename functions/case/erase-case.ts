import type { CommandOf } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import { goingBack } from "./fees/going-back.ts";
import { type CaseState, isOpen } from "./state.ts";

/** The project whose later cases pay for what has grown since this one: without it the same would be charged twice. */
const chargedProject = ({ project, licence, fees }: CaseState): CaseState["project"] =>
  licence === null || fees.sheet === null ? null : project;

/**
 * Record that the personal data of a closed case is taken out of use; documents and key go as the effect of that.
 * Recording it twice is harmless.
 *
 * Not while money of the case is to go back: what is needed for that is still needed, and a channel could report to
 * nobody that it went (`RefundsNotMade`). Nor where a project was charged in the case and its opinion was issued
 * (`ChargesKept`): what was paid is held against later cases, and accounts are kept by law.
 * @see 个人信息保护法第四十七条第一款第一项, 第二款; 会计法第二十三条
 */
export const eraseCase = (state: CaseState, command: CommandOf<"EraseCase">): Decision => {
  if (isOpen(state)) return refuse({ kind: "CaseStillOpen", status: state.status });
  const refundIds = goingBack(state.fees)
    .filter(({ madeOn }) => madeOn === null)
    .map(({ refundId }) => refundId);
  if (refundIds.length > 0) return refuse({ kind: "RefundsNotMade", refundIds });
  const charged = chargedProject(state);
  if (charged !== null) return refuse({ kind: "ChargesKept", project: charged.code });
  return { events: [{ type: "PersonalDataErased", reason: command.reason }] };
};

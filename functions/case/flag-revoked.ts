import type { CommandOf, Now } from "./commands.ts";
import type { Decision } from "./decision.ts";
import type { CaseState } from "./state.ts";

/**
 * Note that what this case took over from an earlier one, outputs and materials, stands no more: once for each source. An
 * item that reads any of it is asked again without it; a case that was issued says so from then on.
 */
export const flagRevoked = (
  state: CaseState,
  { source, reason }: CommandOf<"FlagRevoked">,
  { on }: Now,
): Decision => {
  const taken = [...state.inherited, ...state.inheritedMaterials];
  const rests = taken.some(({ caseId, revoked }) => caseId === source && revoked === null);
  return { events: rests ? [{ type: "InheritedRevoked", source, reason, on }] : [] };
};

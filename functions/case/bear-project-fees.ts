import type { Now } from "./commands.ts";
import type { Decision } from "./decision.ts";
import { type CaseState, isOpen } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** Whether a case could still pay what its project pays once, and does not. */
export const mayBearFees = (world: World, state: CaseState): boolean =>
  isOpen(state) &&
  state.project?.bearsProjectFees === false &&
  processOf(world, state).feeFacts !== undefined;

/**
 * Take over what the project pays once, such as fees on its land, since the case that bore it ended without a licence. A sheet
 * that is out already is made anew.
 */
export const bearProjectFees = (world: World, state: CaseState, { on }: Now): Decision => ({
  events: mayBearFees(world, state) ? [{ type: "ProjectFeesTaken", on }] : [],
});

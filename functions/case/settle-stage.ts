import type { Decision } from "./decision.ts";
import { currentStage, maySettle, reachedItems, stageSettled } from "./follow-ups.ts";
import { join, tallyOf } from "./join.ts";
import type { CaseState } from "./state.ts";
import { processOf, type World } from "./world.ts";

/** Settle the current stage if the decision table says advance; otherwise nothing happens, as often as it is asked. */
export const settleStage = (world: World, state: CaseState): Decision => {
  const process = processOf(world, state);
  const stageId = currentStage(process, state);
  if (state.status !== "reviewing" || stageId === null) return { events: [] };
  if (!maySettle(process, state, stageId)) return { events: [] };
  const outcome = join(tallyOf(reachedItems(process, state)), process.onRejection);
  return { events: outcome === "advance" ? [stageSettled(process, stageId)] : [] };
};

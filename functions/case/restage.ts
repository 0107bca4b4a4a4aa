import type { Process } from "../processes/process.ts";
import type { CaseState, ItemState } from "./state.ts";
import { processOf, type World } from "./world.ts";

const holderOf = ({ stages }: Process, itemId: string): string | undefined =>
  stages.find(({ items }) => items.some(({ item }) => item === itemId))?.id;

/** Where each stage that a process no longer has went: to the stage that now holds the first of its items. */
const movesOf = (process: Process, items: readonly ItemState[]): ReadonlyMap<string, string> => {
  const isThere = new Set(process.stages.map(({ id }) => id));
  const moves = new Map<string, string>();
  for (const { id, plan } of items) {
    const holder = isThere.has(plan.stage) ? undefined : holderOf(process, id);
    if (holder !== undefined && !moves.has(plan.stage)) moves.set(plan.stage, holder);
  }
  return moves;
};

/**
 * Read a case under a process whose stages were renamed or put together since: items go with the stage that holds them
 * now, and with them what was settled there and which visits were held. Nobody's opinion is lost for a change of names.
 *
 * An item the process no longer has anywhere stays under its old stage, as it was planned.
 */
export const restaged = (world: World, state: CaseState): CaseState => {
  const process = processOf(world, state);
  const items = Object.values(state.items);
  const moves = movesOf(process, items);
  if (moves.size === 0) return state;
  const to = (stageId: string): string => moves.get(stageId) ?? stageId;
  return {
    ...state,
    items: Object.fromEntries(
      items.map((item) => {
        const stage = moves.has(item.plan.stage)
          ? (holderOf(process, item.id) ?? item.plan.stage)
          : item.plan.stage;
        return [item.id, stage === item.plan.stage ? item : { ...item, plan: { ...item.plan, stage } }];
      }),
    ),
    settledStages: state.settledStages.map(to),
    settledOn: Object.fromEntries(Object.entries(state.settledOn).map(([id, on]) => [to(id), on])),
    meetings: state.meetings.map((meeting) => ({ ...meeting, stageId: to(meeting.stageId) })),
  };
};

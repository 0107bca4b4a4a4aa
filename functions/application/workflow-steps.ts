import { currentStage } from "../case/follow-ups.ts";
import { type CaseState, type ItemState, type ItemStatus, isOpen, isReviewing } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import type { WorkflowSteps } from "../ports/workflow.ts";
import type { Process } from "../processes/process.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { makeIssueLicence } from "./issue-licence.ts";

const HUB = { kind: "hub", id: "workflow" } as const;

/** An item that still waits for an answer, its turn, a correction or the lead's ruling. */
const isWaiting = (item: ItemState): boolean =>
  isReviewing(item) ||
  item.status === "waiting" ||
  item.status === "correcting" ||
  item.status === "silent" ||
  item.status === "rejected";

/**
 * Where a machine goes from here. A stage in which it asks nobody the case still waits for would be through at once, and
 * so again without end: the machine is older or newer than the case, and has not its item. Such a machine ends; when the
 * last department has answered the case waits on the hub, and is started again.
 */
const nextOf = (
  process: Process,
  state: CaseState,
  asks: Readonly<Record<string, readonly string[]>>,
): string => {
  const stage = currentStage(process, state);
  if (stage === null) return "issue";
  const isAsked = ({ id }: ItemState): boolean => asks[stage]?.includes(id) ?? false;
  return Object.values(state.items).some((item) => isAsked(item) && isWaiting(item)) ? stage : "ended";
};

/**
 * The steps of every process's state machine. Each may run any number of times, in any order, and lands where the
 * case stands.
 */
export const makeWorkflowSteps = (hub: Hub, memory: CaseMemory, handle: HandleCommand): WorkflowSteps => {
  const issueLicence = makeIssueLicence(hub, memory, handle);

  /** Where an item stands that still waits for an answer, its turn or a correction; `null` for one that is through. */
  const waitingStatus = async (caseId: string, itemId: string): Promise<ItemStatus | null> => {
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded" || !isOpen(found.loaded.state)) return null;
    const { items } = found.loaded.state;
    const item = Object.hasOwn(items, itemId) ? items[itemId] : undefined;
    if (item === undefined) return null;
    return isWaiting(item) ? item.status : null;
  };

  /**
   * An item that is through needs no token. For one that waits: store first, then look again, so that an answer that
   * comes in between finds the token or is seen. One that has not had its turn is asked now if it should have been.
   */
  const ask: WorkflowSteps["ask"] = async ({ caseId, itemId, token }) => {
    if ((await waitingStatus(caseId, itemId)) === null) return "through";
    await hub.tokens.put(caseId, itemId, token);
    const status = await waitingStatus(caseId, itemId);
    if (status === "waiting")
      await handle({ caseId, command: { type: "ContinueCase" }, actor: HUB, cause: "ask" });
    if (status !== null) return "waiting";
    await hub.tokens.take(caseId, itemId);
    return "through";
  };

  const settle: WorkflowSteps["settle"] = async ({ caseId, asks }) => {
    const result = await handle({ caseId, command: { type: "SettleStage" }, actor: HUB, cause: "settle" });
    if (result.kind !== "Done" || !isOpen(result.state)) return { next: "ended" };
    return { next: nextOf(processOf(hub.world, result.state), result.state, asks) };
  };

  const issue: WorkflowSteps["issue"] = async ({ caseId }) => {
    await issueLicence(caseId);
    return { next: "ended" };
  };

  return { ask, settle, issue };
};

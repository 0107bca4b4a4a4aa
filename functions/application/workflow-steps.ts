import { currentStage } from "../case/follow-ups.ts";
import { type ItemStatus, isOpen, isReviewing } from "../case/state.ts";
import { processOf } from "../case/world.ts";
import type { WorkflowSteps } from "../ports/workflow.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { makeIssueLicence } from "./issue-licence.ts";

const HUB = { kind: "hub", id: "workflow" } as const;

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
    const waits = isReviewing(item) || item.status === "waiting" || item.status === "correcting";
    return waits ? item.status : null;
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

  const settle: WorkflowSteps["settle"] = async ({ caseId }) => {
    const result = await handle({ caseId, command: { type: "SettleStage" }, actor: HUB, cause: "settle" });
    if (result.kind !== "Done" || !isOpen(result.state)) return { next: "ended" };
    const stage = currentStage(processOf(hub.world, result.state), result.state);
    return { next: stage ?? "issue" };
  };

  const issue: WorkflowSteps["issue"] = async ({ caseId }) => {
    await issueLicence(caseId);
    return { next: "ended" };
  };

  return { ask, settle, issue };
};

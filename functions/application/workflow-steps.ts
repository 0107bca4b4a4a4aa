import { currentStage } from "../case/follow-ups.ts";
import { isOpen, isReviewing } from "../case/state.ts";
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

  /** Whether an item of a case still waits for an answer, its turn or a correction. */
  const waits = async (caseId: string, itemId: string): Promise<boolean> => {
    const found = await memory.load(caseId);
    if (found.kind !== "Loaded" || !isOpen(found.loaded.state)) return false;
    const item = found.loaded.state.items[itemId];
    if (item === undefined) return false;
    return isReviewing(item) || item.status === "waiting" || item.status === "correcting";
  };

  /**
   * An item that is through needs no token. For one that waits: store first, then look again, so that an answer that
   * comes in between finds the token or is seen.
   */
  const ask: WorkflowSteps["ask"] = async ({ caseId, itemId, token }) => {
    if (!(await waits(caseId, itemId))) return "through";
    await hub.tokens.put(caseId, itemId, token);
    if (await waits(caseId, itemId)) return "waiting";
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

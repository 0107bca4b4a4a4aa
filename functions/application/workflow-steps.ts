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

  /** Store first, then look: an answer that comes in between finds the token, one that came before is seen. */
  const ask: WorkflowSteps["ask"] = async ({ caseId, itemId, token }) => {
    await hub.tokens.put(caseId, itemId, token);
    const found = await memory.load(caseId);
    const item = found.kind === "Loaded" ? found.loaded.state.items[itemId] : undefined;
    const waits =
      found.kind === "Loaded" &&
      item !== undefined &&
      isOpen(found.loaded.state) &&
      (isReviewing(item) || item.status === "waiting" || item.status === "correcting");
    if (waits) return "waiting";
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

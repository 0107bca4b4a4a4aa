import type { CaseStore } from "../ports/case-store.ts";
import type { Workflow } from "../ports/workflow.ts";

/** A workflow that can tell whether the end of an execution leaves a case without a machine. */
export interface EndingWorkflow<Execution> extends Pick<Workflow, "start"> {
  ended: (execution: Execution) => Promise<{ kind: "Nothing" } | { kind: "NeedsStart"; caseId: string }>;
}

/**
 * Start the machine of a case again when its execution ended before its time and the case is still open. Being told
 * twice, or never, does no harm: the case itself is not moved by it, and what waits on the hub the watch starts too.
 */
export const makeRestartCase =
  <Execution>(hub: { store: Pick<CaseStore, "head"> }, workflow: EndingWorkflow<Execution>) =>
  async (execution: Execution): Promise<void> => {
    const end = await workflow.ended(execution);
    if (end.kind === "Nothing") return;
    const head = await hub.store.head(end.caseId);
    if (head === null || head.waitingOn === null) return;
    await workflow.start({ caseId: end.caseId, processId: head.processId });
  };

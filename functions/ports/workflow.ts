/** What the two working steps of a process's state machine do; the application implements them. */
export interface WorkflowSteps {
  /**
   * Ask one item: store the callback token, then look at the case. `waiting` keeps the token open; `through` means
   * that the task may complete at once.
   */
  ask: (input: { caseId: string; itemId: string; token: string }) => Promise<"waiting" | "through">;
  /**
   * Settle the current stage. `asks` names the items the machine asks in each stage, since it may be older or newer than
   * the process. `next` is a stage id, `issue` or `ended`.
   */
  settle: (input: {
    caseId: string;
    asks: Readonly<Record<string, readonly string[]>>;
  }) => Promise<{ next: string }>;
  /** Issue the licence of a settled case. */
  issue: (input: { caseId: string }) => Promise<{ next: "ended" }>;
}

/** Runs state machines over cases. Both acts may be repeated at any time: the case decides what they come to. */
export interface Workflow {
  /**
   * Run the machine of a process from its beginning; it lands where the case stands. `stage` is where it stands as far as
   * the caller knows, and saves the machine the way there.
   */
  start: (input: { caseId: string; processId: string; stage?: string | undefined }) => Promise<void>;
  /** Complete the task that waits for an item, if one does. */
  resume: (input: { caseId: string; itemId: string; processId: string }) => Promise<void>;
  /** Resolves when no machine is running (machines that only wait do not count). */
  idle: () => Promise<void>;
}

/** Callback tokens of tasks that wait, one per case and item; a later token replaces an earlier one. */
export interface TaskTokens {
  put: (caseId: string, itemId: string, token: string) => Promise<void>;
  /** Remove and return the token of an item (`null` when none is open), with the number still open for the case. */
  take: (caseId: string, itemId: string) => Promise<{ token: string | null; left: number }>;
}

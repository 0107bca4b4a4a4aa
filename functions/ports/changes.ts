/** Tells those who wait that a case has moved on. Best effort: who misses a call finds out by reading. */
export interface Changes {
  announce: (caseId: string, version: number) => void;
  /** Resolves `true` when the case passes `version`, `false` after `timeoutMs` or when `signal` aborts. */
  wait: (caseId: string, version: number, timeoutMs: number, signal?: AbortSignal) => Promise<boolean>;
}

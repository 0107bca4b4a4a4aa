import type { Changes } from "../../ports/changes.ts";

type Waiter = (version: number) => void;

/** Waiters of one process, woken as cases move. */
export const makeProcessChanges = (): Changes => {
  const waiters = new Map<string, Set<Waiter>>();
  return {
    announce: (caseId, version) => {
      for (const wake of waiters.get(caseId) ?? []) wake(version);
    },
    wait: (caseId, version, timeoutMs, signal) =>
      new Promise((resolve) => {
        const set = waiters.get(caseId) ?? new Set();
        waiters.set(caseId, set);
        const finish = (moved: boolean): void => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", abort);
          set.delete(waiter);
          if (set.size === 0 && waiters.get(caseId) === set) waiters.delete(caseId);
          resolve(moved);
        };
        const waiter: Waiter = (reached) => {
          if (reached > version) finish(true);
        };
        const abort = (): void => finish(false);
        const timer = setTimeout(() => finish(false), timeoutMs).unref();
        set.add(waiter);
        if (signal?.aborted) finish(false);
        else signal?.addEventListener("abort", abort, { once: true });
      }),
  };
};

/** What a breaker learns from: the department took the message or told to stop, or it failed. */
export type Heard = "answer" | "failure";

/** Decides how many messages a department may have under way, by how it has answered. */
export interface CircuitBreaker {
  hear: (department: string, heard: Heard) => void;
  /** How many more messages may be sent to it at an instant. */
  room: (department: string, underWay: number, at: number) => number;
  /** When a department that is left alone at an instant is tried again, in epoch milliseconds, or `null`. */
  triedAgainAt: (department: string, at: number) => number | null;
}

/**
 * Leave a department alone for `breakMs` after `breakAfter` failures in a row, then try it with one message at a
 * time until one comes through. Messages that wait meanwhile use up no attempts.
 */
export const makeCircuitBreaker = ({
  breakAfter,
  breakMs,
  perDepartment,
  now,
}: {
  breakAfter: number;
  breakMs: number;
  perDepartment: number;
  now: () => number;
}): CircuitBreaker => {
  const failing = new Map<string, { failures: number; openUntil: number }>();

  return {
    hear: (department, heard) => {
      if (heard === "answer") {
        failing.delete(department);
        return;
      }
      const { failures, openUntil } = failing.get(department) ?? { failures: 0, openUntil: 0 };
      const trips = failures + 1 >= breakAfter && openUntil <= now();
      failing.set(department, { failures: failures + 1, openUntil: trips ? now() + breakMs : openUntil });
    },
    room: (department, underWay, at) => {
      const { failures, openUntil } = failing.get(department) ?? { failures: 0, openUntil: 0 };
      if (openUntil > at) return 0;
      return Math.max((failures >= breakAfter ? 1 : perDepartment) - underWay, 0);
    },
    triedAgainAt: (department, at) => {
      const until = failing.get(department)?.openUntil ?? 0;
      return until > at ? until : null;
    },
  };
};

import { expect } from "vitest";
import type { Command, Now } from "../../functions/case/commands.ts";
import type { Refusal, RefusalKind } from "../../functions/case/refusals.ts";
import type { CaseEvent } from "../../schemas/events.ts";
import type { History } from "./case-history.ts";

/** An event of which a test names what matters. */
type EventLike = { type: CaseEvent["type"] } & Record<string, unknown>;

/** What a command came to, to be told. */
export interface Outcome {
  /** Assert the events, all and in order; each may leave out what does not matter here. */
  thenEvents: (...expected: readonly EventLike[]) => void;
  /** Assert the refusal by its kind, and that nothing happened. Returns it with its evidence. */
  thenRefused: <K extends RefusalKind>(kind: K) => Extract<Refusal, { kind: K }>;
}

/** Tell a rule as: given what happened, when a command comes at a moment, then these events or this refusal. */
export const given = (history: History) => ({
  when: (command: Command, now: Now): Outcome => {
    const decision = history.attempt(command, now);
    return {
      thenEvents: (...expected) => {
        expect(decision).toMatchObject({ events: expected });
        if ("events" in decision) history.record(decision.events, now);
      },
      thenRefused: (kind) => {
        expect(decision).toMatchObject({ refusal: { kind } });
        expect(decision).not.toHaveProperty("events");
        const refusal = "refusal" in decision ? decision.refusal : null;
        return refusal as Extract<Refusal, { kind: typeof kind }>;
      },
    };
  },
});

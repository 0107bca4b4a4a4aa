import type fc from "fast-check";
import type { CommandOf } from "../../functions/case/commands.ts";
import type { CaseState } from "../../functions/case/state.ts";
import type { World } from "../../functions/case/world.ts";
import type { Material } from "../../schemas/materials.ts";

/** A world with a filing in it, and what departments and applicants can do there. */
export interface Setting {
  /** What a failure prints of it. */
  [fc.toStringMethod]: () => string;
  world: World;
  filing: CommandOf<"FileCase">;
  /** The outputs an item owes; `n` chooses the numbers, all of one `n` agree with one another. */
  outputsFor: (state: CaseState, itemId: string, n: number) => Record<string, unknown>;
  /** The `n` whose numbers agree with those the case has. */
  numbersOf: (state: CaseState) => number;
  /** A corrected form and its materials; `choice` and `value` choose what changes and to what. */
  corrected: (
    state: CaseState,
    choice: number,
    value: number,
  ) => { form: unknown; materials: readonly Material[] };
  /** The form as it stands, with everything that was promised. */
  promised: (state: CaseState) => { form: unknown; materials: readonly Material[] };
}

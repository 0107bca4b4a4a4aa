import type { CaseEvent } from "../../schemas/events.ts";
import type { Refusal } from "./refusals.ts";

/** What a command comes to: events to append (none when it changes nothing), or the reason why not. */
export type Decision = { events: CaseEvent[] } | { refusal: Refusal };

/** Shorthand for a refusal. */
export const refuse = (refusal: Refusal): { refusal: Refusal } => ({ refusal });

import type { CaseEvent } from "../../schemas/events.ts";
import type { Refusal } from "./refusals.ts";

/**
 * What a command comes to: events to append (none when it changes nothing), or the reason why not. The first `byDates`
 * of them the dates alone brought about: they stand whatever becomes of the rest, and may be written before it.
 * @default 0
 */
export type Decision = { events: CaseEvent[]; byDates?: number } | { refusal: Refusal };

/** Shorthand for a refusal. */
export const refuse = (refusal: Refusal): { refusal: Refusal } => ({ refusal });

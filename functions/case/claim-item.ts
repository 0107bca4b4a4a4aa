import type { CommandOf, Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Refusal } from "./refusals.ts";
import { type CaseState, type ItemState, isOpen, isTimed } from "./state.ts";
import { invitationOf } from "./visits.ts";

/** Whether there is something to do about an item: it is with its department, or its department is invited to a visit. */
const isInHand = (state: CaseState, item: ItemState): boolean =>
  isTimed(item) || item.status === "silent" || invitationOf(state, item) !== undefined;

/**
 * An officer takes an item in hand (认领), so that no colleague works on it beside them. Doing so again changes nothing;
 * whoever `takesOver` replaces the one before, and the log says so.
 */
export const claimItem = (
  state: CaseState,
  { itemId, department, by, takesOver }: CommandOf<"ClaimItem">,
  { on }: Now,
): Decision => {
  const item = Object.hasOwn(state.items, itemId) ? state.items[itemId] : undefined;
  if (item === undefined) return refuse({ kind: "ItemUnknown", itemId, known: Object.keys(state.items) });
  if (item.plan.department !== department) return refuse({ kind: "NotThisDepartment", itemId, department });
  if (!isOpen(state)) return refuse({ kind: "CaseClosed", status: state.status });
  if (!isInHand(state, item))
    return refuse({ kind: "NotDecidable", itemId, status: item.status, answer: "claim" });
  if (item.claimedBy?.id === by.id) return { events: [] };
  if (item.claimedBy !== null && !takesOver)
    return refuse({ kind: "ClaimedAlready", itemId, by: item.claimedBy.name });
  return { events: [{ type: "ItemClaimed", itemId, by: { ...by }, on }] };
};

/** At the desk an item that somebody has in hand is theirs to answer, or the chief representative's. */
export const refusalOfClaim = (
  { id, claimedBy }: ItemState,
  person: CommandOf<"AnswerItem">["person"],
): Refusal | null =>
  person === undefined || person.isChief || claimedBy === null || claimedBy.id === person.id
    ? null
    : { kind: "ClaimedAlready", itemId: id, by: claimedBy.name };

import type { CaseEvent } from "../../schemas/events.ts";
import { reachedItems } from "../case/follow-ups.ts";
import { join, tallyOf } from "../case/join.ts";
import { type CaseState, isOpen } from "../case/state.ts";
import { processOf, type World } from "../case/world.ts";
import type { Claim, WaitingOn, WorklistRow } from "../ports/case-store.ts";

/** Whom an open case waits for. */
export const waitingOnOf = (world: World, state: CaseState): WaitingOn | null => {
  if (!isOpen(state)) return null;
  if (state.status === "awaiting-applicant") return "applicant";
  if (state.status === "settled") return "hub";
  const process = processOf(world, state);
  return join(tallyOf(reachedItems(process, state)), process.onRejection) === "advance"
    ? "hub"
    : "department";
};

/** Rows of the departments' worklists that differ from those before. */
export const worklistChanges = (before: CaseState | null, after: CaseState): WorklistRow[] =>
  Object.values(after.items)
    .filter((item) => item.round > 0 && (item !== before?.items[item.id] || before.title !== after.title))
    .map((item) => ({
      caseId: after.caseId,
      itemId: item.id,
      department: item.plan.department,
      status: item.status,
      title: after.title,
      round: item.round,
      askedOn: item.askedOn,
      dueOn: item.due.promised ?? item.due.statutory ?? item.replyBy,
      overdue: item.overdue,
    }));

/**
 * Values an append claims or frees: names while their case lives and for ever once issued, codes for ever the
 * moment a department gives them.
 */
export const claimsOf = (world: World, before: CaseState | null, events: readonly CaseEvent[]): Claim[] =>
  events.flatMap((event): Claim[] => {
    switch (event.type) {
      case "CaseFiled":
        return reserve(event.reservation);
      case "RevisionSubmitted":
        return event.reservation === before?.reservation
          ? []
          : [...release(before?.reservation ?? null), ...reserve(event.reservation)];
      case "ItemApproved":
        return Object.entries(event.outputs)
          .filter(([name]) => world.catalog.outputs.get(name)?.unique)
          .map(([name, value]) => ({ act: "reserve", key: `${name}:${String(value)}` }));
      case "CaseRefused":
      case "CaseWithdrawn":
        return release(before?.reservation ?? null);
      default:
        return [];
    }
  });

const reserve = (key: string | null): Claim[] => (key === null ? [] : [{ act: "reserve", key }]);
const release = (key: string | null): Claim[] => (key === null ? [] : [{ act: "release", key }]);

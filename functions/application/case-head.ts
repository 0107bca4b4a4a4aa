import type { CaseEvent } from "../../schemas/events.ts";
import { currentStage, maySettle, reachedItems } from "../case/follow-ups.ts";
import { join, tallyOf } from "../case/join.ts";
import { type CaseState, isOpen } from "../case/state.ts";
import { catalogOf, processOf, type World } from "../case/world.ts";
import type { Claim, WaitingOn, WorklistRow } from "../ports/case-store.ts";
import { documentClaims } from "./document-claims.ts";

/** Whom an open case waits for. */
export const waitingOnOf = (world: World, state: CaseState): WaitingOn | null => {
  if (!isOpen(state)) return null;
  if (state.status === "awaiting-applicant") return "applicant";
  if (state.status === "settled")
    return state.withdrawalRequest?.status === "submitted" ? "department" : "hub";
  const process = processOf(world, state);
  const outcome = join(tallyOf(reachedItems(process, state)), process.onRejection);
  if (outcome !== "advance") return "department";
  const stage = currentStage(process, state);
  return stage === null || maySettle(process, state, stage) ? "hub" : "applicant";
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
      dueOn: item.due.promised ?? item.due.statutory ?? (item.acceptedOn === null ? item.replyBy : null),
      overdue: item.overdue,
    }));

/**
 * Values an append claims or frees: a name while its case lives, and for ever once it is issued; a code from the
 * moment its department gives it, for ever unless the department gives another in its place before the licence.
 */
export const claimsOf = (
  world: World,
  caseId: string,
  before: CaseState | null,
  events: readonly CaseEvent[],
): Claim[] => {
  const catalog = before === null ? world.catalog : catalogOf(world, before);
  return [
    ...events.flatMap((event): Claim[] => {
      switch (event.type) {
        case "CaseFiled":
          return reserve(event.reservation);
        case "RevisionSubmitted":
          return event.reservation === before?.reservation
            ? []
            : [...release(before?.reservation ?? null), ...reserve(event.reservation)];
        case "ItemApproved":
          return Object.entries(event.outputs)
            .filter(([name]) => catalog.outputs.get(name)?.unique)
            .flatMap(([name, value]) => [
              ...replaced(before?.outputs[event.itemId]?.[name], name, value),
              { act: "reserve", key: `${name}:${String(value)}` },
            ]);
        case "CaseRefused":
        case "CaseWithdrawn":
        case "CaseReturned":
          return release(before?.reservation ?? null);
        default:
          return [];
      }
    }),
    ...documentClaims(caseId, before, events),
  ];
};

/** A code a department takes back before the licence is out, by giving another, is free again. */
const replaced = (standing: unknown, name: string, value: unknown): Claim[] =>
  standing === undefined || standing === value ? [] : release(`${name}:${String(standing)}`);

const reserve = (key: string | null): Claim[] => (key === null ? [] : [{ act: "reserve", key }]);
const release = (key: string | null): Claim[] => (key === null ? [] : [{ act: "release", key }]);

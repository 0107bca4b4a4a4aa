import type { CaseEvent } from "../../schemas/events.ts";
import { addDays, warningDays } from "../case/clock.ts";
import { reachedItems } from "../case/follow-ups.ts";
import { join, tallyOf } from "../case/join.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
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

const earliest = (dates: readonly (string | null)[]): string | null => {
  const known = dates.filter((date) => date !== null);
  return known.length === 0 ? null : known.reduce((a, b) => (a < b ? a : b));
};

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The next date on which an item wants the watch: a reply is late, a warning is due, a limit is past. */
const nextLookAt = (world: World, item: ItemState): string | null => {
  const isWaiting = item.status === "asked" || item.status === "accepted" || item.status === "correcting";
  if (!isWaiting) return null;
  const replyBy = item.acceptedOn === null && item.replyBy !== null ? item.replyBy : null;
  const reply = replyBy === null || item.status === "correcting" ? replyBy : dayAfter(replyBy);
  return earliest([reply, item.overdue ? null : nextAlarm(world, item)]);
};

const nextAlarm = (world: World, item: ItemState): string | null => {
  const limit = item.due.promised === null ? "statutory" : "promised";
  const dueOn = item.due[limit];
  const days = item.limits[limit];
  if (dueOn === null || days === null || item.acceptedOn === null) return null;
  if (item.warned) return dayAfter(dueOn);
  return addDays(world.calendar, item.acceptedOn, Math.max(days - warningDays(days), 0)) ?? dayAfter(dueOn);
};

/** The next date on which the watch must look at a case, or `null`. */
export const nextDueOf = (world: World, state: CaseState): string | null =>
  isOpen(state) ? earliest(Object.values(state.items).map((item) => nextLookAt(world, item))) : null;

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

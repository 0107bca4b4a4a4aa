import type { CaseEvent } from "../../schemas/events.ts";
import { isAskable } from "../case/ask-items.ts";
import { reservedBy } from "../case/evolve-project.ts";
import { unpaidFen } from "../case/fees/unpaid.ts";
import { currentStage, maySettle, reachedItems } from "../case/follow-ups.ts";
import { itemsOfStage, join, tallyOf } from "../case/join.ts";
import { type CaseState, type ItemState, isOpen } from "../case/state.ts";
import { catalogOf, processOf, type World } from "../case/world.ts";
import type { Claim, WaitingOn, WorklistRow } from "../ports/case-store.ts";
import { documentClaims } from "./document-claims.ts";
import { feesKey, freedProject, projectClaims } from "./project/project-claims.ts";
import { invitedRow, visitRows } from "./visit-rows.ts";

/** Whom an open case waits for; the hub itself where it could ask somebody, as when the process no longer has a visit. */
export const waitingOnOf = (world: World, state: CaseState): WaitingOn | null => {
  if (!isOpen(state)) return null;
  if (state.status === "awaiting-applicant") return "applicant";
  if (state.status === "settled") {
    if (state.withdrawalRequest?.status === "submitted") return "department";
    return unpaidFen(state) > 0 ? "applicant" : "hub";
  }
  const process = processOf(world, state);
  const stage = currentStage(process, state);
  const outcome = join(tallyOf(reachedItems(process, state)), process.onRejection);
  const isAskableNow = itemsOfStage(state, stage).some((item) => isAskable(process, state, item));
  if (outcome === "wait" && isAskableNow) return "hub";
  if (outcome !== "advance") return "department";
  return stage === null || maySettle(process, state, stage) ? "hub" : "applicant";
};

const itemRow = (state: CaseState, item: ItemState): WorklistRow => ({
  caseId: state.caseId,
  itemId: item.id,
  department: item.plan.department,
  status: item.status,
  title: state.title,
  round: item.round,
  askedOn: item.askedOn,
  dueOn: item.due.promised ?? item.due.statutory ?? (item.acceptedOn === null ? item.replyBy : null),
  overdue: item.overdue,
  greenChannel: state.greenChannel !== null,
  claimedBy: item.claimedBy?.name ?? null,
  ...invitedRow(state, item),
});

/** An item has a row from the day it is asked, or its department invited; the invitation may be called off again. */
const hasRow = (state: CaseState | null, { id }: ItemState): boolean => {
  const item = state?.items[id];
  return state !== null && item !== undefined && (item.round > 0 || invitedRow(state, item) !== null);
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Rows of the departments' worklists that differ from those before: of items, and of visits to arrange or to hold. */
export const worklistChanges = (world: World, before: CaseState | null, after: CaseState): WorklistRow[] => {
  const isOfMeeting = before?.meetings !== after.meetings;
  const items = Object.values(after.items)
    .filter((item) => item !== before?.items[item.id] || before.title !== after.title || isOfMeeting)
    .filter((item) => hasRow(before, item) || hasRow(after, item))
    .map((item) => itemRow(after, item));
  const visitsBefore = before === null ? [] : visitRows(world, before);
  const visits = visitRows(world, after).filter(
    (row) => !visitsBefore.some((each) => isSame(each, row)) && (before !== null || row.status !== "over"),
  );
  return [...items, ...visits];
};

/**
 * Values an append claims or frees: a name, or each of the works of a phase, while its case lives, and for ever once it is
 * issued, unless its process reserves only while a case is open; a code from the
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
          return [...reserve(reservedBy(event)), ...projectClaims(event)];
        case "RevisionSubmitted":
          return rereserved(before?.reservations ?? [], reservedBy(event));
        case "ItemApproved":
          return Object.entries(event.outputs)
            .filter(([name]) => catalog.outputs.get(name)?.unique)
            .flatMap(([name, value]) => [
              ...replaced(before?.outputs[event.itemId]?.[name], name, value),
              ...reserve([`${name}:${String(value)}`]),
            ]);
        case "ProjectFeesTaken":
          return before === null || before.project === null ? [] : reserve([feesKey(before.project.code)]);
        case "LicenceIssued":
          return before !== null && processOf(world, before).isReservedWhileOpen
            ? release(before.reservations)
            : [];
        case "CaseRefused":
        case "CaseWithdrawn":
        case "CaseReturned":
          return [...release(before?.reservations ?? []), ...freedProject(before)];
        default:
          return [];
      }
    }),
    ...documentClaims(caseId, before, events),
  ];
};

/** A code a department takes back before the licence is out, by giving another, is free again. */
const replaced = (standing: unknown, name: string, value: unknown): Claim[] =>
  standing === undefined || standing === value ? [] : release([`${name}:${String(standing)}`]);

const reserve = (keys: readonly string[]): Claim[] => keys.map((key) => ({ act: "reserve", key }));
const release = (keys: readonly string[]): Claim[] => keys.map((key) => ({ act: "release", key }));

/** What a correction changes of what a case reserves: what it reserves still is left alone. */
const rereserved = (before: readonly string[], after: readonly string[]): Claim[] => [
  ...release(before.filter((key) => !after.includes(key))),
  ...reserve(after.filter((key) => !before.includes(key))),
];

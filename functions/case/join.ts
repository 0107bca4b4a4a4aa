import type { RejectionPolicy } from "../processes/process.ts";
import { type CaseState, type ItemState, isReviewing, isThrough } from "./state.ts";

/** What the answers of a stage, taken together, mean. */
export type JoinOutcome = "wait" | "notify" | "refuse" | "lead" | "advance";

/** How many items stand where. Only items that take part are counted. */
export interface Tally {
  reviewing: number;
  waiting: number;
  correcting: number;
  rejected: number;
  silent: number;
  through: number;
}

/** One row of the decision table: the first whose condition holds decides. */
export interface JoinRow {
  row: string;
  holds: (tally: Tally, policy: RejectionPolicy) => boolean;
  outcome: JoinOutcome;
}

/**
 * The decision table for mixed answers. Rows are read from the top; the first that holds decides, and where none
 * holds every item is through: advance.
 *
 * | rejected | silent | reviewing | correcting | waiting for input | outcome |
 * |---|---|---|---|---|---|
 * | ≥1, and no lead decides | any | any (ends at once) or 0 | any | any | refuse |
 * | any | any | ≥1 | any | any | wait |
 * | ≥1, and the lead decides | any | 0 | any | any | lead: it rules on each objection |
 * | 0 | ≥1 | 0 | any | any | lead: it rules where a department stayed silent |
 * | 0 | 0 | 0 | ≥1 | any | notify: one notice with every wish |
 * | 0 | 0 | 0 | 0 | ≥1 | wait: an input is on its way |
 * | 0 | 0 | 0 | 0 | 0 | advance |
 */
export const joinTable: readonly JoinRow[] = [
  {
    row: "a refusal ends the case",
    holds: (tally, policy) =>
      tally.rejected > 0 && (policy === "end-at-once" || (policy === "await-all" && tally.reviewing === 0)),
    outcome: "refuse",
  },
  { row: "somebody still reviews", holds: (tally) => tally.reviewing > 0, outcome: "wait" },
  {
    row: "an objection or a silence waits for the lead",
    holds: (tally) => tally.rejected + tally.silent > 0,
    outcome: "lead",
  },
  {
    row: "everybody answered and somebody wishes a correction",
    holds: (tally) => tally.correcting > 0,
    outcome: "notify",
  },
  { row: "an item waits for another's output", holds: (tally) => tally.waiting > 0, outcome: "wait" },
];

/** Count items by where they stand. */
export const tallyOf = (items: Iterable<ItemState>): Tally => {
  const tally: Tally = { reviewing: 0, waiting: 0, correcting: 0, rejected: 0, silent: 0, through: 0 };
  for (const item of items) {
    if (isThrough(item)) tally.through += 1;
    else if (isReviewing(item)) tally.reviewing += 1;
    else if (item.status === "correcting") tally.correcting += 1;
    else if (item.status === "rejected") tally.rejected += 1;
    else if (item.status === "silent") tally.silent += 1;
    else if (item.status === "waiting") tally.waiting += 1;
  }
  return tally;
};

/** Read the table. Pure over the counts, so equal tallies have equal outcomes whoever answered first. */
export const join = (tally: Tally, policy: RejectionPolicy): JoinOutcome =>
  joinTable.find((row) => row.holds(tally, policy))?.outcome ?? "advance";

/** The items of one stage of a case, in the plan's order; none of no stage. */
export const itemsOfStage = (state: CaseState, stageId: string | null): ItemState[] =>
  Object.values(state.items).filter((item) => item.plan.stage === stageId);

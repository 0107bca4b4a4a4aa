import { unpaidFen } from "../../case/fees/unpaid.ts";
import { type CaseState, endingOf } from "../../case/state.ts";

/** Whether anything may be owed on a case: one that ended without its result asks for nothing and gives back what it has. */
export const isOwing = (state: Pick<CaseState, "status">): boolean => {
  const ending = endingOf(state);
  return ending === null || ending === "issued";
};

/** What of the treasury's part is owed on a case as it stands, in fen; 0 once it ended without its result. */
export const owedFen = (state: Pick<CaseState, "status" | "fees">): number =>
  isOwing(state) ? unpaidFen(state) : 0;

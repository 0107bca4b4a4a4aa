import type { FeeSummary } from "../../../schemas/fee-view.ts";
import type { CaseState } from "../../case/state.ts";
import { owedFen } from "./owed.ts";

/** The fees of a case in figures, for everybody who follows it; `null` before its sheet. */
export const feeSummaryOf = (state: Pick<CaseState, "fees" | "status">): FeeSummary | null => {
  const { sheet, issuedOn } = state.fees;
  if (sheet === null || issuedOn === null) return null;
  return {
    sheetId: sheet.sheetId,
    issuedOn,
    payableFen: sheet.payableFen,
    treasuryFen: sheet.treasury.payableFen,
    outstandingFen: owedFen(state),
    reliefFen: sheet.reliefFen,
    isDemonstration: sheet.table.isDemonstration,
  };
};

import type { FeeSummary } from "../../../schemas/fee-view.ts";
import { unpaidFen } from "../../case/fees/unpaid.ts";
import type { CaseState } from "../../case/state.ts";

/** The fees of a case in figures, for everybody who follows it; `null` before its sheet. */
export const feeSummaryOf = (state: Pick<CaseState, "fees">): FeeSummary | null => {
  const { sheet, issuedOn } = state.fees;
  if (sheet === null || issuedOn === null) return null;
  return {
    sheetId: sheet.sheetId,
    issuedOn,
    payableFen: sheet.payableFen,
    treasuryFen: sheet.treasury.payableFen,
    outstandingFen: unpaidFen(state),
    reliefFen: sheet.reliefFen,
    isDemonstration: sheet.table.isDemonstration,
  };
};

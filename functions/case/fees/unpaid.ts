import type { FeeShare } from "../../../schemas/fees.ts";
import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import type { CaseState } from "../state.ts";
import { sumOf } from "./amounts.ts";
import { outstandingOf } from "./payment.ts";
import { standingPayments } from "./standing-payments.ts";

/** What is still owed on the sheet of a case, by who collects it on a day; nothing before there is one. */
export const outstandingFees = ({ fees }: Pick<CaseState, "fees">, on: IsoDate): FeeShare[] =>
  fees.sheet === null ? [] : outstandingOf(fees.sheet, standingPayments(fees), on);

/**
 * What of the treasury's part is still to be paid before the licence, in fen; 0 where nothing is owed. Who collects it
 * changes from day to day, how much does not. Prices of intermediaries are owed under their contracts and hold up nothing.
 */
export const unpaidFen = (state: Pick<CaseState, "fees">): number => {
  const { sheet } = state.fees;
  if (sheet === null) return 0;
  const owed = outstandingFees(state, sheet.on).filter(({ part }) => part === "treasury");
  return sumOf(owed.map(({ amountFen }) => amountFen));
};

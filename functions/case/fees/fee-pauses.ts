import { shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import type { Pause } from "../clock-acts.ts";
import type { CaseState } from "../state.ts";
import { standingOf } from "./standing.ts";
import { unpaidFen } from "./unpaid.ts";

/**
 * The stretch in which a case waits for its fees to be paid: every department has decided, and what is left is the
 * applicant's, so neither clock of the case runs. The limits of the items ended with their decisions.
 *
 * 行政许可法第四十五条 does not name it; a lead that answers for the days a payer takes would be worse. It stands in the
 * explanation of the clock like every other stretch.
 */
export const feePausesOf = ({ fees }: Pick<CaseState, "fees">): Pause[] => {
  const { sheet, issuedOn } = fees;
  if (sheet === null || issuedOn === null) return [];
  const from = { from: issuedOn, statutory: true };
  if (unpaidFen({ fees }) > 0) return [{ ...from, to: null }];
  const paidOn = standingOf(fees).map(({ paidAt }) => shanghaiDate(paidAt));
  const last = paidOn.toSorted().at(-1);
  return last === undefined ? [] : [{ ...from, to: last < issuedOn ? issuedOn : last }];
};

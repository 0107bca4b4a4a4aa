import { type ClockAct, closed, opened, type Pause } from "../clock-acts.ts";

/**
 * The stretches in which a case waits for nothing but its fees, from the acts on it alone: every department has decided,
 * and what is left is the applicant's, so neither clock of the case runs. The limits of the items ended with their
 * decisions.
 *
 * It begins with the bill, and again when departments that had to look once more have agreed and the bill is unpaid still.
 * It ends when the hub was told that the treasury's part is paid, when departments look again, and with the case. A payer
 * answers for no channel that reports late, and neither does a lead: the day of the report counts. Prices of
 * intermediaries, owed under their contracts, end nothing.
 *
 * 行政许可法第四十五条 does not name it; a lead that answers for the days a payer takes would be worse.
 */
export const feePausesOf = (acts: readonly ClockAct[]): readonly Pause[] => {
  let pauses: Pause[] = [];
  for (const act of acts) {
    switch (act.act) {
      case "billed":
        pauses = act.isOwed ? opened(pauses, act, true) : closed(pauses, act);
        break;
      case "paid":
        if (act.isSettled) pauses = closed(pauses, act);
        break;
      case "reopened":
      case "resubmitted":
      case "decided":
        pauses = closed(pauses, act);
        break;
    }
  }
  return pauses;
};

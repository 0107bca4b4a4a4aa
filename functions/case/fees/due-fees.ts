import type { CaseEvent } from "../../../schemas/events.ts";
import type { FeeRefund, RefundReason } from "../../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import { type IsoDate, shanghaiDate } from "../../catalog/calendar/shanghai.ts";
import { feeTableOf, feeTableOn } from "../../catalog/fees/fee-editions.ts";
import type { Process } from "../../processes/process.ts";
import { caseAcceptedOn } from "../case-clock.ts";
import { limitEndOrNull } from "../clock.ts";
import type { Now } from "../commands.ts";
import type { CaseState } from "../state.ts";
import type { World } from "../world.ts";
import { feeSheet } from "./fee-sheet.ts";
import { owedFacts } from "./owed-facts.ts";
import { overpaidRefunds, refundOf } from "./refund.ts";
import { standingPayments } from "./standing-payments.ts";
import { unpaidFen } from "./unpaid.ts";

/** The day by whose table a case pays: its acceptance, or the day it came in where nobody had to accept it. */
export const feeDayOf = (state: CaseState): IsoDate =>
  state.fees.sheet?.on ?? caseAcceptedOn(state) ?? state.receivedOn ?? shanghaiDate(state.filedAt);

/**
 * The fee sheet a case would have by its facts of now, or `null` where the process has no fees, or no table was in force
 * on its day: without a table nothing is collectable.
 *
 * A case that has a sheet keeps its day and its edition of the table, whatever was published or moved since; where that
 * edition is not held any more, the sheet it has stands.
 */
const feeSheetFor = (
  { fees: editions = [] }: Pick<World, "fees">,
  { feeFacts }: Pick<Process, "feeFacts">,
  state: CaseState,
): FeeSheet | null => {
  if (feeFacts === undefined) return null;
  const [{ sheet }, on] = [state.fees, feeDayOf(state)];
  const table = sheet === null ? feeTableOn(editions, on) : feeTableOf(editions, sheet.table.version);
  return table === undefined
    ? sheet
    : feeSheet(owedFacts(feeFacts(state.form, state.caseId), state.project, table), table, on);
};

const ordered = (refunds: readonly FeeRefund[], { on }: Now): CaseEvent[] =>
  refunds.map((refund) => ({ type: "RefundOrdered", refund, on }));

const givenIn = (state: CaseState): FeeRefund[] => state.fees.refunds.map(({ refund }) => refund);

/** The last day to pay what the treasury is owed, as a sheet of today tells it; `null` where no rule sets one. */
const payByOf = (
  { calendar, profile }: Pick<World, "calendar" | "profile">,
  owedFen: number,
  { on }: Now,
): IsoDate | null => (owedFen === 0 ? null : limitEndOrNull(calendar, on, profile.feePayment.limit));

/**
 * The fee sheet of a case whose stages are through (一表收费), once; again where its facts have changed since. A sheet
 * that asks for less than was paid orders the difference back.
 *
 * Nobody is asked to pay for an application whose withdrawal waits for a ruling; once it is refused, the sheet follows.
 * @see 行政许可法第五十八条、第五十九条
 */
export const feeSheetEvents = (
  world: Pick<World, "fees" | "calendar" | "profile">,
  process: Pick<Process, "feeFacts">,
  state: CaseState,
  now: Now,
): CaseEvent[] => {
  if (state.status !== "settled" || state.withdrawalRequest?.status === "submitted") return [];
  const sheet = feeSheetFor(world, process, state);
  if (sheet === null) return [];
  if (sheet.sheetId !== state.fees.sheet?.sheetId) {
    const payBy = payByOf(world, unpaidFen({ fees: { ...state.fees, sheet } }), now);
    return [{ type: "FeeSheetIssued", sheet, on: now.on, ...(payBy === null ? {} : { payBy }) }];
  }
  return ordered(overpaidRefunds(sheet, standingPayments(state.fees), givenIn(state)), now);
};

/**
 * The refunds of everything that was paid and stands, where a case ends without a licence; of each payment once.
 * Intermediaries are paid under their contracts: what the hub was told of goes back through the channel that took it.
 */
export const refundEvents = (
  state: CaseState,
  reason: Extract<RefundReason, "withdrawn" | "refused" | "returned">,
  now: Now,
): CaseEvent[] =>
  ordered(
    standingPayments(state.fees).map((payment) => refundOf(state, payment, reason, givenIn(state))),
    now,
  );

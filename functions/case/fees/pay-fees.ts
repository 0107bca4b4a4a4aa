import type { EventOf } from "../../../schemas/events.ts";
import type { FeePayment, PaymentNotice } from "../../../schemas/fee-payment.ts";
import type { FeeSheet } from "../../../schemas/fees.ts";
import type { CommandOf, Now } from "../commands.ts";
import { type Decision, refuse } from "../decision.ts";
import { canonical } from "../scope.ts";
import { type CaseState, isOpen } from "../state.ts";
import type { World } from "../world.ts";
import { sumOf } from "./amounts.ts";
import { type ReadingFault, readPayment } from "./payment.ts";
import { refusalOfChannel, refusalOfTime } from "./payment-channel.ts";
import { chargesOf } from "./split.ts";
import { standingPayments } from "./standing-payments.ts";

type Why = EventOf<"PaymentTurnedBack">["why"];

/** A payment in the words of its notice: what each collector got, not which charges it paid. */
const noticeOf = ({ lines, by: _, ...payment }: FeePayment): PaymentNotice => ({
  ...payment,
  lines: [...Map.groupBy(lines, ({ collector }) => collector)].map(([collector, of]) => ({
    collector,
    amountFen: sumOf(of.map(({ amountFen }) => amountFen)),
  })),
});

/** A notice with its lines in one order and its time in one zone, to be held against another. */
const normal = ({ lines, paidAt, ...notice }: PaymentNotice): string =>
  canonical({
    ...notice,
    paidAt: new Date(paidAt).toISOString(),
    lines: lines.toSorted((one, other) => (one.collector < other.collector ? -1 : 1)),
  });

/**
 * The earlier notice of the same payment, taken or turned back. Each department numbers its own payments; those kept
 * without its name are of the only channel there was.
 */
const earlierOf = (
  { fees }: CaseState,
  department: string,
  { paymentId }: PaymentNotice,
): PaymentNotice | null => {
  const isOf = (id: string, by = department): boolean => id === paymentId && by === department;
  const taken = fees.payments.find((payment) => isOf(payment.paymentId, payment.by));
  if (taken !== undefined) return noticeOf(taken);
  return fees.turnedBack.find(({ notice, by }) => isOf(notice.paymentId, by))?.notice ?? null;
};

/** Whether a sheet was made for a case, as its id says: this one, or one that was replaced. */
const isOfCase = (sheetId: string, { caseId }: CaseState): boolean => sheetId.startsWith(`${caseId}-fees-`);

const isCharged = (sheet: FeeSheet, collector: string): boolean =>
  chargesOf(sheet).some(
    ({ payableFen, collectors }) => payableFen > 0 && collectors.some((each) => each.collector === collector),
  );

/** Somebody who is owed nothing, though the sheet names them, was paid before. */
const whyOf = (sheet: FeeSheet, fault: ReadingFault): Why => {
  switch (fault.kind) {
    case "OtherSheet":
      return "other-sheet";
    case "NothingOwed":
      return isCharged(sheet, fault.collector) ? "paid-twice" : "amount-differs";
    case "AmountDiffers":
      return "amount-differs";
  }
};

/** A case that ended without a licence takes no money; one with its licence may still have prices of intermediaries open. */
const hasEnded = (state: CaseState): boolean => !isOpen(state) && state.status !== "issued";

const taken = (
  sheet: FeeSheet,
  state: CaseState,
  { department: by, notice }: CommandOf<"PayFees">,
  { on }: Now,
): Decision => {
  const turnedBack = (why: Why): Decision => ({
    events: [{ type: "PaymentTurnedBack", notice, by, why, on }],
  });
  if (hasEnded(state)) return turnedBack("case-closed");
  const reading = readPayment(sheet, notice, standingPayments(state.fees));
  return "fault" in reading
    ? turnedBack(whyOf(sheet, reading.fault))
    : { events: [{ type: "FeesPaid", payment: { ...reading.payment, by }, on }] };
};

/**
 * Take in what a payment channel reports as paid (缴费到账): once for each payment of the channel, whatever id the message
 * bears.
 *
 * A notice says that money has arrived, so money for a bill of this case is on record in any case: as a payment, or as
 * one that goes back (`PaymentTurnedBack`), because the case ended, all was paid, the sheet was replaced, or the amount is
 * not what is owed. A payment is taken whole or goes back whole; nothing is credited by guess.
 *
 * Refused is what cannot be about a bill of this case, so that the channel keeps the money and corrects its notice: no
 * sheet was issued (`NoFeesDue`), the sheet is one of another case, the same payment was reported with other content, or
 * its time cannot be (`PaymentWrong`). Recording it here would give the same money back twice once it is reported right.
 * Also refused: a department that is no payment channel, and new money once the personal data of the case was ordered out
 * of use (`Erased`): the record it would stand in is about to go.
 */
export const payFees = (
  world: World,
  state: CaseState,
  command: CommandOf<"PayFees">,
  now: Now,
): Decision => {
  const { department, notice } = command;
  const stranger = refusalOfChannel(world, department, now);
  if (stranger !== null) return stranger;
  const { paymentId, sheetId, paidAt } = notice;
  const earlier = earlierOf(state, department, notice);
  if (earlier !== null)
    return normal(earlier) === normal(notice)
      ? { events: [] }
      : refuse({ kind: "PaymentWrong", fault: { kind: "IdReused", paymentId } });
  if (state.isErased) return refuse({ kind: "Erased" });
  const { sheet } = state.fees;
  if (sheet === null) return refuse({ kind: "NoFeesDue", status: state.status });
  if (!isOfCase(sheetId, state)) {
    const fault = { kind: "OtherSheet", sheetId, expected: sheet.sheetId } as const;
    return refuse({ kind: "PaymentWrong", fault });
  }
  return refusalOfTime("paidAt", paidAt, state.filedAt, now) ?? taken(sheet, state, command, now);
};

import type { CaseEvent } from "../../schemas/events.ts";
import { refundIdOfTurnedBack } from "./fees/refund.ts";
import type { Fees } from "./state.ts";

type FeeEvent = Extract<
  CaseEvent,
  { type: "FeeSheetIssued" | "FeesPaid" | "PaymentTurnedBack" | "RefundOrdered" | "RefundMade" }
>;

const feeEvents: ReadonlySet<string> = new Set<FeeEvent["type"]>([
  "FeeSheetIssued",
  "FeesPaid",
  "PaymentTurnedBack",
  "RefundOrdered",
  "RefundMade",
]);

/** True for an event about what a case owes. */
export const isFeeEvent = (event: CaseEvent): event is FeeEvent => feeEvents.has(event.type);

/** What a case owes before its sheet. */
export const noFees: Fees = {
  sheet: null,
  issuedOn: null,
  payBy: null,
  payments: [],
  turnedBack: [],
  refunds: [],
};

/** Fold what happened to the fees of a case into them. A sheet that is issued again takes the place of the one before. */
export const evolveFees = (fees: Fees, event: FeeEvent): Fees => {
  switch (event.type) {
    case "FeeSheetIssued":
      return { ...fees, sheet: event.sheet, issuedOn: event.on, payBy: event.payBy ?? null };
    case "FeesPaid":
      return { ...fees, payments: [...fees.payments, event.payment] };
    case "PaymentTurnedBack": {
      const { notice, by, why, on } = event;
      return { ...fees, turnedBack: [...fees.turnedBack, { notice, by, why, on, madeOn: null }] };
    }
    case "RefundOrdered":
      return {
        ...fees,
        refunds: [...fees.refunds, { refund: event.refund, orderedOn: event.on, madeOn: null }],
      };
    case "RefundMade":
      return {
        ...fees,
        refunds: fees.refunds.map((each) =>
          each.refund.refundId === event.refundId ? { ...each, madeOn: event.on } : each,
        ),
        turnedBack: fees.turnedBack.map((each) =>
          refundIdOfTurnedBack(each) === event.refundId ? { ...each, madeOn: event.on } : each,
        ),
      };
  }
};

import type { Fees } from "../state.ts";
import { refundIdOfTurnedBack } from "./refund.ts";

/** Money that goes back: the id under which it does, how much, and when it went; `null` while it has not. */
export interface GoingBack {
  refundId: string;
  amountFen: number;
  madeOn: string | null;
}

/** Everything of a case that is to go back or did: what was ordered back, then what was never credited. */
export const goingBack = ({ refunds, turnedBack }: Pick<Fees, "refunds" | "turnedBack">): GoingBack[] => [
  ...refunds.map(({ refund: { refundId, amountFen }, madeOn }) => ({ refundId, amountFen, madeOn })),
  ...turnedBack.map((each) => ({
    refundId: refundIdOfTurnedBack(each),
    amountFen: each.notice.amountFen,
    madeOn: each.madeOn,
  })),
];

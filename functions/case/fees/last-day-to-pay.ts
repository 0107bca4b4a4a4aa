import type { IsoDate } from "../../catalog/calendar/shanghai.ts";
import { type LastDay, lastDayOf } from "../last-days.ts";
import type { CaseState } from "../state.ts";
import type { World } from "../world.ts";
import { unpaidFen } from "./unpaid.ts";

type Payer = Pick<CaseState, "status" | "fees" | "acts" | "withdrawalRequest">;

/**
 * Since when the applicant has only to pay: the last bill, be it that the same was due again once departments had looked
 * anew; or the refusal of a withdrawal that was ruled on since.
 */
const owedSince = ({ acts, withdrawalRequest }: Payer): IsoDate | null => {
  const billedOn = acts.findLast(({ act }) => act === "billed")?.on ?? null;
  const ruledOn = withdrawalRequest?.ruledOn ?? null;
  return billedOn !== null && ruledOn !== null && ruledOn > billedOn ? ruledOn : billedOn;
};

/**
 * By when the treasury's part of a bill is to be paid (缴费期限): computed anew whenever it is asked for. `null` where
 * nothing is owed, where the case waits for somebody else, and where no rule sets a limit.
 */
export const lastDayToPay = (world: Pick<World, "calendar" | "profile">, state: Payer): LastDay => {
  const isAsked = state.status === "settled" && state.withdrawalRequest?.status !== "submitted";
  if (!isAsked || unpaidFen(state) === 0) return null;
  const since = owedSince(state);
  if (since === null) return null;
  const told = since === state.fees.issuedOn ? state.fees.payBy : null;
  return lastDayOf(world, told, since, world.profile.feePayment.limit);
};

import type { Now } from "../commands.ts";
import { type Decision, refuse } from "../decision.ts";
import { catalogOn, type World } from "../world.ts";

/** How far the clock of a channel may be ahead, in milliseconds. */
const TOLERANCE_MS = 5 * 60_000;

/** The departments that report payments and pay back, as the power list of a day has them, by id. */
export const paymentChannels = (world: World, on: Now["on"]): string[] =>
  [...catalogOn(world, on).departments.values()]
    .filter(({ isPaymentChannel = false }) => isPaymentChannel)
    .map(({ id }) => id);

/** The refusal of a department that is no payment channel, or `null`. Money is nobody else's to report. */
export const refusalOfChannel = (world: World, department: string, { on }: Now): Decision | null =>
  paymentChannels(world, on).includes(department) ? null : refuse({ kind: "NotAPaymentChannel", department });

/** The refusal of a time that lies ahead, or before what it is about was there; `null` for one that may be. */
export const refusalOfTime = (
  field: "paidAt" | "refundedAt",
  at: string,
  from: string,
  now: Now,
): Decision | null => {
  const until = new Date(Date.parse(now.at) + TOLERANCE_MS).toISOString();
  const isRight = Date.parse(at) >= Date.parse(from) && Date.parse(at) <= Date.parse(until);
  return isRight
    ? null
    : refuse({ kind: "PaymentWrong", fault: { kind: "TimeWrong", field, at, from, until } });
};

import * as z from "zod";
import { between, type Dice, happens } from "./dice.ts";
import { ruling } from "./ruling.ts";

/** The longest a timer can be set, a little below 2^31 ms. */
const MAX_WAIT_MS = 2_000_000_000;

const wait = z.int().min(0).max(MAX_WAIT_MS);
const waitRange = z
  .tuple([wait, wait])
  .refine(([low, high]) => low <= high, { error: "the first number must not be above the second" });
const rate = z.number().min(0).max(1);

/**
 * How well or badly a department's system behaves; changeable while it runs.
 *
 * Rates are from 0 to 1 and count per answer (`duplicateRate`, `dropAnswerRate`), per ask (`reorderRate`) or per
 * delivery attempt (`outageRate`). Waits are drawn from `[min, max]` in milliseconds. What is drawn for a delivery is
 * drawn when it arrives and kept, so that turning a dial changes what comes, not what is under way; outages,
 * `holdDecisions`, `unreachable` and `ruling` count at once.
 */
export const twinDials = z.strictObject({
  /** From receipt to acceptance (受理). */
  acceptAfterMs: waitRange,
  /** From acceptance to the decision. */
  decideAfterMs: waitRange,
  /** Answers sent once more after the hub acknowledged them, with the same id. */
  duplicateRate: rate,
  /** Asks whose acceptance leaves after the decision. */
  reorderRate: rate,
  /** Deliveries answered 503 with `Retry-After`. */
  outageRate: rate,
  /** Until this instant every delivery is answered 503. */
  outageUntil: z.iso.datetime({ offset: true }).nullable().optional(),
  /** Decisions and rulings that are due wait until this is turned off, reminded or not; acceptances go out, deliveries are taken. */
  holdDecisions: z.boolean().optional(),
  /** The line is cut: deliveries get no answer, answers do not get out. */
  unreachable: z.boolean().optional(),
  /** How it rules when it leads. @default - it refuses where it objected itself, else it lets the case go on */
  ruling: ruling.optional(),
  /** It declines invitations to visits and meetings. @default false: it confirms */
  declines: z.boolean().optional(),
  /** It does not come to visits and meetings it is invited to, whatever it said. @default false */
  absent: z.boolean().optional(),
  /** How far the department's clock is off, in answers it dates and signs. Beyond 300,000 the hub finds them stale. */
  clockSkewMs: z.int().min(-MAX_WAIT_MS).max(MAX_WAIT_MS),
  /** Answers whose first attempt fails: half of them never leave, half arrive and the reply is lost. */
  dropAnswerRate: rate,
});
/** See {@link twinDials}. */
export type TwinDials = z.infer<typeof twinDials>;

/** A department that works well: acceptance within a second, decision within three, no faults. */
export const steadyDials: Readonly<TwinDials> = {
  acceptAfterMs: [200, 1_000],
  decideAfterMs: [500, 2_000],
  duplicateRate: 0,
  reorderRate: 0,
  outageRate: 0,
  clockSkewMs: 0,
  dropAnswerRate: 0,
};

/** What is drawn for one answer: sent twice, and what its first attempt loses. */
export interface AnswerPlan {
  duplicate: boolean;
  loses: "nothing" | "request" | "reply";
}

/** All that chance decides about one delivery. `jitter` seeds the pauses between attempts. */
export interface DeliveryPlan {
  /** Whether it declines an invitation, and whether it stays away. @default false, as in records made before there were any */
  declines?: boolean;
  absent?: boolean;
  acceptAfterMs: number;
  decideAfterMs: number;
  reorder: boolean;
  acceptance: AnswerPlan;
  decision: AnswerPlan;
  jitter: number;
}

const drawAnswer = (dials: TwinDials, dice: Dice): AnswerPlan => {
  const duplicate = happens(dice, dials.duplicateRate);
  const isLost = happens(dice, dials.dropAnswerRate);
  const isRequest = happens(dice, 0.5);
  const loses = isRequest ? "request" : "reply";
  return { duplicate, loses: isLost ? loses : "nothing" };
};

/** Draw the plan of one delivery; always the same number of throws, so that runs stay comparable. */
export const drawPlan = (dials: TwinDials, dice: Dice): DeliveryPlan => ({
  acceptAfterMs: between(dice, dials.acceptAfterMs),
  decideAfterMs: between(dice, dials.decideAfterMs),
  declines: dials.declines ?? false,
  absent: dials.absent ?? false,
  reorder: happens(dice, dials.reorderRate),
  acceptance: drawAnswer(dials, dice),
  decision: drawAnswer(dials, dice),
  jitter: between(dice, [0, 4_294_967_295]),
});

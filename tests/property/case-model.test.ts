import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseEvent } from "../../schemas/events.ts";
import { foldsAnywhere, wholeWalk } from "./case-model.ts";
import { walk } from "./case-steps.ts";
import { companySetting } from "./company-setting.ts";
import { syntheticSetting } from "./synthetic-setting.ts";

/** A failure prints its seed and path; give the seed here to see the same walks again. */
const seed = process.env.PROPERTY_SEED === undefined ? Date.now() : Number(process.env.PROPERTY_SEED);
const numRuns = Number(process.env.PROPERTY_RUNS ?? 1000);

const eventTypes = caseEvent.options.map((option) => option.shape.type.value);

/** Events of rules that have walks of their own, in `fee-walks`, `visits`, `green-channel` and the walks of joint review. */
const walkedElsewhere: ReadonlySet<string> = new Set([
  "FeeSheetIssued",
  "FeesPaid",
  "PaymentTurnedBack",
  "RefundOrdered",
  "RefundMade",
  "MeetingProposed",
  "InvitationsRenewed",
  "MeetingReplied",
  "MeetingAttended",
  "MeetingHeld",
  "MeetingCalledOff",
  "InheritedRevoked",
  "ProjectFeesTaken",
  "GreenChannelGranted",
]);

/** Settings, and the events that cannot come up in them: every item of a registration gives something but its consent. */
const settings = [
  ["joint company registration", companySetting, ["ItemDeemedConsent"]],
  ["made-up processes", syntheticSetting, []],
] as const;

describe.each(settings)("whatever happens to %s", (_, setting) => {
  it("every rule holds after every step, and a willing end is always to be had", { timeout: 240_000 }, () => {
    const property = fc.property(setting, walk, (where, path) => {
      const { history, wrong } = wholeWalk(where, path);

      expect([...wrong, ...foldsAnywhere(history)]).toEqual([]);
    });

    fc.assert(property, { seed, numRuns });
  });
});

describe("the walks themselves", () => {
  it.each(settings)("meet every event there is on the way through %s", (_, setting, strangers) => {
    const walks = fc.sample(fc.tuple(setting, walk), { seed: 1, numRuns: 400 });

    const met = new Set(
      walks.flatMap(([where, path]) => wholeWalk(where, path).history.log.map(({ event }) => event.type)),
    );

    const missing = eventTypes.filter((type) => !met.has(type) && !walkedElsewhere.has(type));
    expect(missing).toEqual(strangers);
  });
});

import { describe, expect, it } from "vitest";
import type { Command } from "../../../functions/case/commands.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answering,
  askedItems,
  holdingOf,
  onSite,
  proposalOf,
  proposed,
  replyOf,
  signInOf,
  takingPart,
  visitBegins,
  visitOf,
} from "../../support/joint-review-acts.ts";
import { approveJoint, countOf, filedJoint } from "../../support/joint-review-cases.ts";
import { absencesOf, visitWish } from "../../support/joint-review-turns.ts";
import { later } from "../../support/moments.ts";

const settle: Command = { type: "SettleStage" };

/** One item of each process with a visit whose department declines: what counts for it where it does not come. */
const DECLINING = [
  { sample: "survey", itemId: "green-siting", absence: "deemed-consent", status: "deemed" },
  { sample: "survey", itemId: "environmental-siting", absence: "must-answer", status: "accepted" },
  { sample: "acceptance", itemId: "green-acceptance", absence: "must-answer", status: "accepted" },
] as const;

describe.each(DECLINING)("$itemId declines the visit twice", ({ sample, itemId, absence, status }) => {
  const second = later(visitBegins, { minutes: 10 });

  const reached = (): History => {
    const history = filedJoint(sample);
    if (sample === "acceptance") {
      approveJoint(history, undefined, proposed);
      history.perform(settle, proposed);
    }
    return history;
  };

  /** Propose, be declined with a reason, propose another time, and be declined once more. */
  const declinedTwice = (): History => {
    const history = reached();
    const { world } = history;
    history.perform(proposalOf(world, history.state()), proposed);
    history.perform(replyOf(world, history.state(), itemId, proposed, "人员外出培训"), proposed);
    history.perform(proposalOf(world, history.state(), second), later(proposed, { minutes: 5 }));
    const answered = later(proposed, { minutes: 10 });
    history.perform(replyOf(world, history.state(), itemId, answered, "车辆检修"), answered);
    return history;
  };

  const allOthersSignIn = (history: History): void => {
    const { invited, lead } = visitOf(history.world, history.state());
    for (const { item, department } of invited)
      if (item !== itemId && department !== lead)
        history.perform(signInOf(history.world, history.state(), item, onSite), onSite);
  };

  it("keeps both reasons on record, each with the visit it was about", () => {
    const history = declinedTwice();

    expect(
      history
        .state()
        .meetings.map(({ number, status: standing, replies }) => [
          number,
          standing,
          replies.map(({ item, reply, reason }) => [item, reply, reason]),
        ]),
    ).toEqual([
      [1, "superseded", [[itemId, "declined", "人员外出培训"]]],
      [2, "proposed", [[itemId, "declined", "车辆检修"]]],
    ]);
  });

  it("tells everybody of the second time, and takes no word on the first any more", () => {
    const history = reached();
    const { world } = history;
    history.perform(proposalOf(world, history.state()), proposed);
    const late = replyOf(world, history.state(), itemId, proposed, "人员外出培训");
    history.perform(proposalOf(world, history.state(), second), later(proposed, { minutes: 5 }));

    const told = history.effects().flatMap((effect) => (effect.kind === "Deliver" ? [effect.type] : []));
    expect(told).toEqual(visitOf(world, history.state()).invited.map(() => "lianban.meeting.proposed"));
    given(history)
      .when(late, later(proposed, { minutes: 6 }))
      .thenRefused("MeetingOver");
  });

  it(`counts as absent from the visit that is held all the same: ${absence}`, () => {
    const history = declinedTwice();
    allOthersSignIn(history);
    history.perform(holdingOf(history.world, history.state()), later(second, { minutes: 60 }));

    expect(absencesOf(history)).toEqual({ [itemId]: absence });
    expect(history.item(itemId).status).toBe(status);
    expect(countOf(history, "MeetingHeld")).toBe(1);
  });

  it("counts as there when it comes after all", () => {
    const history = declinedTwice();
    allOthersSignIn(history);
    history.perform(signInOf(history.world, history.state(), itemId, onSite), onSite);
    history.perform(holdingOf(history.world, history.state()), later(second, { minutes: 60 }));

    expect(absencesOf(history)).toEqual({});
    expect(history.item(itemId).status).toBe("accepted");
    given(history).when(visitWish(history, itemId), answering).thenEvents({ type: "ItemSuspended" });
  });

  it("holds nothing up: nobody is asked before the visit, and everybody is after it", () => {
    const history = declinedTwice();
    const stage = history.item(itemId).plan.stage;
    const own = takingPart(history.state()).filter(({ plan }) => plan.stage === stage);
    expect(new Set(own.map((item) => item.status))).toEqual(new Set(["waiting"]));
    allOthersSignIn(history);
    history.perform(holdingOf(history.world, history.state()), later(second, { minutes: 60 }));

    expect(askedItems(history.state())).toHaveLength(own.length - (status === "deemed" ? 1 : 0));
  });
});

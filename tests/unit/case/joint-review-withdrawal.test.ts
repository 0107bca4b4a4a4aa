import { describe, expect, it } from "vitest";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  approvalOf,
  awaitsItsVisit,
  licenceOfJoint,
  proposalOf,
  proposed,
  replyOf,
  signInOf,
  visitOf,
} from "../../support/joint-review-acts.ts";
import {
  approveJoint,
  countOf,
  countsOf,
  filedJoint,
  underReview,
} from "../../support/joint-review-cases.ts";
import type { JointSample } from "../../support/joint-review-forms.ts";
import { rulingOf, takenBack, told, withdraw, withdrawn } from "../../support/joint-review-turns.ts";
import { later } from "../../support/moments.ts";

const now = takenBack;
/** The acceptance with its documents checked, its visit proposed and accepted by everybody. */
const beforeVisit = (sample: JointSample): History => {
  const history = filedJoint(sample);
  if (!awaitsItsVisit(history.world, history.state())) {
    approveJoint(history, undefined, proposed);
    history.perform({ type: "SettleStage" }, proposed);
  }
  history.perform(proposalOf(history.world, history.state()), proposed);
  return history;
};

describe("a withdrawal before the visit", () => {
  it("ends the survey at once, and whoever was to come is told that nobody need", () => {
    const history = beforeVisit("survey");
    const invited = visitOf(history.world, history.state()).invited.map(({ item }) => item);

    given(history)
      .when(withdraw, now)
      .thenEvents({ type: "MeetingCalledOff" }, { type: "CaseWithdrawn", reason: "项目缓建" });
    expect(told(history)).toEqual([
      ...invited.map((item) => `meeting.called-off ${item}`),
      ...invited.map((item) => `case.closed ${item}`),
    ]);
    expect(history.state().meetings).toMatchObject([{ status: "called-off" }]);
  });

  it("ends the survey before the lead has proposed a time, and nobody hears of it, for nobody was asked", () => {
    const history = filedJoint("survey");

    given(history).when(withdraw, now).thenEvents({ type: "CaseWithdrawn" });
    expect(told(history)).toEqual([]);
  });

  it("leaves nobody able to reply, to sign in or to hold it", () => {
    const history = beforeVisit("survey");
    const state = history.state();
    const { meetingId, lead } = visitOf(history.world, state);
    const officer = { name: "李明" };
    const held = {
      type: "HoldMeeting",
      department: lead,
      meetingId,
      minutes: "无",
      outcome: "无",
      evidence: [],
      officer,
    } as const;
    history.perform(withdraw, now);

    for (const command of [
      replyOf(history.world, state, "fire-siting", now, null),
      signInOf(history.world, state, "fire-siting", now),
      held,
      proposalOf(history.world, state, later(now, { days: 1 })),
    ])
      given(history).when(command, now).thenRefused("CaseClosed");
  });

  it("waits for the lead in the acceptance, whose documents are approved; granted, both undo that", () => {
    const history = beforeVisit("acceptance");

    given(history).when(withdraw, now).thenEvents({ type: "WithdrawalRequested" });
    history.perform(rulingOf(history, true), now);
    const voided = told(history).filter((each) => each.startsWith("item.void"));
    expect(voided).toEqual(["item.void completion-documents", "item.void archive-acceptance"]);
    expect(history.state().meetings.at(-1)).toMatchObject({ status: "called-off" });
  });

  it("that is refused leaves the visit as it was proposed", () => {
    const history = beforeVisit("acceptance");
    history.perform(withdraw, now);
    history.perform(rulingOf(history, false), now);

    expect(history.state().meetings.at(-1)).toMatchObject({ status: "proposed" });
    expect(history.state().status).toBe("reviewing");
  });
});

describe("a withdrawal after the visit, before anybody has decided", () => {
  it.each(["survey", "drawing-review"] as const)(
    "ends %s at once; all who were asked stand down",
    (sample) => {
      const history = underReview(sample);
      const asked = Object.values(history.state().items).filter(({ status }) => status === "accepted");
      history.perform(withdraw, now);

      expect(history.state().status).toBe("withdrawn");
      expect(told(history)).toEqual(asked.map(({ id }) => `item.cancelled ${id}`));
      expect(countOf(history, "VoidAsked")).toBe(0);
    },
  );

  it("tells those whose absence counted as consent how it ended; they gave nothing to undo", () => {
    const history = underReview("survey", {}, ["water-siting"]);
    history.perform(withdraw, now);

    expect(told(history).filter((each) => each.endsWith(" water-siting"))).toEqual([
      "case.closed water-siting",
    ]);
  });
});

/** One item of each process that has approved, with another that has not. */
const MIXED = [
  { sample: "survey", approved: "site-selection", open: "fire-siting" },
  { sample: "drawing-review", approved: "shelter-design", open: "fire-design" },
  { sample: "acceptance", approved: "planning-verification", open: "fire-acceptance" },
] as const;

describe.each(MIXED)("a withdrawal during the review of $sample", ({ sample, approved, open }) => {
  const halfway = (): History => {
    const history = underReview(sample);
    approveJoint(history, [approved]);
    return history;
  };

  it("waits for the lead, and asking again changes nothing", () => {
    const history = halfway();

    given(history).when(withdraw, now).thenEvents({ type: "WithdrawalRequested" });
    expect(history.perform(withdraw, now)).toEqual([]);
    given(history)
      .when({ ...rulingOf(history, true), department: "archives" }, now)
      .thenRefused("NotLead");
  });

  it("asks who has approved to undo it, and who has not to stand down, once each", () => {
    const history = halfway();
    withdrawn(history);
    const counts = countsOf(history);

    expect(history.state().status).toBe("withdrawn");
    expect(counts[`VoidAsked ${approved}`]).toBe(1);
    expect(counts[`ItemStoodDown ${open}`]).toBe(1);
    expect(counts[`VoidAsked ${open}`]).toBeUndefined();
    given(history).when(withdraw, now).thenRefused("CaseClosed");
    given(history).when(rulingOf(history, true), now).thenRefused("WithdrawalNotPending");
  });

  it("takes no answer after it, and issues nothing", () => {
    const history = halfway();
    const late = approvalOf(history.world, history.state(), open, now);
    withdrawn(history);

    given(history).when(late, now).thenRefused("CaseClosed");
    expect(history.perform({ type: "SettleStage" }, now)).toEqual([]);
    given(history).when(licenceOfJoint(history.world, history.state()), now).thenRefused("NotSettled");
  });
});

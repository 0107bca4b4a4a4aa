import { describe, expect, it } from "vitest";
import type { Command } from "../../../functions/case/commands.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import {
  answering,
  askedItems,
  holdingOf,
  licenceOfJoint,
  onSite,
  paymentOf,
  proposalOf,
  proposed,
  signInOf,
  takingPart,
  visitHeld,
  visitOf,
} from "../../support/joint-review-acts.ts";
import { approveJoint, filedJoint, underReview } from "../../support/joint-review-cases.ts";
import { triggersWithout, withValues } from "../../support/joint-review-forms.ts";
import { absencesOf, told, visitWish } from "../../support/joint-review-turns.ts";
import { filingMoment, later } from "../../support/moments.ts";

const settle: Command = { type: "SettleStage" };

describe("a department that is absent from the visit of the survey", () => {
  it("is taken to consent where it guards no safety and owes no number, and the case goes on without it", () => {
    const history = underReview("survey", {}, ["water-siting"]);

    expect(history.item("water-siting")).toMatchObject({ status: "deemed", round: 0 });
    expect(
      history.effects().filter((effect) => "itemId" in effect && effect.itemId === "water-siting"),
    ).toMatchObject([
      { kind: "Deliver", type: "lianban.meeting.held", department: "water-resources" },
      { kind: "ResumeItem", caseId: "case-1", itemId: "water-siting" },
    ]);
    expect(askedItems(history.state())).toHaveLength(9);
    approveJoint(history);
    history.perform(settle, answering);
    history.perform(licenceOfJoint(history.world, history.state()), answering);
    expect(history.state().status).toBe("issued");
  });

  it("has its consent presumed by the rule of the visit, which the record names", () => {
    const history = underReview("survey", {}, ["water-siting"]);

    expect(history.item("water-siting").consent).toEqual({
      basis: "市联合踏勘规则：缺席默认",
      officer: null,
    });
  });

  it("must answer where it guards safety, and holds the case up until it does", () => {
    const history = underReview("survey", {}, ["fire-siting"]);
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== "fire-siting"),
    );

    expect(history.item("fire-siting").status).toBe("accepted");
    expect(history.perform(settle, answering)).toEqual([]);
    approveJoint(history, ["fire-siting"]);
    expect(history.perform(settle, answering)).toMatchObject([{ type: "StageSettled" }]);
  });

  it("may not ask for a visit of its own, which one that came may", () => {
    const history = underReview("survey", {}, ["fire-siting"]);

    given(history).when(visitWish(history, "fire-siting"), answering).thenRefused("VisitMissed");
    given(history)
      .when(visitWish(history, "shelter-siting"), answering)
      .thenEvents({ type: "ItemSuspended", itemId: "shelter-siting" });
  });

  it("is asked where what it was taken to consent to changes, its clock running, still without a visit of its own", () => {
    const history = underReview("survey", {}, ["water-siting"]);
    const form = withValues(history.state().form, { "survey.site.terrain": "西北角有水塘两处" });
    const { materials } = history.state();
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials }, answering);

    expect(history.item("water-siting")).toMatchObject({
      ...{ status: "accepted", round: 1, acceptedOn: "2026-11-24" },
      due: { promised: "2026-11-27" },
    });
    given(history).when(visitWish(history, "water-siting"), answering).thenRefused("VisitMissed");
  });

  it("is presumed to consent in four items of ten where nobody comes but the lead", () => {
    const everybody = takingPart(filedJoint("survey").state()).map(({ id }) => id);
    const history = underReview("survey", {}, everybody);

    expect(absencesOf(history)).toEqual({
      "land-pre-review": "must-answer",
      "environmental-siting": "must-answer",
      "construction-conditions": "deemed-consent",
      "fire-siting": "must-answer",
      "shelter-siting": "must-answer",
      "lightning-siting": "must-answer",
      "water-siting": "deemed-consent",
      "green-siting": "deemed-consent",
      "pipeline-records": "deemed-consent",
    });
  });
});

describe("a department that is absent from the visit of the acceptance", () => {
  it.each(["fire-acceptance", "water-acceptance", "green-acceptance"])(
    "must answer about %s all the same, and may not ask for another visit",
    (itemId) => {
      const history = underReview("acceptance", {}, [itemId]);

      expect(absencesOf(history)).toEqual({ [itemId]: "must-answer" });
      given(history).when(visitWish(history, itemId), answering).thenRefused("VisitMissed");
      approveJoint(
        history,
        askedItems(history.state()).filter((each) => each !== itemId),
      );
      expect(history.perform(settle, answering)).toEqual([]);
      approveJoint(history, [itemId]);
      expect(history.perform(settle, answering)).toMatchObject([{ type: "StageSettled", last: true }]);
    },
  );

  it("is called to it after the documents were checked once more while the visit was waited for", () => {
    const history = filedJoint("acceptance");
    const early = (minutes: number) => later(filingMoment, { minutes });
    approveJoint(history, undefined, early(10));
    history.perform(settle, early(10));
    const changes = { "completion.supervision.reportNumber": "监理报2026第77号" };
    const { form, materials } = history.state();
    const correction = { form: withValues(form, changes), materials, baseRevision: 1 };
    history.perform({ type: "CorrectCase", ...correction }, early(20));
    expect(history.state().settledStages).toEqual([]);

    approveJoint(history, undefined, early(30));

    expect(history.state().settledStages).toEqual(["documents"]);
    expect(history.perform(proposalOf(history.world, history.state()), early(40))).toMatchObject([
      { type: "MeetingProposed", stageId: "site" },
    ]);
  });

  it("is not called to it before the documents are checked", () => {
    const history = filedJoint("acceptance");

    expect(
      given(history).when(proposalOf(history.world, history.state()), proposed).thenRefused("VisitNotDue"),
    ).toMatchObject({ stageId: "site", why: "not-reached" });
  });
});

describe("a correction between the proposal of the visit and the visit", () => {
  /** The landscape office is not concerned at first, and the archives are not afterwards. */
  const corrected = (): History => {
    const changes = { "project.triggers": triggersWithout("survey", "trees-or-green") };
    const history = filedJoint("survey", { changes });
    history.perform(proposalOf(history.world, history.state()), proposed);
    const form = withValues(history.state().form, {
      "project.triggers": triggersWithout("survey", "underground-pipelines"),
    });
    const { materials } = history.state();
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials }, proposed);
    return history;
  };

  it("is told to the newcomer and to whoever is not concerned any more", () => {
    expect(told(corrected())).toEqual(
      expect.arrayContaining(["meeting.proposed green-siting", "meeting.called-off pipeline-records"]),
    );
  });

  const heldWith = (history: History): void => {
    const { invited, lead } = visitOf(history.world, history.state());
    for (const { item, department } of invited)
      if (department !== lead && history.item(item).plan.takesPart === "asked")
        history.perform(signInOf(history.world, history.state(), item, onSite), onSite);
    history.perform(holdingOf(history.world, history.state()), visitHeld);
  };

  it("makes nobody absent who was not invited, or who is not concerned any more", () => {
    const history = corrected();
    heldWith(history);

    expect(absencesOf(history)).toEqual({});
    expect(history.item("green-siting").status).toBe("accepted");
    expect(history.item("pipeline-records").status).toBe("not-applicable");
  });

  it("has the newcomer invited at once; the same proposal once more changes nothing", () => {
    const history = corrected();
    const again = proposalOf(history.world, history.state());
    given(history)
      .when(again, later(proposed, { minutes: 5 }))
      .thenEvents();
    const items = visitOf(history.world, history.state()).invited.map(({ item }) => item);

    expect(items).toContain("green-siting");
    expect(items).not.toContain("pipeline-records");
  });
});

describe("the drawing review", () => {
  it("has no visit for anybody to be absent from", () => {
    const history = filedJoint("drawing-review");
    const proposal = proposalOf(history.world, history.state());
    const byItsLead = { ...proposal, department: "housing-construction" };

    expect(given(history).when(byItsLead, proposed).thenRefused("VisitNotDue")).toMatchObject({
      why: "no-visit",
    });
  });
});

describe("a meeting about a dispute that is still to come when everybody has agreed", () => {
  it("is called off with the licence, and those invited are told", () => {
    const history = underReview("drawing-review");
    const { kind: _, ...visit } = proposalOf(history.world, history.state(), later(answering, { days: 3 }));
    const about = { department: "housing-construction", items: ["fire-design", "shelter-design"] };
    history.perform({ ...visit, kind: "dispute-meeting", ...about }, answering);
    approveJoint(history);
    history.perform(settle, answering);
    history.perform(paymentOf(history.state(), answering), answering);
    history.perform(licenceOfJoint(history.world, history.state()), answering);

    expect(history.state()).toMatchObject({ status: "issued", meetings: [{ status: "called-off" }] });
  });
});

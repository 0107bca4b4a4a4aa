import { describe, expect, it } from "vitest";
import { pausesOf } from "../../../functions/case/clock-acts.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory, type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { awaitingAddress, correction, wish } from "../../support/corrections.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";
import { filed, limitsOf, looked, say } from "../../support/timed-cases.ts";

const now = later(filingMoment, { minutes: 30 });
const next = moment("2026-11-26");

const pauses = (history: History, itemId: string) => pausesOf(history.item(itemId).acts);

describe("correctCase: the plan changes", () => {
  const hazardous = { "business.regulatedActivities": ["hazardous-chemicals"] };

  it("T15: a department that joins in the second round holds the licence until it has approved as well", () => {
    const history = awaitingAddress();

    history.perform(correction(history, hazardous), next);

    expect(history.state().settledStages).toEqual([]);
    expect(history.item("hazardous-chemicals-permit")).toMatchObject({
      status: "asked",
      round: 1,
      revision: 2,
    });
    for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
      if (history.item(item).status !== "approved") approve(history, item, next);
    given(history).when({ type: "SettleStage" }, next).thenEvents();
    const events = approve(history, "hazardous-chemicals-permit", next);
    expect(events.at(-1)).toMatchObject({ type: "StageSettled", stageId: "pre-approval", last: false });
    given(history).when({ type: "SettleStage" }, next).thenEvents({ type: "StageSettled", last: true });
  });

  it("tells a department that is no longer needed to stand down, before the revision", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });

    given(history)
      .when(correction(history, { "business.regulatedActivities": [] }), next)
      .thenEvents(
        { type: "ItemStoodDown", itemId: "hazardous-chemicals-permit", why: "not-needed" },
        { type: "RevisionSubmitted" },
        { type: "StageSettled", stageId: "pre-approval" },
        { type: "ItemAsked", itemId: "enterprise-registration", because: "first" },
        { type: "ItemAsked", itemId: "organization-code" },
        { type: "ItemAsked", itemId: "tax-registration" },
      );

    expect(history.item("hazardous-chemicals-permit").status).toBe("not-applicable");
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ itemId: "hazardous-chemicals-permit", type: "lianban.item.cancelled" }),
    );
  });

  it("tells a department that had approved that its permit is not part of the case any more", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    approve(history, "hazardous-chemicals-permit", now);

    const [first] = history.perform(correction(history, { "business.regulatedActivities": [] }), next);

    expect(first).toMatchObject({ type: "ItemStoodDown", itemId: "hazardous-chemicals-permit" });
    expect(history.state().outputs).not.toHaveProperty("hazardous-chemicals-permit");
  });

  it("begins afresh with a department that is needed again", () => {
    const history = filedHistory({ sample: "hazardous-chemicals" });
    history.perform(answerItem("hazardous-chemicals-permit", answers.accepted(now)), now);
    history.perform(correction(history, { "business.regulatedActivities": [] }), next);
    const long = moment("2026-12-21");

    const events = history.perform(correction(history, hazardous), long);
    const alarms = history.perform({ type: "KeepTime" }, long);

    expect(events).toContainEqual(
      expect.objectContaining({
        type: "ItemAsked",
        itemId: "hazardous-chemicals-permit",
        because: "first",
        round: 2,
      }),
    );
    const item = history.item("hazardous-chemicals-permit");
    expect(item).toMatchObject({ status: "asked", acceptedOn: null });
    expect(pausesOf(item.acts)).toEqual([]);
    expect(alarms).not.toContainEqual(expect.objectContaining({ itemId: "hazardous-chemicals-permit" }));
  });

  it("lets go of an item that had not had its turn yet", () => {
    const world = syntheticWorld({ stages: [["a"], ["b", "c"]], when: { b: "x" } });
    const history = makeHistory(world);
    history.perform(syntheticFiling({ activities: ["x"] }), filingMoment);

    history.perform({ type: "CorrectCase", baseRevision: 1, form: { activities: [] }, materials: [] }, next);

    expect(history.item("b").status).toBe("not-applicable");
    expect(history.effects()).toContainEqual({ kind: "ResumeItem", caseId: "case-1", itemId: "b" });
  });
});

describe("correctCase: whom the corrected form concerns", () => {
  const activity = { activities: ["x"] };
  const start = (form: Readonly<Record<string, unknown>> = {}, limits = limitsOf(3, 20)): History =>
    filed({ stages: [["a", "b"]], when: { b: "x" }, limits }, filingMoment, { form });
  const revise = (history: History, form: Readonly<Record<string, unknown>>, on = now) =>
    history.perform({ type: "CorrectCase", baseRevision: history.state().revision, form, materials: [] }, on);

  it("gives the case the limit of joint handling when a department joins, and takes it away again", () => {
    const history = start();
    const limits = [history.state().limits.statutory];
    const [revision] = revise(history, activity);
    limits.push(history.state().limits.statutory);
    revise(history, { shared: 1 });
    limits.push(history.state().limits.statutory);

    expect(limits).toEqual([workingDays(20), workingDays(45), workingDays(20)]);
    expect(revision).toMatchObject({ type: "RevisionSubmitted", limits: { statutory: workingDays(45) } });
    expect(history.state().isJoint).toBe(false);
  });

  it("asks to undo an approval it makes unnecessary, and of nobody who had not approved", () => {
    const [approved, open] = [start(activity), start(activity)];
    approveSynthetic(approved, "b", now);
    say(open, "b", answers.accepted(now), now);

    expect(revise(approved, {}).slice(0, 3)).toMatchObject([
      { type: "ItemStoodDown", itemId: "b", why: "not-needed" },
      { type: "RevisionSubmitted" },
      { type: "VoidAsked", itemId: "b", on: "2026-11-24", dueOn: "2026-12-01" },
    ]);
    expect(approved.item("b")).toMatchObject({ status: "not-applicable", voiding: { doneOn: null } });
    expect(revise(open, {}).map(({ type }) => type)).not.toContain("VoidAsked");
    say(approved, "b", answers.voided(next), next);
    expect(approved.item("b").voiding?.doneOn).toBe("2026-11-26");
  });

  it("holds a second time late against an item that begins afresh, under a record of its own", () => {
    const history = start(activity);
    say(history, "b", answers.accepted(now), now);
    looked(history, moment("2026-11-30"));
    expect(history.item("b").overruns).toEqual(["promised"]);
    const again = moment("2026-12-01");
    revise(history, {}, again);
    revise(history, activity, again);
    expect(history.item("b")).toMatchObject({ status: "asked", overruns: [], warnedFor: {}, overdue: false });
    say(history, "b", answers.accepted(again, { revision: 3 }), again);

    looked(history, moment("2026-12-07"));
    expect(Object.keys(history.state().breaches).filter((id) => id.includes("-b-"))).toEqual([
      "case-1-b-promised",
      "case-1-b-promised-2",
    ]);
  });
});

describe("correctCase: the clock", () => {
  it("gives back to the promise what the applicant took, not to the law", () => {
    const history = filedHistory({ sample: "needs-correction" });
    history.perform(answerItem("enterprise-registration", answers.accepted(now)), now);
    approve(history, "tax-registration", now);
    approve(history, "organization-code", now);
    wish(history, "enterprise-registration", "domicile.address");

    history.perform(correction(history, { "domicile.address": "安徽省蚌埠市2号" }), moment("2026-12-08"));

    expect(history.item("enterprise-registration")).toMatchObject({
      status: "accepted",
      due: { promised: "2026-12-11", statutory: "2026-12-22" },
    });
    expect(pauses(history, "enterprise-registration")).toMatchObject([
      { from: "2026-11-24", to: "2026-12-08", statutory: false },
    ]);
  });

  it("does not hold against a department the days between its approval and being asked again", () => {
    const history = awaitingAddress();
    const weeksLater = moment("2026-12-08");

    history.perform(correction(history, { "domicile.address": "安徽省蚌埠市2号" }), weeksLater);

    expect(history.item("tax-registration")).toMatchObject({
      status: "accepted",
      due: { promised: "2026-12-09" },
    });
    expect(pauses(history, "tax-registration")).toMatchObject([
      { from: "2026-11-24", to: "2026-12-08", statutory: true },
    ]);
    const events = history.perform({ type: "KeepTime" }, weeksLater);
    expect(events.filter((event) => "itemId" in event)).toMatchObject([
      { type: "ItemWarned", itemId: "organization-code", dueOn: "2026-12-09" },
      { type: "ItemWarned", itemId: "tax-registration", dueOn: "2026-12-09" },
    ]);
  });

  it("leaves a special procedure running through another department's correction", () => {
    const history = filedHistory({ sample: "needs-correction" });
    history.perform(answerItem("tax-registration", answers.suspended(now)), now);
    approve(history, "organization-code", now);
    wish(history, "enterprise-registration", "domicile.address");
    history.perform({ type: "KeepTime" }, moment("2026-12-01", "17:30"));
    expect(history.state().status).toBe("awaiting-applicant");

    history.perform(correction(history, { "domicile.address": "安徽省蚌埠市2号" }), moment("2026-12-08"));

    expect(history.item("tax-registration")).toMatchObject({
      status: "suspended",
      revision: 2,
      due: { promised: null, statutory: null },
    });
    expect(pauses(history, "tax-registration")).toMatchObject([
      { from: "2026-11-24", to: null, statutory: true },
    ]);
  });

  it("leaves a special procedure running when the notice is lifted", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a", "b"]] }));
    history.perform(syntheticFiling(), filingMoment);
    history.perform(answerSynthetic("a", answers.suspended(now)), now);
    history.perform(answerSynthetic("b", answers.correctionRequired(now)), now);
    history.perform({ type: "KeepTime" }, moment("2026-12-01"));

    approveSynthetic(history, "b", moment("2026-12-02"));

    expect(history.state()).toMatchObject({ status: "reviewing", notice: null });
    expect(pauses(history, "a")).toMatchObject([{ from: "2026-11-24", to: null, statutory: true }]);
  });

  it("T15: a clock begins when the department accepts, not when the applicant files", () => {
    const history = filedHistory();
    const thirdDay = moment("2026-11-27");

    history.perform(answerItem("enterprise-registration", answers.accepted(thirdDay)), thirdDay);

    expect(history.item("enterprise-registration")).toMatchObject({
      askedOn: "2026-11-24",
      acceptedOn: "2026-11-27",
      due: { promised: "2026-12-02" },
    });
  });
});

import { describe, expect, it } from "vitest";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory, issue } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { awaitingAddress, correction, wish } from "../../support/corrections.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { material, materialsFor } from "../../support/sample-filing.ts";
import { bengbuWorldWith } from "../../support/test-world.ts";

const now = later(filingMoment, { minutes: 30 });
const next = moment("2026-11-26");

describe("correctCase", () => {
  it("moves the case to the division the corrected form names", () => {
    const history = awaitingAddress();
    const before = history.state().division;

    history.perform(correction(history, { "domicile.division": "340304" }), next);

    expect([before, history.state().division]).toEqual(["340302", "340304"]);
  });

  it("asks again the department whose wish was answered, and those whose scope changed", () => {
    const history = awaitingAddress();

    given(history)
      .when(correction(history, { "domicile.address": "安徽省蚌埠市龙子湖区胜利东路555号1016室" }), next)
      .thenEvents(
        { type: "RevisionSubmitted", revision: 2, changed: ["domicile.address"] },
        {
          type: "ItemAsked",
          itemId: "enterprise-registration",
          because: "correction-answered",
          revision: 2,
          round: 2,
        },
        { type: "ItemAsked", itemId: "organization-code", because: "scope-changed", revision: 2, round: 2 },
        { type: "ItemAsked", itemId: "tax-registration", because: "scope-changed", revision: 2, round: 2 },
      );
  });

  it("lets an approval stand whose scope the correction leaves untouched", () => {
    const history = filedHistory({ sample: "needs-correction" });
    approve(history, "enterprise-registration", now);
    approve(history, "organization-code", now);
    wish(history, "tax-registration", "financeOfficer.phone");

    given(history)
      .when(correction(history, { "financeOfficer.phone": "13800000013" }), next)
      .thenEvents(
        { type: "RevisionSubmitted", revision: 2, changed: ["financeOfficer.phone"] },
        { type: "ItemAsked", itemId: "tax-registration", because: "correction-answered" },
      );

    expect(history.item("enterprise-registration")).toMatchObject({
      status: "approved",
      revision: 1,
      round: 1,
    });
  });

  it("answers the sample correction notice and is approved by all", () => {
    const history = filedHistory({ sample: "needs-correction" });
    approve(history, "organization-code", now);
    wish(history, "enterprise-registration", "domicile.address");
    wish(history, "tax-registration", "financeOfficer.phone");
    const form = sampleForm("corrected");

    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: materialsFor(form) }, next);
    for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
      approve(history, item, next);

    given(history).when({ type: "SettleStage" }, next).thenEvents({ type: "StageSettled", last: true });
  });

  it("shows a department that still reviews what changed in its scope, without a new round", () => {
    const history = filedHistory();

    given(history)
      .when(correction(history, { "taxProfile.employees": 27 }), next)
      .thenEvents(
        { type: "RevisionSubmitted" },
        { type: "ItemUpdated", itemId: "tax-registration", revision: 2 },
      );

    expect(history.item("tax-registration")).toMatchObject({ status: "asked", round: 1, revision: 2 });
    given(history)
      .when(answerItem("tax-registration", answers.approved(next, { revision: 1 })), next)
      .thenRefused("RevisionSuperseded");
  });

  it("asks a department again that wished for something else than what the applicant mended on their own", () => {
    const history = filedHistory();
    wish(history, "enterprise-registration", "domicile.address");

    given(history)
      .when(correction(history, { "taxProfile.employees": 27 }), next)
      .thenEvents(
        { type: "RevisionSubmitted" },
        { type: "ItemAsked", itemId: "enterprise-registration", because: "correction-answered" },
        { type: "ItemUpdated", itemId: "tax-registration" },
      );
  });

  it("keeps a wish until it is answered, though the form was revised before it and outside its scope", () => {
    const history = filedHistory();
    history.perform(correction(history, { "taxProfile.employees": 27 }), now);
    const wishes = [{ path: "qualityProfile.employees", message: "请核对" }];

    given(history)
      .when(answerItem("organization-code", answers.correctionRequired(now, { revision: 1, wishes })), now)
      .thenEvents({ type: "CorrectionWished", itemId: "organization-code" });

    expect(history.item("organization-code")).toMatchObject({ status: "correcting", round: 1, wishes });
  });

  it("makes a new document a change of the departments that read it, by its content alone", () => {
    const history = filedHistory();
    const { form, materials } = history.state();
    const renamed = materials.map((each) => ({ ...each, documentId: "elsewhere", name: "别名" }));
    const replaced = materials.map((each) =>
      each.code === "domicile-proof" ? material(each.code, "new") : each,
    );

    given(history)
      .when({ type: "CorrectCase", baseRevision: 1, form, materials: renamed.toReversed() }, next)
      .thenRefused("NothingChanged");
    given(history)
      .when({ type: "CorrectCase", baseRevision: 1, form, materials: replaced }, next)
      .thenEvents(
        { type: "RevisionSubmitted", changed: ["materials.domicile-proof"] },
        { type: "ItemUpdated", itemId: "enterprise-registration" },
        { type: "ItemUpdated", itemId: "tax-registration" },
      );
  });

  it("counts what is handed in after hours from the next working day, for the applicant and the departments alike", () => {
    const history = awaitingAddress();
    const fridayNight = moment("2026-11-27", "20:00");

    const [revised, asked] = history.perform(
      correction(history, { "domicile.address": "安徽省蚌埠市2号" }),
      fridayNight,
    );

    expect(revised).toMatchObject({ type: "RevisionSubmitted", on: "2026-11-30" });
    expect(asked).toMatchObject({ type: "ItemAsked", on: "2026-11-30", replyBy: "2026-12-07" });
  });

  it("reserves the new name and gives the case its title", () => {
    const history = filedHistory();
    const before = history.state().reservations;

    history.perform(correction(history, { "name.tradeName": "淮畔千帆" }), next);

    expect(history.state().title).toBe("蚌埠淮畔千帆智能装备有限公司");
    expect(history.state().reservations).not.toEqual(before);
  });
});

describe("correctCase: what is refused", () => {
  it.each(["issued", "withdrawn", "settled"] as const)("refuses a case that is %s", (status) => {
    const history = filedHistory();
    if (status === "withdrawn") history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
    else if (status === "issued") issue(history, now);
    else {
      for (const item of ["enterprise-registration", "organization-code", "tax-registration"] as const)
        approve(history, item, now);
      history.perform({ type: "SettleStage" }, now);
    }

    const refusal = given(history)
      .when(correction(history, { "taxProfile.employees": 27 }), next)
      .thenRefused("CaseClosed");

    expect(refusal.status).toBe(status);
  });

  it("refuses a correction of a revision that no longer stands, so a repeated one makes no second round", () => {
    const history = awaitingAddress();
    const command = correction(history, { "domicile.address": "安徽省蚌埠市2号" });
    history.perform(command, next);

    const refusal = given(history).when(command, next).thenRefused("RevisionConflict");

    expect(refusal).toEqual({ kind: "RevisionConflict", expected: 1, current: 2 });
    expect(history.item("enterprise-registration").round).toBe(2);
  });

  it("refuses a correction that changes nothing", () => {
    const history = awaitingAddress();

    given(history).when(correction(history, {}), next).thenRefused("NothingChanged");
  });

  it("refuses a form that is not well formed, and one that breaks a rule of the day", () => {
    const history = awaitingAddress();

    given(history)
      .when(
        { ...correction(history, {}), form: withValue(history.state().form, "domicile.postalCode", "1") },
        next,
      )
      .thenRefused("FormInvalid");
    given(history)
      .when({ ...correction(history, {}), materials: [] }, next)
      .thenRefused("MaterialsMissing");
  });

  it("refuses a form that brings in an item the power list no longer holds", () => {
    const world = bengbuWorldWith({ "hazardous-chemicals-permit": { status: { kind: "frozen" } } });
    const history = filedHistory({}, world);

    const refusal = given(history)
      .when(correction(history, { "business.regulatedActivities": ["hazardous-chemicals"] }), next)
      .thenRefused("ItemClosed");

    expect(refusal).toMatchObject({ itemId: "hazardous-chemicals-permit", why: "frozen" });
  });

  it("does not refuse because an item of the case left the power list since it was filed", () => {
    const history = awaitingAddress();
    history.world = bengbuWorldWith({
      "tax-registration": { status: { kind: "cancelled" } },
      "organization-code": { status: { kind: "suspended", until: null } },
    });

    history.perform(correction(history, { "domicile.address": "安徽省蚌埠市2号" }), next);

    expect(history.item("tax-registration")).toMatchObject({ status: "accepted", round: 2 });
    expect(history.item("organization-code")).toMatchObject({ status: "accepted", round: 2 });
  });
});

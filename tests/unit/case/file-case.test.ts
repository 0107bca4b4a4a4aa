import { describe, expect, it } from "vitest";
import { planCase } from "../../../functions/case/plan.ts";
import { companyRegistration } from "../../../functions/processes/company-registration.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { sampleForm, withValue } from "../../fixtures/company-registration/forms.ts";
import { filedHistory, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { sampleFiling } from "../../support/sample-filing.ts";
import { syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";
import { bengbuWorld, bengbuWorldWith } from "../../support/test-world.ts";

const asked = (itemId: string, because = "first") => ({
  type: "ItemAsked" as const,
  itemId,
  revision: 1,
  round: 1,
  because,
});

describe("fileCase", () => {
  it("asks every department of the first stage that concerns the case, in one append", () => {
    const history = makeHistory();

    given(history).when(sampleFiling(), filingMoment).thenEvents(
      {
        type: "CaseFiled",
        mode: "one-code",
        division: "340303",
        receivedOn: "2026-11-24",
        title: "蚌埠淮畔云帆智能装备有限公司",
      },
      { type: "StageSettled", stageId: "pre-approval", last: false },
      asked("enterprise-registration"),
      asked("organization-code"),
      asked("tax-registration"),
    );

    expect(history.state()).toMatchObject({ status: "reviewing", revision: 1, version: 5 });
  });

  it("asks the pre-approval's authority first and nobody else", () => {
    const history = makeHistory();

    given(history)
      .when(sampleFiling({ sample: "hazardous-chemicals" }), filingMoment)
      .thenEvents({ type: "CaseFiled" }, asked("hazardous-chemicals-permit"));

    expect(history.item("enterprise-registration").status).toBe("waiting");
  });

  it("asks only the registration authority while the other numbers have nothing to build on", () => {
    const history = filedHistory({ mode: "three-numbers" });

    expect(history.item("enterprise-registration").status).toBe("asked");
    expect(history.item("organization-code").status).toBe("waiting");
    expect(history.item("tax-registration").status).toBe("waiting");
  });

  it("reserves the company's name and starts the workflow", () => {
    const history = filedHistory();

    expect(history.state().reservations).toEqual([expect.stringMatching(/^name:./)]);
    expect(history.effects()[0]).toEqual({
      kind: "StartWorkflow",
      caseId: history.state().caseId,
      processId: "company-registration",
    });
  });

  it("receives a filing after hours on the next working day, and counts the reply from there", () => {
    const friday = moment("2026-11-27", "17:31");

    const history = filedHistory({ now: friday });

    expect(history.state().receivedOn).toBe("2026-11-30");
    expect(history.item("tax-registration")).toMatchObject({ askedOn: "2026-11-30", replyBy: "2026-12-07" });
  });

  it("sets no date where the calendar has no data", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a"]] }));
    const now = moment("2027-01-04");

    history.perform(syntheticFiling(), now);

    expect(history.state().receivedOn).toBeNull();
    expect(history.item("a")).toMatchObject({ askedOn: "2027-01-04", replyBy: null });
  });

  it("refuses a second filing under the same number", () => {
    given(filedHistory()).when(sampleFiling(), filingMoment).thenRefused("CaseExists");
  });

  it("refuses an unknown process and names the known ones", () => {
    const refusal = given(makeHistory())
      .when({ ...sampleFiling(), processId: "divorce" }, filingMoment)
      .thenRefused("ProcessUnknown");

    expect(refusal).toMatchObject({
      processId: "divorce",
      known: ["company-registration", "construction-survey", "drawing-review", "joint-acceptance"],
    });
  });

  it("refuses an unknown mode and names the known ones", () => {
    const refusal = given(makeHistory())
      .when(sampleFiling({ mode: "two-codes" }), filingMoment)
      .thenRefused("ModeUnknown");

    expect(refusal).toMatchObject({ mode: "two-codes", known: ["one-code", "three-numbers"] });
  });

  it("refuses a form that is not well formed and names the field", () => {
    const form = withValue(sampleForm("sails-through"), "domicile.postalCode", "23");

    const refusal = given(makeHistory())
      .when({ ...sampleFiling(), form }, filingMoment)
      .thenRefused("FormInvalid");

    expect(refusal.issues.map((issue) => issue.path)).toEqual(["domicile.postalCode"]);
  });

  it("refuses a form that a rule of the day speaks against", () => {
    const form = withValue(sampleForm("sails-through"), "agent.validTo", "2026-11-10");

    const refusal = given(makeHistory())
      .when({ ...sampleFiling(), form }, filingMoment)
      .thenRefused("FormRefused");

    expect(refusal.findings.every((finding) => finding.severity === "refuse")).toBe(true);
    expect(refusal.findings.map((finding) => finding.path)).toContain("agent.validTo");
  });

  it("refuses a filing with materials missing and names every one at once", () => {
    const filing = sampleFiling();
    const materials = filing.materials.filter(
      ({ code }) => code !== "domicile-proof" && code !== "articles-of-association",
    );

    const refusal = given(makeHistory())
      .when({ ...filing, materials }, filingMoment)
      .thenRefused("MaterialsMissing");

    expect(refusal.missing.map(({ code }) => code)).toEqual(["domicile-proof", "articles-of-association"]);
  });

  it.each([
    ["cancelled", { status: { kind: "cancelled" } }],
    ["frozen", { status: { kind: "frozen" } }],
    ["not-in-force", { validTo: "2026-11-23" }],
  ] as const)("refuses a case with an item that is %s: nothing outside the list has power", (why, row) => {
    const world = bengbuWorldWith({ "tax-registration": row });

    const refusal = given(makeHistory(world)).when(sampleFiling(), filingMoment).thenRefused("ItemClosed");

    expect(refusal).toEqual({ kind: "ItemClosed", itemId: "tax-registration", why });
  });

  it("knows no other command before the filing", () => {
    given(makeHistory()).when({ type: "SettleStage" }, filingMoment).thenRefused("CaseUnknown");
  });
});

describe("planCase", () => {
  const planned = (form: unknown, world = bengbuWorld, on = "2026-11-24") => {
    const plan = planCase(world, companyRegistration, form as Record<string, unknown>, on);
    return "items" in plan ? Object.fromEntries(plan.items.map((item) => [item.item, item])) : plan;
  };

  it("says of every item why it takes part or does not", () => {
    const plan = planned(sampleForm("sails-through"));

    expect(plan).toMatchObject({
      "hazardous-chemicals-permit": {
        takesPart: "not-applicable",
        department: "emergency-management",
        why: { zh: "经营范围不含危险化学品经营" },
      },
      "enterprise-registration": { takesPart: "asked", why: { zh: "本流程的必办事项" } },
    });
  });

  it("plans the pre-approval when the scope names its activity, and cites the basis", () => {
    const plan = planned(sampleForm("hazardous-chemicals"));

    expect(plan).toMatchObject({
      "hazardous-chemicals-permit": {
        takesPart: "asked",
        limits: { promised: workingDays(10), statutory: workingDays(20) },
        why: { zh: expect.stringContaining("危险化学品安全管理条例") },
      },
    });
  });

  it("asks for no pre-approval that the applicant holds already", () => {
    const permits = [
      {
        activity: "hazardous-chemicals",
        permitNumber: "1",
        issuedOn: "2026-01-05",
        issuedBy: "蚌埠市应急管理局",
      },
    ];
    const form = withValue(sampleForm("hazardous-chemicals"), "business.permits", permits);

    const plan = planned(form);

    expect(plan).toMatchObject({
      "hazardous-chemicals-permit": {
        takesPart: "not-applicable",
        why: { zh: "已持有危险化学品经营批准文件" },
      },
    });
  });

  it("asks for no pre-approval that the list of the day does not hold", () => {
    const before = planned(sampleForm("hazardous-chemicals"), bengbuWorld, "2011-11-30");

    expect(before).toMatchObject({
      "hazardous-chemicals-permit": {
        takesPart: "not-applicable",
        why: { zh: "2011-11-30 前置审批目录不含“hazardous-chemicals”" },
      },
    });
  });

  it.each([
    ["delegated", { kind: "delegated", to: "tax" }, { takesPart: "asked", department: "tax" }],
    ["merged", { kind: "merged", into: "tax-registration" }, { runs: "tax-registration", department: "tax" }],
    ["transformed", { kind: "transformed", to: "tax" }, { takesPart: "notified", department: "tax" }],
    [
      "suspended",
      { kind: "suspended", until: "2026-12-31" },
      { takesPart: "waived", department: "quality-supervision" },
    ],
  ] as const)("routes an item that was %s", (_, status, expected) => {
    const plan = planned(sampleForm("sails-through"), bengbuWorldWith({ "organization-code": { status } }));

    expect(plan).toMatchObject({ "organization-code": expected });
  });

  it("plans an item that the catalogue does not know as closed, or as unconcerned when its condition fails", () => {
    const process = syntheticWorld({ stages: [["a"]], when: { a: "x" } }).processes.get("synthetic");
    const form = (activities: string[]) => ({ activities });

    const plans = [[], ["x"]].map((activities) =>
      planCase(
        { ...syntheticWorld({ stages: [["b"]], when: { b: "x" } }) },
        process ?? companyRegistration,
        form(activities),
        "2026-11-24",
      ),
    );

    expect(plans[0]).toMatchObject({
      items: [{ item: "a", takesPart: "not-applicable", department: "", limits: { promised: null } }],
    });
    expect(plans[1]).toEqual({ closed: { kind: "Closed", itemId: "a", why: "unknown" } });
  });
});

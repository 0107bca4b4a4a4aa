import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../../functions/application/case-head.ts";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import { nextLookOn } from "../../../functions/case/keep-time.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, moment } from "../../support/moments.ts";
import { material, materialsFor, sampleFiling } from "../../support/sample-filing.ts";
import { approveSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";
import { filed, firstAnswer, issued, limitsOf, looked, say } from "../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../support/year-2027.ts";

const LEASE = "lease-contract";
const SEAL = "seal-record";
const PLAN = "floor-plan";

/** A process whose lease may follow, its seal record not, and its floor plan only where the form names an activity. */
const required = { [LEASE]: { isTolerable: true }, [SEAL]: {}, [PLAN]: { isTolerable: true, when: "x" } };

const promise = (...codes: string[]) => ({ codes, signedBy: "张淮河" });

const promising = (now = filingMoment, more: Parameters<typeof filed>[0] = {}): History =>
  filed({ required, limits: limitsOf(null, null), ...more }, now, {
    materials: [material(SEAL)],
    promise: promise(LEASE),
  });

const bring = (history: History, codes: readonly string[], now = firstAnswer, form = {}) =>
  history.perform(
    {
      type: "CorrectCase",
      baseRevision: history.state().revision,
      form,
      materials: codes.map((code) => material(code)),
    },
    now,
  );

describe("容缺受理: a filing that promises what is missing", () => {
  it("is accepted at once, and says what is owed, by when, who signed and by which rule", () => {
    expect(promising().state().tolerance).toEqual({
      codes: [LEASE],
      signedBy: "张淮河",
      dueOn: "2026-12-08",
      basis: "容缺受理承诺书",
      kept: false,
    });
  });

  it.each([
    ["nothing promised of what is missing", [SEAL], undefined, "MaterialsMissing"],
    ["material promised that may not be", [LEASE], promise(SEAL), "PromiseRefused"],
    ["material promised that was handed in", [SEAL, LEASE], promise(LEASE), "PromiseRefused"],
    ["material promised that nobody asks for", [SEAL], promise(LEASE, PLAN), "PromiseRefused"],
    ["a promise that leaves another material out", [], promise(LEASE), "MaterialsMissing"],
  ] as const)("is refused with %s", (_, codes, given_, kind) => {
    const filing = {
      ...syntheticFiling(),
      materials: codes.map((code) => material(code)),
      ...(given_ === undefined ? {} : { promise: given_ }),
    };

    given(makeHistory(syntheticWorld({ stages: [["a"]], required })))
      .when(filing, filingMoment)
      .thenRefused(kind);
  });

  it("names what may be promised when it refuses", () => {
    const filing = { ...syntheticFiling(), promise: promise(LEASE, SEAL, "unheard-of") };

    const refusal = given(makeHistory(syntheticWorld({ stages: [["a"]], required })))
      .when(filing, filingMoment)
      .thenRefused("PromiseRefused");

    expect(refusal).toEqual({ kind: "PromiseRefused", codes: [SEAL, "unheard-of"], tolerable: [LEASE] });
  });

  it("is had of a company registration for what the standard lets follow", () => {
    const filing = sampleFiling();
    const code = "officer-identity";
    const materials = filing.materials.filter((each) => each.code !== code);

    given(makeHistory())
      .when({ ...filing, materials }, filingMoment)
      .thenRefused("MaterialsMissing");
    given(makeHistory())
      .when({ ...filing, materials, promise: promise(code) }, filingMoment)
      .thenEvents(
        { type: "CaseFiled", tolerance: { codes: [code] } },
        { type: "StageSettled" },
        ...Array(3).fill({ type: "ItemAsked" }),
      );
    expect(materialsFor(filing.form).map((each) => each.code)).toContain(code);
  });
});

describe("容缺受理: what is owed", () => {
  it("holds the licence up, not the reviews, and the case then waits for its applicant", () => {
    const history = promising();
    approveSynthetic(history, "a", firstAnswer);

    given(history).when({ type: "SettleStage" }, firstAnswer).thenEvents();
    expect(waitingOnOf(history.world, history.state())).toBe("applicant");
    expect(waitingFor(history.world, history.state()).zh).toContain("2026-12-08前");
  });

  it("holds no stage up but the last", () => {
    const history = promising(filingMoment, { stages: [["a"], ["b"]] });
    approveSynthetic(history, "a", firstAnswer);

    expect(waitingOnOf(history.world, history.state())).toBe("hub");
    expect(waitingFor(history.world, history.state()).en).toContain("being joined");
    given(history)
      .when({ type: "SettleStage" }, firstAnswer)
      .thenEvents({ type: "StageSettled", last: false }, { type: "ItemAsked", itemId: "b" });
  });

  it("is kept by the revision that brings the last of it; the case goes on by itself", () => {
    const history = promising();
    approveSynthetic(history, "a", firstAnswer);

    const events = bring(history, [SEAL, LEASE]);

    expect(events).toMatchObject([
      { type: "RevisionSubmitted", changed: [`materials.${LEASE}`] },
      { type: "PromiseKept", codes: [LEASE], on: "2026-11-24" },
    ]);
    expect(history.effects()).toContainEqual(expect.objectContaining({ kind: "StartWorkflow" }));
    expect(history.state()).toMatchObject({ tolerance: { kept: true }, keptOn: "2026-11-24" });
    given(history)
      .when({ type: "SettleStage" }, firstAnswer)
      .thenEvents({ type: "StageSettled", last: true });
  });

  it("may stay owed through another correction, but what was not promised may not go missing", () => {
    const history = promising();

    bring(history, [SEAL], firstAnswer, { shared: 1 });
    given(history)
      .when({ type: "CorrectCase", baseRevision: 2, form: {}, materials: [material(LEASE)] }, firstAnswer)
      .thenRefused("MaterialsMissing");
    expect(history.state().tolerance?.kept).toBe(false);
  });

  it("is kept only by all of it", () => {
    const history = filed({ required }, filingMoment, {
      form: { activities: ["x"] },
      materials: [material(SEAL)],
      promise: promise(LEASE, PLAN),
    });

    bring(history, [SEAL, PLAN], firstAnswer, { activities: ["x"] });
    expect(history.state().tolerance?.kept).toBe(false);
    bring(history, [SEAL, PLAN, LEASE], firstAnswer, { activities: ["x"] });
    expect(history.state().tolerance?.kept).toBe(true);
  });

  it("is not owed any more once the form does not need it", () => {
    const history = filed({ required }, filingMoment, {
      form: { activities: ["x"] },
      materials: [material(SEAL), material(LEASE)],
      promise: promise(PLAN),
    });

    const events = bring(history, [SEAL, LEASE], firstAnswer, { activities: [] });

    expect(events).toContainEqual({ type: "PromiseKept", codes: [PLAN], on: "2026-11-24" });
  });

  it("may not be taken back once it is in", () => {
    const history = promising();
    bring(history, [SEAL, LEASE]);

    given(history)
      .when({ type: "CorrectCase", baseRevision: 2, form: {}, materials: [material(SEAL)] }, firstAnswer)
      .thenRefused("MaterialsMissing");
  });
});

describe("容缺受理: a promise that is not kept", () => {
  it("sends the case back past its day, names what is missing, and has approvals undone", () => {
    const history = promising(filingMoment, { stages: [["a", "b"]] });
    approveSynthetic(history, "a", firstAnswer);

    expect(looked(history, moment("2026-12-08", "23:59")).map(({ type }) => type)).not.toContain(
      "CaseReturned",
    );
    expect(looked(history, moment("2026-12-09"))).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ type: "ItemStoodDown", itemId: "b", why: "returned" }),
        expect.objectContaining({
          type: "CaseReturned",
          why: "promise-not-kept",
          codes: [LEASE],
          dueOn: "2026-12-08",
        }),
        expect.objectContaining({ type: "VoidAsked", itemId: "a" }),
      ]),
    );
    expect(history.state().status).toBe("returned");
  });

  it("is no matter any more once it was kept, or the case has ended", () => {
    const [kept, withdrawn] = [promising(), promising()];
    bring(kept, [SEAL, LEASE]);
    withdrawn.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);

    for (const history of [kept, withdrawn])
      expect(looked(history, moment("2026-12-09")).map(({ type }) => type)).not.toContain("CaseReturned");
  });

  it("sends the case back once the missing year is published, though no day could be written at filing", () => {
    const history = promising(moment("2026-12-29"), { calendar: calendarThrough2026 });
    say(history, "a", answers.approved(moment("2026-12-29")), moment("2026-12-29"));
    expect(history.state().tolerance?.dueOn).toBeNull();
    expect(nextLookOn(history.world, history.state())).toBe("2027-01-01");
    expect(looked(history, moment("2027-02-01"))).toEqual([]);
    history.world = { ...history.world, calendar: calendarThrough2027 };

    looked(history, moment("2027-01-13", "23:59"));
    expect(history.state().status).toBe("reviewing");
    looked(history, moment("2027-01-14"));
    expect(history.state().status).toBe("returned");
  });

  it("never leads to a licence", () => {
    const history = promising();

    expect(() => issued(history, ["a"], firstAnswer)).toThrow("NotSettled");
  });
});

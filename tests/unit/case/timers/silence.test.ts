import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import type { SilenceRule } from "../../../../functions/catalog/catalog.ts";
import { bengbuProfile } from "../../../../functions/catalog/profile.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import { answerSynthetic, approveSynthetic, syntheticWorld } from "../../../support/synthetic-process.ts";
import { about, accepted, firstAnswer, limitsOf, looked, say } from "../../../support/timed-cases.ts";

const basis = "蚌政办〔2026〕12号";
const presumed: SilenceRule = { kind: "deemed-consent", basis };
const ruled: SilenceRule = { kind: "lead-decides", basis };

/** Two items; `a`, which promises three days and is due on Friday 27 November 2026, keeps silent by a rule. */
const quiet = (silence: SilenceRule, policy: "end-at-once" | "lead-decides" = "end-at-once"): History => {
  const history = accepted({
    stages: [["a", "b"]],
    limits: limitsOf(3, 20),
    policy,
    rows: { a: { silence } },
  });
  approveSynthetic(history, "b", firstAnswer);
  return history;
};

/** What the watch does about the silence of `a` on a day. */
const steps = (history: History, date: string): string[] =>
  about(looked(history, moment(date)), "a").flatMap((event) => {
    if (event.type === "ItemReminded") return [event.step];
    return event.type === "ItemDeemedConsent" || event.type === "ItemFellSilent" ? [event.type] : [];
  });

describe("the watch: a department that keeps silent", () => {
  it("reminds it, tells its head, and presumes its consent after two full working days, with the basis", () => {
    const history = quiet(presumed);

    const days = ["2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-30", "2026-12-01"];
    const taken = days.map((date) => steps(history, date));
    const events = looked(history, moment("2026-12-02"));

    expect(taken).toEqual([[], ["remind"], [], ["escalate"], [], []]);
    expect(events).toContainEqual({
      type: "ItemDeemedConsent",
      itemId: "a",
      fingerprint: history.item("a").fingerprint,
      dueOn: "2026-11-27",
      basis,
      on: "2026-12-02",
    });
    expect(history.item("a").status).toBe("deemed");
    expect(history.effects()).toContainEqual({ kind: "ResumeItem", caseId: "case-1", itemId: "a" });
    given(history)
      .when({ type: "SettleStage" }, moment("2026-12-02"))
      .thenEvents({ type: "StageSettled", last: true });
  });

  it("tells a department of its reminders, each once", () => {
    const history = quiet(presumed);
    looked(history, moment("2026-11-26"));

    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "Deliver", department: "dept-a", type: "lianban.item.reminded" }),
    );
    expect(steps(history, "2026-11-26")).toEqual([]);
  });

  it("takes every step in order when nobody looked for long, and holds the department to account all the same", () => {
    const history = quiet(presumed);

    expect(steps(history, "2026-12-10")).toEqual(["remind", "escalate", "ItemDeemedConsent"]);
    expect(Object.keys(history.state().cards)).toContain("case-1-a-promised-yellow");
  });

  it("calls the lead where the rule says so, and waits for its ruling", () => {
    const history = quiet(ruled);

    const events = about(looked(history, moment("2026-12-02")), "a");

    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["ItemFellSilent", "LeadCalled"]));
    expect(events).toContainEqual({
      type: "LeadCalled",
      itemId: "a",
      lead: "dept-lead",
      why: "silent",
      on: "2026-12-02",
    });
    expect(history.effects()).toContainEqual(
      expect.objectContaining({
        kind: "Deliver",
        department: "dept-lead",
        type: "lianban.item.ruling-wanted",
      }),
    );
    given(history).when({ type: "SettleStage" }, moment("2026-12-02")).thenEvents();
    expect(steps(history, "2026-12-31")).toEqual([]);
  });

  it.each([
    ["approve", "overruled"],
    ["suspend", "correcting"],
    ["refuse", "rejected"],
  ] as const)("lets the lead %s: the silent item is %s", (ruling, status) => {
    const history = quiet(ruled);
    const now = moment("2026-12-02");
    looked(history, now);

    history.perform(
      { type: "AnswerItem", itemId: "a", department: "dept-lead", answer: answers.ruled(now, { ruling }) },
      now,
    );

    expect(history.item("a").status).toBe(status);
  });

  it.each([
    ["an approval", answers.approved, "approved"],
    ["a wish", answers.correctionRequired, "correcting"],
    ["a refusal", answers.rejected, "rejected"],
  ] as const)("takes %s that comes late, before the lead has ruled", (_, answer, status) => {
    const history = quiet(ruled);
    const now = moment("2026-12-02");
    looked(history, now);

    say(history, "a", answer(now), now);

    expect(history.item("a").status).toBe(status);
    given(history)
      .when({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer: answers.ruled(now) }, now)
      .thenRefused(status === "rejected" ? "CaseClosed" : "NothingToRule");
  });

  it.each([
    ["accepted", "ItemDeemedConsent"],
    ["forwarded", "ItemDeemedConsent"],
  ] as const)("counts an item that is %s as silent", (status, type) => {
    const history = quiet(presumed);
    if (status === "forwarded") say(history, "a", answers.forwarded(firstAnswer), firstAnswer);

    expect(steps(history, "2026-12-02")).toContain(type);
  });

  it.each([
    ["has approved", answers.approved],
    ["wishes for a correction", answers.correctionRequired],
    ["is in an expert review", answers.suspended],
    ["is on a site visit", (now) => answers.suspended(now, { procedure: "site-visit" })],
  ] as [string, typeof answers.accepted][])("says nothing of a department that %s", (_, answer) => {
    const history = accepted({
      stages: [["a", "b"]],
      limits: limitsOf(3, 20),
      rows: { a: { silence: presumed } },
    });
    say(history, "a", answer(firstAnswer), firstAnswer);

    expect(steps(history, "2026-12-10")).toEqual([]);
  });

  it.each([
    ["no rule", { kind: "none" }],
    ["a rule but no promise", presumed],
  ] as const)("leaves an item with %s to the cards", (name, silence) => {
    const limits = name === "no rule" ? limitsOf(3, 20) : limitsOf(null, 20);
    const history = accepted({ limits, rows: { a: { silence } } });

    expect(steps(history, "2026-12-21")).toEqual([]);
    expect(history.item("a").status).toBe("accepted");
  });

  it("follows the centre's profile", () => {
    const profile = { ...bengbuProfile, silence: { remindBefore: 2, escalateAfter: 1, actAfter: 0 } };
    const history = accepted({ limits: limitsOf(3, 20), rows: { a: { silence: presumed } }, profile });

    expect(nextLookOn(history.world, history.state())).toBe("2026-11-25");
    expect(steps(history, "2026-11-25")).toEqual(["remind"]);
    expect(steps(history, "2026-11-27")).toEqual([]);
    expect(steps(history, "2026-11-28")).toEqual(["ItemDeemedConsent"]);
  });

  it("asks anew once what it was silent on has changed, and counts the silence from there", () => {
    const history = quiet(presumed);
    looked(history, moment("2026-12-02"));
    const now = moment("2026-12-03");

    history.perform({ type: "CorrectCase", baseRevision: 1, form: { fields: { a: 1 } }, materials: [] }, now);

    expect(history.item("a")).toMatchObject({
      status: "accepted",
      round: 2,
      reminders: [],
      leadCalled: false,
    });
    expect(steps(history, "2026-12-03")).toEqual(["remind"]);
    expect(steps(history, "2026-12-04")).toEqual(["escalate"]);
    expect(steps(history, "2026-12-07")).toEqual([]);
    expect(steps(history, "2026-12-08")).toEqual(["ItemDeemedConsent"]);
  });

  it("T7: never presumes the consent of a department that guards safety: the catalogue refuses such a row", () => {
    const rows = (silence: SilenceRule) => ({ a: { isSafetyCritical: true, silence } });

    expect(() => syntheticWorld({ stages: [["a"]], rows: rows(presumed) })).toThrow(/guards safety/);
    expect(() => syntheticWorld({ stages: [["a"]], rows: rows(ruled) })).not.toThrow();
    expect(() =>
      syntheticWorld({ stages: [["a"]], rows: { a: { silence: { kind: "lead-decides", basis: "" } } } }),
    ).toThrow(/without a basis/);
  });

  it("refuses a late answer once consent was presumed and the stage is settled", () => {
    const history = quiet(presumed);
    const now = moment("2026-12-02");
    looked(history, now);

    given(history)
      .when(answerSynthetic("a", answers.approved(now)), now)
      .thenRefused("NotDecidable");
  });
});

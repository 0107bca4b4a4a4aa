import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../../functions/application/case-head.ts";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import type { CommandOf } from "../../../functions/case/commands.ts";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { answers, type Said } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { later, moment } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic, type Synthetic } from "../../support/synthetic-process.ts";
import { accepted, firstAnswer, say } from "../../support/timed-cases.ts";

type Ruling = "approve" | "refuse" | "suspend";

const rule = (
  itemId: string,
  ruling: Ruling,
  now = firstAnswer,
  { department = "dept-lead", ...said }: Said & { department?: string } = {},
): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId,
  department,
  answer: answers.ruled(now, { ruling, ...said }),
});

/** Two departments: `b` has approved, `a` objects, and the lead decides. */
const disputed = (synthetic: Partial<Synthetic> = {}): History => {
  const history = accepted({ stages: [["a", "b"]], policy: "lead-decides", ...synthetic });
  approveSynthetic(history, "b", firstAnswer);
  say(history, "a", answers.rejected(firstAnswer), firstAnswer);
  return history;
};

describe("牵头责任: the lead is called", () => {
  it("once everybody has answered, and once for each objection", () => {
    const history = accepted({ stages: [["a", "b", "c"]], policy: "lead-decides" });
    const alone = say(history, "a", answers.rejected(firstAnswer), firstAnswer);
    say(history, "b", answers.rejected(firstAnswer), firstAnswer);
    const together = say(history, "c", answers.approved(firstAnswer), firstAnswer);

    expect(alone.map(({ type }) => type)).not.toContain("LeadCalled");
    expect(together).toMatchObject([
      { type: "ItemApproved" },
      { type: "LeadCalled", itemId: "a", lead: "dept-lead", why: "rejected" },
      { type: "LeadCalled", itemId: "b", lead: "dept-lead", why: "rejected" },
    ]);
    given(history).when({ type: "ContinueCase" }, firstAnswer).thenEvents();
  });

  it("and is who the case waits for", () => {
    const history = disputed();

    expect(waitingOnOf(history.world, history.state())).toBe("department");
    expect(waitingFor(history.world, history.state()).en).toBe(
      "waiting for the lead, lead, to rule on the objection to a",
    );
    given(history).when({ type: "SettleStage" }, firstAnswer).thenEvents();
  });

  it("no more when the department thinks better of it before the ruling", () => {
    const history = disputed();
    const next = later(firstAnswer, { minutes: 1 });
    say(history, "a", answers.approved(next), next);

    given(history)
      .when(rule("a", "refuse", next), next)
      .thenRefused("NothingToRule");
    given(history).when({ type: "SettleStage" }, next).thenEvents({ type: "StageSettled", last: true });
  });

  it("anew when a department that had thought better of it objects again", () => {
    const history = disputed();
    const [second, third] = [later(firstAnswer, { minutes: 1 }), later(firstAnswer, { minutes: 2 })];
    say(history, "a", answers.approved(second), second);

    expect(say(history, "a", answers.rejected(third), third).at(-1)).toMatchObject({ type: "LeadCalled" });
  });

  it("not about a form that stands no more: who objected is asked again when it changes", () => {
    const history = disputed();

    const events = history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { fields: { a: 1 } }, materials: [] },
      firstAnswer,
    );

    expect(events.at(-1)).toMatchObject({
      type: "ItemAsked",
      itemId: "a",
      because: "scope-changed",
      round: 2,
    });
    given(history).when(rule("a", "refuse"), firstAnswer).thenRefused("NothingToRule");
  });
});

describe("牵头责任: the ruling", () => {
  it("goes on without that consent, and owes the department its reasons in ten working days", () => {
    const history = disputed();

    given(history)
      .when(rule("a", "approve"), firstAnswer)
      .thenEvents({
        type: "LeadRuled",
        itemId: "a",
        lead: "dept-lead",
        ruling: "approve",
        reasons: "异议不影响许可",
        fingerprint: history.item("a").fingerprint,
        reasonsDueOn: "2026-12-08",
      });

    expect(history.item("a")).toMatchObject({ status: "overruled", rejection: null });
    expect(history.effects()).toEqual([{ kind: "ResumeItem", caseId: "case-1", itemId: "a" }]);
    given(history)
      .when({ type: "SettleStage" }, firstAnswer)
      .thenEvents({ type: "StageSettled", last: true });
  });

  it("follows the objection: the case is refused with the department's own reason, and others undo", () => {
    given(disputed())
      .when(rule("a", "refuse"), firstAnswer)
      .thenEvents(
        { type: "LeadRuled", ruling: "refuse", reasonsDueOn: null },
        { type: "CaseRefused", reasons: [{ itemId: "a", code: "name-taken", text: "与已登记名称相同" }] },
        { type: "VoidAsked", itemId: "b" },
      );
  });

  it("lets the applicant mend what was objected to, under the objection's own words", () => {
    const history = disputed();

    given(history)
      .when(rule("a", "suspend"), firstAnswer)
      .thenEvents(
        { type: "LeadRuled", ruling: "suspend", reasonsDueOn: null },
        {
          type: "CorrectionNoticeIssued",
          wishes: [{ itemId: "a", path: "opinion", message: "与已登记名称相同" }],
        },
      );
    expect(history.state().status).toBe("awaiting-applicant");

    const events = history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { fields: { a: 1 } }, materials: [] },
      firstAnswer,
    );
    expect(events.at(-1)).toMatchObject({ type: "ItemAsked", itemId: "a", because: "correction-answered" });
  });

  it("waits for each objection: one overruled, the other stands", () => {
    const history = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
    say(history, "a", answers.rejected(firstAnswer), firstAnswer);
    say(history, "b", answers.rejected(firstAnswer), firstAnswer);

    history.perform(rule("a", "approve"), firstAnswer);
    const events = history.perform(rule("b", "refuse"), firstAnswer);

    expect(events).toMatchObject([{}, { type: "CaseRefused", reasons: [{ itemId: "b" }] }]);
  });

  it.each<[string, () => History, CommandOf<"AnswerItem">, string]>([
    [
      "a department that does not lead",
      disputed,
      rule("a", "approve", firstAnswer, { department: "dept-b" }),
      "NotLead",
    ],
    [
      "the objecting department itself",
      disputed,
      rule("a", "approve", firstAnswer, { department: "dept-a" }),
      "NotLead",
    ],
    ["an item that was approved", disputed, rule("b", "refuse"), "NothingToRule"],
    [
      "an objection while others still review",
      () => {
        const history = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
        say(history, "a", answers.rejected(firstAnswer), firstAnswer);
        return history;
      },
      rule("a", "approve"),
      "NothingToRule",
    ],
    ["an unknown item", disputed, rule("z", "approve"), "ItemUnknown"],
    [
      "a case that has ended",
      () => {
        const history = disputed();
        history.perform(rule("a", "refuse"), firstAnswer);
        return history;
      },
      rule("a", "approve"),
      "CaseClosed",
    ],
    [
      "what only that department can give",
      () => {
        const parts = { a: { yields: ["aNumber"] } };
        return disputed({ parts });
      },
      rule("a", "approve"),
      "CannotOverrule",
    ],
    [
      "what guards safety",
      () => disputed({ rows: { a: { isSafetyCritical: true } } }),
      rule("a", "approve"),
      "CannotOverrule",
    ],
  ])("is refused of %s", (_, history, command, kind) => {
    given(history())
      .when(command, firstAnswer)
      .thenRefused(kind as "NotLead");
  });

  it("may still follow the objection of who guards safety, as of the permit for hazardous chemicals", () => {
    const rows = { a: { isSafetyCritical: true } };

    expect(bengbuCatalog.items.get("hazardous-chemicals-permit")?.isSafetyCritical).toBe(true);
    for (const ruling of ["refuse", "suspend"] as const)
      expect(disputed({ rows }).perform(rule("a", ruling), firstAnswer)).toContainEqual(
        expect.objectContaining({ type: "LeadRuled", ruling }),
      );
  });

  it("is given once", () => {
    const history = disputed();
    history.perform(rule("a", "approve"), firstAnswer);

    given(history).when(rule("a", "approve"), firstAnswer).thenRefused("NothingToRule");
    given(history)
      .when(answerSynthetic("a", answers.approved(firstAnswer)), firstAnswer)
      .thenRefused("NotDecidable");
  });

  it("goes stale like a consent when what it was about changes", () => {
    const history = disputed();
    history.perform(rule("a", "approve"), firstAnswer);
    const now = moment("2026-11-25");

    history.perform({ type: "CorrectCase", baseRevision: 1, form: { fields: { a: 1 } }, materials: [] }, now);

    expect(history.item("a")).toMatchObject({ status: "accepted", round: 2 });
  });
});

import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../../functions/application/case-head.ts";
import { waitingFor } from "../../../functions/application/waiting-for.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { later, moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked, say } from "../../support/timed-cases.ts";

const withdraw = { type: "WithdrawCase", reason: "计划有变" } as const;
const rule = (isGranted: boolean, department = "dept-lead") =>
  ({ type: "RuleOnWithdrawal", department, isGranted, reasons: "裁定理由" }) as const;

/** Two departments, of which `a` has approved, and a wish to withdraw. */
const asking = (): History => {
  const history = filed({ stages: [["a", "b"]] });
  approveSynthetic(history, "a", firstAnswer);
  history.perform(withdraw, firstAnswer);
  return history;
};

describe("撤件: a small process of its own", () => {
  it.each([
    ["nobody has answered", () => undefined],
    [
      "departments have accepted",
      (history: History) => say(history, "a", answers.accepted(firstAnswer), firstAnswer),
    ],
    [
      "one wishes a correction",
      (history: History) => say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer),
    ],
  ] as const)("ends the case at once while %s", (_, act) => {
    const history = filed({ stages: [["a", "b"]] });
    act(history);

    history.perform(withdraw, firstAnswer);

    expect(history.state()).toMatchObject({ status: "withdrawn", withdrawalRequest: null });
  });

  it("waits for the lead once somebody has approved, three working days at most", () => {
    const history = filed({ stages: [["a", "b"]] });
    approveSynthetic(history, "a", firstAnswer);

    given(history).when(withdraw, firstAnswer).thenEvents({
      type: "WithdrawalRequested",
      reason: "计划有变",
      on: "2026-11-24",
      rulingBy: "2026-11-27",
    });

    expect(history.state()).toMatchObject({
      status: "reviewing",
      withdrawalRequest: { status: "submitted" },
    });
  });

  it("waits for the lead too when the approval went stale: it is in the world all the same", () => {
    const history = filed({ stages: [["a", "b"]] });
    approveSynthetic(history, "a", firstAnswer);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] },
      firstAnswer,
    );
    expect(history.item("a").status).toBe("accepted");

    given(history).when(withdraw, firstAnswer).thenEvents({ type: "WithdrawalRequested" });
    given(history)
      .when(rule(true), firstAnswer)
      .thenEvents(
        { type: "WithdrawalRuled" },
        { type: "ItemStoodDown", itemId: "a" },
        { type: "ItemStoodDown", itemId: "b" },
        { type: "CaseWithdrawn" },
        { type: "VoidAsked", itemId: "a" },
      );
  });

  it("ends at once when the only approval was of an item that is not needed any more", () => {
    const history = filed({ stages: [["a", "b"]], when: { a: "x" } }, firstAnswer, {
      form: { activities: ["x"] },
    });
    approveSynthetic(history, "a", firstAnswer);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: [] }, materials: [] },
      firstAnswer,
    );

    history.perform(withdraw, firstAnswer);

    expect(history.state().status).toBe("withdrawn");
  });

  it("changes nothing when it is asked for again", () => {
    given(asking())
      .when(withdraw, later(firstAnswer, { minutes: 1 }))
      .thenEvents();
  });

  it("lets reviews go on while it waits", () => {
    const history = asking();
    approveSynthetic(history, "b", firstAnswer);
    history.perform({ type: "SettleStage" }, firstAnswer);

    expect(history.state().status).toBe("settled");
    expect(waitingOnOf(history.world, history.state())).toBe("department");
    expect(waitingFor(history.world, history.state()).en).toContain("rule on the withdrawal (by 2026-11-27)");
    expect(() => issued(history, [], firstAnswer)).toThrow("WithdrawalPending");
  });
});

describe("撤件: the ruling", () => {
  it("grants it: the case ends, and what was approved is to be undone", () => {
    given(asking())
      .when(rule(true), firstAnswer)
      .thenEvents(
        { type: "WithdrawalRuled", isGranted: true, isPresumed: false, reasons: "裁定理由" },
        { type: "ItemStoodDown", itemId: "b", why: "withdrawn" },
        { type: "CaseWithdrawn", reason: "计划有变" },
        { type: "VoidAsked", itemId: "a", on: "2026-11-24", dueOn: "2026-12-01" },
      );
  });

  it("refuses it: the case goes on, and its machine is started again", () => {
    const history = asking();

    given(history).when(rule(false), firstAnswer).thenEvents({ type: "WithdrawalRuled", isGranted: false });
    expect(history.effects()).toEqual([{ kind: "StartWorkflow", caseId: "case-1", processId: "synthetic" }]);
    expect(history.state()).toMatchObject({ status: "reviewing", withdrawalRequest: { status: "refused" } });
    given(history).when(withdraw, firstAnswer).thenEvents({ type: "WithdrawalRequested" });
  });

  it.each([
    ["another department", asking, rule(true, "dept-a"), "NotLead"],
    ["nobody who asked", () => filed({ stages: [["a", "b"]] }), rule(true), "WithdrawalNotPending"],
    [
      "one who was ruled upon",
      () => {
        const history = asking();
        history.perform(rule(false), firstAnswer);
        return history;
      },
      rule(true),
      "WithdrawalNotPending",
    ],
    [
      "a case that has ended",
      () => {
        const history = asking();
        history.perform(rule(true), firstAnswer);
        return history;
      },
      rule(false),
      "WithdrawalNotPending",
    ],
  ] as const)("is refused of %s", (_, history, command, kind) => {
    given(history()).when(command, firstAnswer).thenRefused(kind);
  });

  it("is void when the case ends by itself before", () => {
    const history = asking();
    say(history, "b", answers.rejected(firstAnswer), firstAnswer);

    expect(history.state()).toMatchObject({
      status: "refused",
      withdrawalRequest: { status: "void", ruledOn: "2026-11-24" },
    });
    looked(history, moment("2026-12-10"));
    expect(history.state().status).toBe("refused");
  });
});

describe("撤销: what one department granted does not stay in the world as half a licence", () => {
  const ended = (): History => {
    const history = asking();
    history.perform(rule(true), firstAnswer);
    return history;
  };
  const voided = (now = firstAnswer) => answers.voided(now);

  it("is acknowledged by the department, once", () => {
    const history = ended();
    const [first] = say(history, "a", voided(), firstAnswer);
    const again = say(
      history,
      "a",
      voided(later(firstAnswer, { minutes: 1 })),
      later(firstAnswer, { minutes: 1 }),
    );

    expect(first).toMatchObject({
      type: "VoidAcknowledged",
      itemId: "a",
      note: "已注销批文",
      on: "2026-11-24",
    });
    expect(again).toEqual([]);
    expect(history.item("a").voiding).toEqual({
      askedOn: "2026-11-24",
      dueOn: "2026-12-01",
      doneOn: "2026-11-24",
    });
  });

  it.each([
    ["while the case goes on", asking, "a"],
    ["of an item that had approved nothing", ended, "b"],
    [
      "of a case that ended with its licence",
      () => issued(filed({ stages: [["a", "b"]] }), ["a", "b"], firstAnswer),
      "a",
    ],
  ] as const)("is refused %s", (_, history, item) => {
    given(history())
      .when({ type: "AnswerItem", itemId: item, department: `dept-${item}`, answer: voided() }, firstAnswer)
      .thenRefused("NothingToVoid");
  });

  it.each([
    [
      "a refusal of another department",
      (history: History) => say(history, "b", answers.rejected(firstAnswer), firstAnswer),
    ],
    [
      "a withdrawal",
      (history: History) => [
        ...history.perform(withdraw, firstAnswer),
        ...history.perform(rule(true), firstAnswer),
      ],
    ],
  ] as const)("is asked for once of everybody who had approved, by %s", (_, end) => {
    const history = accepted({ stages: [["a", "b", "c"]], limits: limitsOf(5, 20) });
    approveSynthetic(history, "a", firstAnswer);
    approveSynthetic(history, "c", firstAnswer);

    const asked = end(history).flatMap((event) => (event.type === "VoidAsked" ? [event.itemId] : []));

    expect(asked).toEqual(["a", "c"]);
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "Deliver", department: "dept-a", type: "lianban.item.void" }),
    );
  });

  it("is not asked of one that took its approval back itself, nor of presumed consent", () => {
    const silence = { kind: "deemed-consent", basis: "b" } as const;
    const history = accepted({
      stages: [["a", "b", "c"]],
      limits: limitsOf(3, 20),
      policy: "await-all",
      rows: { c: { silence } },
    });
    approveSynthetic(history, "a", firstAnswer);
    say(
      history,
      "a",
      answers.rejected(later(firstAnswer, { minutes: 1 })),
      later(firstAnswer, { minutes: 1 }),
    );
    const now = moment("2026-12-02");
    looked(history, now);
    expect(history.item("c").status).toBe("deemed");

    const events = say(history, "b", answers.approved(now), now);

    expect(events.flatMap((event) => (event.type === "VoidAsked" ? [event.itemId] : []))).toEqual(["b"]);
  });
});

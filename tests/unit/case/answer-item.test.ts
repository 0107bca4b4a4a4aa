import { describe, expect, it } from "vitest";
import { FUTURE_TOLERANCE_MS } from "../../../functions/case/answer-time.ts";
import { pausesOf } from "../../../functions/case/clock-acts.ts";
import type { Answer, AnswerData } from "../../../schemas/answers.ts";
import { answerItem, answers, outputsOf } from "../../support/answers.ts";
import { approve, filedHistory, issue, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const ITEM = "tax-registration";
const approval = () => answers.approved(now, { outputs: outputsOf(ITEM, "one-code") });

describe("answerItem: what is refused", () => {
  it("refuses an unknown item and names the known ones", () => {
    const refusal = given(filedHistory())
      .when({ type: "AnswerItem", itemId: "fire-safety", department: "tax", answer: approval() }, now)
      .thenRefused("ItemUnknown");

    expect(refusal.known).toContain(ITEM);
  });

  it("refuses a department that answers for another's item", () => {
    given(filedHistory())
      .when({ type: "AnswerItem", itemId: ITEM, department: "market-regulation", answer: approval() }, now)
      .thenRefused("NotThisDepartment");
  });

  it("refuses an answer once the case is closed", () => {
    const history = filedHistory();
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);

    const refusal = given(history).when(answerItem(ITEM, approval()), now).thenRefused("CaseClosed");

    expect(refusal.status).toBe("withdrawn");
  });

  it("refuses an answer once the stage is settled, though the licence is not out yet", () => {
    const history = filedHistory();
    for (const item of ["enterprise-registration", "organization-code", ITEM] as const)
      approve(history, item, now);
    history.perform({ type: "SettleStage" }, now);

    const refusal = given(history).when(answerItem(ITEM, approval()), now).thenRefused("AlreadySettled");

    expect(refusal).toMatchObject({ itemId: ITEM, stageId: "registration" });
  });

  it("refuses an answer after the licence was issued", () => {
    const history = filedHistory();
    issue(history, now);

    given(history).when(answerItem(ITEM, approval()), now).thenRefused("CaseClosed");
  });

  it("refuses an answer older than the department's last one", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, answers.accepted(now)), now);
    const old = answers.approved(now, { time: filingMoment.at, outputs: outputsOf(ITEM, "one-code") });

    const refusal = given(history).when(answerItem(ITEM, old), now).thenRefused("AnswerOutOfOrder");

    expect(refusal).toMatchObject({ time: filingMoment.at, lastAnswerAt: now.at });
  });

  it("refuses an answer from the future, and takes one within the tolerance", () => {
    const history = filedHistory();
    const ahead = (milliseconds: number) =>
      answers.accepted(now, { time: new Date(Date.parse(now.at) + milliseconds).toISOString() });

    given(history)
      .when(answerItem(ITEM, ahead(FUTURE_TOLERANCE_MS + 1)), now)
      .thenRefused("AnswerFromFuture");
    given(history)
      .when(answerItem(ITEM, ahead(FUTURE_TOLERANCE_MS)), now)
      .thenEvents({ type: "ItemAccepted" });
  });

  it("refuses an answer about a revision that does not exist", () => {
    const refusal = given(filedHistory())
      .when(answerItem(ITEM, answers.accepted(now, { revision: 2 })), now)
      .thenRefused("RevisionUnknown");

    expect(refusal).toMatchObject({ revision: 2, current: 1 });
  });

  it("refuses an answer about a revision from before the department was asked", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a", "b"]], when: { b: "x" } }));
    history.perform(syntheticFiling({ activities: [] }), filingMoment);
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: ["x"] }, materials: [] },
      filingMoment,
    );

    given(history)
      .when(answerSynthetic("b", answers.accepted(now, { revision: 1 })), now)
      .thenRefused("RevisionUnknown");
  });

  it("tells a missing, an undue and a malformed output apart, all at once", () => {
    const outputs = { permitNumber: "皖1号", taxAuthority: "" };

    const refusal = given(filedHistory())
      .when(answerItem("enterprise-registration", answers.approved(now, { outputs })), now)
      .thenRefused("OutputsInvalid");

    expect(refusal.problems).toMatchObject([
      { path: "registeredName", message: { zh: "缺少办理结果“registeredName”,请补上" } },
      { path: "uscc", message: { zh: "缺少办理结果“uscc”,请补上" } },
      { path: "permitNumber", message: { en: expect.stringContaining("registeredName, uscc") } },
      { path: "taxAuthority", message: { zh: expect.stringContaining("不产生") } },
    ]);
  });

  it("refuses a code whose check character is wrong", () => {
    const outputs = { registeredName: "蚌埠云帆", uscc: "91340300PDY00001XX" };

    const refusal = given(filedHistory())
      .when(answerItem("enterprise-registration", answers.approved(now, { outputs })), now)
      .thenRefused("OutputsInvalid");

    expect(refusal.problems).toMatchObject([
      { path: "uscc", message: { zh: expect.stringContaining("GB 32100") } },
    ]);
  });

  it("refuses any output of an item that owes none", () => {
    const outputs = { unheardOf: 1 };

    const refusal = given(filedHistory())
      .when(answerItem("organization-code", answers.approved(now, { outputs })), now)
      .thenRefused("OutputsInvalid");

    expect(refusal.problems).toMatchObject([{ message: { en: expect.stringContaining("it yields: none") } }]);
  });
});

describe("answerItem: what follows", () => {
  it("accepts today and counts both limits from there", () => {
    given(filedHistory())
      .when(answerItem("enterprise-registration", answers.accepted(now)), now)
      .thenEvents({
        type: "ItemAccepted",
        acceptedOn: "2026-11-24",
        deemed: false,
        due: { promised: "2026-11-27", statutory: "2026-12-22", unknownYear: null },
      });
  });

  it("accepts only once", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, answers.accepted(now)), now);
    const again = later(now, { minutes: 1 });

    given(history)
      .when(answerItem(ITEM, answers.accepted(again)), again)
      .thenEvents();
  });

  it.each([
    ["an approval", answers.approved(now, { outputs: outputsOf(ITEM, "one-code") }), "ItemApproved"],
    ["a special procedure", answers.suspended(now), "ItemSuspended"],
  ] as const)("reads %s without a word of acceptance as accepted and done at once", (_, answer, type) => {
    given(filedHistory())
      .when(answerItem(ITEM, answer), now)
      .thenEvents({ type: "ItemAccepted", deemed: false, acceptedOn: "2026-11-24" }, { type });
  });

  it("reads a refusal without a word of acceptance as accepted and refused at once", () => {
    const decision = filedHistory().attempt(answerItem(ITEM, answers.rejected(now)), now);

    expect(decision).toMatchObject({
      events: [{ type: "ItemAccepted" }, { type: "ItemRejected" }, {}, {}, {}],
    });
  });

  it("does not read a wish for correction as acceptance", () => {
    const history = filedHistory();

    history.perform(answerItem(ITEM, answers.correctionRequired(now)), now);

    expect(history.item(ITEM)).toMatchObject({ status: "correcting", acceptedOn: null });
  });

  it("binds an approval to the fingerprint the department was shown", () => {
    const history = filedHistory();

    const [, event] = approve(history, ITEM, now);

    expect(event).toMatchObject({ type: "ItemApproved", fingerprint: history.item(ITEM).fingerprint });
  });

  it("keeps the opinion, the officer and the documents of an approval", () => {
    const history = filedHistory();
    const documents = [{ name: "登记表", sha256: "a".repeat(64), mediaType: "application/pdf" }];
    const answer = answers.approved(now, {
      opinion: "同意",
      documents,
      outputs: outputsOf(ITEM, "one-code"),
    });

    history.perform(answerItem(ITEM, answer), now);

    expect(history.item(ITEM)).toMatchObject({ opinion: "同意", documents, officer: { name: "李明" } });
    expect(history.state().outputs[ITEM]).toEqual({ taxAuthority: "蚌埠市税务局第一分局" });
  });

  it("writes instants in UTC whatever offset a department uses", () => {
    const answer = answers.accepted(now, { time: "2026-11-24T10:20:00+08:00" });

    given(filedHistory())
      .when(answerItem(ITEM, answer), now)
      .thenEvents({ type: "ItemAccepted", answeredAt: "2026-11-24T02:20:00.000Z" });
  });

  it("takes an answer about a later revision that left the scope as it was", () => {
    const history = makeHistory(syntheticWorld({ stages: [["a", "b"]] }));
    history.perform(syntheticFiling({ fields: { a: "1", b: "1" } }), filingMoment);
    const form = { fields: { a: "1", b: "2" } };
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: [] }, filingMoment);

    given(history)
      .when(answerSynthetic("a", answers.approved(now, { revision: 2 })), now)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved", revision: 2 });
  });

  it("stops the clock only for the eight procedures of the law", () => {
    const eight = [
      "hearing",
      "tender",
      "auction",
      "inspection",
      "testing",
      "quarantine",
      "appraisal",
    ] as const;
    const others = ["site-visit", "publicity", "consultation"] as const;
    const due = (procedure: (typeof eight)[number] | (typeof others)[number] | "expert-review") => {
      const history = filedHistory();
      history.perform(answerItem(ITEM, answers.suspended(now, { procedure, plannedWorkingDays: 9 })), now);
      return history.item(ITEM).due.promised;
    };

    const stopped = [...eight, "expert-review" as const].map(due);
    const running = others.map(due);

    expect(stopped).toEqual(Array(8).fill(null));
    expect(running).toEqual(Array(3).fill("2026-11-25"));
  });

  it.each([
    "hearing",
    "tender",
    "auction",
    "inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert-review",
  ] as const)("refuses a %s without a word of how long it will take", (procedure) => {
    const answer = answers.suspended(now, { procedure });
    const { plannedWorkingDays: _, ...data } = answer.data as AnswerData<"lianban.item.suspended">;

    const refusal = given(filedHistory())
      .when(answerItem(ITEM, { ...answer, data } as Answer), now)
      .thenRefused("PlannedDurationMissing");

    expect(refusal).toEqual({ kind: "PlannedDurationMissing", itemId: ITEM, procedure });
  });

  it("plans the end of a procedure in working days, and of one that stops no clock only if it is told", () => {
    const history = filedHistory();
    const visit = answers.suspended(now, { procedure: "site-visit" });
    const { plannedWorkingDays: _, ...data } = visit.data as AnswerData<"lianban.item.suspended">;

    given(history)
      .when(answerItem(ITEM, answers.suspended(now, { plannedWorkingDays: 4 })), now)
      .thenEvents(
        { type: "ItemAccepted" },
        { type: "ItemSuspended", plannedWorkingDays: 4, plannedEnd: "2026-11-30", stopsClock: true },
      );
    given(filedHistory())
      .when(answerItem(ITEM, { ...visit, data } as Answer), now)
      .thenEvents(
        { type: "ItemAccepted" },
        { type: "ItemSuspended", plannedWorkingDays: null, plannedEnd: null, stopsClock: false },
      );
  });

  it("runs the clock on from the day a procedure ends", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, answers.suspended(now)), now);
    const end = moment("2026-12-08");

    given(history)
      .when(answerItem(ITEM, answers.resumed(end)), end)
      .thenEvents(
        { type: "ItemAccepted", itemId: "enterprise-registration", deemed: true },
        { type: "ItemAccepted", itemId: "organization-code", deemed: true },
        { type: "ItemOverdue", itemId: "enterprise-registration" },
        { type: "ItemOverdue", itemId: "organization-code" },
        {
          type: "ItemResumed",
          on: "2026-12-08",
          due: { promised: "2026-12-09", unknownYear: 2027 },
        },
      );

    expect(history.item(ITEM).status).toBe("accepted");
    expect(pausesOf(history.item(ITEM).acts)).toMatchObject([
      { from: "2026-11-24", to: "2026-12-08", statutory: true },
    ]);
  });

  it("takes an acceptance after five silent days for nothing new, and leaves what the law presumes to the watch", () => {
    const history = filedHistory();
    const late = moment("2026-12-02");

    given(history)
      .when(answerItem(ITEM, answers.accepted(late)), late)
      .thenEvents();
    history.perform({ type: "KeepTime" }, late);

    expect(history.item(ITEM)).toMatchObject({ status: "accepted", acceptedOn: "2026-11-24", officer: null });
  });

  it("deems accepted before a late wish for correction too", () => {
    const history = filedHistory();
    const late = moment("2026-12-02");

    given(history)
      .when(answerItem(ITEM, answers.correctionRequired(late)), late)
      .thenEvents(
        { type: "ItemAccepted", itemId: "enterprise-registration", deemed: true },
        { type: "ItemAccepted", itemId: "organization-code", deemed: true },
        { type: "ItemAccepted", itemId: ITEM, deemed: true, acceptedOn: "2026-11-24", officer: null },
        { type: "ItemOverdue", itemId: "enterprise-registration" },
        { type: "ItemOverdue", itemId: "organization-code" },
        { type: "ItemOverdue", itemId: ITEM },
        { type: "BreachRecorded", breach: "case-promised" },
        { type: "CorrectionWished", itemId: ITEM },
      );

    expect(history.item(ITEM)).toMatchObject({ status: "correcting", acceptedOn: "2026-11-24" });
  });

  it("never holds an answer against another upstream number that the department had not seen", () => {
    const history = filedHistory({ mode: "three-numbers" });
    approve(history, "enterprise-registration", now, { n: 1 });
    const shown = later(now, { minutes: 10 });
    approve(history, "enterprise-registration", shown, { n: 2 });
    const inFlight = later(now, { minutes: 9 });
    const arrives = later(now, { minutes: 11 });
    const outputs = outputsOf("organization-code", "three-numbers");
    const answer = (time: string) =>
      answerItem("organization-code", answers.approved(arrives, { time, outputs }));

    given(history).when(answer(inFlight.at), arrives).thenRefused("RevisionSuperseded");
    given(history)
      .when(answer(shown.at), arrives)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved" }, { type: "ItemAsked", itemId: ITEM });
  });
});

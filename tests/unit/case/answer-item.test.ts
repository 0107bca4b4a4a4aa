import { describe, expect, it } from "vitest";
import { FUTURE_TOLERANCE_MS } from "../../../functions/case/answer-item.ts";
import type { ItemStatus } from "../../../functions/case/state.ts";
import type { ItemStatus as CatalogStatus } from "../../../functions/catalog/catalog.ts";
import type { Answer, AnswerType } from "../../../schemas/answers.ts";
import { answerItem, answers, codesOf, departments, outputsOf } from "../../support/answers.ts";
import { approve, filedHistory, type History, issue, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const ITEM = "tax-registration";
const approval = () => answers.approved(now, { outputs: outputsOf(ITEM, "one-code") });

const answerTypes: readonly AnswerType[] = [
  "lianban.item.accepted",
  "lianban.item.approved",
  "lianban.item.rejected",
  "lianban.item.correction-required",
  "lianban.item.suspended",
  "lianban.item.resumed",
];

const answerOf: Readonly<Record<AnswerType, () => Answer>> = {
  "lianban.item.accepted": () => answers.accepted(now),
  "lianban.item.approved": () => answers.approved(now),
  "lianban.item.rejected": () => answers.rejected(now),
  "lianban.item.correction-required": () => answers.correctionRequired(now),
  "lianban.item.suspended": () => answers.suspended(now),
  "lianban.item.resumed": () => answers.resumed(now),
};

/** A case in which item `a` stands at a status, while `b` keeps the case from being joined. */
const standing = (status: ItemStatus): History => {
  const inactive: Partial<Record<ItemStatus, CatalogStatus>> = {
    waived: { kind: "suspended", until: null },
    notified: { kind: "transformed", to: "dept-a" },
  };
  const row = inactive[status];
  const history = makeHistory(
    syntheticWorld({
      stages: [["a", "b"]],
      policy: "await-all",
      ...(row === undefined ? {} : { rows: { a: { status: row } } }),
      ...(status === "not-applicable" ? { when: { a: "x" } } : {}),
      ...(status === "waiting"
        ? { parts: { a: { needs: { b: ["bNumber"] } }, b: { yields: ["bNumber"] } } }
        : {}),
    }),
  );
  history.perform(syntheticFiling(), filingMoment);
  const first = moment("2026-11-24", "10:10");
  const ways: Partial<Record<ItemStatus, () => void>> = {
    accepted: () => history.perform(answerSynthetic("a", answers.accepted(first)), first),
    approved: () => history.perform(answerSynthetic("a", answers.approved(first)), first),
    rejected: () => history.perform(answerSynthetic("a", answers.rejected(first)), first),
    correcting: () => history.perform(answerSynthetic("a", answers.correctionRequired(first)), first),
    suspended: () => history.perform(answerSynthetic("a", answers.suspended(first)), first),
    "stood-down": () => history.record([{ type: "ItemStoodDown", itemId: "a", why: "not-needed" }], first),
  };
  ways[status]?.();
  return history;
};

/** What each status takes, written down apart from the rule: a = accepted, + approved, - rejected, ? correction, s suspended, r resumed. */
const table: Readonly<Record<ItemStatus, string>> = {
  "not-applicable": "",
  waived: "",
  notified: "",
  waiting: "",
  asked: "a+-?s",
  accepted: "a+-?s",
  suspended: "ar",
  correcting: "+-?",
  approved: "+-?",
  rejected: "+-?",
  "stood-down": "",
};
const marks: Readonly<Record<AnswerType, string>> = {
  "lianban.item.accepted": "a",
  "lianban.item.approved": "+",
  "lianban.item.rejected": "-",
  "lianban.item.correction-required": "?",
  "lianban.item.suspended": "s",
  "lianban.item.resumed": "r",
};

const cells = (Object.keys(table) as ItemStatus[]).flatMap((status) =>
  answerTypes.map((type) => ({ status, type, isTaken: table[status].includes(marks[type]) })),
);

describe("answerItem: every answer in every status", () => {
  it.each(cells.filter(({ isTaken }) => isTaken))("takes $type while $status", ({ status, type }) => {
    const history = standing(status);

    const decision = history.attempt(answerSynthetic("a", answerOf[type]()), now);

    expect(history.item("a").status).toBe(status);
    expect(decision).toHaveProperty("events");
  });

  it.each(cells.filter(({ isTaken }) => !isTaken))("refuses $type while $status", ({ status, type }) => {
    const history = standing(status);

    const refused = given(history).when(answerSynthetic("a", answerOf[type]()), now);

    expect(history.item("a").status).toBe(status);
    refused.thenRefused(status === "waiting" ? "NotAskedYet" : "NotDecidable");
  });

  it("says which answer met which status", () => {
    const refusal = given(standing("suspended"))
      .when(answerSynthetic("a", answers.approved(now)), now)
      .thenRefused("NotDecidable");

    expect(refusal).toEqual({
      kind: "NotDecidable",
      itemId: "a",
      status: "suspended",
      answer: "lianban.item.approved",
    });
  });
});

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

  it("runs the clock on from the day a procedure ends", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, answers.suspended(now)), now);
    const end = moment("2026-12-08");

    given(history)
      .when(answerItem(ITEM, answers.resumed(end)), end)
      .thenEvents({
        type: "ItemResumed",
        on: "2026-12-08",
        due: { promised: "2026-12-09", unknownYear: 2027 },
      });

    expect(history.item(ITEM)).toMatchObject({
      status: "accepted",
      pauses: [{ from: "2026-11-24", to: "2026-12-08", statutory: true }],
    });
  });

  it("deems accepted first whoever answers after five silent days, as the watch would have done", () => {
    const history = filedHistory();
    const late = moment("2026-12-02");

    given(history)
      .when(answerItem(ITEM, answers.accepted(late)), late)
      .thenEvents({ type: "ItemAccepted", deemed: true, acceptedOn: "2026-11-24", officer: null });
  });

  it("deems accepted before a late wish for correction too", () => {
    const history = filedHistory();
    const late = moment("2026-12-02");

    given(history)
      .when(answerItem(ITEM, answers.correctionRequired(late)), late)
      .thenEvents({ type: "ItemAccepted", deemed: true }, { type: "CorrectionWished" });

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

describe("answerItem: duplicates", () => {
  const history = () =>
    makeHistory(
      syntheticWorld({ stages: [["a", "b"]], policy: "await-all", parts: { a: { yields: ["aNumber"] } } }),
    );
  const filed = () => {
    const made = history();
    made.perform(syntheticFiling(), filingMoment);
    return made;
  };

  it.each([
    ["approval", answers.approved(now, { outputs: { aNumber: "1" } })],
    ["refusal", answers.rejected(now)],
    ["wish for correction", answers.correctionRequired(now)],
    ["acceptance", answers.accepted(now)],
  ] as const)("does nothing on the same %s of the same moment", (_, answer) => {
    const made = filed();
    made.perform(answerSynthetic("a", answer), now);

    given(made)
      .when(answerSynthetic("a", answer), later(now, { minutes: 1 }))
      .thenEvents();
  });

  it("does nothing on a refusal without a legal basis that comes twice", () => {
    const made = filed();
    const answer = answers.rejected(now, { reason: { code: "c", text: "不符合条件" } });
    made.perform(answerSynthetic("a", answer), now);

    given(made).when(answerSynthetic("a", answer), now).thenEvents();
  });

  it.each([
    ["outputs", answers.approved(now, { outputs: { aNumber: "2" } })],
    ["opinion", answers.approved(now, { outputs: { aNumber: "1" }, opinion: "同意" })],
  ] as const)("takes an approval of the same moment with other %s as a revised one", (_, answer) => {
    const made = filed();
    made.perform(answerSynthetic("a", answers.approved(now, { outputs: { aNumber: "1" } })), now);

    given(made).when(answerSynthetic("a", answer), now).thenEvents({ type: "ItemApproved" });
  });

  it("takes another officer's approval of the same moment as a revised one", () => {
    const made = filed();
    const answer = answers.approved(now, { outputs: { aNumber: "1" } });
    made.perform(answerSynthetic("a", answer), now);
    const other = { ...answer, data: { ...answer.data, officer: { name: "王芳" } } } as Answer;

    given(made)
      .when(answerSynthetic("a", other), now)
      .thenEvents({ type: "ItemApproved", officer: { name: "王芳" } });
  });

  it.each([
    ["a refusal", answers.rejected(now)],
    ["a wish", answers.correctionRequired(now)],
    ["an approval", answers.approved(now, { outputs: { aNumber: "1" } })],
    ["a procedure", answers.suspended(now)],
  ] as const)("takes %s of the same moment as the acceptance before it", (_, answer) => {
    const made = filed();
    made.perform(answerSynthetic("a", answers.accepted(now)), now);

    const decision = made.attempt(answerSynthetic("a", answer), now);

    expect(decision).toMatchObject({ events: [{ itemId: "a" }] });
  });
});

describe("T6: two acts in one millisecond", () => {
  it("T6: acceptance and approval of the same instant both count, in the order they come", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, answers.accepted(now)), now);

    given(history).when(answerItem(ITEM, approval()), now).thenEvents({ type: "ItemApproved" });
  });

  it("T6: an acceptance that arrives after the approval of the same instant is refused calmly", () => {
    const history = filedHistory();
    history.perform(answerItem(ITEM, approval()), now);

    given(history)
      .when(answerItem(ITEM, answers.accepted(now)), now)
      .thenRefused("NotDecidable");
  });
});

describe("T14: approve, return, approve again", () => {
  const at = (minutes: number) => later(now, { minutes });
  const first = answers.approved(at(1), { outputs: { aNumber: "1" } });
  const returned = answers.correctionRequired(at(2));
  const second = answers.approved(at(3), { outputs: { aNumber: "2" } });

  const standingAfter = (order: readonly Answer[]) => {
    const history = makeHistory(
      syntheticWorld({ stages: [["a", "b"]], parts: { a: { yields: ["aNumber"] } } }),
    );
    history.perform(syntheticFiling(), filingMoment);
    for (const answer of order) {
      const decision = history.attempt(answerSynthetic("a", answer), at(4));
      if ("events" in decision) history.record(decision.events, at(4));
    }
    return history;
  };

  const orders = [
    [first, returned, second],
    [first, first, returned, first, second, returned, second],
    [second, first, returned],
    [returned, second, first, first],
    [first, second, returned, second],
    [second, returned, first, second, first],
  ];

  it.each(orders.map((order) => [order.map(({ type }) => type.split(".").at(-1)).join(" "), order] as const))(
    "T14: ends on the last word of the department after %s",
    (_, order) => {
      const history = standingAfter(order);

      expect(history.item("a")).toMatchObject({ status: "approved", lastAnswerAt: at(3).at });
      expect(history.state().outputs.a).toEqual({ aNumber: "2" });
      expect(history.state().notice).toBeNull();
    },
  );

  it("T14: lifts the notice when the only department that wished something approves after all", () => {
    const history = makeHistory(
      syntheticWorld({ stages: [["a", "b"]], parts: { a: { yields: ["aNumber"] } } }),
    );
    history.perform(syntheticFiling(), filingMoment);
    approveSynthetic(history, "b", at(0));
    history.perform(answerSynthetic("a", first), at(1));

    given(history)
      .when(answerSynthetic("a", returned), at(2))
      .thenEvents({ type: "CorrectionWished" }, { type: "CorrectionNoticeIssued", number: 1 });
    given(history)
      .when(answerSynthetic("a", second), at(3))
      .thenEvents({ type: "ItemApproved" }, { type: "CorrectionNoticeLifted", number: 1 });
    given(history).when({ type: "SettleStage" }, at(4)).thenEvents({ type: "StageSettled", last: true });
  });
});

describe("answerItem: the three-numbers chain", () => {
  const filed = () => filedHistory({ mode: "three-numbers" });

  it("asks for the organisation code the moment the registration number exists", () => {
    const history = filed();

    const events = approve(history, "enterprise-registration", now);

    expect(events.at(-1)).toMatchObject({
      type: "ItemAsked",
      itemId: "organization-code",
      because: "input-available",
      on: "2026-11-24",
    });
    expect(history.effects()).toContainEqual(
      expect.objectContaining({ kind: "Deliver", itemId: "organization-code", type: "lianban.item.asked" }),
    );
    expect(history.item(ITEM).status).toBe("waiting");
  });

  it("asks the tax authority the moment the organisation code exists", () => {
    const history = filed();
    approve(history, "enterprise-registration", now);

    const events = approve(history, "organization-code", now);

    expect(events.at(-1)).toMatchObject({ type: "ItemAsked", itemId: ITEM, because: "input-available" });
  });

  it("refuses a tax number that is not built on the organisation code", () => {
    const history = filed();
    approve(history, "enterprise-registration", now);
    approve(history, "organization-code", now);
    const outputs = { taxAuthority: "蚌埠市税务局", taxNumber: codesOf(2).taxNumber };

    const refusal = given(history)
      .when(answerItem(ITEM, answers.approved(now, { outputs })), now)
      .thenRefused("OutputsInvalid");

    expect(refusal.problems).toMatchObject([
      { path: "taxNumber", message: { zh: expect.stringContaining(codesOf(1).organizationCode) } },
    ]);
  });

  it("lets the organisation code be put right, and asks the tax authority again", () => {
    const history = filed();
    for (const item of ["enterprise-registration", "organization-code", ITEM] as const)
      approve(history, item, now);
    const right = later(now, { minutes: 5 });

    const events = approve(history, "organization-code", right, { n: 2 });

    expect(events).toMatchObject([
      { type: "ItemApproved", itemId: "organization-code" },
      { type: "ItemAsked", itemId: ITEM, because: "scope-changed", round: 2 },
    ]);
    given(history).when({ type: "SettleStage" }, right).thenEvents();
    approve(history, ITEM, right, { n: 2 });
    given(history).when({ type: "SettleStage" }, right).thenEvents({ type: "StageSettled", last: true });
  });

  it("leaves the chain alone when a department confirms the number it gave", () => {
    const history = filed();
    for (const item of ["enterprise-registration", "organization-code", ITEM] as const)
      approve(history, item, now);

    const events = approve(history, "enterprise-registration", later(now, { minutes: 5 }), { n: 1 });

    expect(events.map(({ type }) => type)).toEqual(["ItemApproved"]);
  });

  it("shows a reviewing department the other number at once", () => {
    const history = filed();
    approve(history, "enterprise-registration", now, { n: 1 });

    const events = approve(history, "enterprise-registration", later(now, { minutes: 5 }), { n: 2 });

    expect(events).toMatchObject([
      { type: "ItemApproved" },
      { type: "ItemUpdated", itemId: "organization-code", revision: 1 },
    ]);
  });

  it("lets every department review at once in one-code mode, for none waits for a number", () => {
    const history = filedHistory();

    const rounds = Object.keys(departments).map((id) => [id, history.item(id).round]);

    expect(Object.fromEntries(rounds)).toEqual({
      "enterprise-registration": 1,
      "organization-code": 1,
      "tax-registration": 1,
      "hazardous-chemicals-permit": 0,
    });
  });
});

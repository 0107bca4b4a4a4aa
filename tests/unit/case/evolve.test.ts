import { describe, expect, it } from "vitest";
import { noDue } from "../../../functions/case/clock.ts";
import { pausesOf } from "../../../functions/case/clock-acts.ts";
import { evolve, fold } from "../../../functions/case/evolve.ts";
import { evolveItem } from "../../../functions/case/evolve-item.ts";
import { canonical } from "../../../functions/case/scope.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import { type CaseEvent, caseEvent, type RecordedEvent } from "../../../schemas/events.ts";
import { workingDays } from "../../../schemas/limit.ts";
import { sampleForm } from "../../fixtures/company-registration/forms.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory, type History, issue, licenceRecordOf } from "../../support/case-history.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { material, materialsFor } from "../../support/sample-filing.ts";
import { accepted, filed, issued as issuedBy, limitsOf, say } from "../../support/timed-cases.ts";
import { calendarThrough2026, calendarThrough2027 } from "../../support/year-2027.ts";

const now = later(filingMoment, { minutes: 30 });
const next = moment("2026-11-26");

/** Histories that together hold every event there is. */
const histories = (): History[] => {
  const corrected = filedHistory({ sample: "needs-correction", mode: "three-numbers" });
  corrected.perform(answerItem("enterprise-registration", answers.suspended(now)), now);
  corrected.perform(answerItem("enterprise-registration", answers.resumed(next)), next);
  corrected.perform({ type: "KeepTime" }, moment("2026-11-30"));
  corrected.perform({ type: "KeepTime" }, moment("2026-12-02"));
  corrected.perform(
    answerItem("enterprise-registration", answers.correctionRequired(moment("2026-12-02"))),
    moment("2026-12-02"),
  );
  const form = sampleForm("corrected");
  corrected.perform(
    { type: "CorrectCase", baseRevision: 1, form, materials: materialsFor(form) },
    moment("2026-12-03"),
  );
  approve(corrected, "enterprise-registration", moment("2026-12-03"), { n: 1 });
  approve(corrected, "enterprise-registration", moment("2026-12-04"), { n: 2 });
  corrected.perform(
    answerItem("organization-code", answers.correctionRequired(moment("2026-12-04"), { revision: 2 })),
    moment("2026-12-04"),
  );
  approve(corrected, "organization-code", moment("2026-12-07"));

  const refused = filedHistory({ sample: "refused" });
  refused.perform(answerItem("enterprise-registration", answers.rejected(now)), now);
  refused.perform({ type: "EraseCase", reason: "申请人请求" }, next);

  const withdrawn = filedHistory({ sample: "hazardous-chemicals" });
  approve(withdrawn, "hazardous-chemicals-permit", now);
  withdrawn.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
  const granted = { isGranted: true, reasons: "同意" } as const;
  withdrawn.perform({ type: "RuleOnWithdrawal", department: "market-regulation", ...granted }, now);
  withdrawn.perform(answerItem("hazardous-chemicals-permit", answers.voided(now)), now);

  const issued = filedHistory();
  issue(issued, now);
  const record = { ...licenceRecordOf(issued.world, issued.state()), version: 2 };
  issued.perform({ type: "ReissueLicence", reason: "遗失", record, signature: "s" }, next);
  issued.perform({ type: "RevokeLicence", reason: "撤销", basis: "行政许可法第六十九条" }, next);

  return [corrected, refused, withdrawn, issued, supervised(), ruledByLead(), returned()];
};

/** A case whose applicant signed conditions and promised material, under a lead that decides; item by item it is looked after. */
const supervised = (): History => {
  const checkWithin = workingDays(10);
  const history = filed(
    {
      stages: [["a", "b", "c"]],
      limits: limitsOf(3, 25),
      calendar: calendarThrough2026,
      required: { "lease-contract": { isTolerable: true } },
      rows: {
        a: { commitment: { conditions: [{ zh: "条件", en: "condition" }], checkWithin, basis: "b" } },
        c: { silence: { kind: "deemed-consent", basis: "b" } },
      },
    },
    filingMoment,
    {
      commitments: [{ item: "a", signedBy: "张淮河" }],
      promise: { codes: ["lease-contract"], signedBy: "张淮河" },
      channel: "station",
      filedBy: "station-1",
      delegation: { agent: "station-1", scope: ["file", "read"], until: "2026-12-31", mandate: null },
    },
  );
  say(history, "a", answers.approved(now), now);
  say(history, "b", answers.forwarded(now), now);
  say(history, "b", answers.extended(now), now);
  say(history, "c", answers.accepted(now), now);
  const approver = { name: "王市长", post: "市长", authority: "government-head" } as const;
  history.perform({ type: "ExtendCase", approver, reason: "情况复杂" }, now);
  history.perform({ type: "RevokeDelegation", reason: "本人办理" }, now);
  const to = { id: "officer-7", name: "程若谷", department: null };
  history.perform({ type: "HandOver", to, reason: "首问负责", by: "officer-7", mayTakeOver: false }, now);
  const rating = { occasion: "acceptance", item: null } as const;
  history.perform({ type: "RateCase", ...rating, level: 1, indicators: ["态度"], text: "慢" }, now);
  history.perform({ type: "AnswerRating", ...rating, reply: "已整改" }, next);
  history.perform({ type: "WithdrawCase", reason: "计划有变" }, now);
  const refused = { isGranted: false, reasons: "已进入办理" } as const;
  history.perform({ type: "RuleOnWithdrawal", department: "dept-lead", ...refused }, now);
  history.world = { ...history.world, calendar: calendarThrough2027 };
  history.perform({ type: "KeepTime" }, moment("2026-12-01"));
  const [cardId = ""] = Object.keys(history.state().cards);
  const department = history.state().cards[cardId]?.responsible.department ?? "";
  history.perform({ type: "AppealCard", cardId, department, grounds: "系统故障" }, moment("2026-12-02"));
  history.perform({ type: "RuleOnCard", cardId, isRevoked: true, reasons: "属实" }, moment("2026-12-03"));
  say(history, "b", answers.approved(moment("2026-12-03")), moment("2026-12-03"));
  const materials = [material("lease-contract")];
  history.perform({ type: "CorrectCase", baseRevision: 1, form: {}, materials }, moment("2026-12-04"));
  issuedBy(history, [], moment("2026-12-04"));
  say(history, "a", answers.checked(moment("2026-12-07")), moment("2026-12-07"));
  return history;
};

/** A case in which one department kept silent and another objected, and the lead ruled on both. */
const ruledByLead = (): History => {
  const rows = { a: { silence: { kind: "lead-decides", basis: "b" } } } as const;
  const history = accepted({ stages: [["a", "b"]], limits: limitsOf(3, 20), policy: "lead-decides", rows });
  say(history, "b", answers.rejected(now), now);
  const day = moment("2026-12-01");
  history.perform({ type: "KeepTime" }, day);
  const rule = (itemId: string, ruling: "approve" | "refuse") =>
    history.perform(
      { type: "AnswerItem", itemId, department: "dept-lead", answer: answers.ruled(day, { ruling }) },
      day,
    );
  rule("a", "approve");
  rule("b", "refuse");
  return history;
};

/** A case whose applicant promised material and did not bring it. */
const returned = (): History => {
  const history = filed(
    { required: { "lease-contract": { isTolerable: true } }, limits: limitsOf(null, null) },
    filingMoment,
    { promise: { codes: ["lease-contract"], signedBy: "张淮河" } },
  );
  say(history, "a", answers.approved(now), now);
  history.perform({ type: "KeepTime" }, moment("2026-12-31"));
  return history;
};

const eventTypes = caseEvent.options.map((option) => option.shape.type.value);

describe("fold", () => {
  it("meets every event there is in these histories", () => {
    const seen = new Set(histories().flatMap(({ log }) => log.map(({ event }) => event.type)));

    expect(eventTypes.filter((type) => !seen.has(type))).toEqual([]);
  });

  it("writes only events that the schema reads back unchanged", () => {
    const events = histories().flatMap(({ log }) => log.map(({ event }) => event));

    const changed = events.filter((event) => {
      const stored: unknown = JSON.parse(JSON.stringify(event));
      return canonical(caseEvent.parse(stored)) !== canonical(stored);
    });

    expect(changed).toEqual([]);
  });

  it("never throws on a prefix, and continues from it as from the whole", () => {
    const wrong = histories().flatMap((history) =>
      history.log.flatMap((_, length) => {
        const prefix = fold(history.log.slice(0, length));
        const whole = history.log.slice(length).reduce<CaseState | null>(evolve, prefix);
        return JSON.stringify(whole) === JSON.stringify(history.state()) ? [] : [length];
      }),
    );

    expect(wrong).toEqual([]);
  });

  it("of nothing is no case", () => {
    expect(fold([])).toBeNull();
  });

  it("counts the events", () => {
    expect(histories().map((history) => history.state().version === history.log.length)).toEqual(
      Array(7).fill(true),
    );
  });
});

describe("evolve", () => {
  const recorded = (event: CaseEvent, seq = 99): RecordedEvent => ({
    seq,
    at: now.at,
    actor: { kind: "hub", id: "hub" },
    cause: "test",
    event,
  });

  it("refuses a log that does not begin with the filing", () => {
    const event = recorded({ type: "CaseWithdrawn", reason: "r" }, 1);

    expect(() => evolve(null, event)).toThrow(
      "a log must begin with CaseFiled, this one begins with CaseWithdrawn",
    );
  });

  it("leaves a case alone on an event about an item it does not have", () => {
    const state = filedHistory().state();

    const after = evolve(
      state,
      recorded({ type: "ItemWarned", itemId: "x", limit: "promised", dueOn: "2026-11-24" }),
    );

    expect(after).toEqual({ ...state, version: 99 });
  });

  it("keeps an item that a revision's plan does not name", () => {
    const state = filedHistory().state();
    const { form, title, reservation } = state;
    const revision = { revision: 2, form: { ...form }, materials: [], changed: [], title, reservation };

    const after = evolve(
      state,
      recorded({ type: "RevisionSubmitted", ...revision, plan: [], on: now.on, due: {} }),
    );

    expect(after.items).toEqual(state.items);
  });

  it("remembers a settled stage once", () => {
    const settled = recorded({ type: "StageSettled", stageId: "registration", last: false });

    const after = [settled, settled].reduce<CaseState>(evolve, filedHistory().state());

    expect(after.settledStages).toEqual(["pre-approval", "registration"]);
  });
});

describe("evolveItem", () => {
  const item = () => filedHistory().item("tax-registration");
  const officer = { name: "李明" };
  const answeredAt = now.at;

  it("starts no pause of a clock that has not begun", () => {
    const wished = {
      type: "CorrectionWished",
      itemId: "tax-registration",
      revision: 1,
      officer,
      wishes: [{ path: "contact.phone", message: "m" }],
      answeredAt,
    } satisfies CaseEvent;

    const after = evolveItem(item(), wished, now.at);

    expect(after).toMatchObject({ status: "correcting", due: noDue });
    expect(pausesOf(after.acts)).toEqual([]);
  });

  it("goes back to being asked when a procedure ends that began before acceptance", () => {
    const due = { promised: null, statutory: null, unknownYear: null };
    const resumed = {
      type: "ItemResumed",
      itemId: "tax-registration",
      result: "r",
      on: now.on,
      due,
      officer,
      answeredAt,
    } as const;

    expect(evolveItem(item(), resumed, now.at).status).toBe("asked");
  });

  it("keeps a wish standing when silence is read as acceptance", () => {
    const accepted = answers.correctionRequired(now);
    const history = filedHistory();
    history.perform(answerItem("tax-registration", accepted), now);
    const due = { promised: null, statutory: null, unknownYear: null };
    const deemed = {
      type: "ItemAccepted",
      itemId: "tax-registration",
      revision: 1,
      acceptedOn: now.on,
      deemed: true,
      officer: null,
      due,
      answeredAt,
    } as const;

    const after = evolveItem(history.item("tax-registration"), deemed, next.at);

    expect(after).toMatchObject({ status: "correcting", officer, lastAnswerAt: now.at });
  });

  it("runs one pause at a time, and lets a decision stop the law's clock too", () => {
    const history = filedHistory();
    const day = (date: string) => moment(date);
    history.perform(answerItem("tax-registration", answers.accepted(now)), now);
    history.perform(answerItem("tax-registration", answers.correctionRequired(now)), now);
    history.perform(
      answerItem(
        "tax-registration",
        answers.correctionRequired(next, { wishes: [{ path: "contact.phone", message: "m" }] }),
      ),
      next,
    );
    const pauses = () => pausesOf(history.item("tax-registration").acts);
    const wishing = pauses();
    approve(history, "tax-registration", day("2026-11-27"));
    const approved = pauses();
    history.perform(
      answerItem("tax-registration", answers.correctionRequired(day("2026-11-30"))),
      day("2026-11-30"),
    );

    expect(wishing).toMatchObject([{ from: "2026-11-24", to: null, statutory: false }]);
    expect(approved).toMatchObject([
      { from: "2026-11-24", to: "2026-11-27", statutory: false },
      { from: "2026-11-27", to: null, statutory: true },
    ]);
    expect(pauses()).toEqual(approved);
    expect(history.item("tax-registration").due).toEqual(noDue);
  });

  it("keeps the date by which a decision was to be given", () => {
    const history = filedHistory();

    approve(history, "tax-registration", now);

    expect(history.item("tax-registration").due).toMatchObject({
      promised: "2026-11-25",
      statutory: "2026-12-22",
    });
  });

  it("keeps the missing year in sight while only the promise stands still", () => {
    const late = moment("2026-12-28");
    const history = filedHistory({ now: late });
    history.perform(answerItem("tax-registration", answers.accepted(late)), late);

    history.perform(answerItem("tax-registration", answers.correctionRequired(late)), late);

    expect(history.item("tax-registration").due).toEqual({
      promised: null,
      statutory: null,
      unknownYear: 2027,
    });
  });
});

import { describe, expect, it } from "vitest";
import { evolve, fold } from "../../../functions/case/evolve.ts";
import { evolveItem } from "../../../functions/case/evolve-item.ts";
import { canonical } from "../../../functions/case/scope.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import { type CaseEvent, caseEvent, type RecordedEvent } from "../../../schemas/events.ts";
import { sampleForm } from "../../fixtures/company-registration/forms.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory, type History, issue, licenceRecordOf } from "../../support/case-history.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { materialsFor } from "../../support/sample-filing.ts";

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
  withdrawn.perform({ type: "WithdrawCase", reason: "计划有变" }, now);

  const issued = filedHistory();
  issue(issued, now);
  const record = { ...licenceRecordOf(issued.world, issued.state()), version: 2 };
  issued.perform({ type: "ReissueLicence", reason: "遗失", record, signature: "s" }, next);
  issued.perform({ type: "RevokeLicence", reason: "撤销", basis: "行政许可法第六十九条" }, next);

  return [corrected, refused, withdrawn, issued];
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
      Array(4).fill(true),
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

    expect(evolveItem(item(), wished, now.at)).toMatchObject({ status: "correcting", pauses: [] });
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
    const wishing = history.item("tax-registration").pauses;
    approve(history, "tax-registration", day("2026-11-27"));
    const approved = history.item("tax-registration").pauses;
    history.perform(
      answerItem("tax-registration", answers.correctionRequired(day("2026-11-30"))),
      day("2026-11-30"),
    );

    expect(wishing).toEqual([{ from: "2026-11-24", to: null, statutory: false }]);
    expect(approved).toEqual([
      { from: "2026-11-24", to: "2026-11-27", statutory: false },
      { from: "2026-11-27", to: null, statutory: true },
    ]);
    expect(history.item("tax-registration")).toMatchObject({
      pauses: approved,
      due: { promised: null, statutory: null, unknownYear: null },
    });
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

import { describe, expect, it } from "vitest";
import { noDue } from "../../../functions/case/clock.ts";
import { pausesOf } from "../../../functions/case/clock-acts.ts";
import { evolve, fold } from "../../../functions/case/evolve.ts";
import { evolveItem } from "../../../functions/case/evolve-item.ts";
import { canonical } from "../../../functions/case/scope.ts";
import type { CaseState } from "../../../functions/case/state.ts";
import { type CaseEvent, caseEvent, type RecordedEvent } from "../../../schemas/events.ts";
import { answerItem, answers } from "../../support/answers.ts";
import { approve, filedHistory } from "../../support/case-history.ts";
import { everyEventHistories } from "../../support/every-event.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";

const now = later(filingMoment, { minutes: 30 });
const next = moment("2026-11-26");

const eventTypes = caseEvent.options.map((option) => option.shape.type.value);

describe("fold", () => {
  it("meets every event there is in these histories", () => {
    const seen = new Set(everyEventHistories().flatMap(({ log }) => log.map(({ event }) => event.type)));

    expect(eventTypes.filter((type) => !seen.has(type))).toEqual([]);
  });

  it("writes only events that the schema reads back unchanged", () => {
    const events = everyEventHistories().flatMap(({ log }) => log.map(({ event }) => event));

    const changed = events.filter((event) => {
      const stored: unknown = JSON.parse(JSON.stringify(event));
      return canonical(caseEvent.parse(stored)) !== canonical(stored);
    });

    expect(changed).toEqual([]);
  });

  it("never throws on a prefix, and continues from it as from the whole", () => {
    const wrong = everyEventHistories().flatMap((history) =>
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
    for (const history of everyEventHistories()) expect(history.state().version).toBe(history.log.length);
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

  it("reads what a log of before reserves by its one value", () => {
    const [first] = filedHistory().log;
    if (first?.event.type !== "CaseFiled") throw new Error("no filing");
    const filing = first.event;
    const project = { code: "c", name: "n", works: ["1#", "2#"], isFirst: true };
    const reservedIn = (reservation: string | null): readonly string[] => {
      const event = caseEvent.parse({ ...filing, reservation, project });
      return evolve(null, { ...first, event }).reservations;
    };

    expect(reservedIn("phase:x:c:1#,2#")).toEqual(["phase:x:c:1#,2#"]);
    expect(reservedIn(null)).toEqual([]);
  });

  it("keeps an item that a revision's plan does not name", () => {
    const state = filedHistory().state();
    const { form, title } = state;
    const revision = { revision: 2, form: { ...form }, materials: [], changed: [], title, reservation: null };

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

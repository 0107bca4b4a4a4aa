import { describe, expect, it } from "vitest";
import type { Wish } from "../../../schemas/answers.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { approveSynthetic } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, looked, say, typed } from "../../support/timed-cases.ts";

const NUMBER: Wish = { path: "domicile.number", message: "请补充门牌号" };
const PHONE: Wish = { path: "contact.phone", message: "请核对电话" };

const wish = (history: History, item: string, wishes: Wish[], now = firstAnswer) => {
  const { revision } = history.state();
  return say(history, item, answers.correctionRequired(now, { wishes, revision }), now);
};

const correct = (history: History, form: Record<string, unknown>, now = firstAnswer) =>
  history.perform({ type: "CorrectCase", baseRevision: history.state().revision, form, materials: [] }, now);

/** Second notices recorded so far: item and paths. */
const recorded = ({ log }: History) =>
  typed(
    log.map(({ event }) => event),
    "BreachRecorded",
  )
    .filter(({ breach }) => breach === "second-notice")
    .map(({ item, paths }) => [item, ...(paths ?? [])].join(" "));

const notices = ({ log }: History) =>
  typed(
    log.map(({ event }) => event),
    "CorrectionNoticeIssued",
  );

describe("one notice tells everything that is missing", () => {
  it("holds every wish of every department, and names which is whose", () => {
    const history = filed({ stages: [["a", "b", "c"]] });
    wish(history, "b", [PHONE]);
    approveSynthetic(history, "c", firstAnswer);
    wish(history, "a", [NUMBER, PHONE]);

    expect(notices(history)).toMatchObject([
      {
        number: 1,
        revision: 1,
        on: "2026-11-24",
        answerBy: null,
        wishes: [
          { itemId: "a", ...NUMBER },
          { itemId: "a", ...PHONE },
          { itemId: "b", ...PHONE },
        ],
      },
    ]);
    expect(history.state()).toMatchObject({ status: "awaiting-applicant", noticeCount: 1 });
  });

  it("is numbered on, each about the revision that stands", () => {
    const history = filed();
    wish(history, "a", [NUMBER]);
    correct(history, { domicile: { number: 2 } });
    wish(history, "a", [{ path: "domicile.number", message: "仍不清楚" }]);

    expect(notices(history).map(({ number, revision }) => [number, revision])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("a second notice for what could be known the first time", () => {
  const twice = (first: Wish[], form: Record<string, unknown>, second: Wish[]): History => {
    const before = { contact: { phone: "0" } };
    const history = filed({}, filingMoment, { form: before });
    wish(history, "a", first);
    correct(history, { ...before, ...form });
    wish(history, "a", second);
    return history;
  };

  it("is recorded against the department that asks, with a red card", () => {
    const history = twice([NUMBER], { domicile: { number: 2 } }, [PHONE]);

    expect(recorded(history)).toEqual(["a contact.phone"]);
    expect(history.state().breaches["case-1-a-notice-2"]).toMatchObject({
      breach: "second-notice",
      dueOn: null,
      responsible: { department: "dept-a", person: "李明" },
    });
    expect(typed(looked(history, firstAnswer), "CardIssued")).toMatchObject([
      { level: "red", recordId: "case-1-a-notice-2" },
    ]);
  });

  it.each<[string, Wish[], Record<string, unknown>, Wish[], string[]]>([
    ["a wish that was not met", [NUMBER], { shared: 1 }, [NUMBER], []],
    ["what the applicant has changed", [NUMBER], { contact: { phone: "1" } }, [PHONE], []],
    ["what lies within what was changed", [NUMBER], { contact: "none" }, [PHONE], []],
    [
      "what holds what was changed",
      [NUMBER],
      { contact: { phone: { area: "0552" } } },
      [{ path: "contact", message: "请核对" }],
      [],
    ],
    [
      "a field whose name only begins like the changed one",
      [NUMBER],
      { contact: { phone: "0", phone2: "1" } },
      [PHONE],
      ["a contact.phone"],
    ],
    ["a wish beside one that was not met", [NUMBER], { shared: 1 }, [NUMBER, PHONE], ["a contact.phone"]],
  ])("is judged rightly for %s", (_, first, form, second, expected) => {
    expect(recorded(twice(first, form, second))).toEqual(expected);
  });

  it("is recorded once a notice, and not again for what was told in the meantime", () => {
    const history = twice([NUMBER], { shared: 1 }, [PHONE]);
    correct(history, { contact: { phone: "0" }, shared: 2 });
    wish(history, "a", [PHONE]);

    expect(recorded(history)).toEqual(["a contact.phone"]);
  });

  it("is recorded by itself in the same revision, when a department adds to its wish", () => {
    const history = filed();
    wish(history, "a", [NUMBER]);
    wish(history, "a", [NUMBER, PHONE], later(firstAnswer, { minutes: 5 }));

    expect(notices(history)).toHaveLength(2);
    expect(recorded(history)).toEqual(["a contact.phone"]);
  });

  it("is recorded against a department that had approved before the first notice", () => {
    const history = filed({ stages: [["a", "b"]] });
    approveSynthetic(history, "b", firstAnswer);
    wish(history, "a", [NUMBER], later(firstAnswer, { minutes: 5 }));
    correct(history, { shared: 1 }, later(firstAnswer, { minutes: 6 }));
    approveSynthetic(history, "a", later(firstAnswer, { minutes: 7 }));
    wish(history, "b", [PHONE], later(firstAnswer, { minutes: 8 }));

    expect(recorded(history)).toEqual(["b contact.phone"]);
  });
});

describe("a later notice that nobody is to blame for", () => {
  const onTheFifthDay = (items: readonly string[], more = {}): History => {
    const history = filed({ stages: [items], ...more });
    wish(history, "a", [NUMBER]);
    looked(history, moment("2026-12-01", "17:30"));
    expect(notices(history)).toHaveLength(1);
    return history;
  };

  it("is one of a department that says its first word within its five days", () => {
    const history = onTheFifthDay(["a", "b", "c"]);
    wish(history, "b", [PHONE], moment("2026-12-01", "18:00"));
    looked(history, moment("2026-12-01", "18:05"));

    expect(notices(history)).toHaveLength(2);
    expect(recorded(history)).toEqual([]);
  });

  it("but is one of a department whose days were over", () => {
    const history = onTheFifthDay(["a", "b", "c"]);
    wish(history, "b", [PHONE], moment("2026-12-02", "10:00"));
    looked(history, moment("2026-12-02", "10:05"));

    expect(recorded(history)).toEqual(["b contact.phone"]);
  });

  it("and of a department that had accepted and kept silent of what is missing", () => {
    const history = accepted({ stages: [["a", "b", "c"]] });
    wish(history, "a", [NUMBER]);
    looked(history, moment("2026-12-01", "17:30"));
    wish(history, "b", [PHONE], moment("2026-12-01", "18:00"));
    looked(history, moment("2026-12-01", "18:05"));

    expect(recorded(history)).toEqual(["b contact.phone"]);
  });

  it("is one of an item that was shown only after the first, though the revision is the same", () => {
    const parts = { c: { yields: ["cNumber"] }, b: { needs: { c: ["cNumber"] } } };
    const history = onTheFifthDay(["a", "b", "c"], { parts });
    const now = moment("2026-12-01", "18:00");
    approveSynthetic(history, "a", now);
    approveSynthetic(history, "c", now, { outputs: { cNumber: "1" } });
    expect(history.item("b")).toMatchObject({ status: "asked", revision: 1 });
    wish(history, "b", [PHONE], later(now, { minutes: 5 }));

    expect(notices(history)).toHaveLength(2);
    expect(recorded(history)).toEqual([]);
  });

  it("is one of an item that was shown after the first, though it let its days pass", () => {
    const parts = { c: { yields: ["cNumber"] }, b: { needs: { c: ["cNumber"] } } };
    const history = onTheFifthDay(["a", "b", "c"], { parts });
    const now = moment("2026-12-01", "18:00");
    approveSynthetic(history, "a", now);
    approveSynthetic(history, "c", now, { outputs: { cNumber: "1" } });
    wish(history, "b", [PHONE], moment("2026-12-10"));

    expect(history.item("b").acceptedOn).toBe("2026-12-02");
    expect(notices(history)).toHaveLength(2);
    expect(recorded(history)).toEqual([]);
  });

  it("is one of an item of a later stage", () => {
    const history = filed({ stages: [["a"], ["b"]] });
    wish(history, "a", [NUMBER]);
    correct(history, { shared: 1 });
    approveSynthetic(history, "a", firstAnswer);
    history.perform({ type: "SettleStage" }, firstAnswer);
    wish(history, "b", [PHONE]);

    expect(notices(history)).toHaveLength(2);
    expect(recorded(history)).toEqual([]);
  });

  it("is one in which the lead lets the applicant answer an objection", () => {
    const history = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
    wish(history, "a", [NUMBER]);
    say(history, "b", answers.approved(firstAnswer), firstAnswer);
    correct(history, { shared: 1 });
    const now = later(firstAnswer, { minutes: 5 });
    approveSynthetic(history, "b", now);
    say(history, "a", answers.rejected(now, { revision: 2 }), now);
    const answer = answers.ruled(now, { ruling: "suspend", revision: 2 });
    history.perform({ type: "AnswerItem", itemId: "a", department: "dept-lead", answer }, now);

    expect(notices(history).at(-1)?.wishes).toMatchObject([{ itemId: "a", path: "opinion" }]);
    expect(recorded(history)).toEqual([]);
  });

  it("but is one of an opinion that a department wishes for itself, whatever the lead once ruled", () => {
    const OPINION: Wish = { path: "opinion", message: "请说明" };
    const plain = filed();
    wish(plain, "a", [NUMBER]);
    correct(plain, { shared: 1 });
    wish(plain, "a", [OPINION]);
    const disputed = accepted({ stages: [["a", "b"]], policy: "lead-decides" });
    wish(disputed, "a", [NUMBER]);
    approveSynthetic(disputed, "b", firstAnswer);
    correct(disputed, { shared: 1 });
    const now = later(firstAnswer, { minutes: 5 });
    approveSynthetic(disputed, "b", now);
    say(disputed, "a", answers.rejected(now, { revision: 2 }), now);
    expect(disputed.item("a").leadCalled).toBe(true);
    wish(disputed, "a", [OPINION], later(now, { minutes: 1 }));

    expect(recorded(plain)).toEqual(["a opinion"]);
    expect(recorded(disputed)).toEqual(["a opinion"]);
  });
});

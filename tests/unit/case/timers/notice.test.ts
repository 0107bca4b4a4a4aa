import { describe, expect, it } from "vitest";
import { nextLookOn } from "../../../../functions/case/keep-time.ts";
import { bengbuProfile } from "../../../../functions/catalog/profile.ts";
import { naturalDays, workingDays } from "../../../../schemas/limit.ts";
import { answers } from "../../../support/answers.ts";
import type { History } from "../../../support/case-history.ts";
import { given } from "../../../support/case-spec.ts";
import { moment } from "../../../support/moments.ts";
import { answerSynthetic } from "../../../support/synthetic-process.ts";
import { filed, firstAnswer, keepTime, limitsOf, looked, say, typed } from "../../../support/timed-cases.ts";

const unlimited = { limits: limitsOf(null, null) };

/** One of some departments wishes for a correction, the others are silent. */
const wished = (items: readonly string[] = ["a", "b"]): History => {
  const history = filed({ stages: [items], ...unlimited });
  say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
  return history;
};

describe("the watch: the notice", () => {
  it("goes out at close of business of the fifth day with the wishes at hand, though a department is silent", () => {
    const history = wished();

    given(history).when(keepTime, moment("2026-11-30")).thenEvents();
    given(history).when(keepTime, moment("2026-12-01", "17:29")).thenEvents();
    given(history)
      .when(keepTime, moment("2026-12-01", "17:30"))
      .thenEvents({ type: "CorrectionNoticeIssued", number: 1, on: "2026-12-01", wishes: [{ itemId: "a" }] });
    given(history).when(keepTime, moment("2026-12-01", "17:31")).thenEvents();
  });

  it("is followed by another when a later wish would otherwise stay unsaid", () => {
    const history = wished(["a", "b", "c"]);
    const fifth = moment("2026-12-01", "17:30");
    looked(history, fifth);
    say(history, "b", answers.correctionRequired(fifth), fifth);

    expect(nextLookOn(history.world, history.state())).toBe("2026-12-01");
    given(history)
      .when(keepTime, fifth)
      .thenEvents({ type: "CorrectionNoticeIssued", number: 2, wishes: [{ itemId: "a" }, { itemId: "b" }] });
    expect(nextLookOn(history.world, history.state())).toBe("2026-12-02");
  });

  it("goes out at once, whatever the hour, when everybody has spoken", () => {
    const history = wished();
    const early = moment("2026-11-25", "09:00");

    given(history)
      .when(answerSynthetic("b", answers.approved(early)), early)
      .thenEvents(
        { type: "ItemAccepted" },
        { type: "ItemApproved" },
        { type: "CorrectionNoticeIssued", number: 1 },
      );
  });

  it("does not wait for ever when a department that accepted wishes for something", () => {
    const history = filed({ stages: [["a", "b"]], ...unlimited });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);

    expect(typed(looked(history, moment("2026-12-01", "17:30")), "CorrectionNoticeIssued")).toHaveLength(1);
  });

  it("waits for the others when the calendar does not know the fifth day", () => {
    const history = filed({ stages: [["a", "b"]] }, moment("2026-12-30"));
    const now = moment("2026-12-30", "10:10");
    say(history, "a", answers.correctionRequired(now), now);

    given(history).when(keepTime, moment("2027-02-01")).thenEvents();
  });
});

describe("the watch: an applicant who does not answer", () => {
  const limited = (limit: ReturnType<typeof workingDays> | null) => {
    const profile = { ...bengbuProfile, correctionAnswer: { limit, basis: "中心补正规则" } };
    const history = filed({ stages: [["a", "b"]], ...unlimited, profile });
    say(history, "b", answers.approved(firstAnswer), firstAnswer);
    say(history, "a", answers.correctionRequired(firstAnswer), firstAnswer);
    return history;
  };

  it("is given time without end where the centre sets no limit", () => {
    const history = limited(null);

    expect(history.state().notice?.answerBy).toBeNull();
    looked(history, moment("2026-12-31"));
    expect(history.state().status).toBe("awaiting-applicant");
  });

  it.each([
    [workingDays(10), "2026-12-08", "2026-12-09"],
    [naturalDays(30), "2026-12-24", "2026-12-25"],
  ])("gets the case back after a limit of $value $unit", (limit, last, past) => {
    const history = limited(limit);

    expect(history.state().notice?.answerBy).toBe(last);
    looked(history, moment(last, "23:59"));
    expect(history.state().status).toBe("awaiting-applicant");
    const events = looked(history, moment(past, "00:00"));
    expect(events).toMatchObject([
      { type: "ItemStoodDown", itemId: "a", why: "returned" },
      { type: "CaseReturned", why: "correction-lapsed", codes: [], dueOn: last, on: past },
      { type: "VoidAsked", itemId: "b" },
    ]);
    expect(history.state()).toMatchObject({ status: "returned", notice: null });
    given(history).when(keepTime, moment(past)).thenEvents();
  });

  it("keeps the case by answering on the last day", () => {
    const history = limited(workingDays(10));
    const last = moment("2026-12-08", "17:00");
    history.perform({ type: "CorrectCase", baseRevision: 1, form: { shared: 1 }, materials: [] }, last);

    looked(history, moment("2026-12-09"));
    expect(history.state().status).toBe("reviewing");
  });
});

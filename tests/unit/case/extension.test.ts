import { describe, expect, it } from "vitest";
import { caseDueOf } from "../../../functions/case/case-clock.ts";
import { dueOf, extended } from "../../../functions/case/clock.ts";
import { bengbuProfile } from "../../../functions/catalog/profile.ts";
import { naturalDays, workingDays } from "../../../schemas/limit.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { later, moment } from "../../support/moments.ts";
import { answerSynthetic } from "../../support/synthetic-process.ts";
import { accepted, filed, firstAnswer, issued, limitsOf, looked, say } from "../../support/timed-cases.ts";
import { calendarThrough2027 } from "../../support/year-2027.ts";

/** Two departments, of which `a` promised five days of twenty: due by law on Tuesday, 22 December 2026. */
const running = (limits = limitsOf(5, 20)): History =>
  accepted({ stages: [["a", "b"]], limits, calendar: calendarThrough2027 });

const extend = (history: History, now = firstAnswer) => say(history, "a", answers.extended(now), now);

const approver = (authority: "agency-head" | "government-head") => ({
  name: "王局",
  post: "局长",
  authority,
});

describe("an item's limit is extended", () => {
  it("by ten working days, by the head of the department; the promise stays", () => {
    given(running())
      .when(answerSynthetic("a", answers.extended(firstAnswer)), firstAnswer)
      .thenEvents({
        type: "ItemExtended",
        by: workingDays(10),
        approver: { authority: "agency-head" },
        on: "2026-11-24",
        due: { promised: "2026-12-01", statutory: "2027-01-06", unknownYear: null },
      });
  });

  it.each([
    ["nobody has accepted", () => filed({ stages: [["a", "b"]] }), "NotDecidable", null],
    ["the law sets no limit", () => running(limitsOf(5, null)), "ExtensionRefused", "no-limit"],
    [
      "the limit is in natural days",
      () => running({ promised: null, statutory: naturalDays(30) }),
      "ExtensionRefused",
      "other-unit",
    ],
  ] as const)("is refused while %s", (_, history, kind, why) => {
    const refusal = given(history())
      .when(answerSynthetic("a", answers.extended(firstAnswer)), firstAnswer)
      .thenRefused(kind);

    if (why !== null) expect(refusal).toMatchObject({ why });
  });

  it("is refused to the wrong head, and says whose it is", () => {
    const answer = answers.extended(firstAnswer, { authority: "government-head" });

    const refusal = given(running())
      .when(answerSynthetic("a", answer), firstAnswer)
      .thenRefused("ExtensionRefused");

    expect(refusal).toEqual({ kind: "ExtensionRefused", why: "wrong-authority", needed: "agency-head" });
  });

  it("is had once: the same answer again changes nothing, another is refused", () => {
    const history = running();
    extend(history);

    given(history)
      .when(answerSynthetic("a", answers.extended(firstAnswer)), firstAnswer)
      .thenEvents();
    const next = later(firstAnswer, { minutes: 1 });
    const refusal = given(history)
      .when(answerSynthetic("a", answers.extended(next)), next)
      .thenRefused("ExtensionRefused");
    expect(refusal.why).toBe("once-only");
  });

  it.each([
    ["on the last day of the limit", "2026-12-22", null],
    ["on the day after", "2026-12-23", "too-late"],
  ] as const)("%s is judged by the limit", (_, date, why) => {
    const history = running();
    const now = moment(date, "23:00");
    const outcome = given(history).when(answerSynthetic("a", answers.extended(now)), now);

    if (why === null)
      outcome.thenEvents(
        { type: "ItemOverdue", itemId: "a", limit: "promised" },
        { type: "ItemOverdue", itemId: "b", limit: "promised" },
        { type: "BreachRecorded", breach: "case-promised" },
        { type: "ItemExtended" },
      );
    else expect(outcome.thenRefused("ExtensionRefused").why).toBe(why);
  });

  it("may be had while a special procedure stops the clock, and counts when it goes on", () => {
    const history = running();
    say(history, "a", answers.suspended(firstAnswer), firstAnswer);
    extend(history, later(firstAnswer, { minutes: 1 }));
    const end = moment("2026-12-08");
    say(history, "a", answers.resumed(end), end);

    expect(history.item("a").due).toMatchObject({ promised: "2026-12-15", statutory: "2027-01-20" });
  });
});

describe("T7: an extension is never overwritten by an update", () => {
  const EXTENDED = "2027-01-06";

  it.each<[string, (history: History) => void]>([
    ["the form changes under the department's review", (history) => correct(history, moment("2026-11-25"))],
    [
      "it is asked again after a correction",
      (history) => {
        const now = moment("2026-11-25");
        say(history, "b", answers.approved(now), now);
        say(history, "a", answers.correctionRequired(now), now);
        correct(history, now);
      },
    ],
    [
      "it forwards its opinion",
      (history) => say(history, "a", answers.forwarded(moment("2026-11-25")), moment("2026-11-25")),
    ],
    ["the watch comes by", (history) => looked(history, moment("2026-12-10"))],
  ])("T7: though %s", (_, act) => {
    const history = running();
    extend(history);

    act(history);

    expect(history.item("a").due.statutory).toBe(EXTENDED);
    expect(dueOf(history.item("a"), history.world.calendar).statutory).toBe(EXTENDED);
  });

  it("T7: the watch holds nobody to the limit from before the extension", () => {
    const history = running();
    extend(history);

    const statutory = (date: string) =>
      looked(history, moment(date)).filter(
        (event) =>
          "limit" in event && "itemId" in event && event.itemId === "a" && event.limit === "statutory",
      );

    expect(statutory("2026-12-23")).toEqual([]);
    expect(statutory("2027-01-06")).toMatchObject([{ type: "ItemWarned", dueOn: EXTENDED }]);
    expect(statutory("2027-01-07")).toMatchObject([{ type: "ItemOverdue", dueOn: EXTENDED }]);
  });

  it("begins without one when the item begins afresh", () => {
    const history = accepted({ stages: [["a", "b"]], when: { a: "x" } });
    const now = moment("2026-11-25");
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: ["x"] }, materials: [] },
      now,
    );
    say(history, "a", answers.accepted(now, { revision: 2 }), now);
    say(history, "a", answers.extended(now, { revision: 2 }), now);
    for (const [revision, activities] of [
      [2, []],
      [3, ["x"]],
    ] as const)
      history.perform(
        { type: "CorrectCase", baseRevision: revision, form: { activities }, materials: [] },
        now,
      );

    expect(history.item("a").extension).toBeNull();
  });
});

const correct = (history: History, now = firstAnswer): void => {
  history.perform(
    { type: "CorrectCase", baseRevision: history.state().revision, form: { shared: now.at }, materials: [] },
    now,
  );
};

describe("the limit of the whole case is extended", () => {
  const command = (authority: "agency-head" | "government-head") =>
    ({ type: "ExtendCase", approver: approver(authority), reason: "情况复杂" }) as const;

  it.each([
    ["joint handling", [["a", "b"]], "government-head", 15, "2027-02-17"],
    ["one department", [["a"]], "agency-head", 10, "2027-01-06"],
  ] as const)("for %s by its own head and days", (_, stages, authority, days, statutory) => {
    const history = accepted({ stages, calendar: calendarThrough2027 });
    const other = authority === "agency-head" ? "government-head" : "agency-head";

    const refusal = given(history).when(command(other), firstAnswer).thenRefused("ExtensionRefused");
    given(history)
      .when(command(authority), firstAnswer)
      .thenEvents({ type: "CaseExtended", by: workingDays(days), due: { statutory } });

    expect(refusal).toMatchObject({ why: "wrong-authority", needed: authority });
  });

  it("is had once, and only of a case that runs", () => {
    const [early, history] = [filed({ stages: [["a", "b"]] }), running()];
    history.perform(command("government-head"), firstAnswer);
    const closed = issued(filed({ stages: [["a", "b"]] }), ["a", "b"], firstAnswer);

    expect(
      given(early).when(command("government-head"), firstAnswer).thenRefused("ExtensionRefused").why,
    ).toBe("not-accepted");
    expect(
      given(history).when(command("government-head"), firstAnswer).thenRefused("ExtensionRefused").why,
    ).toBe("once-only");
    given(closed).when(command("government-head"), firstAnswer).thenRefused("CaseClosed");
  });

  it.each([
    ["2027-01-27", null],
    ["2027-01-28", "too-late"],
  ] as const)("by %s is judged by its own limit", (date, why) => {
    const outcome = given(running()).when(command("government-head"), moment(date));

    if (why === null)
      outcome.thenEvents(
        { type: "ItemOverdue", itemId: "a", limit: "promised" },
        { type: "ItemOverdue", itemId: "a", limit: "statutory" },
        { type: "ItemOverdue", itemId: "b", limit: "promised" },
        { type: "ItemOverdue", itemId: "b", limit: "statutory" },
        { type: "BreachRecorded", breach: "case-promised" },
        { type: "CaseExtended" },
      );
    else expect(outcome.thenRefused("ExtensionRefused").why).toBe(why);
  });

  it("is that of joint handling once a revision has brought in a second department", () => {
    const history = accepted({ stages: [["a", "b"]], when: { b: "x" }, calendar: calendarThrough2027 });
    history.perform(
      { type: "CorrectCase", baseRevision: 1, form: { activities: ["x"] }, materials: [] },
      firstAnswer,
    );

    given(history)
      .when(command("government-head"), firstAnswer)
      .thenEvents({ type: "CaseExtended", by: workingDays(15), due: { statutory: "2027-02-17" } });
  });

  it("is as long as the centre's profile says", () => {
    const joint = {
      ...bengbuProfile.joint,
      extension: { by: workingDays(5), authority: "agency-head" as const },
    };
    const history = accepted({ stages: [["a", "b"]], profile: { ...bengbuProfile, joint } });

    given(history)
      .when(command("agency-head"), firstAnswer)
      .thenEvents({ type: "CaseExtended", by: workingDays(5) });
  });
});

describe("the limit of a case of one department", () => {
  const statutory = ({ world, state }: History) => caseDueOf(state(), world.calendar).statutory;

  it("is extended with that of its item", () => {
    const history = accepted({ stages: [["a"]], calendar: calendarThrough2027 });
    expect(history.state().isJoint).toBe(false);
    expect(statutory(history)).toBe("2026-12-22");
    extend(history);

    expect(statutory(history)).toBe("2027-01-06");
    expect(history.item("a").due.statutory).toBe("2027-01-06");
  });

  it("but not that of a joint case, which has its own", () => {
    const history = running();
    extend(history);

    expect(history.state().isJoint).toBe(true);
    expect(statutory(history)).toBe("2027-01-27");
  });
});

describe("extended", () => {
  it.each([
    ["no limit", null, workingDays(10), null],
    ["no extension", workingDays(20), undefined, workingDays(20)],
    ["the same unit", workingDays(20), workingDays(10), workingDays(30)],
    ["another unit", naturalDays(20), workingDays(10), naturalDays(20)],
  ] as const)("of %s", (_, limit, by, expected) => {
    expect(extended(limit, by)).toEqual(expected);
  });
});

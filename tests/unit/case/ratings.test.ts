import { describe, expect, it } from "vitest";
import type { CommandOf } from "../../../functions/case/commands.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { moment } from "../../support/moments.ts";
import { accepted, filed, firstAnswer, issued, say } from "../../support/timed-cases.ts";

const rating = (
  occasion: CommandOf<"RateCase">["occasion"],
  more: Partial<CommandOf<"RateCase">> = {},
): CommandOf<"RateCase"> => ({
  type: "RateCase",
  occasion,
  item: null,
  level: 5,
  indicators: ["一次告知"],
  text: "很好",
  ...more,
});

const closed = (): History => issued(filed(), ["a"], firstAnswer);

describe("好差评: when a service may be rated", () => {
  it.each([
    ["filing", () => filed(), true],
    ["acceptance", () => filed(), false],
    ["acceptance", () => accepted(), true],
    ["completion", () => accepted(), false],
    ["completion", closed, true],
  ] as const)("%s", (occasion, history, isDue) => {
    const outcome = given(history()).when(rating(occasion), firstAnswer);

    if (isDue) outcome.thenEvents({ type: "CaseRated", occasion, indicators: ["一次告知"], text: "很好" });
    else outcome.thenRefused("RatingTooEarly");
  });

  it.each([
    [
      "withdrawn",
      (history: History) => history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer),
    ],
    ["refused", (history: History) => say(history, "a", answers.rejected(firstAnswer), firstAnswer)],
  ] as const)("completion, also when the case was %s", (_, end) => {
    const history = filed();
    end(history);

    given(history).when(rating("completion"), firstAnswer).thenEvents({ type: "CaseRated" });
  });

  it("of an item, once its own department was asked, has accepted, has decided", () => {
    const history = filed({ stages: [["a", "b"], ["c"]] });
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    const tooEarly = (command: CommandOf<"RateCase">) =>
      given(history).when(command, firstAnswer).thenRefused("RatingTooEarly");

    expect(tooEarly(rating("filing", { item: "c" }))).toMatchObject({ isAsked: false });
    expect(tooEarly(rating("acceptance", { item: "b" }))).toMatchObject({ isAsked: true });
    tooEarly(rating("completion", { item: "a" }));
    given(history)
      .when(rating("acceptance", { item: "a" }), firstAnswer)
      .thenEvents({ type: "CaseRated" });

    say(history, "a", answers.approved(firstAnswer), firstAnswer);
    tooEarly(rating("completion", { item: "a" }));
    history.perform({ type: "WithdrawCase", reason: "计划有变" }, firstAnswer);
    history.perform(
      { type: "RuleOnWithdrawal", department: "dept-lead", isGranted: true, reasons: "同意" },
      firstAnswer,
    );
    given(history)
      .when(rating("completion", { item: "a" }), firstAnswer)
      .thenEvents({ type: "CaseRated", item: "a" });
    tooEarly(rating("completion", { item: "b" }));
    tooEarly(rating("completion", { item: "c" }));
  });

  it("once an occasion and item", () => {
    const history = accepted({ stages: [["a", "b"]] });
    for (const command of [
      rating("filing"),
      rating("acceptance"),
      rating("filing", { item: "a" }),
      rating("filing", { item: "b" }),
    ])
      given(history).when(command, firstAnswer).thenEvents({ type: "CaseRated" });

    const refusal = given(history)
      .when(rating("filing", { item: "b", level: 1 }), firstAnswer)
      .thenRefused("RatedAlready");

    expect(refusal.occasion).toBe("filing");
    expect(history.state().ratings).toHaveLength(4);
  });

  it.each(["z", "constructor", "toString"])("of an item the case has, which %s is not", (item) => {
    given(filed()).when(rating("filing", { item }), firstAnswer).thenRefused("ItemUnknown");
  });
});

describe("差评: a bad rating is a task", () => {
  it.each([
    [1, "2026-12-15"],
    [2, "2026-12-15"],
    [3, null],
    [4, null],
    [5, null],
  ])("at level %i it is due on %s", (level, taskDueOn) => {
    given(filed())
      .when(rating("filing", { level }), firstAnswer)
      .thenEvents({ type: "CaseRated", level, taskDueOn });
  });

  it("is answered once, by what was found and mended; a good one may be answered too", () => {
    const history = filed();
    const reply = (occasion: CommandOf<"RateCase">["occasion"]) =>
      ({ type: "AnswerRating", occasion, item: null, reply: "已整改" }) as const;
    history.perform(rating("filing", { level: 1 }), firstAnswer);

    given(history).when(reply("completion"), firstAnswer).thenRefused("RatingUnknown");
    given(history).when(reply("filing"), moment("2026-12-01")).thenEvents({
      type: "RatingAnswered",
      occasion: "filing",
      item: null,
      reply: "已整改",
      on: "2026-12-01",
    });
    given(history).when(reply("filing"), moment("2026-12-02")).thenRefused("RatingAnswered");
    expect(history.state().ratings).toMatchObject([{ answeredOn: "2026-12-01" }]);
  });
});

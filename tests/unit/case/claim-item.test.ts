import { describe, expect, it } from "vitest";
import type { CommandOf } from "../../../functions/case/commands.ts";
import { answers } from "../../support/answers.ts";
import { given } from "../../support/case-spec.ts";
import { later } from "../../support/moments.ts";
import { answerSynthetic, approveSynthetic } from "../../support/synthetic-process.ts";
import { filed, firstAnswer } from "../../support/timed-cases.ts";

const [li, wang] = [
  { id: "officer-li", name: "李" },
  { id: "officer-wang", name: "王" },
];

const claim = (by = li, more: Partial<CommandOf<"ClaimItem">> = {}): CommandOf<"ClaimItem"> => ({
  type: "ClaimItem",
  itemId: "a",
  department: "dept-a",
  by,
  takesOver: false,
  ...more,
});

const answerAs = (id: string, isChief = false): CommandOf<"AnswerItem"> => ({
  ...answerSynthetic("a", answers.approved(firstAnswer)),
  person: { id, isChief },
});

describe("认领: an officer takes an item in hand", () => {
  it("is on record once, however often they say so", () => {
    const history = filed();

    given(history).when(claim(), firstAnswer).thenEvents({ type: "ItemClaimed", itemId: "a", by: li });
    given(history).when(claim(), firstAnswer).thenEvents();
    expect(history.item("a").claimedBy).toEqual(li);
  });

  it("keeps colleagues off it, at the desk, until one takes over", () => {
    const history = filed();
    history.perform(claim(), firstAnswer);

    expect(given(history).when(answerAs(wang.id), firstAnswer).thenRefused("ClaimedAlready").by).toBe("李");
    given(history).when(claim(wang), firstAnswer).thenRefused("ClaimedAlready");
    given(history)
      .when(claim(wang, { takesOver: true }), firstAnswer)
      .thenEvents({ type: "ItemClaimed", by: wang });
    given(history).when(answerAs(li.id), firstAnswer).thenRefused("ClaimedAlready");
    given(history)
      .when(answerAs(wang.id), firstAnswer)
      .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved" });
  });

  it("keeps off neither the chief representative nor the department's system", () => {
    for (const command of [answerAs("chief", true), answerSynthetic("a", answers.approved(firstAnswer))]) {
      const history = filed();
      history.perform(claim(), firstAnswer);

      given(history)
        .when(command, firstAnswer)
        .thenEvents({ type: "ItemAccepted" }, { type: "ItemApproved" });
    }
  });

  it("lasts through the rounds of an item", () => {
    const history = filed();
    history.perform(claim(), firstAnswer);
    history.perform(answerSynthetic("a", answers.correctionRequired(firstAnswer)), firstAnswer);
    const next = later(firstAnswer, { minutes: 5 });
    const form = { fields: { a: "改" } };
    history.perform({ type: "CorrectCase", baseRevision: 1, form, materials: [] }, next);

    expect(history.item("a")).toMatchObject({ round: 2, claimedBy: li });
  });

  it("is refused to another department, and where there is nothing to do", () => {
    const history = filed({ stages: [["a"], ["b"]] });

    given(history)
      .when(claim(li, { department: "dept-b" }), firstAnswer)
      .thenRefused("NotThisDepartment");
    given(history)
      .when(claim(li, { itemId: "b", department: "dept-b" }), firstAnswer)
      .thenRefused("NotDecidable");
    given(history)
      .when(claim(li, { itemId: "x" }), firstAnswer)
      .thenRefused("ItemUnknown");
    approveSynthetic(history, "a", firstAnswer);
    given(history).when(claim(), firstAnswer).thenRefused("NotDecidable");
  });
});

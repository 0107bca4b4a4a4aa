import { describe, expect, it } from "vitest";
import { workingDays } from "../../../schemas/limit.ts";
import { message } from "../../../schemas/message.ts";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later, moment } from "../../support/moments.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";
import { filed, firstAnswer, issued, limitsOf, looked, say, typed } from "../../support/timed-cases.ts";

const commitment = {
  conditions: [message("配备消防设施", "fire equipment")],
  checkWithin: workingDays(10),
  basis: "皖政办〔2020〕6号",
};
const synthetic = {
  stages: [["a", "b"]],
  limits: limitsOf(5, 20),
  rows: { a: { commitment } },
};
const signed = [{ item: "a", signedBy: "张淮河" }];

const committed = (): History => filed(synthetic, filingMoment, { commitments: signed });

describe("告知承诺: an applicant who signs conditions", () => {
  it("is promised a decision at once; other items keep their own promise", () => {
    const history = committed();
    say(history, "a", answers.accepted(firstAnswer), firstAnswer);
    say(history, "b", answers.accepted(firstAnswer), firstAnswer);

    expect(history.item("a")).toMatchObject({
      plan: { committed: true },
      limits: { promised: workingDays(0), statutory: workingDays(20) },
      due: { promised: "2026-11-24" },
    });
    expect(history.item("b").due.promised).toBe("2026-12-01");
    expect(typed(looked(history, moment("2026-11-25")), "ItemOverdue")).toMatchObject([
      { itemId: "a", limit: "promised", dueOn: "2026-11-24" },
    ]);
  });

  it("shortens the promise of the whole case", () => {
    const one = { stages: [["a"]], rows: { a: { commitment } } };

    expect(filed(one, filingMoment, { commitments: signed }).state().limits.promised).toEqual(workingDays(0));
    expect(filed(one).state().limits.promised).toEqual(workingDays(5));
  });

  it.each([
    ["knows no such conditions", synthetic, "b"],
    ["is not in the process", synthetic, "z"],
    [
      "is only told",
      { ...synthetic, rows: { a: { commitment, status: { kind: "transformed", to: "dept-other" } } } },
      "a",
    ],
    ["the form does not concern", { ...synthetic, when: { a: "x" } }, "a"],
  ] as const)("is refused for an item that %s", (_, where, item) => {
    const filing = { ...syntheticFiling(), commitments: [{ item, signedBy: "张淮河" }] };

    const refusal = given(makeHistory(syntheticWorld(where as never)))
      .when(filing, filingMoment)
      .thenRefused("CommitmentRefused");

    expect(refusal.items).toEqual([item]);
  });

  it("keeps who signed on the record", () => {
    expect(committed().log[0]?.event).toMatchObject({ commitments: signed });
  });
});

describe("告知承诺: the check after the licence", () => {
  const checked = (kept = true, now = firstAnswer) => answerSynthetic("a", answers.checked(now, { kept }));

  it.each([true, false])("notes what was found, once (kept: %s)", (kept) => {
    const history = issued(committed(), ["a", "b"], firstAnswer);

    given(history)
      .when(checked(kept), firstAnswer)
      .thenEvents({ type: "CommitmentChecked", itemId: "a", kept, findings: "现场核查", on: "2026-11-24" });
    given(history)
      .when(checked(!kept, later(firstAnswer, { minutes: 1 })), firstAnswer)
      .thenEvents();
    expect(history.item("a").check).toEqual({ kept, on: "2026-11-24" });
    expect(history.state().status).toBe("issued");
  });

  it.each([
    ["before the licence", () => committed(), "a", "not-issued"],
    [
      "of an item whose conditions were proved",
      () => issued(committed(), ["a", "b"], firstAnswer),
      "b",
      "no-commitment",
    ],
  ] as const)("is refused %s", (_, history, item, why) => {
    const refusal = given(history())
      .when(answerSynthetic(item, answers.checked(firstAnswer)), firstAnswer)
      .thenRefused("NothingToCheck");

    expect(refusal.why).toBe(why);
  });

  it("is the department's own", () => {
    given(issued(committed(), ["a", "b"], firstAnswer))
      .when({ ...checked(), department: "dept-b" }, firstAnswer)
      .thenRefused("NotThisDepartment");
  });
});

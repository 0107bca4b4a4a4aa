import { describe, expect, it } from "vitest";
import type { Answer } from "../../../schemas/answers.ts";
import { answerItem, answers, outputsOf } from "../../support/answers.ts";
import { filedHistory, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";
import {
  answerSynthetic,
  approveSynthetic,
  syntheticFiling,
  syntheticWorld,
} from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const ITEM = "tax-registration";
const approval = () => answers.approved(now, { outputs: outputsOf(ITEM, "one-code") });

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

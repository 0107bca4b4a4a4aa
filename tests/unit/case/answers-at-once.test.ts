import { describe, expect, it } from "vitest";
import { answers } from "../../support/answers.ts";
import { type History, makeHistory } from "../../support/case-history.ts";
import { given } from "../../support/case-spec.ts";
import { filingMoment, later } from "../../support/moments.ts";
import { shuffled } from "../../support/seeded.ts";
import { answerSynthetic, syntheticFiling, syntheticWorld } from "../../support/synthetic-process.ts";

const now = later(filingMoment, { minutes: 30 });
const seeds = Array.from({ length: 100 }, (_, seed) => seed);
const itemsOf = (n: number): string[] => Array.from({ length: n }, (_, index) => `item-${index + 1}`);

const filed = (items: readonly string[]): History => {
  const history = makeHistory(syntheticWorld({ stages: [items] }));
  history.perform(syntheticFiling(), filingMoment);
  return history;
};

const countOf = (history: History, type: string): number =>
  history.log.filter(({ event }) => event.type === type).length;

describe("T13: all departments answer in one instant", () => {
  it.each([1, 2, 3, 5, 8, 13, 20])("T13: %i approvals in any order settle the stage once", (n) => {
    const items = itemsOf(n);

    const outcomes = seeds.map((seed) => {
      const history = filed(items);
      const resumed = shuffled(items, seed).flatMap((item) => {
        history.perform(answerSynthetic(item, answers.approved(now)), now);
        return history.effects().map((effect) => `${effect.kind} ${"itemId" in effect ? effect.itemId : ""}`);
      });
      history.perform({ type: "SettleStage" }, now);
      history.perform({ type: "SettleStage" }, now);
      return {
        status: history.state().status,
        approved: countOf(history, "ItemApproved"),
        settled: countOf(history, "StageSettled"),
        resumed: resumed.sort().join(),
      };
    });

    const expected = {
      status: "settled",
      approved: n,
      settled: 1,
      resumed: items
        .map((item) => `ResumeItem ${item}`)
        .sort()
        .join(),
    };
    expect(outcomes.filter((each) => JSON.stringify(each) !== JSON.stringify(expected))).toEqual([]);
  });

  it.each([2, 3, 5, 8, 13, 20])(
    "T13: of %i answers, half of them wishes, comes one notice with every wish",
    (n) => {
      const items = itemsOf(n);
      const wishing = items.filter((_, index) => index % 2 === 0);

      const outcomes = seeds.map((seed) => {
        const history = filed(items);
        for (const item of shuffled(items, seed)) {
          const answer = wishing.includes(item) ? answers.correctionRequired(now) : answers.approved(now);
          history.perform(answerSynthetic(item, answer), now);
        }
        const wishes = history.state().notice?.wishes.map(({ itemId }) => itemId) ?? [];
        return JSON.stringify([history.state().status, countOf(history, "CorrectionNoticeIssued"), wishes]);
      });

      expect(new Set(outcomes)).toEqual(new Set([JSON.stringify(["awaiting-applicant", 1, wishing])]));
    },
  );

  it.each([2, 5, 20])(
    "T13: of %i answers with one refusal comes one refused case, and the rest is refused calmly",
    (n) => {
      const items = itemsOf(n);

      const outcomes = seeds.map((seed) => {
        const history = filed(items);
        for (const item of shuffled(items, seed)) {
          const answer = item === "item-1" ? answers.rejected(now) : answers.approved(now);
          const decision = history.attempt(answerSynthetic(item, answer), now);
          if ("events" in decision) history.record(decision.events, now);
          else expect(decision.refusal.kind).toBe("CaseClosed");
        }
        const asked = Object.values(history.state().items).filter(({ status }) => status === "asked");
        return JSON.stringify([history.state().status, countOf(history, "CaseRefused"), asked.length]);
      });

      expect(new Set(outcomes)).toEqual(new Set([JSON.stringify(["refused", 1, 0])]));
    },
  );

  it("T13: a settle between two answers of the same instant settles nothing", () => {
    const history = filed(itemsOf(2));
    history.perform(answerSynthetic("item-2", answers.approved(now)), now);

    given(history).when({ type: "SettleStage" }, now).thenEvents();
    history.perform(answerSynthetic("item-1", answers.approved(now)), now);

    given(history).when({ type: "SettleStage" }, now).thenEvents({ type: "StageSettled", last: true });
  });
});

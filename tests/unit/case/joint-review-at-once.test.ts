import { describe, expect, it } from "vitest";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import {
  answering,
  answerJoint,
  approvalOf,
  askedItems,
  licenceOfJoint,
  numbersOf,
  paymentOf,
  takingPart,
} from "../../support/joint-review-acts.ts";
import { approveJoint, countOf, countsOf, underReview } from "../../support/joint-review-cases.ts";
import { type JointSample, jointSamples, jointWorld } from "../../support/joint-review-forms.ts";
import { later } from "../../support/moments.ts";
import { shuffled } from "../../support/seeded.ts";

const settle = { type: "SettleStage" } as const;
const SEEDS = 100;

const departmentsOf = (history: History): string[] => [
  ...new Set(takingPart(history.state()).map(({ plan }) => plan.department)),
];

/** Approve everything in an order the seed chooses, with a look of the workflow after each, and end the case. */
const walk = (sample: JointSample, seed: number): History => {
  const history = underReview(sample);
  for (const itemId of shuffled(askedItems(history.state()), seed)) {
    history.perform(settle, answering);
    history.perform(approvalOf(history.world, history.state(), itemId, answering), answering);
  }
  for (let look = 0; look < 3; look += 1) history.perform(settle, answering);
  if (history.state().fees.sheet !== null) history.perform(paymentOf(history.state(), answering), answering);
  const licence = licenceOfJoint(history.world, history.state());
  for (let look = 0; look < 3; look += 1) history.perform(licence, answering);
  return history;
};

describe.each(jointSamples)("T13: ten departments answer %s in one instant", (sample) => {
  it("in any order: each stage is settled once, each item decided once, one licence issued", () => {
    const expected = countsOf(walk(sample, 0));
    const others = Array.from({ length: SEEDS }, (_, seed) => countsOf(walk(sample, seed + 1)));
    const decided = takingPart(underReview(sample).state()).map(({ id }) => expected[`ItemApproved ${id}`]);

    expect(departmentsOf(underReview(sample))).toHaveLength(10);
    expect(new Set(decided)).toEqual(new Set([1]));
    expect(expected.LicenceIssued).toBe(1);
    expect(
      Object.entries(expected).filter(([name, count]) => name.startsWith("Stage") && count !== 1),
    ).toEqual([]);
    expect(
      others.filter((counts) => JSON.stringify(sorted(counts)) !== JSON.stringify(sorted(expected))),
    ).toEqual([]);
  }, 60_000);

  it("settles nothing before the last of them", () => {
    const history = underReview(sample);
    const items = askedItems(history.state());
    const before = countOf(history, "StageSettled");
    const settledAfter = items.map((itemId) => {
      history.perform(approvalOf(history.world, history.state(), itemId, answering), answering);
      history.perform(settle, answering);
      return countOf(history, "StageSettled") - before;
    });

    expect(settledAfter).toEqual(items.map((_, at) => (at === items.length - 1 ? 1 : 0)));
  });
});

const sorted = (counts: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** One item of each process that owes a number, and whose department changes its mind. */
const MINDS = [
  { sample: "survey", itemId: "land-pre-review" },
  { sample: "drawing-review", itemId: "fire-design" },
  { sample: "acceptance", itemId: "fire-acceptance" },
] as const;

describe.each(MINDS)("T14: $itemId approves, rejects and approves", ({ sample, itemId }) => {
  const times = [10, 20, 30].map((minutes) => later(answering, { minutes }));
  const now = later(answering, { minutes: 40 });

  /** The three words, each as it would be sent, the last with another number than the first. */
  const words = (history: History) => {
    const [first = now, second = now, third = now] = times;
    const state = history.state();
    return [
      approvalOf(history.world, state, itemId, first, { edition: 1 }),
      answerJoint(state, itemId, answers.rejected(second, { revision: state.revision })),
      approvalOf(history.world, state, itemId, third, { edition: 3 }),
    ];
  };

  it("ends with its last word, in whatever order the words come and however often", () => {
    const outcomes = Array.from({ length: SEEDS }, (_, seed) => {
      const history = underReview(sample);
      const others = askedItems(history.state()).filter((each) => each !== itemId);
      const sent = shuffled([...words(history), ...words(history), ...words(history)], seed);
      approveJoint(history, others);
      const refusals = sent.flatMap((command) => {
        const decision = history.attempt(command, now);
        if ("refusal" in decision) return [decision.refusal.kind];
        history.record(decision.events, now);
        return [];
      });
      history.perform(settle, now);
      const { outputs, settledStages } = history.state();
      return {
        refusals,
        ended: JSON.stringify([history.item(itemId).status, outputs[itemId], settledStages.length]),
      };
    });
    const number = numbersOf(jointWorld, underReview(sample).state(), itemId, 3);
    const stages = sample === "acceptance" ? 2 : 1;

    expect(new Set(outcomes.map(({ ended }) => ended))).toEqual(
      new Set([JSON.stringify(["approved", number, stages])]),
    );
    expect(new Set(outcomes.flatMap(({ refusals }) => refusals))).toEqual(new Set(["AnswerOutOfOrder"]));
  }, 60_000);

  it("counts one decision, and calls the lead only while the objection stands", () => {
    const history = underReview(sample);
    approveJoint(
      history,
      askedItems(history.state()).filter((each) => each !== itemId),
    );
    const [approved, rejected, again] = words(history);
    if (approved === undefined || rejected === undefined || again === undefined) throw new Error("no words");
    history.perform(approved, now);
    expect(history.perform(approved, now)).toEqual([]);
    history.perform(rejected, now);
    expect(history.perform(settle, now)).toEqual([]);
    expect(countOf(history, "LeadCalled")).toBe(1);
    history.perform(again, now);
    const ruling = answers.ruled(now, { ruling: "refuse" });
    const lead = history.world.processes.get(history.state().processId)?.lead ?? "";

    expect(
      history.attempt({ type: "AnswerItem", itemId, department: lead, answer: ruling }, now),
    ).toMatchObject({ refusal: { kind: "NothingToRule" } });
    expect(history.perform(settle, now)).toMatchObject([
      { type: "StageSettled", last: true },
      ...(sample === "drawing-review" ? [{ type: "FeeSheetIssued" }] : []),
    ]);
  });
});

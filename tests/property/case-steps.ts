import fc from "fast-check";
import type { answers } from "../support/answers.ts";

/** What a department says, and how rightly. Numbers choose among what the case has at the moment. */
export interface AnswerStep {
  kind: "answer";
  /** Chosen among the items somebody is to answer for, or among all. */
  item: number;
  among: "open" | "all";
  answer: keyof typeof answers;
  department: "own" | "another";
  revision: "shown" | "current" | "first" | "next";
  minutesAgo: number;
  n: number;
  outputs: "owed" | "none" | "undue";
  procedure: "hearing" | "site-visit";
  plannedWorkingDays: number;
  ruling: "approve" | "refuse" | "suspend";
  authority: "agency-head" | "government-head";
}

/** Things that happen of which nothing more is to be said. */
type PlainKind =
  | "withdraw"
  | "keepPromise"
  | "settle"
  | "keepTime"
  | "publishYear"
  | "issue"
  | "deliver"
  | "answerRating"
  | "revokeDelegation"
  | "reissue"
  | "revoke"
  | "erase"
  | "continue";

/** One thing that happens to a case. */
export type Step =
  | AnswerStep
  | { kind: "repeat" }
  | { kind: "correct"; choice: number; value: number; isStale: boolean }
  | { kind: "extend"; authority: AnswerStep["authority"] }
  | { kind: "ruleOnWithdrawal"; isGranted: boolean; isLead: boolean }
  | { kind: "appeal"; card: number; isTheirs: boolean }
  | { kind: "ruleOnCard"; card: number; isRevoked: boolean }
  | { kind: "rate"; level: number; occasion: number; item: number }
  | { kind: "handOver"; to: number; by: number; mayTakeOver: boolean }
  | { kind: "claim"; item: number; by: number; isTheirs: boolean; takesOver: boolean }
  | { kind: PlainKind };

/** A step, and how long after the last one it comes. */
export interface TimedStep {
  step: Step;
  minutes: number;
  days: number;
}

/** What happens to a case, and what is tried after its end. */
export interface Walk {
  steps: TimedStep[];
  afterwards: TimedStep[];
}

const often = <T>(value: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(value), weight: 6 },
    ...others.map((each) => ({ arbitrary: fc.constant(each), weight: 1 })),
  );

const rarely = <T>(value: T, usual: T): fc.Arbitrary<T> => often(usual, value);

const authority = fc.constantFrom<AnswerStep["authority"][]>("agency-head", "government-head");

const answerStep: fc.Arbitrary<AnswerStep> = fc.record({
  kind: fc.constant("answer" as const),
  item: fc.nat({ max: 5 }),
  among: often<AnswerStep["among"]>("open", "all"),
  answer: fc.oneof(
    { arbitrary: fc.constant("approved" as const), weight: 8 },
    { arbitrary: fc.constantFrom("accepted", "correctionRequired", "suspended", "resumed"), weight: 6 },
    { arbitrary: fc.constantFrom("extended", "forwarded", "ruled"), weight: 3 },
    { arbitrary: fc.constant("rejected" as const), weight: 1 },
  ),
  department: often<AnswerStep["department"]>("own", "another"),
  revision: often<AnswerStep["revision"]>("shown", "current", "first", "next"),
  minutesAgo: often(0, 1, 60, -10),
  n: fc.nat({ max: 2 }),
  outputs: often<AnswerStep["outputs"]>("owed", "none", "undue"),
  procedure: fc.constantFrom("hearing", "site-visit"),
  plannedWorkingDays: fc.constantFrom(1, 4),
  ruling: often<AnswerStep["ruling"]>("approve", "refuse", "suspend", "suspend"),
  authority,
});

/** What a department says when its case has ended. */
const lateAnswer: fc.Arbitrary<AnswerStep> = fc
  .tuple(answerStep, fc.constantFrom("voided" as const, "checked" as const))
  .map(([step, answer]) => ({ ...step, among: "open", answer }));

const plain = (...kinds: PlainKind[]): fc.Arbitrary<Step> =>
  fc.constantFrom(...kinds).map((kind) => ({ kind }));

/** What supervision, the lead, the centre and the applicant do besides. */
const supervision: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant("extend" as const), authority }), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constant("ruleOnWithdrawal" as const),
      isGranted: fc.boolean(),
      isLead: often(true, false),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant("appeal" as const),
      card: fc.nat({ max: 3 }),
      isTheirs: often(true, false),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant("ruleOnCard" as const),
      card: fc.nat({ max: 3 }),
      isRevoked: fc.boolean(),
    }),
    weight: 3,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant("rate" as const),
      level: fc.integer({ min: 1, max: 5 }),
      occasion: fc.nat({ max: 2 }),
      item: fc.nat({ max: 2 }),
    }),
    weight: 4,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant("handOver" as const),
      to: fc.nat({ max: 1 }),
      by: fc.nat({ max: 1 }),
      mayTakeOver: rarely(true, false),
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({
      kind: fc.constant("claim" as const),
      item: fc.nat({ max: 5 }),
      by: fc.nat({ max: 1 }),
      isTheirs: often(true, false),
      takesOver: fc.boolean(),
    }),
    weight: 2,
  },
  { arbitrary: plain("keepPromise"), weight: 4 },
  { arbitrary: plain("answerRating"), weight: 2 },
  { arbitrary: plain("deliver", "revokeDelegation"), weight: 3 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: answerStep, weight: 20 },
  { arbitrary: fc.constant({ kind: "repeat" } as const), weight: 3 },
  {
    arbitrary: fc.record({
      kind: fc.constant("correct" as const),
      choice: fc.nat({ max: 7 }),
      value: fc.nat({ max: 5 }),
      isStale: often(false, true),
    }),
    weight: 7,
  },
  { arbitrary: plain("settle", "keepTime"), weight: 10 },
  { arbitrary: supervision, weight: 6 },
  { arbitrary: plain("issue"), weight: 2 },
  { arbitrary: plain("publishYear"), weight: 1 },
  { arbitrary: plain("withdraw", "reissue", "revoke", "erase", "continue"), weight: 1 },
);

const timed = fc.record({ step, minutes: fc.nat({ max: 600 }), days: often(0, 0, 1, 3, 6) });

/** What is done to a case after its end, most of which must be refused. */
const afterwards: fc.Arbitrary<TimedStep> = fc.record({
  step: fc.oneof(
    plain("reissue", "revoke", "erase", "keepTime", "deliver"),
    fc.oneof(fc.constant({ kind: "repeat" } as const), lateAnswer),
    supervision,
    step,
  ),
  minutes: fc.nat({ max: 600 }),
  days: often(0, 0, 4, 9),
});

/** A walk: steps with time passing between them, seldom more than a few weeks in all. */
export const walk: fc.Arbitrary<Walk> = fc.record({
  steps: fc.array(timed, { maxLength: 40, size: "medium" }),
  afterwards: fc.array(afterwards, { maxLength: 8, size: "medium" }),
});

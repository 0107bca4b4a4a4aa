import fc from "fast-check";
import type { Command, Now } from "../../functions/case/commands.ts";
import { type CaseState, type ItemState, isReviewing } from "../../functions/case/state.ts";
import type { Answer } from "../../schemas/answers.ts";
import { answers } from "../support/answers.ts";
import { type History, licenceRecordOf } from "../support/case-history.ts";
import { later } from "../support/moments.ts";
import type { Setting } from "./case-settings.ts";

/** What a department says, and how rightly. Numbers choose among what the case has at the moment. */
interface AnswerStep {
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
}

/** One thing that happens to a case. */
export type Step =
  | AnswerStep
  | { kind: "repeat" }
  | { kind: "correct"; choice: number; value: number; isStale: boolean }
  | { kind: "withdraw" | "settle" | "keepTime" | "issue" | "reissue" | "revoke" | "erase" | "continue" };

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

const answerStep: fc.Arbitrary<AnswerStep> = fc.record({
  kind: fc.constant("answer" as const),
  item: fc.nat({ max: 5 }),
  among: often<AnswerStep["among"]>("open", "all"),
  answer: fc.oneof(
    { arbitrary: fc.constant("approved" as const), weight: 8 },
    { arbitrary: fc.constantFrom("accepted", "correctionRequired", "suspended", "resumed"), weight: 6 },
    { arbitrary: fc.constant("rejected" as const), weight: 1 },
  ),
  department: often<AnswerStep["department"]>("own", "another"),
  revision: often<AnswerStep["revision"]>("shown", "current", "first", "next"),
  minutesAgo: often(0, 1, 60, -10),
  n: fc.nat({ max: 2 }),
  outputs: often<AnswerStep["outputs"]>("owed", "none", "undue"),
  procedure: fc.constantFrom("hearing", "site-visit"),
});

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
  { arbitrary: fc.constantFrom({ kind: "settle" } as const, { kind: "keepTime" } as const), weight: 10 },
  { arbitrary: fc.constant({ kind: "issue" } as const), weight: 2 },
  {
    arbitrary: fc.constantFrom(
      { kind: "withdraw" } as const,
      { kind: "reissue" } as const,
      { kind: "revoke" } as const,
      { kind: "erase" } as const,
      { kind: "continue" } as const,
    ),
    weight: 1,
  },
);

const timed = fc.record({ step, minutes: fc.nat({ max: 600 }), days: often(0, 0, 1, 3, 6) });

/** What is done to a case after its end, most of which must be refused. */
const afterwards: fc.Arbitrary<TimedStep> = fc.record({
  step: fc.oneof(
    fc.constantFrom(
      { kind: "reissue" } as const,
      { kind: "revoke" } as const,
      { kind: "erase" } as const,
      { kind: "repeat" } as const,
    ),
    step,
  ),
  minutes: fc.nat({ max: 600 }),
  days: fc.constant(0),
});

/** A walk: steps with time passing between them, seldom more than a few weeks in all. */
export const walk: fc.Arbitrary<Walk> = fc.record({
  steps: fc.array(timed, { maxLength: 40 }),
  afterwards: fc.array(afterwards, { maxLength: 4 }),
});

const answerOf = (
  setting: Setting,
  state: CaseState,
  item: ItemState,
  step: AnswerStep,
  now: Now,
): Answer => {
  const revisions = { shown: item.revision, current: state.revision, first: 1, next: state.revision + 1 };
  const said = {
    revision: Math.max(1, revisions[step.revision]),
    time: later(now, { minutes: -step.minutesAgo }).at,
  };
  const outputs = {
    owed: setting.outputsFor(state, item.id, step.n),
    none: {},
    undue: { undue: step.n },
  }[step.outputs];
  switch (step.answer) {
    case "approved":
      return answers.approved(now, { ...said, outputs });
    case "suspended":
      return answers.suspended(now, { ...said, procedure: step.procedure });
    case "correctionRequired":
      return answers.correctionRequired(now, {
        ...said,
        wishes: [{ path: `field-${step.n}`, message: "请补正" }],
      });
    default:
      return answers[step.answer](now, said);
  }
};

const chosen = (state: CaseState, { item, among }: AnswerStep): ItemState => {
  const all = Object.values(state.items);
  const open = all.filter((each) => isReviewing(each) || each.status === "correcting");
  const items = among === "open" && open.length > 0 ? open : all;
  return items[item % items.length] as ItemState;
};

/** The command a step comes to on the case as it stands; `last` is the command before it. */
export const commandOf = (
  setting: Setting,
  history: History,
  step: Step,
  { now, last }: { now: Now; last: Command | null },
): Command => {
  const state = history.state();
  switch (step.kind) {
    case "answer": {
      const item = chosen(state, step);
      const department = step.department === "own" ? item.plan.department : "dept-elsewhere";
      return {
        type: "AnswerItem",
        itemId: item.id,
        department,
        answer: answerOf(setting, state, item, step, now),
      };
    }
    case "correct": {
      const { form, materials } = setting.corrected(state, step.choice, step.value);
      return { type: "CorrectCase", baseRevision: state.revision - (step.isStale ? 1 : 0), form, materials };
    }
    case "repeat":
      return last ?? setting.filing;
    case "withdraw":
      return { type: "WithdrawCase", reason: "计划有变" };
    case "settle":
      return { type: "SettleStage" };
    case "keepTime":
      return { type: "KeepTime" };
    case "continue":
      return { type: "ContinueCase" };
    case "issue":
      return { type: "IssueLicence", record: anyRecord(history), signature: "s" };
    case "reissue": {
      const version = (state.licence?.record.version ?? 0) + 1;
      return {
        type: "ReissueLicence",
        reason: "遗失",
        record: { ...anyRecord(history), version },
        signature: "s",
      };
    }
    case "revoke":
      return { type: "RevokeLicence", reason: "撤销", basis: "行政许可法第六十九条" };
    case "erase":
      return { type: "EraseCase", reason: "申请人请求" };
  }
};

/** The record of a settled case; of any other, one that no rule should ever let through. */
const anyRecord = (history: History) => {
  const state = history.state();
  const settled = state.status === "settled" || state.status === "issued";
  return settled
    ? licenceRecordOf(history.world, state)
    : ({ version: 1 } as ReturnType<typeof licenceRecordOf>);
};

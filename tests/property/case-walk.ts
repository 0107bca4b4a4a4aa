import type { Command, Now } from "../../functions/case/commands.ts";
import { type CaseState, type ItemState, isReviewing } from "../../functions/case/state.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import type { Answer } from "../../schemas/answers.ts";
import { answers } from "../support/answers.ts";
import { type History, licenceRecordOf } from "../support/case-history.ts";
import { later } from "../support/moments.ts";
import type { Setting } from "./case-settings.ts";
import type { AnswerStep, Step } from "./case-steps.ts";

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
  const { n, procedure, plannedWorkingDays, ruling, authority } = step;
  const outputs = {
    owed: setting.outputsFor(state, item.id, n),
    none: {},
    undue: { undue: n },
  }[step.outputs];
  switch (step.answer) {
    case "approved":
      return answers.approved(now, { ...said, outputs });
    case "suspended":
      return answers.suspended(now, { ...said, procedure, plannedWorkingDays });
    case "extended":
      return answers.extended(now, { ...said, authority });
    case "ruled":
      return answers.ruled(now, { ...said, ruling });
    case "checked":
      return answers.checked(now, { ...said, kept: n > 0 });
    case "correctionRequired":
      return answers.correctionRequired(now, {
        ...said,
        wishes: [{ path: `fields.${item.id}.${n}`, message: "请补正" }],
      });
    default:
      return answers[step.answer](now, said);
  }
};

/** The lead of an item's stage. */
export const leadOf = (world: World, state: CaseState, { plan }: ItemState): string => {
  const process = processOf(world, state);
  return process.stages.find(({ id }) => id === plan.stage)?.lead ?? process.lead;
};

const isOpenTo = ({ answer }: AnswerStep, item: ItemState): boolean => {
  switch (answer) {
    case "ruled":
      return item.status === "rejected" || item.status === "silent";
    case "voided":
      return item.voiding !== null;
    case "checked":
      return item.plan.committed === true;
    default:
      return isReviewing(item) || item.status === "correcting" || item.status === "silent";
  }
};

const chosen = (state: CaseState, step: AnswerStep): ItemState => {
  const all = Object.values(state.items);
  const open = all.filter((each) => isOpenTo(step, each));
  const items = step.among === "open" && open.length > 0 ? open : all;
  return items[step.item % items.length] as ItemState;
};

const answerCommand = (setting: Setting, history: History, step: AnswerStep, now: Now): Command => {
  const state = history.state();
  const item = chosen(state, step);
  const own = step.answer === "ruled" ? leadOf(history.world, state, item) : item.plan.department;
  const department = step.department === "own" ? own : "dept-elsewhere";
  const answer = answerOf(setting, state, item, step, now);
  return { type: "AnswerItem", itemId: item.id, department, answer };
};

const occasions = ["filing", "acceptance", "completion"] as const;

const people = ["officer-1", "officer-2"] as const;

const person = (n: number): string => people[n % people.length] ?? "officer-1";

const cardOf = ({ cards }: CaseState, n: number) => {
  const all = Object.values(cards);
  return all[n % Math.max(1, all.length)];
};

const rated = (state: CaseState, occasion: number, item: number) => ({
  occasion: occasions[occasion % occasions.length] ?? "filing",
  item: Object.keys(state.items)[item - 1] ?? null,
});

/** The command a step comes to on the case as it stands; `last` is the command before it. */
export const commandOf = (
  setting: Setting,
  history: History,
  step: Step,
  { now, last }: { now: Now; last: Command | null },
): Command => {
  const state = history.state();
  const { lead } = processOf(history.world, state);
  switch (step.kind) {
    case "answer":
      return answerCommand(setting, history, step, now);
    case "correct": {
      const { form, materials } = setting.corrected(state, step.choice, step.value);
      return { type: "CorrectCase", baseRevision: state.revision - (step.isStale ? 1 : 0), form, materials };
    }
    case "keepPromise":
      return { type: "CorrectCase", baseRevision: state.revision, ...setting.promised(state) };
    case "repeat":
      return last ?? setting.filing;
    case "withdraw":
      return { type: "WithdrawCase", reason: "计划有变", by: state.filedBy };
    case "extend": {
      const approver = { name: "王局", post: "局长", authority: step.authority };
      return { type: "ExtendCase", approver, reason: "情况复杂" };
    }
    case "ruleOnWithdrawal": {
      const department = step.isLead ? lead : "dept-elsewhere";
      return { type: "RuleOnWithdrawal", department, isGranted: step.isGranted, reasons: "裁定" };
    }
    case "appeal": {
      const card = cardOf(state, step.card);
      const department = step.isTheirs ? (card?.responsible.department ?? "") : "dept-elsewhere";
      return { type: "AppealCard", cardId: card?.cardId ?? "none", department, grounds: "系统故障" };
    }
    case "ruleOnCard": {
      const cardId = cardOf(state, step.card)?.cardId ?? "none";
      return { type: "RuleOnCard", cardId, isRevoked: step.isRevoked, reasons: "核实" };
    }
    case "rate":
      return {
        type: "RateCase",
        ...rated(state, step.occasion, step.item),
        level: step.level,
        indicators: [],
        text: null,
      };
    case "answerRating": {
      const open = state.ratings.find(({ answeredOn }) => answeredOn === null);
      return {
        type: "AnswerRating",
        occasion: open?.occasion ?? "filing",
        item: open?.item ?? null,
        reply: "已整改",
      };
    }
    case "handOver": {
      const to = { id: person(step.to), name: "程若谷", department: null };
      return { type: "HandOver", to, reason: "轮岗", by: person(step.by), mayTakeOver: step.mayTakeOver };
    }
    case "claim": {
      const items = Object.values(state.items);
      const { id: itemId, plan } = items[step.item % items.length] as ItemState;
      const department = step.isTheirs ? plan.department : "dept-elsewhere";
      const by = { id: person(step.by), name: "程若谷" };
      return { type: "ClaimItem", itemId, department, by, takesOver: step.takesOver };
    }
    case "deliver":
      return { type: "DeliverLicence", how: "counter", recipient: "张淮河" };
    case "revokeDelegation":
      return { type: "RevokeDelegation", reason: "本人办理" };
    case "settle":
      return { type: "SettleStage" };
    case "keepTime":
    case "publishYear":
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

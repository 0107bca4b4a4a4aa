import { describe, expect, it } from "vitest";
import { waitingOnOf } from "../../../functions/application/case-head.ts";
import type { Command, Now, ProjectPool } from "../../../functions/case/commands.ts";
import { unpaidFen } from "../../../functions/case/fees/unpaid.ts";
import { type CaseState, type ItemState, isConsented, isOpen } from "../../../functions/case/state.ts";
import { processOf } from "../../../functions/case/world.ts";
import { answers } from "../../support/answers.ts";
import type { History } from "../../support/case-history.ts";
import {
  answerJoint,
  approvalOf,
  awaitsItsVisit,
  holdingOf,
  licenceOfJoint,
  paymentOf,
  proposalOf,
  replyOf,
  signInOf,
  takingPart,
} from "../../support/joint-review-acts.ts";
import { filedJoint } from "../../support/joint-review-cases.ts";
import { jointChanges, worldWithProcess } from "../../support/joint-review-changes.ts";
import {
  type JointSample,
  jointMaterials,
  jointSamples,
  jointWorld,
  withValues,
} from "../../support/joint-review-forms.ts";
import { filingMoment, later } from "../../support/moments.ts";
import { seeded } from "../../support/seeded.ts";

const SEEDS = 20;
const STEPS = 150;
const TRIGGERS = ["environmental-form", "trees-or-green", "lightning-special", "river-zone"] as const;

/** The project's site was approved, and its drawings reviewed, in an earlier case. */
const pool: ProjectPool = {
  isFirst: false,
  outputs: [
    { item: "site-selection", name: "siteSelectionNumber" },
    { item: "drawing-review", name: "drawingReviewNumber" },
  ].map((each) => ({
    ...{ caseId: "case-0", processId: "earlier", ...each, value: `${each.name}〔2026〕1号` },
    ...{ on: "2026-11-20", expiresOn: null },
  })),
  materials: [],
};

/** One step of a walk: where it is, whom it is about, when, and a throw of the dice. */
interface At {
  history: History;
  state: CaseState;
  item: ItemState;
  lead: string;
  now: Now;
  roll: () => number;
}

const pick = <T>(roll: () => number, values: readonly [T, ...T[]]): T =>
  values[Math.floor(roll() * values.length)] ?? values[0];

const flipped = (triggers: readonly string[], trigger: string): string[] =>
  triggers.includes(trigger) ? triggers.filter((each) => each !== trigger) : [...triggers, trigger];

const correction = ({ history, state, roll }: At): Command => {
  const { triggers } = (state.form as { project: { triggers: string[] } }).project;
  const form = withValues(
    state.form,
    roll() < 0.7
      ? { "project.triggers": flipped(triggers, pick(roll, TRIGGERS)) }
      : { "project.inErosionArea": roll() < 0.5 },
  );
  const process = processOf(history.world, state);
  const isRead = "form" in process.parseForm(form);
  const materials = isRead
    ? jointMaterials(process, form, { "sheets-fire": `revision ${state.revision}` })
    : state.materials;
  const baseRevision = state.revision - (roll() < 0.1 ? 1 : 0);
  return { type: "CorrectCase", baseRevision, form, materials };
};

const visit = ({ history: { world }, state, item, now, roll }: At): Command => {
  if (!awaitsItsVisit(world, state)) return { type: "SettleStage" };
  if (!state.meetings.some(({ status }) => status === "proposed"))
    return proposalOf(world, state, later(now, { minutes: 30 }));
  return pick<() => Command>(roll, [
    () => holdingOf(world, state),
    () => replyOf(world, state, item.id, now, null),
    () => replyOf(world, state, item.id, now, "车辆检修"),
    () => signInOf(world, state, item.id, now),
  ])();
};

const suspended = ({ state, item, now, roll }: At): Command => {
  const procedure = pick(roll, ["site-visit", "expert-review"] as const);
  return answerJoint(state, item.id, answers.suspended(now, { revision: item.revision, procedure }));
};

const wishes = [{ path: "project.triggers", message: "请补正" }];

/** What somebody may do, sensible or not, with how often of a hundred times; the rest is approvals. */
const acts: readonly [number, (at: At) => Command][] = [
  [12, visit],
  [
    4,
    ({ state, item, now }) => answerJoint(state, item.id, answers.rejected(now, { revision: item.revision })),
  ],
  [
    6,
    ({ state, item, now }) =>
      answerJoint(state, item.id, answers.correctionRequired(now, { revision: item.revision, wishes })),
  ],
  [
    5,
    ({ item, lead, now, roll }) => {
      const ruling = pick(roll, ["approve", "approve", "suspend", "refuse"] as const);
      const answer = answers.ruled(now, { revision: item.revision, ruling });
      return { type: "AnswerItem", itemId: item.id, department: lead, answer };
    },
  ],
  [5, correction],
  [3, suspended],
  [
    2,
    ({ state, item, now }) => answerJoint(state, item.id, answers.resumed(now, { revision: item.revision })),
  ],
  [1, () => ({ type: "WithdrawCase", reason: "项目缓建" })],
  [
    2,
    ({ lead, roll }) => {
      const isGranted = roll() < 0.4;
      return { type: "RuleOnWithdrawal", department: lead, isGranted, reasons: "已审核" };
    },
  ],
  [
    6,
    ({ state, now, roll }) =>
      state.fees.sheet === null ? { type: "KeepTime" } : paymentOf(state, now, pick(roll, ["P-1", "P-2"])),
  ],
  [1, () => ({ type: "FlagRevoked", source: "case-0", reason: "已撤销" })],
  [4, () => ({ type: "KeepTime" })],
  [8, () => ({ type: "SettleStage" })],
  [6, ({ history, state }) => licenceOfJoint(history.world, state)],
];

const anyCommand = (at: At): Command => {
  let left = at.roll() * 100;
  for (const [share, make] of acts) {
    left -= share;
    if (left < 0) return make(at);
  }
  const { history, state, item, now, roll } = at;
  const edition = pick(roll, [1, 2, 3]);
  return approvalOf(history.world, state, item.id, now, { revision: item.revision, edition });
};

const sumOf = (amounts: readonly { amountFen: number }[]): number =>
  amounts.reduce((sum, { amountFen }) => sum + amountFen, 0);

const moneyFaults = (state: CaseState): string[] => {
  const [paid, back] = [sumOf(state.fees.payments), sumOf(state.fees.refunds.map(({ refund }) => refund))];
  const hasEnded = !isOpen(state) && state.status !== "issued";
  return [
    ...(back > paid ? ["more goes back than was paid"] : []),
    ...(hasEnded && back !== paid ? [`${state.status}, yet money is kept`] : []),
    ...(state.status === "issued" && unpaidFen(state) > 0 ? ["issued unpaid"] : []),
  ];
};

const itemFaults = ({ world, log }: History, state: CaseState, item: ItemState): string[] => {
  const asked = log.filter(({ event }) => event.type === "ItemAsked" && event.itemId === item.id).length;
  const guards = world.catalog.items.get(item.plan.runs)?.isSafetyCritical ?? false;
  const isDecided = state.status === "settled" || state.status === "issued";
  const isAsked = ["asked", "accepted", "suspended", "correcting"].includes(item.status);
  return [
    ...(asked === item.round ? [] : [`${item.id} was asked ${asked} times in round ${item.round}`]),
    ...(guards && (item.status === "deemed" || item.status === "overruled") ? [`${item.id} presumed`] : []),
    ...(isDecided && !isConsented(item) ? [`${state.status} while ${item.id} is ${item.status}`] : []),
    ...(!isOpen(state) && isAsked ? [`${state.status} while ${item.id} is asked`] : []),
  ];
};

/** A case that waits on the hub, but for which the hub can do nothing, waits for ever. */
const stuckFaults = (history: History, state: CaseState): string[] => {
  if (waitingOnOf(history.world, state) !== "hub") return [];
  const settle: Command = { type: "SettleStage" };
  const next = state.status === "settled" ? licenceOfJoint(history.world, state) : settle;
  const decision = history.attempt(next, later(filingMoment, { days: 60 }));
  return "events" in decision && decision.events.length > 0 ? [] : [`${next.type} comes to nothing`];
};

const faultsOf = (history: History): string[] => {
  const state = history.state();
  const own = takingPart(state).filter(({ status }) => status !== "stood-down");
  return [
    ...moneyFaults(state),
    ...own.flatMap((item) => itemFaults(history, state, item)),
    ...stuckFaults(history, state),
  ];
};

/** Walk at random, each command given twice, the definition changed now and then; the first faults, or the end. */
const walk = (sample: JointSample, seed: number): { faults: string[]; status: string } => {
  const roll = seeded(seed);
  const history = filedJoint(sample, { pool });
  const process = processOf(jointWorld, history.state());
  let now = filingMoment;
  for (let step = 0; step < STEPS && now.on < "2026-12-31"; step += 1) {
    now = later(now, { minutes: roll() < 0.05 ? 1_440 : 20 });
    const change = jointChanges.filter(({ name }) => !name.startsWith("calls"))[Math.floor(roll() * 100)];
    if (change !== undefined) history.world = worldWithProcess(change.change(process, "green-siting"));
    const state = history.state();
    const [first, ...others] = takingPart(state);
    if (first === undefined) throw new Error("nobody takes part");
    const item = pick(roll, [first, ...others]);
    const command = anyCommand({ history, state, item, lead: process.lead, now, roll });
    const decision = history.attempt(command, now);
    if ("refusal" in decision) continue;
    history.record(decision.events, now);
    const again = history.attempt(command, now);
    const acted = "events" in again && again.events.length > 0 && command.type !== "ProposeMeeting";
    const faults = [...faultsOf(history), ...(acted ? [`${command.type} acts twice`] : [])];
    if (faults.length > 0)
      return { faults: faults.map((fault) => `seed ${seed}: ${fault}`), status: history.state().status };
  }
  return { faults: [], status: history.state().status };
};

describe.each(jointSamples)("whatever befalls %s", (sample) => {
  it("no licence comes without every consent and payment, no money is lost, and no case waits for nobody", () => {
    const walks = Array.from({ length: SEEDS }, (_, seed) => walk(sample, seed + 1));

    expect(walks.flatMap(({ faults }) => faults)).toEqual([]);
    expect(new Set(walks.map(({ status }) => status)).size).toBeGreaterThan(1);
  }, 60_000);
});

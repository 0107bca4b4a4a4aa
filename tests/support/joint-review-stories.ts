import type { Command, Now } from "../../functions/case/commands.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import { demonstrationFees } from "../../functions/catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../../functions/catalog/fees/fee-editions.ts";
import { makeFeeTable } from "../../functions/catalog/fees/fee-table.ts";
import { answers } from "./answers.ts";
import type { History } from "./case-history.ts";
import {
  answering,
  answerJoint,
  approvalOf,
  askedItems,
  filingOf,
  holdingOf,
  licenceOfJoint,
  onSite,
  paymentOf,
  proposalOf,
  proposed,
  replyOf,
  signInOf,
  visitBegins,
  visitOf,
} from "./joint-review-acts.ts";
import { approveJoint, filedJoint, holdVisit, refusedJoint } from "./joint-review-cases.ts";
import {
  type JointFiling,
  jointMaterials,
  jointWorld,
  triggersWithout,
  withValues,
} from "./joint-review-forms.ts";
import { later, moment } from "./moments.ts";

/** A case from its filing to its end; `file` says under which number. */
export interface Story {
  title: string;
  world: World;
  play: (file: Pick<JointFiling, "caseId">) => History;
}

const settle: Command = { type: "SettleStage" };
const keepTime: Command = { type: "KeepTime" };
const but = (history: History, ...items: readonly string[]): string[] =>
  askedItems(history.state()).filter((each) => !items.includes(each));

/** Let every day until a last one pass, each with a look of the watch. */
const pass = (history: History, from: string, to: string): void => {
  for (let day = moment(from, "08:30"); day.on <= to; day = later(day, { days: 1 }))
    history.perform(keepTime, day);
};

const approve = (history: History, itemId: string, now: Now, edition = 1): void => {
  const revision = history.state().revision;
  history.perform(approvalOf(history.world, history.state(), itemId, now, { edition, revision }), now);
};

const askForVisit = (history: History, itemId: string, now: Now): Command =>
  answerJoint(
    history.state(),
    itemId,
    answers.suspended(now, { procedure: "site-visit", plannedWorkingDays: 3 }),
  );

/** The landscape office declines twice and stays away as two others do; the land office is late; fire may have no visit of its own. */
const survey: Story["play"] = (file) => {
  const history = filedJoint("survey", file);
  const { world } = history;
  const replied = later(proposed, { minutes: 5 });
  history.perform(proposalOf(world, history.state()), proposed);
  history.perform(replyOf(world, history.state(), "fire-siting", replied, null), replied);
  history.perform(replyOf(world, history.state(), "green-siting", replied, "人员外出培训"), replied);
  const begins = later(visitBegins, { minutes: 5 });
  history.perform(proposalOf(world, history.state(), begins), later(proposed, { minutes: 10 }));
  const again = later(proposed, { minutes: 15 });
  history.perform(replyOf(world, history.state(), "green-siting", again, "车辆检修"), again);
  for (const { item, department } of visitOf(world, history.state()).invited)
    if (!["green-siting", "water-siting", "fire-siting"].includes(item) && department !== "planning")
      history.perform(signInOf(world, history.state(), item, onSite), onSite);
  history.perform(holdingOf(world, history.state()), later(begins, { minutes: 30 }));
  refusedJoint(history, askForVisit(history, "fire-siting", answering), answering, "VisitMissed");
  approveJoint(history, but(history, "land-pre-review"));
  pass(history, "2026-11-25", "2026-12-04");
  const late = moment("2026-12-04", "16:00");
  approve(history, "land-pre-review", late);
  history.perform(settle, late);
  history.perform(licenceOfJoint(world, history.state()), late);
  return history;
};

/** A fee table of the day after the filing, which the case must not pay by. */
const dearer = makeFeeTable({ ...demonstrationFees, version: "dearer", validFrom: "2026-11-25", rules: [] });
const changingFees: World = { ...jointWorld, fees: makeFeeEditions([demonstrationFees, dearer]) };

/** Fire wants its sheets mended, which also brings the environment in; drainage stays silent; fire changes its mind; paid and taken back. */
const drawingReview: Story["play"] = (file) => {
  const triggers = triggersWithout("drawing-review", "environmental-form");
  const changes = { "project.triggers": triggers };
  const history = filedJoint("drawing-review", { ...file, changes, world: changingFees });
  approveJoint(history, but(history, "fire-design", "drainage-review"));
  const wishes = [{ path: "drawings.sheets.fire", message: "疏散宽度不足" }];
  const wish = answers.correctionRequired(answering, { wishes });
  history.perform(answerJoint(history.state(), "fire-design", wish), answering);
  approve(history, "drainage-review", answering);
  const form = withValues(history.state().form, {
    "project.triggers": [...triggers, "environmental-form"],
    "drawings.sheets.fire": { version: "2", count: 42 },
  });
  const materials = jointMaterials(processOf(history.world, history.state()), form, { "sheets-fire": "2" });
  const mended = later(answering, { minutes: 30 });
  const correct: Command = { type: "CorrectCase", baseRevision: 1, form, materials };
  history.perform(correct, mended);
  refusedJoint(history, correct, mended, "RevisionConflict");
  approveJoint(history, but(history, "drainage-review", "fire-design", "environmental-impact-form"), mended);
  const mind = [10, 20, 30].map((minutes) => later(mended, { minutes }));
  const [first = mended, second = mended, third = mended] = mind;
  approve(history, "fire-design", first);
  const rejected = answerJoint(history.state(), "fire-design", answers.rejected(second, { revision: 2 }));
  history.perform(rejected, second);
  approve(history, "fire-design", third, 3);
  refusedJoint(history, rejected, third, "AnswerOutOfOrder");
  history.perform(settle, third);
  pass(history, "2026-11-25", "2026-12-02");
  const paidAt = moment("2026-12-02", "15:00");
  approve(history, "environmental-impact-form", paidAt);
  history.perform(settle, paidAt);
  refusedJoint(history, licenceless(history), paidAt, "FeesUnpaid");
  history.perform({ type: "WithdrawCase", reason: "项目缓建" }, paidAt);
  history.perform(paymentOf(history.state(), paidAt), later(paidAt, { minutes: 1 }));
  const granted = { isGranted: true, reasons: "同意撤件" };
  const ruledAt = later(paidAt, { minutes: 30 });
  history.perform({ type: "RuleOnWithdrawal", department: "housing-construction", ...granted }, ruledAt);
  const refundId = history.state().fees.refunds[0]?.refund.refundId ?? "";
  const refundedAt = later(ruledAt, { minutes: 30 });
  const made = { refundId, refundedAt: refundedAt.at };
  history.perform({ type: "ConfirmRefund", department: "finance", ...made }, refundedAt);
  return history;
};

/** The documents, the visit without the landscape office, a withdrawal the lead refuses, fire late, the opinion. */
const acceptance: Story["play"] = (file) => {
  const history = filedJoint("acceptance", file);
  const early = later(filingOf("acceptance"), { minutes: 10 });
  approveJoint(history, undefined, early);
  history.perform(settle, early);
  holdVisit(history, ["green-acceptance"]);
  refusedJoint(history, askForVisit(history, "green-acceptance", answering), answering, "VisitMissed");
  approveJoint(history, but(history, "fire-acceptance", "green-acceptance"));
  history.perform({ type: "WithdrawCase", reason: "项目缓建" }, answering);
  const refused = { isGranted: false, reasons: "已进入现场阶段" };
  const ruledAt = later(answering, { minutes: 30 });
  history.perform({ type: "RuleOnWithdrawal", department: "housing-construction", ...refused }, ruledAt);
  pass(history, "2026-11-25", "2026-12-04");
  const late = moment("2026-12-04", "16:00");
  approve(history, "fire-acceptance", late);
  history.perform(settle, late);
  history.perform(licenceOfJoint(history.world, history.state()), late);
  return history;
};

/** A licence nobody may make yet: fees are owed. */
const licenceless = (history: History): Command => licenceOfJoint(history.world, history.state());

/** One long story of each process, in which much goes wrong. */
export const stories: readonly Story[] = [
  { title: "the survey, two visits declined, three absent, one late", world: jointWorld, play: survey },
  { title: "the drawing review, mended, paid and taken back", world: changingFees, play: drawingReview },
  { title: "the acceptance, a withdrawal refused, one late", world: jointWorld, play: acceptance },
];

import type { CommandOf, Now } from "../../functions/case/commands.ts";
import { partOf } from "../../functions/case/scope.ts";
import type { CaseState, ItemState } from "../../functions/case/state.ts";
import { isVisit, visitRuleOf } from "../../functions/case/visits.ts";
import { processOf, type World } from "../../functions/case/world.ts";
import { JOINT } from "../../functions/processes/construction/participants.ts";
import type { Answer, Officer } from "../../schemas/answers.ts";
import { answers, type Said } from "./answers.ts";
import { licenceRecordOf } from "./case-history.ts";
import { noticeOf } from "./fee-cases.ts";
import type { JointSample } from "./joint-review-forms.ts";
import { filingMoment, later } from "./moments.ts";

/** When a case of a sample is filed: one with a visit on the Friday before, so that a working day lies between. */
export const filingOf = (sample: JointSample): Now =>
  sample === "drawing-review" ? filingMoment : later(filingMoment, { days: -4 });

/** When the lead proposes a visit, half an hour after the filing; on the day of the visit, when it begins, when departments sign in, and when it was held. */
export const proposed: Now = later(filingOf("survey"), { minutes: 30 });

/** See {@link proposed}. */
export const visitBegins: Now = later(filingMoment, { minutes: 90 });

/** See {@link proposed}. */
export const onSite: Now = later(filingMoment, { minutes: 100 });

/** See {@link proposed}. */
export const visitHeld: Now = later(filingMoment, { minutes: 110 });

/** When departments answer, in the afternoon of the day of the visit. */
export const answering: Now = later(filingMoment, { minutes: 240 });

const officer: Officer = { name: "李明" };

/** The item of a case; throws when it has none of that name. */
export const itemOf = ({ items }: CaseState, itemId: string): ItemState => {
  const item = items[itemId];
  if (item === undefined) throw new Error(`the case has no item "${itemId}"`);
  return item;
};

/** The items that take part in a case, in the order of its plan. */
export const takingPart = ({ items }: CaseState): ItemState[] =>
  Object.values(items).filter(({ plan }) => plan.takesPart === "asked");

/** The items that wait for their department's answer. */
export const askedItems = ({ items }: CaseState): string[] =>
  Object.values(items)
    .filter(({ status }) => status === "asked" || status === "accepted")
    .map(({ id }) => id);

/** The command by which an item's own department answers. */
export const answerJoint = (state: CaseState, itemId: string, answer: Answer): CommandOf<"AnswerItem"> => ({
  type: "AnswerItem",
  itemId,
  department: itemOf(state, itemId).plan.department,
  answer,
});

/** The numbers an item owes, each of its case, item and `edition` alone. */
export const numbersOf = (world: World, state: CaseState, itemId: string, edition = 1) =>
  Object.fromEntries(
    (partOf(processOf(world, state), itemId, JOINT).yields ?? []).map((name) => [
      name,
      `${state.caseId.slice(-8)}-${itemId}-${edition}号`,
    ]),
  );

/** The command by which an item's own department approves, with the numbers it owes. */
export const approvalOf = (
  world: World,
  state: CaseState,
  itemId: string,
  now: Now,
  { edition = 1, ...said }: Said & { edition?: number } = {},
): CommandOf<"AnswerItem"> => {
  const outputs = numbersOf(world, state, itemId, edition);
  return answerJoint(
    state,
    itemId,
    answers.approved(now, { revision: itemOf(state, itemId).revision, ...said, outputs }),
  );
};

const instant = ({ at }: Now): string => at;

/** The command by which the lead proposes the visit of the present stage; it lasts two hours. */
export const proposalOf = (
  world: World,
  state: CaseState,
  begins: Now = visitBegins,
): CommandOf<"ProposeMeeting"> => {
  const stage = processOf(world, state).stages.find(({ visit }) => visit !== undefined);
  return {
    type: "ProposeMeeting",
    department: stage?.lead ?? "",
    kind: stage?.visit?.kind ?? "site-survey",
    startsAt: instant(begins),
    endsAt: instant(later(begins, { minutes: 120 })),
    place: "地块南门",
    agenda: "用地四至、周边200米",
    officer,
  };
};

/** The visit of a case that is proposed; throws when there is none. */
export const visitOf = (world: World, state: CaseState) => {
  const stages = processOf(world, state).stages.map(({ id }) => id);
  const visit = state.meetings.find(
    (each) => each.status === "proposed" && isVisit(each) && stages.includes(each.stageId),
  );
  if (visit === undefined) throw new Error("no visit is proposed");
  return visit;
};

/** The command by which a department says whether it comes to the visit that is proposed. */
export const replyOf = (
  world: World,
  state: CaseState,
  itemId: string,
  now: Now,
  reason: string | null,
): CommandOf<"AnswerItem"> => {
  const { meetingId } = visitOf(world, state);
  const said = reason === null ? { reply: "confirmed" as const } : { reply: "declined" as const, reason };
  return answerJoint(state, itemId, {
    type: "lianban.item.meeting-replied",
    webhookId: `msg-${itemId}-${now.at}`,
    time: now.at,
    data: { revision: state.revision, officer, meetingId, ...said },
  });
};

/** The command by which a department signs in at the visit. */
export const signInOf = (world: World, state: CaseState, itemId: string, now: Now): CommandOf<"AnswerItem"> =>
  answerJoint(state, itemId, {
    type: "lianban.item.meeting-attended",
    webhookId: `msg-${itemId}-${now.at}-here`,
    time: now.at,
    data: {
      ...{ revision: state.revision, officer, meetingId: visitOf(world, state).meetingId },
      ...{ evidence: [], position: { latitude: 32.93, longitude: 117.38 } },
    },
  });

/** The command by which the lead puts on record that the visit was held. */
export const holdingOf = (world: World, state: CaseState): CommandOf<"HoldMeeting"> => {
  const { meetingId, lead } = visitOf(world, state);
  const said = { minutes: "现场与申报一致", outcome: "可以进入审查", evidence: [], officer };
  return { type: "HoldMeeting", department: lead, meetingId, ...said };
};

/** Whether the visit of a case is still to be held, now that its stage is reached. */
export const awaitsItsVisit = (world: World, state: CaseState): boolean => {
  const process = processOf(world, state);
  const stage = process.stages.find(({ id }) => !state.settledStages.includes(id));
  return (
    visitRuleOf(process, stage?.id ?? null) !== undefined &&
    !state.meetings.some(({ stageId, status }) => stageId === stage?.id && status === "held")
  );
};

/** The command by which the treasury reports that its part is paid. */
export const paymentOf = (state: CaseState, now: Now, paymentId = "P-1"): CommandOf<"PayFees"> => ({
  type: "PayFees",
  department: "finance",
  notice: noticeOf(state, { paymentId, paidAt: now.at, on: now.on }),
});

/** The command that issues the licence of a settled case. */
export const licenceOfJoint = (world: World, state: CaseState): CommandOf<"IssueLicence"> => ({
  type: "IssueLicence",
  record: licenceRecordOf(world, state),
  signature: "signature",
});

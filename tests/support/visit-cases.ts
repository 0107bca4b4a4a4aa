import type { CommandOf, Now } from "../../functions/case/commands.ts";
import type { VisitRule } from "../../functions/processes/process.ts";
import type { Answer, AnswerData, Officer } from "../../schemas/answers.ts";
import { workingDays } from "../../schemas/limit.ts";
import type { History } from "./case-history.ts";
import { later, moment } from "./moments.ts";
import { answerSynthetic, type Synthetic } from "./synthetic-process.ts";
import { filed } from "./timed-cases.ts";

const officer: Officer = { name: "李明" };

const position = { latitude: 32.93, longitude: 117.38 };

/** A visit to propose within two working days, which stands for consent where somebody stays away. */
export const survey: VisitRule = {
  kind: "site-survey",
  proposeWithin: workingDays(2),
  within: workingDays(10),
  notice: workingDays(1),
  absence: { rule: "deemed-consent", basis: "缺席默认规则" },
  basis: "联合踏勘规则",
};

/** The case of three departments whose only stage begins with {@link survey}, just filed. */
export const surveyed = (synthetic: Partial<Synthetic> = {}): History =>
  filed({ stages: [["a", "b", "c"]], visits: { 0: survey }, ...synthetic });

/** When the visit of these tests begins: two days after the filing, a Thursday morning. */
export const visitStart: Now = moment("2026-11-26", "09:30");
/** An hour into it. */
export const during = later(visitStart, { minutes: 60 });

/** The id of the n-th visit of a stage. */
export const visitId = (number = 1, stage = "stage-1", kind = "site-survey"): string =>
  `case-1-${stage}-${kind}-${number}`;

/** The command with which the lead proposes {@link visitStart}. */
export const propose = (said: Partial<CommandOf<"ProposeMeeting">> = {}): CommandOf<"ProposeMeeting"> => ({
  type: "ProposeMeeting",
  department: "dept-lead",
  kind: "site-survey",
  startsAt: "2026-11-26T09:30:00+08:00",
  endsAt: "2026-11-26T11:30:00+08:00",
  place: "地块南门",
  agenda: "用地四至、周边200米",
  officer,
  ...said,
});

/** The command with which the lead records that a meeting was held. */
export const hold = (
  meetingId = visitId(),
  said: Partial<CommandOf<"HoldMeeting">> = {},
): CommandOf<"HoldMeeting"> => ({
  type: "HoldMeeting",
  department: "dept-lead",
  meetingId,
  minutes: "现场与申报一致",
  outcome: "可以进入审查",
  evidence: [],
  officer,
  ...said,
});

/** The command with which the lead calls a meeting off. */
export const callOff = (meetingId = visitId(), department = "dept-lead"): CommandOf<"CallOffMeeting"> => ({
  type: "CallOffMeeting",
  department,
  meetingId,
  reason: "大雨",
});

const envelope = ({ at }: Now, time = at) => ({ webhookId: `msg-${time}`, time });

/** The command with which an item's department replies to an invitation. */
export const reply = (
  itemId: string,
  now: Now,
  said: Partial<AnswerData<"lianban.item.meeting-replied">> & { time?: string } = {},
): CommandOf<"AnswerItem"> => {
  const { time, ...data } = said;
  const answer: Answer = {
    type: "lianban.item.meeting-replied",
    ...envelope(now, time),
    data: { revision: 1, officer, meetingId: visitId(), reply: "confirmed", ...data },
  };
  return answerSynthetic(itemId, answer);
};

/** The command with which an item's department signs in. */
export const attend = (
  itemId: string,
  now: Now,
  said: Partial<AnswerData<"lianban.item.meeting-attended">> & { time?: string } = {},
): CommandOf<"AnswerItem"> => {
  const { time, ...data } = said;
  const answer: Answer = {
    type: "lianban.item.meeting-attended",
    ...envelope(now, time),
    data: { revision: 1, officer, meetingId: visitId(), evidence: [], position, ...data },
  };
  return answerSynthetic(itemId, answer);
};

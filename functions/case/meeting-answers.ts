import type { Answer } from "../../schemas/answers.ts";
import { refusalOfTime } from "./answer-time.ts";
import type { Now } from "./commands.ts";
import { type Decision, refuse } from "./decision.ts";
import type { Refusal } from "./refusals.ts";
import { canonical } from "./scope.ts";
import { type CaseState, type ItemState, isOpen, type Meeting } from "./state.ts";

type Replied = Extract<Answer, { type: "lianban.item.meeting-replied" }>;
type CameTo = Extract<Answer, { type: "lianban.item.meeting-attended" }>;

/** How long before the beginning of a meeting somebody may sign in, and how long after its end, in milliseconds. */
const MARGIN_MS = 2 * 60 * 60_000;

/** Who signs in says so of a time at which somebody could be there, whenever the word arrives. */
const refusalOfWindow = ({ startsAt, endsAt }: Meeting, time: string): Refusal | null => {
  if (Date.parse(time) < Date.parse(startsAt) - MARGIN_MS)
    return { kind: "MeetingTimeWrong", why: "not-begun", at: startsAt };
  return Date.parse(time) > Date.parse(endsAt) + MARGIN_MS
    ? { kind: "MeetingTimeWrong", why: "ended", at: endsAt }
    : null;
};

const isInvited = ({ invited }: Meeting, { id }: ItemState): boolean =>
  invited.some(({ item }) => item === id);

/** A meeting an item's department was invited to. Of meetings of others it hears nothing but that it is not invited. */
const invitedTo = (
  state: CaseState,
  item: ItemState,
  meetingId: string,
): { meeting: Meeting } | { refusal: Refusal } => {
  const meeting = state.meetings.find((each) => each.meetingId === meetingId);
  if (meeting === undefined) {
    const known = state.meetings.filter((each) => isInvited(each, item)).map((each) => each.meetingId);
    return refuse({ kind: "MeetingUnknown", meetingId, known });
  }
  return isInvited(meeting, item) ? { meeting } : refuse({ kind: "NotInvited", itemId: item.id, meetingId });
};

/** Nothing can be said any more about a meeting that is over, or of a case that is closed. */
const refusalOfLate = (state: CaseState, { meetingId, status }: Meeting): Refusal | null => {
  if (!isOpen(state)) return { kind: "CaseClosed", status: state.status };
  return status === "proposed" ? null : { kind: "MeetingOver", meetingId, status };
};

/**
 * A department says whether it comes, as often as it changes its mind until the meeting is over. Declining holds nothing
 * up: the visit goes ahead, and who is not there counts as absent. The same word again changes nothing.
 */
export const replyToMeeting = (
  state: CaseState,
  item: ItemState,
  { time, data }: Replied,
  now: Now,
): Decision => {
  const { meetingId, reply, reason = null, officer } = data;
  const found = invitedTo(state, item, meetingId);
  if ("refusal" in found) return found;
  const { meeting } = found;
  const last = meeting.replies.find((each) => each.item === item.id);
  if (last?.reply === reply && last.reason === reason) return { events: [] };
  const refusal =
    refusalOfLate(state, meeting) ??
    refusalOfTime({ id: item.id, lastAnswerAt: last?.answeredAt ?? "" }, time, now);
  if (refusal !== null) return refuse(refusal);
  const { department } = item.plan;
  const answeredAt = new Date(time).toISOString();
  const said = { meetingId, item: item.id, department, reply, reason, officer, answeredAt };
  return { events: [{ type: "MeetingReplied", ...said }] };
};

/**
 * A department signs in, with what shows that it is there. It may from two hours before the beginning to two hours after
 * the end and until the meeting was held, also when it had declined. The same again changes nothing.
 *
 * Whose word comes when the minutes are on record is absent there; consent presumed for that gives way to its own answer
 * until the stage is settled.
 */
export const attendMeeting = (
  state: CaseState,
  item: ItemState,
  { time, data }: CameTo,
  now: Now,
): Decision => {
  const { meetingId, officer, evidence, position = null } = data;
  const found = invitedTo(state, item, meetingId);
  if ("refusal" in found) return found;
  const { meeting } = found;
  const last = meeting.attended.find((each) => each.item === item.id);
  const isRepeat =
    last !== undefined &&
    canonical([last.evidence, last.position, last.officer]) === canonical([evidence, position, officer]);
  if (isRepeat) return { events: [] };
  const refusal =
    refusalOfLate(state, meeting) ??
    refusalOfTime({ id: item.id, lastAnswerAt: last?.answeredAt ?? "" }, time, now) ??
    refusalOfWindow(meeting, time);
  if (refusal !== null) return refuse(refusal);
  const { department } = item.plan;
  const answeredAt = new Date(time).toISOString();
  const came = { meetingId, item: item.id, department, officer, evidence, position, answeredAt };
  return { events: [{ type: "MeetingAttended", ...came }] };
};

import type { MeetingSummary, MeetingView } from "../../../schemas/meeting-views.ts";
import type { Meeting } from "../../case/state.ts";
import { masked } from "../mask-form.ts";

const baseOf = ({ meetingId, kind, stageId, number, startsAt, endsAt, place, status }: Meeting) => ({
  ...{ meetingId, kind, stage: stageId, number, startsAt, endsAt, place: masked(place), status },
});

/** A meeting as everybody who follows the case sees it. Departments are named, people are not. */
export const meetingSummaryOf = (meeting: Meeting): MeetingSummary => {
  const { invited, replies, held } = meeting;
  const confirmed = replies.filter(({ reply }) => reply === "confirmed").length;
  const declined = replies.length - confirmed;
  return {
    ...baseOf(meeting),
    replies: { confirmed, declined, awaited: invited.length - replies.length },
    heldOn: held?.on ?? null,
    absent: [...new Set(held?.absent.map(({ department }) => department))],
  };
};

/** A meeting with what every department said about it. Identity numbers in words of people are masked. */
export const meetingViewOf = (meeting: Meeting): MeetingView => {
  const { agenda, lead, invited, replies, attended, held, calledOff } = meeting;
  return {
    ...baseOf(meeting),
    agenda: masked(agenda),
    lead,
    invited: invited.map(({ item, department }) => {
      const { reply = null, reason = null } = replies.find((each) => each.item === item) ?? {};
      const signedInAt = attended.find((each) => each.item === item)?.answeredAt ?? null;
      const consequence = held?.absent.find((each) => each.item === item)?.consequence ?? null;
      return { itemId: item, department, reply, reason: masked(reason), signedInAt, consequence };
    }),
    held: held && { on: held.on, minutes: masked(held.minutes), outcome: masked(held.outcome) },
    calledOff: calledOff && { ...calledOff, reason: masked(calledOff.reason) },
  };
};

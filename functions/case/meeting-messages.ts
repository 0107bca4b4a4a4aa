import type { DeliveryType } from "../../schemas/deliveries.ts";
import type { EventOf } from "../../schemas/events.ts";
import type { CaseState, Meeting } from "./state.ts";

/** A message about a meeting to the department of one item. */
export interface MeetingMessage {
  itemId: string;
  department: string;
  type: DeliveryType;
  meetingId: string;
}

const toAll = (
  { meetingId, invited }: Pick<Meeting, "meetingId" | "invited">,
  type: DeliveryType,
): MeetingMessage[] =>
  invited.map(({ item: itemId, department }) => ({ itemId, department, type, meetingId }));

/** The proposal that an event took the place of, with those alone who are not invited any more. */
const replacedBy = (state: CaseState, event: EventOf<"MeetingProposed">): Meeting[] =>
  state.meetings
    .filter(({ stageId, kind, number, status }) => {
      const isBefore = stageId === event.stageId && kind === event.kind && number === event.number - 1;
      return isBefore && status === "superseded";
    })
    .map((meeting) => ({
      ...meeting,
      invited: meeting.invited.filter(({ item }) => !event.invited.some((each) => each.item === item)),
    }));

/** Whom an event about a meeting is told to: all who are invited, and who was and need not come. */
export const meetingMessages = (
  state: CaseState,
  event: EventOf<"MeetingProposed"> | EventOf<"MeetingCalledOff">,
): MeetingMessage[] => {
  if (event.type === "MeetingProposed")
    return [
      ...toAll(event, "lianban.meeting.proposed"),
      ...replacedBy(state, event).flatMap((meeting) => toAll(meeting, "lianban.meeting.called-off")),
    ];
  const meeting = state.meetings.find(({ meetingId }) => meetingId === event.meetingId);
  return meeting === undefined ? [] : toAll(meeting, "lianban.meeting.called-off");
};

import type { DeliveryType } from "../../schemas/deliveries.ts";
import type { EventOf } from "../../schemas/events.ts";
import type { CaseState } from "./state.ts";

/** A message about a meeting to the department of one item. */
export interface MeetingMessage {
  itemId: string;
  department: string;
  type: DeliveryType;
  meetingId: string;
}

type Told = Extract<
  EventOf<"MeetingProposed" | "InvitationsRenewed" | "MeetingHeld" | "MeetingCalledOff">,
  { meetingId: string }
>;

interface Group {
  meetingId: string;
  invited: readonly { item: string; department: string }[];
}

const toAll = ({ meetingId, invited }: Group, type: DeliveryType): MeetingMessage[] =>
  invited.map(({ item: itemId, department }) => ({ itemId, department, type, meetingId }));

/** The proposal that an event took the place of, with those alone who are not invited any more. */
const replacedBy = (state: CaseState, event: EventOf<"MeetingProposed">): Group[] =>
  state.meetings
    .filter(({ stageId, kind, number, status }) => {
      const isBefore = stageId === event.stageId && kind === event.kind && number === event.number - 1;
      return isBefore && status === "superseded";
    })
    .map(({ meetingId, invited }) => ({
      meetingId,
      invited: invited.filter(({ item }) => !event.invited.some((each) => each.item === item)),
    }));

/**
 * Whom an event about a meeting is told to: who is invited, or is shown something newer of its item; who was and need not
 * come; and who did not come, so that it hears what counts for that.
 */
export const meetingMessages = (state: CaseState, event: Told): MeetingMessage[] => {
  const { meetingId } = event;
  switch (event.type) {
    case "MeetingProposed":
      return [
        ...toAll(event, "lianban.meeting.proposed"),
        ...replacedBy(state, event).flatMap((group) => toAll(group, "lianban.meeting.called-off")),
      ];
    case "InvitationsRenewed":
      return [
        ...toAll(event, "lianban.meeting.proposed"),
        ...toAll({ meetingId, invited: event.left }, "lianban.meeting.called-off"),
      ];
    case "MeetingHeld":
      return toAll({ meetingId, invited: event.absent }, "lianban.meeting.held");
    case "MeetingCalledOff": {
      const meeting = state.meetings.find((each) => each.meetingId === meetingId);
      return meeting === undefined ? [] : toAll(meeting, "lianban.meeting.called-off");
    }
  }
};

import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import type { Meeting } from "./state.ts";

type MeetingEvent = Extract<CaseEvent, { meetingId: string }>;

/** True for an event about a meeting. */
export const isMeetingEvent = (event: CaseEvent): event is MeetingEvent => "meetingId" in event;

/** A proposal takes the place of one for the same stage that was neither held nor called off. */
const proposed = (meetings: readonly Meeting[], event: EventOf<"MeetingProposed">): Meeting[] => {
  const { type: _, on, ...said } = event;
  const isReplaced = ({ stageId, kind, status }: Meeting): boolean =>
    stageId === event.stageId && kind === event.kind && status === "proposed";
  return [
    ...meetings.map((each) => (isReplaced(each) ? { ...each, status: "superseded" as const } : each)),
    { ...said, proposedOn: on, status: "proposed", replies: [], attended: [], held: null, calledOff: null },
  ];
};

/** The last word of an item takes the place of its earlier ones. */
const withWord = <T extends { item: string }>(words: readonly T[], word: T): T[] => [
  ...words.filter(({ item }) => item !== word.item),
  word,
];

const changed = (meeting: Meeting, event: Exclude<MeetingEvent, { type: "MeetingProposed" }>): Meeting => {
  switch (event.type) {
    case "MeetingReplied": {
      const { type: _, meetingId: __, ...reply } = event;
      return { ...meeting, replies: withWord(meeting.replies, reply) };
    }
    case "MeetingAttended": {
      const { type: _, meetingId: __, ...attended } = event;
      return { ...meeting, attended: withWord(meeting.attended, attended) };
    }
    case "MeetingHeld": {
      const { on, minutes, outcome, officer, evidence, absent } = event;
      return { ...meeting, status: "held", held: { on, minutes, outcome, officer, evidence, absent } };
    }
    case "MeetingCalledOff":
      return { ...meeting, status: "called-off", calledOff: { on: event.on, reason: event.reason } };
  }
};

/** Fold what happened to the meetings of a case into them. */
export const evolveMeetings = (meetings: readonly Meeting[], event: MeetingEvent): readonly Meeting[] =>
  event.type === "MeetingProposed"
    ? proposed(meetings, event)
    : meetings.map((each) => (each.meetingId === event.meetingId ? changed(each, event) : each));

import type { CaseEvent, EventOf } from "../../schemas/events.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";
import type { Invitation, Meeting } from "./state.ts";

type MeetingEvent = Extract<CaseEvent, { meetingId: string }>;

/** True for an event about a meeting. */
export const isMeetingEvent = (event: CaseEvent): event is MeetingEvent => "meetingId" in event;

const invitationsOf = ({ invited }: Pick<EventOf<"MeetingProposed">, "invited">, on: IsoDate): Invitation[] =>
  invited.map(({ item, department, fingerprint = null }) => ({ item, department, fingerprint, shownOn: on }));

/** A proposal takes the place of one for the same stage that was neither held nor called off. */
const proposed = (meetings: readonly Meeting[], event: EventOf<"MeetingProposed">): Meeting[] => {
  const { type: _, on, invited: __, omitted = [], ...said } = event;
  const isReplaced = ({ stageId, kind, status }: Meeting): boolean =>
    stageId === event.stageId && kind === event.kind && status === "proposed";
  const [replies, attended, held, calledOff] = [[], [], null, null];
  return [
    ...meetings.map((each) => (isReplaced(each) ? { ...each, status: "superseded" as const } : each)),
    {
      ...{ ...said, invited: invitationsOf(event, on), omitted, proposedOn: on, status: "proposed" },
      ...{ replies, attended, held, calledOff },
    },
  ];
};

/** Who is shown something newer, or invited only now, takes the place of what stood for the item; who left is out with all it said. */
const renewed = (meeting: Meeting, event: EventOf<"InvitationsRenewed">): Meeting => {
  const told = invitationsOf(event, event.on);
  const hasLeft = ({ item, department }: { item: string; department: string }): boolean =>
    event.left.some((each) => each.item === item && each.department === department);
  const standing = meeting.invited.filter((each) => !hasLeft(each));
  return {
    ...meeting,
    invited: [
      ...standing.map((each) => told.find(({ item }) => item === each.item) ?? each),
      ...told.filter(({ item }) => !standing.some((each) => each.item === item)),
    ],
    replies: meeting.replies.filter((each) => !hasLeft(each)),
    attended: meeting.attended.filter((each) => !hasLeft(each)),
  };
};

/** The last word of an item takes the place of its earlier ones. */
const withWord = <T extends { item: string }>(words: readonly T[], word: T): T[] => [
  ...words.filter(({ item }) => item !== word.item),
  word,
];

const changed = (meeting: Meeting, event: Exclude<MeetingEvent, { type: "MeetingProposed" }>): Meeting => {
  switch (event.type) {
    case "InvitationsRenewed":
      return renewed(meeting, event);
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

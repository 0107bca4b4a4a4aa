import { type Message, message } from "../../schemas/message.ts";
import type { Refusal } from "../case/refusals.ts";
import { beijingMinute } from "./pages/beijing-time.ts";
import { allQuoted, listed, type ProblemTable, quoted, wordFor } from "./problem-row.ts";

/** Refusals about visits and meetings (联合踏勘、联合验收、联合会审). */
export type MeetingRefusal = Extract<
  Refusal,
  {
    kind:
      | "VisitMissed"
      | "VisitNotDue"
      | "MeetingUnknown"
      | "MeetingOver"
      | "MeetingTimeWrong"
      | "NotInvited"
      | "NobodyInvited";
  }
>;

type Of<K extends MeetingRefusal["kind"]> = Extract<MeetingRefusal, { kind: K }>;

/** Where a meeting stands. */
const meetingStatuses: Readonly<Record<string, Message>> = {
  proposed: message("已通知", "proposed"),
  held: message("已召开", "held"),
  "called-off": message("已取消", "called off"),
  superseded: message("已改期", "superseded by another proposal"),
};

const notDue: Readonly<Record<Of<"VisitNotDue">["why"], Message>> = {
  "not-reached": message(
    "办件还没有进行到需要现场联合查看的阶段",
    "the case has not reached the stage that begins with this visit",
  ),
  held: message("这个阶段的现场联合查看已经完成", "the visit of the stage was held already"),
  "no-visit": message("这个阶段不安排这种现场联合查看", "the stage begins with no such visit"),
};

const timeWrong = ({ why, at: instant }: Of<"MeetingTimeWrong">): Message => {
  const at = beijingMinute(instant);
  switch (why) {
    case "past":
      return message(`开始时间${at}已过`, `the beginning, ${at}, is past`);
    case "ends-before-it-begins":
      return message(`结束时间${at}不晚于开始时间`, `the end, ${at}, is not after the beginning`);
    case "too-far":
      return message(
        `联合踏勘或验收最迟应安排在${at}`,
        `the visit is too far ahead; it is to be over on ${at} at the latest`,
      );
    case "ended":
      return message(`会议${at}已经结束`, `the meeting ended at ${at}`);
    case "not-begun":
      return message(`会议${at}才开始`, `the meeting does not begin until ${at}`);
  }
};

/** The problem types of {@link MeetingRefusal}. */
export const meetingProblems = {
  VisitMissed: {
    slug: "visit-missed",
    status: 409,
    title: message(
      "缺席联合踏勘后不得另行踏勘",
      "a department that missed the joint visit asks for no other",
    ),
    detail: ({ itemId, meetingId }) =>
      message(
        `部门没有为事项${quoted(itemId)}参加${quoted(meetingId)}`,
        `the department did not come to ${meetingId} for "${itemId}"`,
      ),
  },
  VisitNotDue: {
    slug: "visit-not-due",
    status: 409,
    title: message("现在不能安排这次现场联合查看", "this visit is not to be arranged now"),
    detail: ({ why }) => notDue[why],
  },
  MeetingUnknown: {
    slug: "meeting-unknown",
    status: 404,
    title: message("没有这次会议", "no such meeting"),
    detail: ({ known }) =>
      known.length === 0
        ? message("没有可以查看的会议", "there is none to be seen")
        : message(`现有:${allQuoted(known)}`, `there are: ${listed(known)}`),
  },
  MeetingOver: {
    slug: "meeting-over",
    status: 409,
    title: message("这次会议已经结束、取消或改期", "the meeting is over, called off or superseded"),
    detail: ({ meetingId, status }) => {
      const { zh, en } = wordFor(meetingStatuses, status);
      return message(`${quoted(meetingId)}${zh}`, `${meetingId} is ${en}`);
    },
  },
  MeetingTimeWrong: {
    slug: "meeting-time-wrong",
    status: 409,
    title: message("会议时间不对", "the time of the meeting is wrong"),
    detail: timeWrong,
  },
  NotInvited: {
    slug: "not-invited",
    status: 403,
    title: message("没有邀请这个事项的部门", "the department of the item is not invited"),
    detail: ({ itemId, meetingId }) =>
      message(
        `${quoted(meetingId)}没有为事项${quoted(itemId)}邀请部门`,
        `${meetingId} invites nobody for "${itemId}"`,
      ),
  },
  NobodyInvited: {
    slug: "nobody-invited",
    status: 422,
    title: message("没有可以邀请的部门", "nobody is invited"),
    detail: ({ items, known }) =>
      items.length === 0
        ? message(`请写明事项:${allQuoted(known)}`, `name the items to invite: ${listed(known)}`)
        : message(
            `${allQuoted(items)}不全在这个阶段,可以邀请:${allQuoted(known)}`,
            `of ${listed(items)} not every item takes part in the stage; there are: ${listed(known)}`,
          ),
  },
} satisfies ProblemTable<MeetingRefusal>;

import { type Message, message } from "../../../schemas/message.ts";
import type { MeetingRefusal } from "../meeting-problems.ts";

/** What to do about a refused act on a visit or a meeting. */
export const meetingRemedies: Readonly<Record<MeetingRefusal["kind"], Message>> = {
  VisitMissed: message(
    "按现场踏勘纪要和共享资料审查后答复，不得另行踏勘。",
    "Review by the minutes of the visit and what is shared, and answer; no further visit is made.",
  ),
  VisitNotDue: message(
    "重新读取办件，看它进行到哪个阶段；已完成的现场查看不重复安排。",
    "Read the case again for the stage it is in; a visit that was held is not arranged anew.",
  ),
  MeetingUnknown: message(
    "从 GET /v1/cases/{caseId}/meetings 取得会议编号后重发。",
    "Take the meeting's id from GET /v1/cases/{caseId}/meetings and send again.",
  ),
  MeetingOver: message(
    "读取办件的会议；改期的，就新的一次答复。",
    "Read the meetings of the case; where another proposal took its place, answer about that.",
  ),
  MeetingTimeWrong: message(
    "改正时间后重发；会议开始前两小时至结束后两小时可以签到，开始后才能登记纪要。",
    "Mend the time and send again; people sign in from two hours before the beginning to two hours after the end, minutes are taken once it has begun.",
  ),
  NotInvited: message(
    "核对会议编号；需要参加的，请牵头部门邀请。",
    "Check the meeting's id; to take part, ask the lead department for an invitation.",
  ),
  NobodyInvited: message(
    "在 items 中写明本阶段参加的事项。",
    "Name in items those of the stage that take part.",
  ),
};

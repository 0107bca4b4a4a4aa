import { cancellationBody, meetingBody, meetingView, minutesBody } from "../../schemas/meeting-views.ts";
import { bodyOf, caseParams, createRoute, ok, problemResponses, signedIn, z } from "./api.ts";

const meetingParams = caseParams.extend({ meetingId: z.string().min(1).max(120) });

/** List the meetings of a case. */
export const listRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/meetings",
  summary: "Visits and meetings of a case / 办件的踏勘、验收和会审",
  description:
    "Oldest first. For its applicant and who acts for them, supervisors, and officers and chief representatives of departments that have a part in the case. Departments are named, people are not.",
  tags: ["meetings"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: ok("the meetings", z.object({ meetings: z.array(meetingView) })),
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

/** Propose a meeting. */
export const proposeRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/meetings",
  summary: "Propose a visit or a meeting / 发起联合踏勘、验收或会审",
  description:
    "By an officer or the chief representative of the department that leads the stage: the visit with which it begins, or while it is under way a meeting about what is in dispute. A visit is no further ahead than its process allows. It takes the place of an open proposal of the same kind; the same proposal again changes nothing.",
  tags: ["meetings"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(meetingBody) },
  responses: {
    200: ok("proposed; the departments are invited", meetingView),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

/** Put a meeting on record as held. */
export const minutesRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/meetings/{meetingId}/minutes",
  summary: "Record that a meeting was held / 登记会议纪要",
  description:
    "By the lead department, once it has begun. After a visit the departments of the stage are asked; the answer says what counts for those that did not come, and they are told. A visit is held in its turn: not while an earlier stage is open again. The same minutes again change nothing.",
  tags: ["meetings"],
  security: signedIn,
  request: { params: meetingParams, ...bodyOf(minutesBody) },
  responses: { 200: ok("on record", meetingView), ...problemResponses(401, 403, 404, 409, 410, 422) },
});

/** Call a meeting off. */
export const cancellationRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/meetings/{meetingId}/cancellation",
  summary: "Call a meeting off / 取消会议",
  description: "By the lead department, while it was not held. Another may be proposed.",
  tags: ["meetings"],
  security: signedIn,
  request: { params: meetingParams, ...bodyOf(cancellationBody) },
  responses: {
    200: ok("called off; the departments are told", meetingView),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

/** Read an invitation. */
export const invitationRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/meetings/{meetingId}/invitation.ics",
  summary: "The invitation for a calendar / 日历邀请",
  description:
    "iCalendar (RFC 5545), for whoever may read the meetings of the case. Identity numbers are masked.",
  tags: ["meetings"],
  security: signedIn,
  request: { params: meetingParams },
  responses: {
    200: { description: "the invitation", content: { "text/calendar": { schema: z.string() } } },
    ...problemResponses(401, 403, 404, 410, 422),
  },
});

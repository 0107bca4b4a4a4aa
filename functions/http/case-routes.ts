import {
  caseSummary,
  caseView,
  correctionBody,
  erasureBody,
  eventView,
  fileCaseBody,
  pageOf,
  withdrawalBody,
} from "../../schemas/http.ts";
import { bodyOf, caseParams, createRoute, ok, problemResponses, signedIn, z } from "./api.ts";

/** The longest wait of a long poll, in seconds; below what proxies allow. */
const MAX_WAIT_SECONDS = 25;

/** File a case. */
export const fileRoute = createRoute({
  method: "post",
  path: "/v1/cases",
  summary: "File a case / 提交联办申请",
  tags: ["express lane"],
  security: signedIn,
  request: {
    headers: z.object({ "idempotency-key": z.string().min(8).max(120).optional() }),
    ...bodyOf(fileCaseBody),
  },
  responses: { 201: ok("filed, durable", caseView), ...problemResponses(400, 401, 403, 409, 413, 422) },
});

/** List one's own cases. */
export const listRoute = createRoute({
  method: "get",
  path: "/v1/cases",
  summary: "List one's own cases / 我的办件",
  tags: ["express lane"],
  security: signedIn,
  request: {
    query: z.object({
      status: z
        .enum(["reviewing", "awaiting-applicant", "settled", "issued", "refused", "withdrawn", "returned"])
        .optional(),
      cursor: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
  },
  responses: { 200: ok("a page of cases, newest first", pageOf(caseSummary)), ...problemResponses(401, 422) },
});

/** Read or follow a case. */
export const readRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}",
  summary: "Read or follow a case / 查看办件",
  description:
    "With `wait` the answer is held until the case passes `version` (the present one if absent), at most that many seconds.",
  tags: ["express lane"],
  security: signedIn,
  request: {
    params: caseParams,
    query: z.object({
      wait: z.coerce.number().int().min(0).max(MAX_WAIT_SECONDS).optional(),
      version: z.coerce.number().int().min(0).optional(),
    }),
  },
  responses: { 200: ok("the case", caseView), ...problemResponses(401, 403, 404, 410, 422) },
});

/** Hand in a correction. */
export const correctRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/corrections",
  summary: "Hand in a correction / 提交补正",
  description:
    "By the applicant, their station where its delegation covers it, or the clerk at the window who took the case in and answers for it. `If-Match` names the revision that stands, as the ETag of the case says it.",
  tags: ["express lane"],
  security: signedIn,
  request: {
    params: caseParams,
    headers: z.object({ "if-match": z.string().max(20).optional() }),
    ...bodyOf(correctionBody),
  },
  responses: {
    200: ok("the next revision", caseView),
    ...problemResponses(400, 401, 403, 404, 409, 412, 413, 422),
  },
});

/** Withdraw a case. */
export const withdrawRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/withdrawal",
  summary: "Withdraw the application / 撤回申请",
  description:
    "By the applicant, or their station where its delegation covers it. At once while no department has approved anything; afterwards the lead department rules, and past its time the withdrawal is granted. Asking again while it waits changes nothing.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(withdrawalBody) },
  responses: {
    200: ok("withdrawn", caseView),
    202: ok("waits for the ruling of the lead department", caseView),
    ...problemResponses(401, 403, 404, 409, 410, 422),
  },
});

/** Read a case's log. */
export const eventsRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/events",
  summary: "The event log of a case / 办件日志",
  tags: ["express lane"],
  security: signedIn,
  request: {
    params: caseParams,
    query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  },
  responses: {
    200: ok("events in order", z.object({ events: z.array(eventView) })),
    ...problemResponses(401, 403, 404, 410),
  },
});

/** Take a closed case's personal data out of use. */
export const eraseRoute = createRoute({
  method: "post",
  path: "/v1/cases/{caseId}/erasure",
  summary: "Take the personal data of a closed case out of use / 停止使用个人信息",
  description:
    "Not while the case is open, nor while money of it is still to go back (`refunds-not-made`): first the channel reports that it went. Nor where a project was charged in an issued case (`charges-kept`): later cases pay by it.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: caseParams, ...bodyOf(erasureBody) },
  responses: {
    202: { description: "recorded; the data goes when the last message to a department is through" },
    204: { description: "erased; the log still verifies" },
    ...problemResponses(401, 403, 404, 409, 410),
  },
});

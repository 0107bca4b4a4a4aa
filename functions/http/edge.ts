import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { message } from "../../schemas/message.ts";
import type { Log } from "../ports/log.ts";
import { IssuerUnreachable } from "./issuer-unreachable.ts";
import type { DepartmentNames } from "./problems.ts";
import { Failed, type HubEnv, sendProblem } from "./responses.ts";

/** Ids that may stand in a header and a log line as they are. */
const requestIdShape = /^[A-Za-z0-9._-]{1,80}$/;

const unreadable = [
  { path: "body", message: message("请求体应为合法的 JSON", "the body must be well-formed JSON") },
];

/**
 * The one edge of every app: each request gets an id, and whatever fails leaves as a problem (RFC 9457).
 *
 * @param nameOf - what departments are called in problems. @default by their ids
 */
export const addEdge = (app: Hono<HubEnv>, log: Log, nameOf?: DepartmentNames): void => {
  app.use(async (c, next) => {
    const given = c.req.header("x-request-id") ?? "";
    const requestId = requestIdShape.test(given) ? given : crypto.randomUUID();
    c.set("requestId", requestId);
    c.header("x-request-id", requestId);
    c.header("x-content-type-options", "nosniff");
    await next();
  });

  app.onError((error, c) => {
    if (error instanceof Failed) return sendProblem(c, error.failure, nameOf);
    if (error instanceof HTTPException && error.status === 400)
      return sendProblem(c, { kind: "Unreadable", errors: unreadable });
    log.error("request-failed", {
      requestId: c.get("requestId") ?? null,
      error: error.message,
      path: c.req.routePath,
    });
    return sendProblem(c, { kind: error instanceof IssuerUnreachable ? "Unavailable" : "Internal" });
  });
  app.notFound((c) => sendProblem(c, { kind: "NotFound" }));
};

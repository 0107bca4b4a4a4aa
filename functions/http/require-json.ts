import type { MiddlewareHandler } from "hono";
import { type HubEnv, sendProblem } from "./responses.ts";

const jsonType = /^application\/(?:[\w.-]+\+)?json$/;

/** Let only bodies said to be JSON through to routes that read JSON; another media type, or none, is 415. */
export const requireJson: MiddlewareHandler<HubEnv> = async (c, next) => {
  if (c.req.method !== "POST") return next();
  const mediaType = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return jsonType.test(mediaType)
    ? next()
    : sendProblem(c, { kind: "UnsupportedMediaType", allowed: ["application/json"] });
};

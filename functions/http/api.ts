import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Actor } from "../../schemas/events.ts";
import { problem } from "../../schemas/problem.ts";
import { zodErrors } from "../../schemas/zod-message.ts";
import type { CommandResult } from "../application/handle-command.ts";
import type { Claims, Role } from "./authenticate.ts";
import { nestingError } from "./nesting.ts";
import { type Failure, type ProblemStatus, problemOf } from "./problems.ts";

/** What every request carries through the app. */
export interface HubEnv {
  Variables: { requestId: string; claims: Claims };
}

/** A request that ends in a problem. Thrown inside the HTTP layer only, turned into RFC 9457 at its one edge. */
export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Answer with a problem. */
export const sendProblem = (c: Context<HubEnv>, failure: Failure): Response => {
  const { problem: body, retryAfterSeconds } = problemOf(failure, c.get("requestId") ?? "");
  c.header("content-type", "application/problem+json");
  if (retryAfterSeconds !== null) c.header("retry-after", String(retryAfterSeconds));
  if (body.status === 401 && failure.kind === "Unauthenticated") c.header("www-authenticate", "Bearer");
  return c.body(JSON.stringify(body), body.status as ProblemStatus);
};

/** A router whose shape errors become problems that name each field. Bodies nested too deep are refused as well. */
export const makeRouter = (): OpenAPIHono<HubEnv> =>
  new OpenAPIHono<HubEnv>({
    defaultHook: (result, c) => {
      if (result.success) {
        const tooDeep = result.target === "json" ? nestingError(result.data) : null;
        return tooDeep === null ? undefined : sendProblem(c, { kind: "Unreadable", errors: [tooDeep] });
      }
      const whole = result.target === "json" ? "body" : result.target;
      const errors = zodErrors(result.error.issues, { whole });
      return sendProblem(c, { kind: "Invalid", errors });
    },
  });

/**
 * Refuse a body over a limit, in bytes, before it is read. A declared length is believed, since the platform reads no
 * further; a body of undeclared length is counted as it comes.
 */
export const limitBody = (limitBytes: number): MiddlewareHandler<HubEnv> => {
  const tooLarge = (c: Context): Response =>
    sendProblem(c as Context<HubEnv>, { kind: "BodyTooLarge", limitBytes });
  const counted = bodyLimit({ maxSize: limitBytes, onError: tooLarge });
  return (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const declared = c.req.header("content-length");
    if (declared === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(declared) <= limitBytes ? next() : Promise.resolve(tooLarge(c));
  };
};

const described: Record<ProblemStatus, string> = {
  400: "the request cannot be read",
  401: "not signed in, or not signed",
  403: "not allowed",
  404: "unknown",
  409: "refused by the state of the case",
  410: "gone",
  412: "another revision stands",
  413: "too large",
  415: "unsupported media type",
  422: "readable, but not valid; errors name each field",
  429: "too many requests",
  500: "internal error",
  503: "temporarily unavailable",
};

/** The problems a route can give, for the OpenAPI document. */
export const problemResponses = <S extends ProblemStatus>(...statuses: S[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: described[status], content: { "application/problem+json": { schema: problem } } },
    ]),
  ) as Record<
    S,
    { description: string; content: { "application/problem+json": { schema: typeof problem } } }
  >;

/** Require one of some roles; throws a problem otherwise. */
export const requireRole = (c: Context<HubEnv>, ...needed: Role[]): Claims => {
  const claims = c.get("claims");
  if (!needed.some((role) => claims.roles.includes(role))) throw new Failed({ kind: "Forbidden", needed });
  return claims;
};

const rank: readonly Role[] = ["admin", "supervisor", "chief", "officer", "station", "applicant"];

/** The person of a token as the log records them. */
export const actorOf = ({ sub, name, roles, department }: Claims): Actor => {
  const kind = rank.find((role) => roles.includes(role)) ?? "applicant";
  return {
    kind,
    id: sub,
    ...(name === "" ? {} : { name }),
    ...(department === undefined ? {} : { department }),
  };
};

/** The state a command left, or the problem it came to. */
export const doneOrFail = (result: CommandResult | null): Extract<CommandResult, { kind: "Done" }> => {
  if (result === null) throw new Failed({ kind: "NotFound" });
  if (result.kind === "Done") return result;
  throw new Failed(failureOf(result));
};

/** The problem a command's result stands for. */
export const failureOf = (result: Exclude<CommandResult, { kind: "Done" }>): Failure => {
  switch (result.kind) {
    case "Refused":
      return result.refusal;
    case "Taken": {
      const [output = "", ...rest] = result.key.split(":");
      return output === "name" && rest.length > 0 ? { kind: "NameTaken" } : { kind: "CodeTaken", output };
    }
    case "Erased":
      return { kind: "Erased" };
    case "Repeated":
      return { kind: "IdempotencyKeyReused" };
  }
};

/** Path parameter of every route on one case. */
export const caseParams = z.object({
  caseId: z
    .string()
    .regex(/^\d{17,40}$/, "办件编号为数字 / a case number is digits only")
    .meta({
      param: { name: "caseId", in: "path" },
      example: "3403002026112401000017",
    }),
});

/** Security of routes for signed-in people. */
export const signedIn = [{ oidc: [] as string[] }];

export { createRoute, z };

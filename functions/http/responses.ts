import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Actor } from "../../schemas/events.ts";
import type { CommandResult } from "../application/handle-command.ts";
import type { CaseState } from "../case/state.ts";
import type { Claims, Role } from "./authenticate.ts";
import type { ProblemStatus } from "./problem-row.ts";
import { type DepartmentNames, type Failure, problemOf } from "./problems.ts";

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
export const sendProblem = (c: Context<HubEnv>, failure: Failure, nameOf?: DepartmentNames): Response => {
  const { problem: body, retryAfterSeconds } = problemOf(failure, c.get("requestId") ?? "", nameOf);
  c.header("content-type", "application/problem+json");
  if (retryAfterSeconds !== null) c.header("retry-after", String(retryAfterSeconds));
  if (body.status === 401 && failure.kind === "Unauthenticated") c.header("www-authenticate", "Bearer");
  return c.body(JSON.stringify(body), body.status as ProblemStatus);
};

/**
 * Refuse a body over a limit, in bytes, before it is read. A declared length is believed, since the platform reads no
 * further; a body of undeclared length is counted as it comes. `failure` is told instead where there is another way.
 */
export const limitBody = (
  limitBytes: number,
  failure: Failure = { kind: "BodyTooLarge", limitBytes },
): MiddlewareHandler<HubEnv> => {
  const tooLarge = (c: Context): Response => sendProblem(c as Context<HubEnv>, failure);
  const counted = bodyLimit({ maxSize: limitBytes, onError: tooLarge });
  return (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const declared = c.req.header("content-length");
    if (declared === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(declared) <= limitBytes ? next() : Promise.resolve(tooLarge(c));
  };
};

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

/** The person of a token as the log records them when they act on a case; a station acts for its applicant (全程代理). */
export const actorOn = (
  claims: Claims,
  { applicant, delegation }: Pick<CaseState, "applicant" | "delegation">,
): Actor =>
  delegation === null || delegation.agent !== claims.sub || applicant === claims.sub
    ? actorOf(claims)
    : { ...actorOf(claims), onBehalfOf: { applicant, until: delegation.until } };

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
      if (output === "phase") return { kind: "PhaseTaken", works: rest.at(-1) ?? "" };
      return output === "name" && rest.length > 0 ? { kind: "NameTaken" } : { kind: "CodeTaken", output };
    }
    case "Erased":
      return { kind: "Erased" };
    case "Repeated":
      return { kind: "IdempotencyKeyReused" };
  }
};

import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { problem } from "../../schemas/problem.ts";
import { zodErrors } from "../../schemas/zod-message.ts";
import { nestingError } from "./nesting.ts";
import type { ProblemStatus } from "./problem-row.ts";
import { type HubEnv, sendProblem } from "./responses.ts";

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

const json = <T extends z.ZodType>(schema: T) => ({ content: { "application/json": { schema } } });

/** What a route answers, as JSON. */
export const ok = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  ...json(schema),
});

/** The JSON body a route requires. */
export const bodyOf = <T extends z.ZodType>(schema: T) => ({ body: { required: true, ...json(schema) } });

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

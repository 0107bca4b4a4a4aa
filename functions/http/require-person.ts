import type { MiddlewareHandler } from "hono";
import type { Authenticate } from "./authenticate.ts";
import { type HubEnv, sendProblem } from "./responses.ts";

/** Let only signed-in people through; their claims go with the request. */
export const requirePerson =
  (authenticate: Authenticate): MiddlewareHandler<HubEnv> =>
  async (c, next) => {
    const verified = await authenticate(c.req.header("authorization"));
    if ("why" in verified) return sendProblem(c, { kind: "Unauthenticated", why: verified.why });
    c.set("claims", verified.claims);
    return next();
  };

import { dryRunBody, dryRunResult } from "../../schemas/http.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Authenticate } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { Failed, limitBody } from "./responses.ts";

const text = z.object({ zh: z.string(), en: z.string() });

const processGuide = z
  .object({
    processId: z.string(),
    version: z.int(),
    name: text,
    lead: z.string(),
    modes: z.array(z.string()),
    stages: z.array(z.object({ id: z.string(), name: text, lead: z.string(), items: z.array(z.string()) })),
  })
  .meta({ id: "ProcessGuide" });

const processesRoute = createRoute({
  method: "get",
  path: "/v1/processes",
  summary: "The joint processes / 联办流程",
  tags: ["guide"],
  responses: {
    200: {
      description: "every process",
      content: { "application/json": { schema: z.object({ processes: z.array(processGuide) }) } },
    },
  },
});

const dryRunRoute = createRoute({
  method: "post",
  path: "/v1/dry-runs",
  summary: "Try a form before filing / 申报前预检",
  description:
    "Which departments, pre-conditions, materials, limits and rules apply, and why. Nothing is stored. For everybody; where an applicant is signed in, the project of the form is looked at as filing looks at it: what it has already, whether this phase is open, and its green channel. A project of another applicant is refused then, as filing refuses it.",
  tags: ["guide"],
  security: [{}, ...signedIn],
  request: { body: { required: true, content: { "application/json": { schema: dryRunBody } } } },
  responses: {
    200: { description: "what filing would mean", content: { "application/json": { schema: dryRunResult } } },
    ...problemResponses(400, 401, 409, 413, 422),
  },
});

/**
 * Who would file: an applicant who is signed in, otherwise nobody. A token that does not count is told rather than taken for
 * none, so that nobody wonders why their project was not looked at.
 */
const applicantOf = async (
  authenticate: Authenticate,
  authorization: string | undefined,
): Promise<string | null> => {
  if (authorization === undefined) return null;
  const verified = await authenticate(authorization);
  if ("why" in verified) throw new Failed({ kind: "Unauthenticated", why: verified.why });
  const { sub, roles } = verified.claims;
  return roles.includes("applicant") ? sub : null;
};

/** The processes, and what filing would mean. */
export const makeGuideRoutes = ({ hub, memory, authenticate }: Deps) => {
  const { world } = hub;
  const app = makeRouter();
  app.use("/v1/dry-runs", limitBody(1_000_000));

  app.openapi(processesRoute, (c) => {
    const processes = [...world.processes.values()].map(({ id, version, name, lead, modes, stages }) => ({
      processId: id,
      version,
      name,
      lead,
      modes: [...modes],
      stages: stages.map((stage) => ({ ...stage, items: stage.items.map(({ item }) => item) })),
    }));
    return c.json({ processes }, 200);
  });

  app.openapi(dryRunRoute, async (c) => {
    const { on = shanghaiDate(hub.clock.now()), ...input } = c.req.valid("json");
    const applicant = await applicantOf(authenticate, c.req.header("authorization"));
    const { makeDryRun } = await import("../application/dry-run.ts");
    const result = await makeDryRun(hub, memory)({ ...input, on, applicant });
    if ("refusal" in result) throw new Failed(result.refusal);
    return c.json(result, 200);
  });

  return app;
};

import { dryRunBody, dryRunResult } from "../../schemas/http.ts";
import { dryRun } from "../application/dry-run.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { createRoute, makeRouter, problemResponses, z } from "./api.ts";
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
  description: "Which departments, materials, limits and rules apply, and why. Nothing is stored.",
  tags: ["guide"],
  request: { body: { required: true, content: { "application/json": { schema: dryRunBody } } } },
  responses: {
    200: { description: "what filing would mean", content: { "application/json": { schema: dryRunResult } } },
    ...problemResponses(400, 413, 422),
  },
});

/** The processes, and what filing would mean. */
export const makeGuideRoutes = ({ hub }: Deps) => {
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

  app.openapi(dryRunRoute, (c) => {
    const { on = shanghaiDate(hub.clock.now()), ...input } = c.req.valid("json");
    const result = dryRun(world, { ...input, on });
    if ("refusal" in result) throw new Failed(result.refusal);
    return c.json(result, 200);
  });

  return app;
};

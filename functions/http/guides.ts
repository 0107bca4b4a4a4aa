import { dryRunBody, dryRunResult } from "../../schemas/http.ts";
import { dryRun } from "../application/dry-run.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { routeItem } from "../catalog/route-item.ts";
import { createRoute, makeRouter, problemResponses, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { Failed, limitBody } from "./responses.ts";

const text = z.object({ zh: z.string(), en: z.string() });

const itemGuide = z
  .object({
    itemId: z.string(),
    name: text,
    department: z.object({ id: z.string(), name: text, code: z.string() }),
    category: z.string(),
    status: z.string(),
    basis: z.string(),
    limits: z.object({ promised: z.number().nullable(), statutory: z.number().nullable() }),
    scope: z.array(z.string()),
    materials: z.array(z.string()),
    validFrom: z.string(),
    validTo: z.string().nullable(),
    acceptsApplications: z.boolean(),
  })
  .meta({ id: "ItemGuide" });

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

const itemRoute = createRoute({
  method: "get",
  path: "/v1/items/{itemId}",
  summary: "The guide of an item / 事项指南",
  tags: ["guide"],
  request: { params: z.object({ itemId: z.string().max(60) }) },
  responses: {
    200: {
      description: "the item as the power list has it",
      content: { "application/json": { schema: itemGuide } },
    },
    ...problemResponses(404),
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

/** What anybody may know before filing. */
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

  app.openapi(itemRoute, (c) => {
    const item = world.catalog.items.get(c.req.valid("param").itemId);
    const department = item === undefined ? undefined : world.catalog.departments.get(item.department);
    if (item === undefined || department === undefined) throw new Failed({ kind: "NotFound" });
    const { id, name, category, status, basis, limits, scope, materials, validFrom, validTo } = item;
    const route = routeItem(world.catalog, id, shanghaiDate(hub.clock.now()));
    return c.json(
      {
        itemId: id,
        name,
        department,
        category,
        status: status.kind,
        basis,
        limits,
        scope: [...scope],
        materials: [...materials],
        validFrom,
        validTo,
        acceptsApplications: route.kind === "Ask",
      },
      200,
    );
  });

  app.openapi(dryRunRoute, (c) => {
    const { on = shanghaiDate(hub.clock.now()), ...input } = c.req.valid("json");
    const result = dryRun(world, { ...input, on });
    if ("refusal" in result) throw new Failed(result.refusal);
    return c.json(result, 200);
  });

  return app;
};

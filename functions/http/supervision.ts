import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { Failed, requireRole } from "./responses.ts";
import { rotateSecret } from "./rotate-secret.ts";

const delivery = z
  .object({
    id: z.string(),
    caseId: z.string(),
    itemId: z.string(),
    department: z.string(),
    type: z.string(),
    createdAt: z.string(),
    state: z.enum(["pending", "delivered", "dead"]),
    attempts: z.int(),
    nextAttemptAt: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "Delivery" });

const parked = z
  .object({
    id: z.int(),
    caseId: z.string(),
    fromSeq: z.int(),
    toSeq: z.int(),
    attempts: z.int(),
    error: z.string(),
    parkedAt: z.string(),
  })
  .meta({ id: "ParkedEntry" });

const worklistRow = z
  .object({
    caseId: z.string(),
    itemId: z.string(),
    department: z.string(),
    status: z.string(),
    title: z.string(),
    round: z.int(),
    askedOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    overdue: z.boolean(),
    greenChannel: z.boolean(),
    claimedBy: z.string().nullable(),
  })
  .meta({ id: "WorklistRow" });

const page = <T extends z.ZodType>(row: T) => ({
  content: {
    "application/json": { schema: z.object({ rows: z.array(row), cursor: z.string().nullable() }) },
  },
});

const listQuery = z.object({
  cursor: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const deliveriesRoute = createRoute({
  method: "get",
  path: "/v1/deliveries",
  summary: "Messages to departments / 抄告记录",
  tags: ["supervision"],
  security: signedIn,
  request: {
    query: listQuery.extend({
      department: z.string().max(60).optional(),
      state: z.enum(["pending", "delivered", "dead"]).optional(),
    }),
  },
  responses: {
    200: { description: "a page, oldest first", ...page(delivery) },
    ...problemResponses(401, 403, 422),
  },
});

const redeliverRoute = createRoute({
  method: "post",
  path: "/v1/deliveries/{deliveryId}/redelivery",
  summary: "Send a message again / 重新抄告",
  tags: ["supervision"],
  security: signedIn,
  request: { params: z.object({ deliveryId: z.string().max(160) }) },
  responses: {
    202: { description: "queued again, same id, same content" },
    ...problemResponses(401, 403, 404),
  },
});

const parkedRoute = createRoute({
  method: "get",
  path: "/v1/parked",
  summary: "Effects the hub could not carry out / 待人工处理",
  tags: ["supervision"],
  security: signedIn,
  responses: {
    200: {
      description: "parked entries",
      content: { "application/json": { schema: z.object({ rows: z.array(parked) }) } },
    },
    ...problemResponses(401, 403),
  },
});

const retryRoute = createRoute({
  method: "post",
  path: "/v1/parked/{id}/retry",
  summary: "Try a parked entry again / 重试",
  tags: ["supervision"],
  security: signedIn,
  request: { params: z.object({ id: z.coerce.number().int().min(1) }) },
  responses: { 202: { description: "taken up again" }, ...problemResponses(401, 403, 404, 422) },
});

const worklistRoute = createRoute({
  method: "get",
  path: "/v1/departments/{department}/worklist",
  summary: "What a department has in hand / 部门待办",
  tags: ["supervision"],
  security: signedIn,
  request: { params: z.object({ department: z.string().max(60) }), query: listQuery },
  responses: {
    200: { description: "the green channel first, then by due date", ...page(worklistRow) },
    ...problemResponses(401, 403, 422),
  },
});

const lastSweepView = z
  .object({ at: z.string(), done: z.int(), failed: z.array(z.string()) })
  .meta({ id: "LastSweep", description: "when, how many cases were looked at or moved, and which failed" });

const countsRoute = createRoute({
  method: "get",
  path: "/v1/overview",
  summary: "Cases by status / 办件概况",
  description:
    "How many cases stand where, and what the last round of the watch did. `lastSweep` is null before the first round, and on AWS, where the watch is a function of its own: see its log lines `watch-swept` and `watch-case-failed`.",
  tags: ["supervision"],
  security: signedIn,
  responses: {
    200: {
      description: "how many cases stand where",
      content: {
        "application/json": {
          schema: z.object({ cases: z.record(z.string(), z.int()), lastSweep: lastSweepView.nullable() }),
        },
      },
    },
    ...problemResponses(401, 403),
  },
});

const rotateRoute = createRoute({
  method: "post",
  path: "/v1/departments/{department}/secret-rotation",
  summary: "Rotate a department's webhook secret / 更换部门密钥",
  description: "The new secret is shown once; the one before counts until the next rotation.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: z.object({ department: z.string().max(60) }) },
  responses: {
    200: {
      description: "the new secret",
      content: { "application/json": { schema: z.object({ secret: z.string() }) } },
    },
    ...problemResponses(401, 403, 404),
  },
});

const mayReadWorklist = ({ roles, department }: Claims, wanted: string): boolean =>
  roles.includes("supervisor") || roles.includes("admin") || department === wanted;

/** What supervisors and administrators see and mend. */
export const makeSupervisionRoutes = ({ hub, relaySource, lastSweep = () => null }: Deps) => {
  const app = makeRouter();

  app.openapi(deliveriesRoute, async (c) => {
    requireRole(c, "supervisor", "admin");
    const { department, state, cursor, limit } = c.req.valid("query");
    const rows = await hub.deliveries.list({
      ...(department === undefined ? {} : { department }),
      ...(state === undefined ? {} : { state }),
      cursor: cursor ?? null,
      limit,
    });
    return c.json(rows, 200);
  });

  app.openapi(redeliverRoute, async (c) => {
    requireRole(c, "admin");
    const result = await hub.deliveries.redeliver(c.req.valid("param").deliveryId);
    if (result === "NotFound") throw new Failed({ kind: "NotFound" });
    return c.body(null, 202);
  });

  app.openapi(parkedRoute, async (c) => {
    requireRole(c, "supervisor", "admin");
    return c.json({ rows: await relaySource.parked(200) }, 200);
  });

  app.openapi(retryRoute, async (c) => {
    requireRole(c, "admin");
    if (!(await relaySource.retry(c.req.valid("param").id))) throw new Failed({ kind: "NotFound" });
    return c.body(null, 202);
  });

  app.openapi(worklistRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
    const { department } = c.req.valid("param");
    if (!mayReadWorklist(claims, department))
      throw new Failed({ kind: "Forbidden", needed: ["supervisor", "admin"] });
    const { cursor, limit } = c.req.valid("query");
    return c.json(await hub.store.worklist({ department, cursor: cursor ?? null, limit }), 200);
  });

  app.openapi(countsRoute, async (c) => {
    requireRole(c, "supervisor", "admin");
    return c.json({ cases: await hub.store.counts(), lastSweep: lastSweep() }, 200);
  });

  app.openapi(rotateRoute, async (c) => {
    return c.json(await rotateSecret(hub, c, c.req.valid("param").department), 200);
  });

  return app;
};

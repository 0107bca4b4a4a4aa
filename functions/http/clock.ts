import { clockView } from "../../schemas/clock-view.ts";
import type { RecordedEvent } from "../../schemas/events.ts";
import { type AccessLine, deliveredLines } from "../application/access-ledger.ts";
import { decodeEvent } from "../application/event-codec.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { caseParams, createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { loadFor, noteLook } from "./load-case.ts";
import { Failed } from "./responses.ts";

const clockRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/clock",
  summary: "Every due date explained / 时限说明",
  description:
    "The clocks of the case and of each item, act by act, with the due dates each act led to: correction notice, decision (promised and by law, side by side) and delivery.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: { description: "the clocks", content: { "application/json": { schema: clockView } } },
    ...problemResponses(401, 403, 404, 410),
  },
});

const accessLine = z
  .object({
    on: z.string(),
    who: z.object({ kind: z.string(), id: z.string(), department: z.string().nullable() }),
    what: z.string(),
    itemId: z.string().nullable(),
    paths: z.array(z.string()),
    how: z.enum(["read", "delivered"]),
  })
  .meta({ id: "AccessLine" });

const accessRoute = createRoute({
  method: "get",
  path: "/v1/cases/{caseId}/access",
  summary: "Who saw what of a case / 查阅记录",
  description:
    "Every message to a department with the fields it showed, and every look of a person at the centre, by day. For the applicant, and for those who supervise.",
  tags: ["express lane"],
  security: signedIn,
  request: { params: caseParams },
  responses: {
    200: {
      description: "the ledger, oldest first",
      content: { "application/json": { schema: z.object({ lines: z.array(accessLine) }) } },
    },
    ...problemResponses(401, 403, 404, 410),
  },
});

const byDay = (a: AccessLine, b: AccessLine): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** What the log of a case explains: its clocks, and who saw what. */
export const makeClockRoutes = (deps: Deps) => {
  const { hub, memory } = deps;
  const app = makeRouter();

  const logOf = async (caseId: string): Promise<RecordedEvent[]> => {
    const found = await memory.load(caseId);
    const stored = await hub.store.load(caseId);
    if (found.kind !== "Loaded" || stored === null) throw new Failed({ kind: "CaseUnknown", caseId });
    return stored.events.map((event) => decodeEvent(found.loaded.key, caseId, event));
  };

  app.openapi(clockRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const { state } = await loadFor(deps, c.get("claims"), caseId);
    await noteLook(deps, c.get("claims"), state, { what: "clock" });
    const { explainClock } = await import("../application/clock/explain-clock.ts");
    const at = hub.clock.now();
    const view = explainClock(hub.world, await logOf(caseId), { at, on: shanghaiDate(at) });
    if (view === null) throw new Failed({ kind: "CaseUnknown", caseId });
    return c.json(view, 200);
  });

  app.openapi(accessRoute, async (c) => {
    const { caseId } = c.req.valid("param");
    const { state } = await loadFor(deps, c.get("claims"), caseId);
    await noteLook(deps, c.get("claims"), state, { what: "access" });
    const delivered = deliveredLines(hub.world, await logOf(caseId));
    const read = (await hub.store.entriesOf(caseId, "access")).flatMap(({ on, data }) => {
      if (data.kind !== "access") return [];
      const { kind: _, ...line } = data;
      return [{ on, ...line }];
    });
    return c.json({ lines: [...delivered, ...read].sort(byDay) }, 200);
  });

  return app;
};

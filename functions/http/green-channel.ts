import type { Context } from "hono";
import { message } from "../../schemas/message.ts";
import { greenChannelBody, greenChannelReceipt, greenSummary, projectParams } from "../../schemas/project.ts";
import { csvHead, csvRows } from "../application/csv.ts";
import { makeGrantGreenChannel } from "../application/project/grant-green-channel.ts";
import { greenColumns, greenLines } from "../application/project/green-columns.ts";
import { makeGreenSummary } from "../application/project/green-summary.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { bodyOf, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import { sendCsv } from "./csv-answer.ts";
import type { Deps } from "./deps.ts";
import { actorOf, Failed, type HubEnv, limitBody, requireRole } from "./responses.ts";

/** The largest grant, in bytes. */
const GRANT_BYTES = 16_000;

const grantRoute = createRoute({
  method: "post",
  path: "/v1/projects/{code}/green-channel",
  summary: "Grant a project the green channel / 授予重大项目绿色通道",
  description:
    "Once, by who supervises; also before its first case is filed. Promises of what is still to be decided are shortened, the law's limits stay; its items come first in every worklist; one person answers for its cases.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: projectParams, ...bodyOf(greenChannelBody) },
  responses: {
    200: ok("granted", greenChannelReceipt),
    ...problemResponses(400, 401, 403, 409, 413, 422),
  },
});

const about = {
  description:
    "Each project of the green channel at the end of a day, the most urgent first: its owner, who granted it and why, what its open cases wait for, and what was done that day. An earlier day is read from the logs as they were.",
  tags: ["supervision"],
  security: signedIn,
  request: {
    query: z.object({ on: z.iso.date().optional().meta({ description: "today if absent" }) }),
  },
};

const summaryRoute = createRoute({
  ...about,
  method: "get",
  path: "/v1/green-channel",
  summary: "The green channel on a day / 绿色通道日报",
  responses: { 200: ok("the projects", greenSummary), ...problemResponses(401, 403, 422) },
});

const tableRoute = createRoute({
  ...about,
  method: "get",
  path: "/v1/green-channel.csv",
  summary: "The green channel on a day as a table / 绿色通道日报导出",
  responses: {
    200: {
      description: "a line for each open case, UTF-8 with a byte order mark",
      content: { "text/csv": { schema: z.string() } },
    },
    ...problemResponses(401, 403, 422),
  },
});

/** The green channel (重大项目绿色通道): granted to a project, and looked at every day. */
export const makeGreenChannelRoutes = (deps: Deps) => {
  const { hub, memory, handle, csvBytes } = deps;
  const grantGreenChannel = makeGrantGreenChannel(hub, memory, handle);
  const summaryOn = makeGreenSummary(hub, memory);
  const app = makeRouter();
  app.use("/v1/projects/*", limitBody(GRANT_BYTES));

  app.openapi(grantRoute, async (c) => {
    const claims = requireRole(c, "supervisor", "admin");
    const { code } = c.req.valid("param");
    const { reason, basis, owner } = c.req.valid("json");
    const result = await grantGreenChannel({
      ...{ code, reason, basis },
      owner: { ...owner, department: owner.department ?? null },
      actor: actorOf(claims),
    });
    const { kind, grant } = result;
    if (kind === "Already") throw new Failed({ kind: "GreenChannelAlready", on: grant.on });
    return c.json({ code, greenChannel: grant, cases: result.cases }, 200);
  });

  /** The day that is asked for. Throws a problem for one that has not come. */
  const dayOf = (c: Context<HubEnv>, asked: IsoDate | undefined): IsoDate => {
    requireRole(c, "supervisor", "admin");
    const today = shanghaiDate(hub.clock.now());
    if (asked === undefined || asked <= today) return asked ?? today;
    const text = message(`请改为不晚于${today}的日期`, `name a day not after ${today}`);
    throw new Failed({ kind: "Invalid", errors: [{ path: "on", message: text }] });
  };

  app.openapi(summaryRoute, async (c) => c.json(await summaryOn(dayOf(c, c.req.valid("query").on)), 200));

  app.openapi(tableRoute, (c) => {
    const on = dayOf(c, c.req.valid("query").on);
    async function* pieces() {
      yield csvHead(greenColumns) + csvRows(greenColumns, greenLines(await summaryOn(on)));
    }
    return sendCsv(c, hub.log, { name: `green-channel-${on}`, pieces: pieces(), maxBytes: csvBytes });
  });

  return app;
};

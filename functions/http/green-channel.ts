import type { Context } from "hono";
import { message } from "../../schemas/message.ts";
import {
  greenChannelBody,
  greenChannelReceipt,
  greenEndingBody,
  greenEndingReceipt,
  greenOwnerBody,
  greenSummary,
  projectParams,
} from "../../schemas/project.ts";
import { csvHead, csvRows } from "../application/csv.ts";
import { makeEndGreenChannel, makeReplaceGreenOwner } from "../application/project/change-green-channel.ts";
import { makeGrantGreenChannel } from "../application/project/grant-green-channel.ts";
import { greenColumns, greenLines } from "../application/project/green-columns.ts";
import { type IsWanted, makeGreenSummary } from "../application/project/green-summary.ts";
import type { Owner } from "../case/state.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { bodyOf, createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import { sendCsv } from "./csv-answer.ts";
import type { Deps } from "./deps.ts";
import { isAtCentre, oversees } from "./load-case.ts";
import { actorOf, Failed, type HubEnv, limitBody, requireRole } from "./responses.ts";

/** The largest grant, or change of one, in bytes. */
const GRANT_BYTES = 16_000;

const grantRoute = createRoute({
  method: "post",
  path: "/v1/projects/{code}/green-channel",
  summary: "Grant a project the green channel / 授予重大项目绿色通道",
  description:
    "Once until it is ended, by who supervises; also before its first case is filed. Promises of what is still to be decided are shortened, the law's limits stay; its items come first in every worklist; one person answers for its cases. `owner.id` is the subject of that person's token: who it is, is the issuer's to say.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: projectParams, ...bodyOf(greenChannelBody) },
  responses: {
    200: ok("granted", greenChannelReceipt),
    ...problemResponses(400, 401, 403, 409, 413, 422),
  },
});

const acted = (status: 409) => problemResponses(400, 401, 403, status, 413, 422);

const ownerRoute = createRoute({
  method: "post",
  path: "/v1/projects/{code}/green-channel/owner",
  summary: "Let somebody else answer for a project / 更换绿色通道责任人",
  description:
    "By who supervises. For later filings, and for open cases for which the former owner answers: these are handed over. Of the grant nothing else changes.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: projectParams, ...bodyOf(greenOwnerBody) },
  responses: { 200: ok("replaced; the cases that were handed over", greenChannelReceipt), ...acted(409) },
});

const endingRoute = createRoute({
  method: "post",
  path: "/v1/projects/{code}/green-channel/ending",
  summary: "End the green channel of a project / 取消绿色通道",
  description:
    "By who supervises. Later filings are as any; cases that were taken in keep what they were promised. It may be granted anew.",
  tags: ["supervision"],
  security: signedIn,
  request: { params: projectParams, ...bodyOf(greenEndingBody) },
  responses: { 200: ok("what ended", greenEndingReceipt), ...acted(409) },
});

const about = {
  description:
    "Each project of the green channel at the end of a day, the most urgent first: its owner, who granted it and why, what its open cases wait for, and what was done that day. An earlier day is read from the logs as they were. Whole for who supervises; officers and chiefs see the projects they answer for.",
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

interface Named {
  id: string;
  name: string;
  department?: string | undefined;
}

const ownerOf = ({ id, name, department }: Named): Owner => ({ id, name, department: department ?? null });

/** The grants somebody sees: all, or those of projects they answer for, in the post they were given where one was named. */
const seenBy = (claims: Claims): IsWanted => {
  if (oversees(claims)) return () => true;
  return ({ owner: { id, department } }) =>
    isAtCentre(claims) &&
    id === claims.sub &&
    (department === null || department === (claims.department ?? null));
};

/** The green channel (重大项目绿色通道): granted to a project, changed, ended, and looked at every day. */
export const makeGreenChannelRoutes = (deps: Deps) => {
  const { hub, memory, handle, csvBytes } = deps;
  const grantGreenChannel = makeGrantGreenChannel(hub, memory, handle);
  const replaceOwner = makeReplaceGreenOwner(hub, memory, handle);
  const endGreenChannel = makeEndGreenChannel(hub);
  const summaryOn = makeGreenSummary(hub, memory);
  const app = makeRouter();
  app.use("/v1/projects/*", limitBody(GRANT_BYTES));

  app.openapi(grantRoute, async (c) => {
    const claims = requireRole(c, "supervisor", "admin");
    const { code } = c.req.valid("param");
    const { reason, basis, owner } = c.req.valid("json");
    const result = await grantGreenChannel({
      ...{ code, reason, basis },
      ...{ owner: ownerOf(owner), actor: actorOf(claims) },
    });
    const { kind, grant } = result;
    if (kind === "Already") throw new Failed({ kind: "GreenChannelAlready", on: grant.on });
    return c.json({ code, greenChannel: grant, cases: result.cases }, 200);
  });

  app.openapi(ownerRoute, async (c) => {
    const actor = actorOf(requireRole(c, "supervisor", "admin"));
    const { code } = c.req.valid("param");
    const { owner, reason } = c.req.valid("json");
    const result = await replaceOwner({ code, reason, owner: ownerOf(owner), actor });
    if (result.kind === "Refused") throw new Failed(result.refusal);
    return c.json({ code, greenChannel: result.grant, cases: result.cases }, 200);
  });

  app.openapi(endingRoute, async (c) => {
    const actor = actorOf(requireRole(c, "supervisor", "admin"));
    const { code } = c.req.valid("param");
    const result = await endGreenChannel({ code, reason: c.req.valid("json").reason, actor });
    if (result.kind === "Refused") throw new Failed(result.refusal);
    const { grant, ending } = result;
    const { by: endedBy, reason, on: endedOn } = ending;
    return c.json({ code, greenChannel: grant, endedBy, reason, endedOn }, 200);
  });

  /** The day that is asked for. Throws a problem for one that has not come. */
  const dayOf = (asked: IsoDate | undefined): IsoDate => {
    const today = shanghaiDate(hub.clock.now());
    if (asked === undefined || asked <= today) return asked ?? today;
    const text = message(`请改为不晚于${today}的日期`, `name a day not after ${today}`);
    throw new Failed({ kind: "Invalid", errors: [{ path: "on", message: text }] });
  };

  const readerOf = (c: Context<HubEnv>): IsWanted =>
    seenBy(requireRole(c, "supervisor", "admin", "officer", "chief"));

  app.openapi(summaryRoute, async (c) => {
    const isSeen = readerOf(c);
    return c.json(await summaryOn(dayOf(c.req.valid("query").on), isSeen), 200);
  });

  app.openapi(tableRoute, (c) => {
    const isSeen = readerOf(c);
    const on = dayOf(c.req.valid("query").on);
    async function* pieces() {
      yield csvHead(greenColumns) + csvRows(greenColumns, greenLines(await summaryOn(on, isSeen)));
    }
    return sendCsv(c, hub.log, { name: `green-channel-${on}`, pieces: pieces(), maxBytes: csvBytes });
  });

  return app;
};

import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { csvHead, csvRows } from "../application/csv.ts";
import { catalogueFigures } from "../application/statistics/catalogue-figures.ts";
import { statisticsColumns, totalLine } from "../application/statistics/statistics-columns.ts";
import { makeStatistics, type StatisticsQuery } from "../application/statistics.ts";
import { catalogOn } from "../case/world.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import { sendCsv } from "./csv-answer.ts";
import type { Deps } from "./deps.ts";
import { loadGuides } from "./load-guides.ts";
import { namedDepartment, periodQuery } from "./period-query.ts";
import { makeRegisterRoutes } from "./registers.ts";
import { Failed, type HubEnv, requireRole } from "./responses.ts";
import { powerListView, statisticsBy, statisticsView } from "./statistics-view.ts";

const statisticsQuery = z.object({ ...periodQuery, by: statisticsBy.default("department") });

const about = {
  description:
    "What was decided and closed in a period of at most 400 days: promised, statutory and real working days, compression, steps, on-the-spot and on-time rates, cards, accountability, ratings, and the relief of fees by rule and kind (减免统计), in yuan.",
  tags: ["supervision"],
  security: signedIn,
  request: { query: statisticsQuery },
};

const table = { "text/csv": { schema: z.string() } };

const statisticsRoute = createRoute({
  ...about,
  method: "get",
  path: "/v1/statistics",
  summary: "The figures of a period / 办件统计",
  responses: {
    200: {
      description: "rows and their total; a table where `accept` prefers `text/csv`",
      content: { "application/json": { schema: statisticsView }, ...table },
    },
    ...problemResponses(401, 403, 422),
  },
});

const tableRoute = createRoute({
  ...about,
  method: "get",
  path: "/v1/statistics.csv",
  summary: "The figures of a period as a table / 办件统计导出",
  responses: {
    200: {
      description: "a line for each row and one for the total, UTF-8 with a byte order mark",
      content: table,
    },
    ...problemResponses(401, 403, 422),
  },
});

const powerListRoute = createRoute({
  method: "get",
  path: "/v1/power-list/figures",
  summary: "The power list in figures / 权力清单统计",
  description:
    "The items in force today: by category, by what the clean-up decided, what is promised against what the law allows, and the steps of the guides that are published.",
  tags: ["guide"],
  responses: {
    200: { description: "counts", content: { "application/json": { schema: powerListView } } },
  },
});

const queryOf = ({ from, to, by, department }: z.output<typeof statisticsQuery>): StatisticsQuery => ({
  from,
  to,
  by,
  department: namedDepartment(department),
});

const prefersCsv = (c: Context): boolean =>
  accepts(c, {
    header: "Accept",
    supports: ["application/json", "text/csv"],
    default: "application/json",
  }) === "text/csv";

/**
 * What the centre's leaders quote, its registers, and the power list in figures. `csvBytes` bounds a table where an
 * answer must fit into a message; elsewhere a table may have any size.
 */
export const makeStatisticsRoutes = (
  deps: Pick<Deps, "hub" | "guides"> & { csvBytes?: number | undefined },
) => {
  const { hub, csvBytes } = deps;
  const bookOf = async () => deps.guides ?? (await loadGuides());
  const statistics = makeStatistics(hub, async () => {
    const { stepsIn } = await import("../application/statistics/guide-steps.ts");
    return stepsIn(await bookOf());
  });
  const app = makeRouter();

  const count = async (query: StatisticsQuery) => {
    const result = await statistics(query);
    if (result.kind === "Counted") return result;
    throw new Failed({ kind: "Invalid", errors: [{ path: "to", message: result.why }] });
  };

  const sendTable = async (c: Context<HubEnv>, query: StatisticsQuery): Promise<Response> => {
    const { rows, total } = await count(query);
    const columns = statisticsColumns(query.by, total.fees.relief.rules);
    const name = `statistics-by-${query.by}-${query.from}-${query.to}`;
    async function* pieces() {
      yield csvHead(columns) + csvRows(columns, [...rows, totalLine(total)]);
    }
    return sendCsv(c, hub.log, { name, pieces: pieces(), maxBytes: csvBytes });
  };

  app.openapi(statisticsRoute, async (c) => {
    requireRole(c, "supervisor", "admin");
    const query = queryOf(c.req.valid("query"));
    c.header("vary", "accept");
    if (prefersCsv(c)) return sendTable(c, query);
    const { asOf, rows, total } = await count(query);
    const { from, to, by, department = null } = query;
    return c.json({ from, to, by, department, asOf, rows, total }, 200);
  });

  app.openapi(tableRoute, (c) => {
    requireRole(c, "supervisor", "admin");
    return sendTable(c, queryOf(c.req.valid("query")));
  });

  app.openapi(powerListRoute, async (c) => {
    const on = shanghaiDate(hub.clock.now());
    const catalog = catalogOn(hub.world, on);
    const { publishedSteps } = await import("../application/statistics/guide-steps.ts");
    const steps = publishedSteps(catalog, await bookOf(), on);
    return c.json({ ...catalogueFigures(catalog, on), steps }, 200);
  });

  app.route("/", makeRegisterRoutes(deps));

  return app;
};

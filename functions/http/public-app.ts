import { Hono } from "hono";
import { zodErrors } from "../../schemas/zod-message.ts";
import type { Hub } from "../application/hub.ts";
import { departmentNames } from "./department-names.ts";
import { addEdge } from "./edge.ts";
import { printLicence } from "./licence-print.ts";
import { licenceParams, printQuery } from "./licence-query.ts";
import { makePages } from "./pages/pages.ts";
import { Failed, type HubEnv } from "./responses.ts";

/**
 * The app of everybody: the pages, and the printed licence. It stands alone where the hub is several functions: it
 * reads licences and counts, and holds no right to anything personal.
 */
export const makePublicApp = (hub: Hub) => {
  const app = new Hono<HubEnv>();
  addEdge(app, hub.log, departmentNames(hub.world));
  app.get("/v1/licences/:licenceId/pdf", (c) => {
    const params = licenceParams.safeParse(c.req.param());
    const query = printQuery.safeParse(c.req.query());
    if (!params.success)
      throw new Failed({ kind: "Invalid", errors: zodErrors(params.error.issues, { whole: "param" }) });
    if (!query.success)
      throw new Failed({ kind: "Invalid", errors: zodErrors(query.error.issues, { whole: "query" }) });
    return printLicence(hub, c, { ...params.data, ...query.data });
  });
  app.route("/", makePages({ hub }));
  return app;
};

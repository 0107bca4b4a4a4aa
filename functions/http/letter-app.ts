import { Hono } from "hono";
import { zodErrors } from "../../schemas/zod-message.ts";
import type { RefreshCalendar } from "../application/refresh-calendar.ts";
import { departmentNames } from "./department-names.ts";
import type { Deps } from "./deps.ts";
import { addEdge } from "./edge.ts";
import { freshCalendar } from "./fresh-calendar.ts";
import { letterParams } from "./letter-query.ts";
import { findLetter, type LetterDeps, markLetter, printLetter, wantsData } from "./letter-shown.ts";
import { requirePerson } from "./require-person.ts";
import { Failed, type HubEnv } from "./responses.ts";

/**
 * The app that prints letters. It stands alone where the hub is several functions: fonts need memory and room that no
 * other request should wait for, and it reads cases without a right to sign, file or erase.
 */
export const makeLetterApp = ({
  authenticate,
  calendar,
  ...deps
}: LetterDeps & Pick<Deps, "authenticate"> & { calendar: Pick<RefreshCalendar, "refreshIfStale"> }) => {
  const app = new Hono<HubEnv>();
  addEdge(app, deps.hub.log, departmentNames(deps.hub.world));
  app.use(freshCalendar(calendar));
  app.get("/v1/cases/:caseId/letters/:number", requirePerson(authenticate), async (c) => {
    const params = letterParams.safeParse(c.req.param());
    if (!params.success)
      throw new Failed({ kind: "Invalid", errors: zodErrors(params.error.issues, { whole: "param" }) });
    const letter = await findLetter(deps, c.get("claims"), params.data);
    markLetter(c);
    return wantsData(c) ? c.json(letter, 200) : printLetter(deps, c, letter);
  });
  return app;
};

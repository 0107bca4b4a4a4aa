import { type UndoRow, undoRow } from "../../schemas/acts.ts";
import { pageOf } from "../../schemas/http.ts";
import { shanghaiDate } from "../catalog/calendar/shanghai.ts";
import type { RegisterQuery } from "../ports/case-store.ts";
import { createRoute, makeRouter, ok, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import type { Deps } from "./deps.ts";
import { departmentOf, oversees } from "./load-case.ts";
import { namedDepartment } from "./period-query.ts";
import { Failed, requireRole } from "./responses.ts";

/** Before the first case there ever was. */
const FIRST_DAY = "2001-01-01";

/** Pages of the register that are read for one page of the list at most; other duties stand between. */
const MOST_READS = 20;

const undoRoute = createRoute({
  method: "get",
  path: "/v1/undo",
  summary: "Approvals still to be undone / 待撤销清单",
  description:
    "What departments approved in cases that ended without a licence, and have not undone yet. Supervisors read all, officers and chiefs those of their own department. A page may be short while `cursor` is not null.",
  tags: ["supervision"],
  security: signedIn,
  request: {
    query: z.object({
      department: z.string().max(60).optional(),
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: { 200: ok("a page, oldest first", pageOf(undoRow)), ...problemResponses(401, 403, 422) },
});

/** The department whose list somebody reads: any or all for who supervises, else their own. */
const readable = (claims: Claims, asked: string | undefined): string | undefined => {
  if (oversees(claims)) return asked;
  const own = departmentOf(claims);
  if (asked !== undefined && asked !== own)
    throw new Failed({ kind: "Forbidden", needed: ["supervisor", "admin"] });
  return own;
};

/** `GET /v1/undo`: the approvals of ended cases that their departments must still undo (撤销). */
export const makeUndoRoutes = ({ hub }: Pick<Deps, "hub">) => {
  const app = makeRouter();

  /** The register of duties holds others besides; so many of its pages are read as one page of the list needs. */
  const read = async (
    query: Omit<RegisterQuery, "cursor" | "limit">,
    first: string | null,
    limit: number,
  ) => {
    const rows: UndoRow[] = [];
    let cursor = first;
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const page = await hub.store.register({ ...query, cursor, limit: limit - rows.length });
      for (const { caseId, department, data } of page.rows)
        if (data.kind === "duty" && data.duty === "undo") {
          const { itemId, since, dueOn } = data;
          rows.push({
            caseId,
            itemId,
            department,
            since,
            dueOn,
            isOverdue: dueOn !== null && dueOn < query.to,
          });
        }
      cursor = page.cursor;
      if (cursor === null || rows.length >= limit) break;
    }
    return { rows, cursor };
  };

  app.openapi(undoRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
    const { department: asked, cursor, limit } = c.req.valid("query");
    const department = readable(claims, namedDepartment(asked));
    const query = {
      register: "duty" as const,
      from: FIRST_DAY,
      to: shanghaiDate(hub.clock.now()),
      onlyOpen: true,
      ...(department === undefined ? {} : { department }),
    };
    return c.json(await read(query, cursor ?? null, limit), 200);
  });

  return app;
};

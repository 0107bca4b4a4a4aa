import { pageOf } from "../../schemas/http.ts";
import { registerEntry } from "../../schemas/registers.ts";
import { csvHead, csvRows } from "../application/csv.ts";
import { namesOf } from "../application/statistics/names.ts";
import {
  type ListedRegister,
  listedRegisters,
  registerColumns,
} from "../application/statistics/register-columns.ts";
import { registerPages } from "../application/statistics/register-pages.ts";
import type { RegisterQuery } from "../ports/case-store.ts";
import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Claims } from "./authenticate.ts";
import { sendCsv } from "./csv-answer.ts";
import type { Deps } from "./deps.ts";
import { namedDepartment, periodQuery, requirePeriod } from "./period-query.ts";
import { Failed, requireRole } from "./responses.ts";

const entriesQuery = z.object({ ...periodQuery, onlyOpen: z.enum(["true", "false"]).default("false") });

const about = {
  description:
    "Entries of a period, at most 400 days. Supervisors read those of all departments; officers and chiefs those of their own.",
  tags: ["supervision"],
  security: signedIn,
};

const listRoute = createRoute({
  ...about,
  method: "get",
  path: "/v1/registers/{register}",
  summary: "A register of supervision / 监察台账",
  request: {
    params: z.object({ register: z.enum(listedRegisters) }),
    query: entriesQuery.extend({
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: "a page, oldest first",
      content: { "application/json": { schema: pageOf(registerEntry.meta({ id: "RegisterEntry" })) } },
    },
    ...problemResponses(401, 403, 422),
  },
});

const tableRoute = (register: ListedRegister) =>
  createRoute({
    ...about,
    method: "get",
    path: `/v1/registers/${register}.csv`,
    summary: `The register of ${register} as a table / 监察台账导出`,
    description: `${about.description} UTF-8 with a byte order mark, for spreadsheets: a case number has a tab behind it there, so that it stays a text.`,
    request: { query: entriesQuery },
    responses: {
      200: { description: "all entries, oldest first", content: { "text/csv": { schema: z.string() } } },
      ...problemResponses(401, 403, 422),
    },
  });

/** The department somebody may read of: any, or their own. Throws a problem when they ask for another. */
const readableDepartment = (claims: Claims, asked: string | undefined): string | undefined => {
  if (claims.roles.includes("supervisor") || claims.roles.includes("admin")) return asked;
  const { department } = claims;
  if (department === undefined || (asked !== undefined && asked !== department))
    throw new Failed({ kind: "Forbidden", needed: ["supervisor", "admin"] });
  return department;
};

type EntriesQuery = z.output<typeof entriesQuery>;

const queryOf = (
  claims: Claims,
  register: ListedRegister,
  { from, to, department: asked, onlyOpen }: EntriesQuery,
): Omit<RegisterQuery, "cursor" | "limit"> => {
  const department = readableDepartment(claims, namedDepartment(asked));
  requirePeriod(from, to);
  return {
    register,
    from,
    to,
    onlyOpen: onlyOpen === "true",
    ...(department === undefined ? {} : { department }),
  };
};

/** The registers of supervision: page by page, and as tables. */
export const makeRegisterRoutes = ({
  hub,
  csvBytes,
}: Pick<Deps, "hub"> & { csvBytes?: number | undefined }) => {
  const app = makeRouter();

  async function* tableOf(query: Omit<RegisterQuery, "cursor" | "limit">, register: ListedRegister) {
    const columns = registerColumns(register, namesOf(hub.world));
    let head = csvHead(columns);
    for await (const entries of registerPages(hub.store, query)) {
      yield head + csvRows(columns, entries);
      head = "";
    }
  }

  // Before the list, whose path would take `card.csv` for the name of a register.
  for (const register of listedRegisters)
    app.openapi(tableRoute(register), (c) => {
      const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
      const query = queryOf(claims, register, c.req.valid("query"));
      const name = `${register}-${query.from}-${query.to}`;
      return sendCsv(c, hub.log, { name, pieces: tableOf(query, register), maxBytes: csvBytes });
    });

  app.openapi(listRoute, async (c) => {
    const claims = requireRole(c, "officer", "chief", "supervisor", "admin");
    const { register } = c.req.valid("param");
    const { cursor, limit, ...asked } = c.req.valid("query");
    const query = queryOf(claims, register, asked);
    return c.json(await hub.store.register({ ...query, cursor: cursor ?? null, limit }), 200);
  });

  return app;
};

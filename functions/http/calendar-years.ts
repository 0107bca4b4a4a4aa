import { createRoute, makeRouter, problemResponses, signedIn, z } from "./api.ts";
import type { Deps } from "./deps.ts";
import { Failed, limitBody, requireRole } from "./responses.ts";

/** The largest notice of a year, in bytes; a real one is below two thousand. */
const YEAR_BYTES = 50_000;

const calendar = z
  .object({
    version: z.string(),
    years: z.array(z.int()),
    recomputedUnder: z.string().meta({
      description:
        "the version all open due dates were last computed by; right after an import it is still the one before, and follows with the next look of the watch, within minutes",
    }),
  })
  .meta({ id: "Calendar" });

const readRoute = createRoute({
  method: "get",
  path: "/v1/calendar",
  summary: "The years of working days the hub knows / 工作日历",
  tags: ["guide"],
  responses: {
    200: { description: "the calendar in use", content: { "application/json": { schema: calendar } } },
  },
});

const importRoute = createRoute({
  method: "post",
  path: "/v1/calendar-years",
  summary: "Import a year's notice / 导入放假安排",
  description:
    "The State Council's notice of one year: holidays and make-up working days. It takes effect at once; the due dates of open cases follow within minutes, and the log of each says so.",
  tags: ["supervision"],
  security: signedIn,
  request: {
    body: {
      required: true,
      content: {
        "application/json": { schema: z.record(z.string(), z.unknown()).meta({ id: "CalendarYear" }) },
      },
    },
  },
  responses: {
    200: {
      description: "imported, durable",
      content: { "application/json": { schema: z.object({ year: z.int(), version: z.string() }) } },
    },
    ...problemResponses(400, 401, 403, 413, 422),
  },
});

/** The calendar: anybody reads it, an administrator imports a year. */
export const makeCalendarRoutes = ({ hub, importCalendar }: Deps) => {
  const app = makeRouter();
  app.use("/v1/calendar-years", limitBody(YEAR_BYTES));

  app.openapi(readRoute, async (c) => {
    const { version, years } = hub.world.calendar;
    const recomputedUnder = await hub.calendarYears.recomputedUnder();
    return c.json({ version, years: [...years], recomputedUnder }, 200);
  });

  app.openapi(importRoute, async (c) => {
    requireRole(c, "admin");
    const result = await importCalendar.importYear(c.req.valid("json"));
    if ("kind" in result) throw new Failed(result);
    return c.json(result, 200);
  });

  return app;
};

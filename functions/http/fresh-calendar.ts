import type { MiddlewareHandler } from "hono";
import type { RefreshCalendar } from "../application/refresh-calendar.ts";
import type { HubEnv } from "./responses.ts";

/**
 * Have each request answered by years of working days that were read no longer than half a minute ago. Another process
 * may have imported one, and a process that has only just started knows none.
 */
export const freshCalendar =
  ({ refreshIfStale }: Pick<RefreshCalendar, "refreshIfStale">): MiddlewareHandler<HubEnv> =>
  async (_, next) => {
    await refreshIfStale();
    return next();
  };

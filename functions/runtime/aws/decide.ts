import { type HandleCommand, makeHandleCommand } from "../../application/handle-command.ts";
import { makeRefreshCalendar } from "../../application/refresh-calendar.ts";
import type { FunctionHub } from "./hub.ts";

/**
 * What decides, for the functions that do; the others must not read its rules when they start. It goes by the years of
 * working days that were imported up to half a minute ago.
 */
export const makeDecide = ({ hub, memory, live }: FunctionHub): HandleCommand => {
  const { refreshIfStale } = makeRefreshCalendar({ ...hub, live });
  const decide = makeHandleCommand(hub, memory);
  return async (request) => {
    await refreshIfStale();
    return decide(request);
  };
};

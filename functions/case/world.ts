import type { WorkingCalendar } from "../catalog/calendar/working-calendar.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Process, Processes } from "../processes/process.ts";
import type { CaseState } from "./state.ts";

/** What the core knows besides the case: the standard, the processes and the working days. Data only. */
export interface World {
  catalog: Catalog;
  processes: Processes;
  calendar: WorkingCalendar;
}

/** The process a case runs under. Throws when the hub no longer has it, which a deployment must not allow. */
export const processOf = (world: World, state: Pick<CaseState, "processId">): Process => {
  const process = world.processes.get(state.processId);
  if (process === undefined)
    throw new Error(`no process "${state.processId}" is installed, yet a case runs under it; keep its file`);
  return process;
};

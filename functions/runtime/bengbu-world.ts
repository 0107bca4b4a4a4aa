import type { World } from "../case/world.ts";
import { bengbuCatalog } from "../catalog/bengbu.ts";
import { bengbuCalendar } from "../catalog/calendar/bengbu.ts";
import { processes } from "../processes/processes.ts";

/** What a Bengbu centre runs: its catalogue, its calendar and every process. */
export const bengbuWorld: World = { catalog: bengbuCatalog, processes, calendar: bengbuCalendar };

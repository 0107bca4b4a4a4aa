import type { World } from "../case/world.ts";
import { bengbuCatalog, bengbuEditions } from "../catalog/bengbu.ts";
import { bengbuCalendar } from "../catalog/calendar/bengbu.ts";
import { demonstrationFees } from "../catalog/fees/demonstration-fees.ts";
import { makeFeeEditions } from "../catalog/fees/fee-editions.ts";
import { bengbuProfile } from "../catalog/profile.ts";
import { processes } from "../processes/processes.ts";

/** What a Bengbu centre runs: its catalogue with every edition, its calendar, its rules of time and every process. */
export const bengbuWorld: World = {
  catalog: bengbuCatalog,
  editions: bengbuEditions,
  processes,
  calendar: bengbuCalendar,
  profile: bengbuProfile,
  fees: makeFeeEditions([demonstrationFees]),
};

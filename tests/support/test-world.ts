import type { World } from "../../functions/case/world.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { bengbuCalendar } from "../../functions/catalog/calendar/bengbu.ts";
import { type Item, makeCatalog } from "../../functions/catalog/catalog.ts";
import { bengbuProfile } from "../../functions/catalog/profile.ts";
import { processes } from "../../functions/processes/processes.ts";

/** The world as it is: Bengbu's catalogue, calendar, profile and processes. */
export const bengbuWorld: World = {
  catalog: bengbuCatalog,
  processes,
  calendar: bengbuCalendar,
  profile: bengbuProfile,
};

/** That world with some rows of the power list changed. */
export const bengbuWorldWith = (changes: Readonly<Record<string, Partial<Item>>>): World => ({
  ...bengbuWorld,
  catalog: makeCatalog({
    version: "changed",
    validFrom: bengbuCatalog.validFrom,
    departments: [...bengbuCatalog.departments.values()],
    items: [...bengbuCatalog.items.values()].map((item) => ({ ...item, ...changes[item.id] })),
    preApprovals: bengbuCatalog.preApprovals,
    outputs: [...bengbuCatalog.outputs.values()],
  }),
});

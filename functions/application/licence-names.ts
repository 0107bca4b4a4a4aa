import { type Message, message } from "../../schemas/message.ts";
import { catalogOn, type World } from "../case/world.ts";
import type { IsoDate } from "../catalog/calendar/shanghai.ts";

/** What people call departments and items. An id nobody knows stands as it is, so that nothing goes unnamed. */
export interface LicenceNames {
  department: (id: string) => Message;
  item: (id: string) => Message;
}

const asWritten = (id: string): Message => message(id, id);

/** Every id as it is written, where no catalogue is at hand. */
export const idsAsNames: LicenceNames = { department: asWritten, item: asWritten };

/** Names by the catalogue in force on the day of issue, so that an old document keeps the words of its day; else by today's. */
export const licenceNames = (
  world: Pick<World, "catalog" | "editions">,
  { issuedOn }: { issuedOn: IsoDate },
): LicenceNames => {
  const catalogs = [catalogOn(world, issuedOn), world.catalog];
  const named = (rows: "departments" | "items") => (id: string) =>
    catalogs.map((catalog) => catalog[rows].get(id)?.name).find((name) => name !== undefined) ??
    asWritten(id);
  return { department: named("departments"), item: named("items") };
};

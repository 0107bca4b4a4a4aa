import type { Message } from "../../../schemas/message.ts";
import { editionsOf, type World } from "../../case/world.ts";

/** What departments and items are called; `null` for none, and for one no edition of the catalogue has. */
export interface Names {
  department: (id: string | null) => Message | null;
  item: (id: string | null) => Message | null;
}

/** The names in a world's catalogue: of several editions the newest that has one. */
export const namesOf = (world: Pick<World, "catalog" | "editions">): Names => {
  const newestFirst = editionsOf(world).toReversed();
  const nameIn = (rows: "departments" | "items", id: string | null): Message | null =>
    id === null ? null : (newestFirst.find((edition) => edition[rows].has(id))?.[rows].get(id)?.name ?? null);
  return { department: (id) => nameIn("departments", id), item: (id) => nameIn("items", id) };
};

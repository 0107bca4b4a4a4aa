import { type Message, message } from "../../../schemas/message.ts";
import type { Catalog } from "../../catalog/catalog.ts";
import { modeNames } from "./messages.ts";

/** What an item is called on the power list, or its id. */
export const itemName = ({ items }: Catalog, id: string): Message => items.get(id)?.name ?? message(id, id);

/** What a department is called, or its id. */
export const departmentName = ({ departments }: Catalog, id: string): Message =>
  departments.get(id)?.name ?? message(id, id);

/** What an output is called, or its name. */
export const outputLabel = ({ outputs }: Catalog, name: string): Message =>
  outputs.get(name)?.label ?? message(name, name);

/** What a mode is called, or its id. */
export const modeName = (mode: string): Message => modeNames[mode] ?? message(mode, mode);

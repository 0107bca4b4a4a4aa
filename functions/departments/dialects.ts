import type { Dialect } from "./dialect.ts";
import { formSm3 } from "./form-sm3.ts";
import { jsonCloudEvents } from "./json-cloud-events.ts";
import { xmlGbk } from "./xml-gbk.ts";

/** Every dialect the hub speaks. Adding one is adding a file and a row here. */
export const dialects: readonly Dialect[] = [jsonCloudEvents, xmlGbk, formSm3];

/** Find a dialect by the id the directory names; `null` for one the hub does not speak. */
export const dialectOf = (id: string): Dialect | null => dialects.find((each) => each.id === id) ?? null;

import type { Dialect } from "./dialect.ts";

/**
 * Every dialect the hub speaks, by its id, read when it is first spoken: a function that serves one department loads
 * one. Adding a dialect is adding a file and a row here.
 */
const loaders: ReadonlyMap<string, () => Promise<Dialect>> = new Map([
  ["json", async () => (await import("./json-cloud-events.ts")).jsonCloudEvents],
  ["xml-gbk", async () => (await import("./xml-gbk.ts")).xmlGbk],
  ["form-sm3", async () => (await import("./form-sm3.ts")).formSm3],
]);

/** The ids of all dialects, as the directory of departments names them. */
export const dialectIds: readonly string[] = [...loaders.keys()];

/** Load a dialect by the id the directory names; `null` for one the hub does not speak. */
export const loadDialect = async (id: string): Promise<Dialect | null> => (await loaders.get(id)?.()) ?? null;

/** Whether a dialect has words for what payment channels are told: so far plain JSON alone. */
export const carriesFees = (id: string): boolean => id === "json";

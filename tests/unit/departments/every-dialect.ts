import { dialectIds, loadDialect } from "../../../functions/departments/dialects.ts";

/** Every dialect of the hub, loaded. */
export const everyDialect = (await Promise.all(dialectIds.map(loadDialect))).filter((each) => each !== null);

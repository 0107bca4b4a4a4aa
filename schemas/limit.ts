import * as z from "zod";

/**
 * What a limit counts: working days or natural days, working hours or natural hours.
 *
 * Art. 82 makes the days of 行政许可法 working days; the bare “日” of other laws is a natural day.
 * @see 行政许可法第八十二条; 民法典第二百零一条
 */
export const limitUnit = z.enum(["working-day", "natural-day", "working-hour", "natural-hour"]);
/** See {@link limitUnit}. */
export type LimitUnit = z.infer<typeof limitUnit>;

/** A limit with its unit. No limit is `null`, which is not zero; zero is at once (即办). */
export const limit = z
  .strictObject({ value: z.int().min(0).max(10_000), unit: limitUnit })
  .meta({ id: "Limit" });
/** See {@link limit}. */
export type Limit = z.infer<typeof limit>;

/** A limit as a log holds it: logs that were begun before limits had units hold a bare number of working days. */
export const loggedLimit = z.union([z.number(), limit]);
/** See {@link loggedLimit}. */
export type LoggedLimit = z.infer<typeof loggedLimit>;

/** A number of working days. */
export const workingDays = (value: number): Limit => ({ value, unit: "working-day" });

/** A number of natural days. */
export const naturalDays = (value: number): Limit => ({ value, unit: "natural-day" });

/** Read a limit of a log. */
export const limitOf = (logged: LoggedLimit | null): Limit | null =>
  typeof logged === "number" ? workingDays(logged) : logged;

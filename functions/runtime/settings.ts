import { z } from "zod";

const number = (fallback: number, low: number, high: number) =>
  z.coerce.number().int().min(low).max(high).default(fallback);

/** The settings of the embedded hub, read from the environment. Each has a unit, a default and a reason. */
const settings = z.object({
  /** Folder of database, keys and documents. */
  LIANBAN_DATA: z.string().min(1).default("./data"),
  /** Address to listen on; loopback unless a proxy stands in front. */
  LIANBAN_HOST: z.string().min(1).default("127.0.0.1"),
  /** Port to listen on; 0 takes a free one. */
  LIANBAN_PORT: number(8080, 0, 65_535),
  /** Public base address without a trailing slash; made of host and port if absent. */
  LIANBAN_BASE_URL: z.url().optional(),
  /** Whether departments' twins run beside the hub (`on`, `off`); off means that real systems are configured. */
  LIANBAN_TWINS: z.enum(["on", "off"]).default("on"),
  /** Seed of the twins' dice: the same seed gives the same run. */
  LIANBAN_SEED: number(7, 0, 4_294_967_295),
  /** How often the watch looks, in seconds. */
  LIANBAN_WATCH_SECONDS: number(60, 1, 3_600),
  /** Whether every log line is written (`info`) or only warnings and errors (`warn`). */
  LIANBAN_LOG: z.enum(["info", "warn"]).default("warn"),
});

/** See the schema: one field per environment variable. */
export type Settings = z.infer<typeof settings>;

/** Read the settings. Throws with every wrong variable, its value's fault and what is allowed. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const result = settings.safeParse(environment);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`the environment is not right:\n${faults.join("\n")}`);
};

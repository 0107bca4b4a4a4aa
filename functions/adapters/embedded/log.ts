import type { Log } from "../../ports/log.ts";

type Level = "info" | "warn" | "error";

/** One JSON line per entry on standard error; `info` only when wanted. */
export const makeLineLog = ({ verbose }: { verbose: boolean }): Log => {
  const write =
    (level: Level): Log["info"] =>
    (code, facts = {}) => {
      if (level === "info" && !verbose) return;
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, code, ...facts })}\n`);
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
};

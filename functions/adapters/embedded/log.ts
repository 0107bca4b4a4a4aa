import { maskResidentIdsIn } from "../../../schemas/codes/resident-id.ts";
import type { Log } from "../../ports/log.ts";

type Level = "info" | "warn" | "error";

/** One JSON line per entry on standard error; `info` only when wanted. An identity number that strays into a fact is masked. */
export const makeLineLog = ({ verbose }: { verbose: boolean }): Log => {
  const write =
    (level: Level): Log["info"] =>
    (code, facts = {}) => {
      if (level === "info" && !verbose) return;
      const line = JSON.stringify({ at: new Date().toISOString(), level, code, ...facts });
      process.stderr.write(`${maskResidentIdsIn(line)}\n`);
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
};

import type { Log } from "../../ports/log.ts";
import type { LogCode, LogFacts, LogLevel } from "../../ports/log-codes.ts";
import { maskedFacts } from "../shared/masked-facts.ts";

/** One JSON line per entry on standard error; `info` only when wanted. */
export const makeLineLog = ({ verbose }: { verbose: boolean }): Log => {
  const write =
    (level: LogLevel) =>
    (code: LogCode, facts: LogFacts = {}): void => {
      if (level === "info" && !verbose) return;
      const line = { at: new Date().toISOString(), level, code, ...maskedFacts(facts) };
      process.stderr.write(`${JSON.stringify(line)}\n`);
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
};

import { Logger } from "@aws-lambda-powertools/logger";
import type { Log } from "../../ports/log.ts";
import { type LogCode, type LogFacts, type LogLevel, logCodes } from "../../ports/log-codes.ts";
import { maskedFacts } from "../shared/masked-facts.ts";

/**
 * One JSON line per entry, as CloudWatch Logs Insights reads it: `level`, `code`, the code's meaning as `message`, the
 * facts; `info` only when wanted. The service's name comes from `POWERTOOLS_SERVICE_NAME`.
 */
export const makePowertoolsLog = ({ verbose }: { verbose: boolean }): Log => {
  const logger = new Logger({ logLevel: verbose ? "INFO" : "WARN" });
  const write =
    (level: LogLevel) =>
    (code: LogCode, facts: LogFacts = {}): void =>
      logger[level](logCodes[code].meaning, { code, ...maskedFacts(facts) });
  return { info: write("info"), warn: write("warn"), error: write("error") };
};

import type { LogCode, LogFacts } from "./log-codes.ts";

/** The hub's log: a code of the catalogue and plain facts; never a personal datum. */
export interface Log {
  info: (code: LogCode<"info">, facts?: LogFacts) => void;
  warn: (code: LogCode<"warn">, facts?: LogFacts) => void;
  error: (code: LogCode<"error">, facts?: LogFacts) => void;
}

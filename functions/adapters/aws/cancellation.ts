import type { CancellationReason, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import type { AppendResult } from "../../ports/case-store.ts";
import type { Step } from "./append-transaction.ts";

/** Reasons that say nothing of the writes themselves: the same transaction may go through in a moment. */
const PASSING: ReadonlySet<string> = new Set([
  "TransactionConflict",
  "ThrottlingError",
  "ProvisionedThroughputExceeded",
]);

const codeOf = (reason: CancellationReason | undefined): string => reason?.Code ?? "None";

/**
 * What a cancelled append comes to: a result, `again`, or the steps to write instead: those without the releases of
 * values that somebody else holds. The first reason in the order of the steps counts, also when it is a passing one:
 * what ranks higher must be known before anything lower is answered. Throws for a reason that is neither.
 */
export const verdictOf = (
  steps: readonly Step[],
  error: TransactionCanceledException,
): AppendResult | "again" | Step[] => {
  const reasons = error.CancellationReasons ?? [];
  const first = steps.findIndex((_, index) => codeOf(reasons[index]) !== "None");
  const code = codeOf(reasons[first]);
  if (PASSING.has(code)) return "again";
  const refusal = steps[first]?.refusal;
  if (code !== "ConditionalCheckFailed" || refusal === undefined)
    throw new Error(`DynamoDB cancelled an append: ${error.message}`, { cause: error });
  const result = refusal(reasons[first]?.Item);
  return result === "leave" ? withoutRefused(steps, reasons) : result;
};

const withoutRefused = (steps: readonly Step[], reasons: readonly CancellationReason[]): Step[] =>
  steps.filter((_, index) => codeOf(reasons[index]) !== "ConditionalCheckFailed");

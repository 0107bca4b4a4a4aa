import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { AppendResult } from "../../ports/case-store.ts";
import type { Step } from "./append-transaction.ts";
import { verdictOf } from "./cancellation.ts";
import type { Table } from "./table.ts";

/**
 * Write steps in one transaction, and tell what it came to. Throws what DynamoDB threw when others had the items in
 * hand, so that it is tried again; anything else it throws would fail again.
 */
export const writeSteps = async (table: Table, steps: readonly Step[]): Promise<AppendResult> => {
  try {
    await table.db.send(new TransactWriteCommand({ TransactItems: steps.map((step) => step.write) }));
    return { kind: "Appended" };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const verdict = verdictOf(steps, error);
    if (verdict === "again") throw error;
    return "kind" in verdict ? verdict : writeSteps(table, verdict);
  }
};

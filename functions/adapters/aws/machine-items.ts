import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { casePartition, type Table } from "./table.ts";

/** Which execution is the present one of a case whose machine was started again; a case has none before that. */
export interface MachineItems {
  /** The ARN of the present execution, or `null` while the first one is. */
  present: (caseId: string) => Promise<string | null>;
  /**
   * Make `next` the present execution in the place of `present`; `false` when another came first. Of any number who
   * try at once one succeeds.
   */
  replace: (caseId: string, present: string | null, next: string) => Promise<boolean>;
}

const keyOf = (caseId: string) => ({ pk: casePartition(caseId), sk: "MACHINE" });

/** Present executions in the hub's table, as items `CASE#<caseId>` / `MACHINE`. */
export const makeMachineItems = ({ name, db }: Table): MachineItems => ({
  present: async (caseId) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: name, Key: keyOf(caseId), ConsistentRead: true }),
    );
    return (Item?.execution as string | undefined) ?? null;
  },
  replace: async (caseId, present, next) => {
    try {
      await db.send(
        new PutCommand({
          TableName: name,
          Item: { ...keyOf(caseId), execution: next },
          ...(present === null
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "execution = :present",
                ExpressionAttributeValues: { ":present": present },
              }),
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // A write whose answer was lost is sent again by the SDK, and then fails on its own work.
      return error.Item?.execution?.S === next;
    }
  },
});

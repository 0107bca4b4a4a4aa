import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { randomId } from "../shared/random-id.ts";
import { isWritten } from "./is-written.ts";
import { casePartition, type Table } from "./table.ts";

/** The right to carry out entries of one case, for a time. */
export interface LaneLease {
  /** Take it for its whole time again. `false` when it ran out and another has it. */
  renew: () => Promise<boolean>;
  release: () => Promise<void>;
}

/**
 * Leases on the lanes of cases: an item of the case's partition that one worker at a time holds. It runs out by itself
 * when its holder dies. Time is the machine's: those of Lambda differ by less than a lease lasts by orders of magnitude.
 */
export const makeLaneLeases = ({ name, db }: Table, leaseMs: number) => {
  const keyOf = (caseId: string) => ({ pk: casePartition(caseId), sk: "LANE" });
  const mine = { ConditionExpression: "#owner = :owner", ExpressionAttributeNames: { "#owner": "owner" } };

  /** A holder takes it again as well, since the SDK repeats a write whose answer was lost. */
  const hold = (caseId: string, owner: string): Promise<boolean> =>
    isWritten(
      db.send(
        new PutCommand({
          TableName: name,
          Item: { ...keyOf(caseId), owner, heldUntil: Date.now() + leaseMs },
          ConditionExpression: `attribute_not_exists(pk) OR heldUntil < :now OR ${mine.ConditionExpression}`,
          ExpressionAttributeNames: mine.ExpressionAttributeNames,
          ExpressionAttributeValues: { ":now": Date.now(), ":owner": owner },
        }),
      ),
    );

  const release = async (caseId: string, owner: string): Promise<void> => {
    await isWritten(
      db.send(
        new DeleteCommand({
          TableName: name,
          Key: keyOf(caseId),
          ...mine,
          ExpressionAttributeValues: { ":owner": owner },
        }),
      ),
    );
  };

  return {
    /** The lease of a case, or `null` while another worker has it. */
    take: async (caseId: string): Promise<LaneLease | null> => {
      const owner = randomId();
      if (!(await hold(caseId, owner))) return null;
      return { renew: () => hold(caseId, owner), release: () => release(caseId, owner) };
    },
  };
};

/** The leases of one table. */
export type LaneLeases = ReturnType<typeof makeLaneLeases>;

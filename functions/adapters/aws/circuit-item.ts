import { DeleteCommand, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { randomId } from "../shared/random-id.ts";
import { type RefusingItem, refusedBy } from "./refused-by.ts";
import type { Table } from "./table.ts";

/**
 * How a department has answered: failures in a row, until when it is left alone, and until when a probe of it may be
 * under way. Epoch milliseconds; `probedUntil` by the machine's clock.
 */
export interface Circuit {
  failures: number;
  openUntil: number;
  probedUntil: number;
}

/** The circuit of a department that has not failed since it last answered: no item at all. */
export const CLOSED: Circuit = { failures: 0, openUntil: 0, probedUntil: 0 };

const circuitOf = (item: Record<string, unknown>): Circuit => ({
  failures: Number(item.failures ?? 0),
  openUntil: Number(item.openUntil ?? 0),
  probedUntil: Number(item.probedUntil ?? 0),
});

const circuitThatRefused = ({ failures, openUntil, probedUntil }: RefusingItem): Circuit =>
  circuitOf({ failures: failures?.N, openUntil: openUntil?.N, probedUntil: probedUntil?.N });

/** The circuit of one department as an item of the table: every change is one conditional write. */
export const makeCircuitItem = ({ name, db }: Table, department: string) => {
  const target = { TableName: name, Key: { pk: `CIRCUIT#${department}`, sk: "CIRCUIT" } };

  return {
    read: async (): Promise<Circuit> => {
      const { Item } = await db.send(new GetCommand({ ...target, ConsistentRead: true }));
      return Item === undefined ? CLOSED : circuitOf(Item);
    },
    /** Count a failure. */
    fail: async (): Promise<Circuit> => {
      const { Attributes = {} } = await db.send(
        new UpdateCommand({
          ...target,
          UpdateExpression: "ADD failures :one",
          ExpressionAttributeValues: { ":one": 1 },
          ReturnValues: "ALL_NEW",
        }),
      );
      return circuitOf(Attributes);
    },
    /** Leave the department alone from one instant to another, unless it already is; the circuit as it then is. */
    open: async (circuit: Circuit, from: number, until: number): Promise<Circuit> => {
      const refusal = await refusedBy(
        db.send(
          new UpdateCommand({
            ...target,
            UpdateExpression: "SET openUntil = :until REMOVE probedUntil",
            ConditionExpression: "attribute_not_exists(openUntil) OR openUntil <= :from",
            ExpressionAttributeValues: { ":from": from, ":until": until },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      return refusal === null
        ? { ...circuit, openUntil: until, probedUntil: 0 }
        : circuitThatRefused(refusal);
    },
    /** Take the one probe that may be under way. Otherwise the circuit as it is by now. */
    probe: async ({ openUntil }: Circuit, probeMs: number): Promise<"Mine" | Circuit> => {
      const now = Date.now();
      const refusal = await refusedBy(
        db.send(
          new UpdateCommand({
            ...target,
            UpdateExpression: "SET probedUntil = :until, probe = :probe",
            ConditionExpression:
              "openUntil = :openUntil AND (attribute_not_exists(probedUntil) OR probedUntil < :now OR probe = :probe)",
            ExpressionAttributeValues: {
              ":openUntil": openUntil,
              ":now": now,
              ":until": now + probeMs,
              ":probe": randomId(),
            },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      return refusal === null ? "Mine" : circuitThatRefused(refusal);
    },
    /** Forget all failures; the circuit as it was. */
    close: async (): Promise<Circuit> => {
      const { Attributes } = await db.send(new DeleteCommand({ ...target, ReturnValues: "ALL_OLD" }));
      return Attributes === undefined ? CLOSED : circuitOf(Attributes);
    },
  };
};

import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Ids } from "../../ports/ids.ts";
import { randomId } from "../shared/random-id.ts";
import type { Table } from "./table.ts";

type Waiter = PromiseWithResolvers<number>;

/** Add to a sequence and answer its new last number. When the network fails midway, the SDK may add twice: a gap. */
const advance = async ({ name, db }: Table, sequence: string, count: number): Promise<number> => {
  const { Attributes } = await db.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk: `SEQUENCE#${sequence}`, sk: "SEQUENCE" },
      UpdateExpression: "ADD lastNumber :count",
      ExpressionAttributeValues: { ":count": count },
      ReturnValues: "UPDATED_NEW",
    }),
  );
  return Attributes?.lastNumber as number;
};

/**
 * Random identifiers from the platform, sequences from atomic counters in the table.
 *
 * Numbers are not reserved ahead: a function instance serves one request at a time and may never be asked again, and
 * the numbers of a day stay dense. Callers who wait at the same time share one write, so a number costs one write
 * unit at most.
 */
export const makeDynamoIds = (table: Table): Ids => {
  const waiting = new Map<string, Waiter[]>();

  const serve = async (sequence: string): Promise<void> => {
    for (let waiters = waiting.get(sequence); waiters?.length; ) {
      const batch = waiters.splice(0);
      try {
        const last = await advance(table, sequence, batch.length);
        for (const [index, { resolve }] of batch.entries()) resolve(last - batch.length + 1 + index);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    waiting.delete(sequence);
  };

  return {
    random: randomId,
    next: (sequence) => {
      const waiter: Waiter = Promise.withResolvers();
      const waiters = waiting.get(sequence);
      if (waiters !== undefined) waiters.push(waiter);
      else {
        waiting.set(sequence, [waiter]);
        void serve(sequence);
      }
      return waiter.promise;
    },
  };
};

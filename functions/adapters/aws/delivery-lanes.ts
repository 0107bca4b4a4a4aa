import { paginateQuery, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { randomId } from "../shared/random-id.ts";
import { type DeliveryItem, type LaneKey, laneItemKey } from "./delivery-items.ts";
import { isWritten } from "./is-written.ts";
import type { Table } from "./table.ts";

/** A lane as it was read: what is pending, oldest first, and who had it last. Epoch milliseconds of the machine's clock. */
export interface Lane {
  pending: readonly DeliveryItem[];
  /** The mark of whoever took the lane last; `null` when nobody has yet. It stays when the lease ends. */
  holder: string | null;
  leasedUntil: number;
}

/** The right to send the messages of a lane, until an instant. */
export interface LaneLease {
  holder: string;
  until: number;
}

const laneOf = (items: readonly Record<string, unknown>[]): Lane => {
  const own = items.find(({ holder }) => holder !== undefined);
  const pending = items.filter((item) => item !== own) as unknown as DeliveryItem[];
  return {
    pending: pending.toSorted((one, other) => (one.position < other.position ? -1 : 1)),
    holder: (own?.holder as string | undefined) ?? null,
    leasedUntil: (own?.leasedUntil as number | undefined) ?? 0,
  };
};

/**
 * Lanes and who may send their messages. A lane has an item of its own for its lease; taking it compares who had it when
 * the lane was read, so that whoever gets it knows the lane as it is.
 *
 * Leases go by the machine's clock: clocks of Lambda differ by less than a lease lasts by orders of magnitude.
 */
export const makeDeliveryLanes = ({ name, db }: Table, leaseMs: number) => ({
  /** Strongly consistent; a read unit for each 4 KB of all messages the lane ever had. */
  read: async (key: LaneKey): Promise<Lane> => {
    const { pk, sk } = laneItemKey(key);
    const query = {
      TableName: name,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :sk)",
      FilterExpression: "#state = :pending OR attribute_exists(#holder)",
      ExpressionAttributeNames: { "#state": "state", "#holder": "holder" },
      ExpressionAttributeValues: { ":pk": pk, ":sk": sk, ":pending": "pending" },
      ConsistentRead: true,
    };
    const items: Record<string, unknown>[] = [];
    for await (const { Items = [] } of paginateQuery({ client: db }, query)) items.push(...Items);
    return laneOf(items);
  },

  /** The lease of a lane, or `null` while somebody else has it or has had it since it was read. */
  take: async (key: LaneKey, lane: Lane): Promise<LaneLease | null> => {
    const now = Date.now();
    if (lane.leasedUntil > now) return null;
    const lease = { holder: randomId(), until: now + leaseMs };
    // Its own mark counts too, since the SDK repeats a write whose answer was lost.
    const asRead = lane.holder === null ? "attribute_not_exists(#holder)" : "#holder = :before";
    const write = db.send(
      new UpdateCommand({
        TableName: name,
        Key: laneItemKey(key),
        UpdateExpression: "SET #holder = :holder, leasedUntil = :until",
        ConditionExpression: `${asRead} OR #holder = :holder`,
        ExpressionAttributeNames: { "#holder": "holder" },
        ExpressionAttributeValues: {
          ":holder": lease.holder,
          ":until": lease.until,
          ...(lane.holder === null ? {} : { ":before": lane.holder }),
        },
      }),
    );
    return (await isWritten(write)) ? lease : null;
  },

  /** Let go of a lane, unless the lease ran out and somebody else has it. */
  release: (key: LaneKey, { holder }: LaneLease): Promise<boolean> =>
    isWritten(
      db.send(
        new UpdateCommand({
          TableName: name,
          Key: laneItemKey(key),
          UpdateExpression: "REMOVE leasedUntil",
          ConditionExpression: "#holder = :holder",
          ExpressionAttributeNames: { "#holder": "holder" },
          ExpressionAttributeValues: { ":holder": holder },
        }),
      ),
    ),
});

/** The lanes of one table. */
export type DeliveryLanes = ReturnType<typeof makeDeliveryLanes>;

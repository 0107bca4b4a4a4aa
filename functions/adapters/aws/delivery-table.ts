import { PutCommand, paginateQuery, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Page } from "../../ports/case-store.ts";
import type { Delivery, DeliveryRecord, DeliveryState } from "../../ports/deliveries.ts";
import {
  DELIVERY_PREFIX,
  DELIVERY_STATES,
  type DeliveryItem,
  type DeliveryKey,
  deliveryItemKey,
  deliveryKeyOf,
  departmentPartition,
  idPartition,
  newDeliveryItem,
  placeOf,
  recordOf,
  statePartitions,
} from "./delivery-items.ts";
import { isWritten } from "./is-written.ts";
import { refusedBy } from "./refused-by.ts";
import { type IndexList, readPage } from "./sharded-query.ts";
import { casePartition, sortable, type Table } from "./table.ts";
import { updateOf } from "./update-expression.ts";

/** How many messages of a department are looked at in search of overdue ones: the oldest. */
const LOOKED_AT = 500;

const listOf = (department: string | undefined, state: DeliveryState | undefined): IndexList => {
  const states = state === undefined ? DELIVERY_STATES : [state];
  return department === undefined
    ? { index: "gsi1", partitions: states.flatMap(statePartitions) }
    : { index: "gsi2", partitions: states.map((each) => departmentPartition(department, each)) };
};

/** What an update sets so that a delivery reads as `item`. */
const changesOf = (item: DeliveryItem) => ({
  state: item.state,
  attempts: item.attempts,
  nextAttemptAt: item.nextAttemptAt ?? null,
  lastError: item.lastError ?? null,
  ...placeOf(item, item.state),
});

/** Deliveries as items of their case's partition. */
export const makeDeliveryTable = ({ name, db }: Table) => {
  const keyOfId = async (id: string): Promise<DeliveryKey | null> => {
    const { Items } = await db.send(
      new QueryCommand({
        TableName: name,
        IndexName: "gsi3",
        KeyConditionExpression: "gsi3pk = :id",
        ExpressionAttributeValues: { ":id": idPartition(id) },
        Limit: 1,
      }),
    );
    const found = Items?.[0];
    return found === undefined ? null : deliveryKeyOf({ pk: String(found.pk), sk: String(found.sk) });
  };

  return {
    /** Keep a delivery unless its id is known. Returns where the one that is now there stands. */
    insert: async (delivery: Delivery, position: string, at: number): Promise<DeliveryState> => {
      const refusal = await refusedBy(
        db.send(
          new PutCommand({
            TableName: name,
            Item: newDeliveryItem(delivery, position, at),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      return (refusal?.state?.S ?? "pending") as DeliveryState;
    },
    /** Write what an attempt came to; `false` when somebody else has written the same attempt meanwhile. */
    note: (before: DeliveryItem, after: DeliveryItem): Promise<boolean> =>
      isWritten(
        db.send(
          new UpdateCommand({
            TableName: name,
            Key: deliveryItemKey(before),
            ...updateOf(changesOf(after), {
              condition: "#state = :pending AND #attempts = :before",
              values: { ":pending": "pending", ":before": before.attempts },
            }),
          }),
        ),
      ),
    /**
     * Put an ended delivery back in its place, to be sent at an instant. One that is pending stays as it is, and is
     * still found, so that a pointer to it that got lost can be sent again.
     */
    revive: async (id: string, at: number): Promise<{ key: DeliveryKey; wasEnded: boolean } | null> => {
      const key = await keyOfId(id);
      if (key === null) return null;
      const fresh = { state: "pending", attempts: 0, nextAttemptAt: at, lastError: null };
      const update = updateOf(
        { ...fresh, ...placeOf(key, "pending") },
        { condition: "attribute_exists(pk) AND #state <> :state" },
      );
      const write = db.send(new UpdateCommand({ TableName: name, Key: deliveryItemKey(key), ...update }));
      return { key, wasEnded: await isWritten(write) };
    },
    hasPending: async (caseId: string): Promise<boolean> => {
      const query = {
        TableName: name,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        FilterExpression: "#state = :pending",
        ProjectionExpression: "sk",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":pk": casePartition(caseId),
          ":prefix": DELIVERY_PREFIX,
          ":pending": "pending",
        },
        ConsistentRead: true,
      };
      for await (const { Count = 0 } of paginateQuery({ client: db }, query)) if (Count > 0) return true;
      return false;
    },
    /** Deliveries a department is still to get, those that came first first. */
    waiting: async (department: string, limit: number): Promise<DeliveryKey[]> => {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: name,
          IndexName: "gsi2",
          KeyConditionExpression: "gsi2pk = :partition",
          ExpressionAttributeValues: { ":partition": departmentPartition(department, "pending") },
          Limit: limit,
        }),
      );
      return Items.map(({ pk, sk }) => deliveryKeyOf({ pk: String(pk), sk: String(sk) }));
    },
    /**
     * The oldest message of each lane of a department, up to `limit`, if it was to be tried before an instant and still
     * waits; those that came first first. Looks at the {@link LOOKED_AT} oldest messages only.
     */
    overdue: async (department: string, before: number, limit: number): Promise<DeliveryKey[]> => {
      const partitions = [departmentPartition(department, "pending")];
      const list: IndexList = { index: "gsi2", partitions, before: sortable(before, 15) };
      const { rows } = await readPage({ name, db }, list, LOOKED_AT, (read) => {
        const item = read as unknown as DeliveryItem;
        return item.state === "pending" ? item : null;
      });
      const heads = new Map(rows.toReversed().map((item) => [item.caseId, item]));
      return rows
        .filter((item) => heads.get(item.caseId) === item && (item.nextAttemptAt ?? 0) < before)
        .slice(0, limit)
        .map(({ caseId, id }) => ({ caseId, department, id }));
    },
    list: (
      department: string | undefined,
      state: DeliveryState | undefined,
      cursor: string | null,
      limit: number,
    ): Promise<Page<DeliveryRecord>> =>
      readPage({ name, db }, { ...listOf(department, state), after: cursor }, limit, (item) => {
        const record = recordOf(item as unknown as DeliveryItem);
        return state === undefined || record.state === state ? record : null;
      }),
  };
};

/** The deliveries of one table. */
export type DeliveryTable = ReturnType<typeof makeDeliveryTable>;

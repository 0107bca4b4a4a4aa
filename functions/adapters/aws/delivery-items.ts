import type { Delivery, DeliveryRecord, DeliveryState } from "../../ports/deliveries.ts";
import type { AfterAttempt } from "../shared/delivery-pauses.ts";
import { randomId } from "../shared/random-id.ts";
import { casePartition, SHARDS, shardOf, sortable } from "./table.ts";

/** Which delivery of which lane. */
export interface DeliveryKey {
  caseId: string;
  department: string;
  id: string;
}

/** The messages of one case to one department; they are sent one after another. */
export type LaneKey = Omit<DeliveryKey, "id">;

/** A delivery as it rests in the table, but for its keys. `nextAttemptAt` is in epoch milliseconds. */
export interface DeliveryItem extends Delivery {
  position: string;
  state: DeliveryState;
  attempts: number;
  nextAttemptAt?: number;
  lastError?: string;
}

/** The states a delivery may be in. */
export const DELIVERY_STATES: readonly DeliveryState[] = ["pending", "delivered", "dead"];

/** How the sort keys of all deliveries of a case begin. */
export const DELIVERY_PREFIX = "DELIVERY#";

/** The key of a lane itself, which keeps its turn and lease. It sorts before the deliveries of the lane. */
export const laneItemKey = ({ caseId, department }: LaneKey) => ({
  pk: casePartition(caseId),
  sk: `${DELIVERY_PREFIX}${department}#`,
});

/** The key of a delivery. */
export const deliveryItemKey = (key: DeliveryKey) => {
  const { pk, sk } = laneItemKey(key);
  return { pk, sk: `${sk}${key.id}` };
};

/** The delivery whose keys an index gave: the reverse of {@link deliveryItemKey}. */
export const deliveryKeyOf = ({ pk, sk }: { pk: string; sk: string }): DeliveryKey => {
  const [, department = "", ...id] = sk.split("#");
  return { caseId: pk.slice(casePartition("").length), department, id: id.join("#") };
};

/** Partitions of the index by state: a delivery is in one of them. */
export const statePartitions = (state: DeliveryState): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `MESSAGES#${state}#${shard}`);

/** The partition of the index by department and state. */
export const departmentPartition = (department: string, state: DeliveryState): string =>
  `MESSAGES#${department}#${state}`;

/** The partition of the index by id. */
export const idPartition = (id: string): string => `DELIVERY#${id}`;

/** Where the indexes by state have a delivery. A change of state is two writes in each of them, anything else none. */
export const placeOf = ({ id, department }: DeliveryKey, state: DeliveryState) => ({
  gsi1pk: `MESSAGES#${state}#${shardOf(id)}`,
  gsi2pk: departmentPartition(department, state),
});

/** The item of a delivery that has just come. */
export const newDeliveryItem = (delivery: Delivery, position: string, at: number) => ({
  ...deliveryItemKey(delivery),
  ...delivery,
  ...placeOf(delivery, "pending"),
  gsi1sk: position,
  gsi2sk: position,
  gsi3pk: idPartition(delivery.id),
  gsi3sk: "DELIVERY",
  position,
  state: "pending",
  attempts: 0,
  nextAttemptAt: at,
});

/** What a caller of the port sees of an item. */
export const recordOf = (item: Omit<DeliveryItem, "payload">): DeliveryRecord => {
  const { id, caseId, itemId, department, type, createdAt, state, attempts, nextAttemptAt, lastError } = item;
  return {
    ...{ id, caseId, itemId, department, type, createdAt, state, attempts },
    nextAttemptAt: nextAttemptAt === undefined ? null : new Date(nextAttemptAt).toISOString(),
    lastError: lastError ?? null,
  };
};

/** What the sender gets of an item. */
export const deliveryOf = (item: DeliveryItem): Delivery => {
  const { id, caseId, itemId, department, type, payload, createdAt } = item;
  return { id, caseId, itemId, department, type, payload, createdAt };
};

/** An item as an attempt leaves it. */
export const itemAfter = (item: DeliveryItem, after: AfterAttempt): DeliveryItem => {
  const { nextAttemptAt: _, lastError: __, ...kept } = item;
  return {
    ...kept,
    attempts: item.attempts + 1,
    state: after.state,
    ...(after.lastError === null ? {} : { lastError: after.lastError }),
    ...(after.state === "pending" ? { nextAttemptAt: after.nextAttemptAt } : {}),
  };
};

/**
 * Places in the order of arrival: `001764000000000-000003-7K2M`, epoch milliseconds, a counter within the millisecond
 * and a mark of this process. Never goes back within a process, even when its clock does.
 */
export const makePositions = (now: () => number): (() => string) => {
  const mark = randomId().slice(0, 4);
  let last = 0;
  let count = 0;
  return () => {
    const at = Math.max(now(), last);
    count = at === last ? count + 1 : 0;
    last = at;
    return `${sortable(at, 15)}-${sortable(count)}-${mark}`;
  };
};

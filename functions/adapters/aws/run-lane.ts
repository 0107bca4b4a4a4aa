import { setTimeout } from "node:timers/promises";
import type { SendDelivery } from "../../ports/deliveries.ts";
import { attemptDelivery } from "../shared/attempt-delivery.ts";
import { afterAttempt, type DeliveryPauses } from "../shared/delivery-pauses.ts";
import { type DeliveryItem, deliveryOf, itemAfter, type LaneKey } from "./delivery-items.ts";
import type { DeliveryLanes, Lane, LaneLease } from "./delivery-lanes.ts";
import type { DeliveryTable } from "./delivery-table.ts";
import type { DepartmentCircuit, Heard } from "./department-circuit.ts";

/** How long a lane that another invocation has in hand is left to it, in milliseconds. */
const BUSY_MS = 2_000;

/** Shorter waits are slept through, in milliseconds: a queue hides nothing for less, and gives things back a little early at times. */
const NAP_MS = 1_000;

/** The share of a lease after which no further message is begun, so that the last one ends within the lease. */
const SHARE_TO_BEGIN = 1 / 3;

/** What it takes to send the messages of lanes of one department. */
export interface LaneWork {
  deliveries: DeliveryTable;
  lanes: DeliveryLanes;
  circuit: DepartmentCircuit;
  send: SendDelivery;
  pauses: DeliveryPauses;
  leaseMs: number;
  now: () => number;
  isStopped: () => boolean;
}

/** How long it is not worth looking at a lane, and whether that is for its department's circuit, as for all its lanes. */
interface Wait {
  milliseconds: number;
  isForCircuit: boolean;
}

/** How a lane was left: the ids that are still pending, and how long they wait at least. */
export interface LaneResult extends Wait {
  pending: ReadonlySet<string>;
}

/** A lane in hand. */
interface LaneRun {
  key: LaneKey;
  lane: Lane;
  lease: LaneLease | null;
}

const waitFor = (milliseconds: number): Wait => ({ milliseconds, isForCircuit: false });
const waitForCircuit = (milliseconds: number): Wait => ({ milliseconds, isForCircuit: true });

/** Take the lane's lease, unless it is held already. `false` when it is busy, or its lease too far used up to begin. */
const hasLease = async ({ lanes, leaseMs }: LaneWork, run: LaneRun): Promise<boolean> => {
  run.lease ??= await lanes.take(run.key, run.lane);
  return run.lease !== null && run.lease.until - Date.now() > leaseMs * (1 - SHARE_TO_BEGIN);
};

/** Why the oldest message of a lane must not be sent now, or `null`. */
const holdUp = async (work: LaneWork, run: LaneRun, head: DeliveryItem): Promise<Wait | null> => {
  const early = (head.nextAttemptAt ?? 0) - work.now();
  if (early > 0) return waitFor(early);
  const leftAlone = await work.circuit.leftAloneFor();
  if (leftAlone > 0) return waitForCircuit(leftAlone);
  return (await hasLease(work, run)) ? null : waitFor(BUSY_MS);
};

/** Read the lane again. Whoever finds another's mark on it has lost the lease. */
const readAgain = async ({ lanes }: LaneWork, run: LaneRun): Promise<void> => {
  run.lane = await lanes.read(run.key);
  if (run.lane.holder !== run.lease?.holder) run.lease = null;
};

/** Send the oldest message of a lane and write what it came to. With nothing behind it the lane is not read again. */
const sendHead = async (
  work: LaneWork,
  run: LaneRun,
  head: DeliveryItem,
  hear: (heard: Heard) => Promise<void>,
): Promise<void> => {
  const { attempts } = head;
  const result = await attemptDelivery(work.send, deliveryOf(head), attempts);
  const item = itemAfter(head, afterAttempt(work.pauses, { attempts, result, at: work.now() }));
  const [isNoted] = await Promise.all([
    work.deliveries.note(head, item),
    hear(result.kind === "Retry" ? "failure" : "answer"),
  ]);
  const behind = run.lane.pending.slice(1);
  if (isNoted && item.state === "pending") run.lane = { ...run.lane, pending: [item, ...behind] };
  else if (isNoted && behind.length === 0) run.lane = { ...run.lane, pending: [] };
  else await readAgain(work, run);
};

/** Send the oldest message of a lane, or say how long it waits. */
const goOn = async (work: LaneWork, run: LaneRun, head: DeliveryItem): Promise<Wait | null> => {
  const wait = await holdUp(work, run, head);
  if (wait !== null) return wait;
  const admission = await work.circuit.admit();
  if (admission.kind === "Wait") return waitForCircuit(admission.milliseconds);
  await sendHead(work, run, head, admission.hear);
  return null;
};

/**
 * Send what is due of one lane, oldest first, until nothing is or a third of the lease is used up. What cannot be
 * written throws and leaves the lease to run out, as a crash does.
 */
export const runLane = async (work: LaneWork, key: LaneKey): Promise<LaneResult> => {
  const run: LaneRun = { key, lane: await work.lanes.read(key), lease: null };
  let wait: Wait | null = null;
  let isRested = false;
  for (let head = run.lane.pending[0]; head !== undefined && !work.isStopped(); head = run.lane.pending[0]) {
    wait = await goOn(work, run, head);
    if (wait !== null && (isRested || wait.milliseconds > NAP_MS)) break;
    isRested = wait !== null;
    // A timer may fire a millisecond early by the clock of the day.
    if (wait !== null) await setTimeout(wait.milliseconds + 1);
  }
  if (run.lease !== null) await work.lanes.release(key, run.lease);
  return { pending: new Set(run.lane.pending.map(({ id }) => id)), ...(wait ?? waitFor(0)) };
};

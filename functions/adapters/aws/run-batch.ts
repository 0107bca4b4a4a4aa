import type { SendDelivery } from "../../ports/deliveries.ts";
import type { Log } from "../../ports/log.ts";
import type { DeliveryPauses } from "../shared/delivery-pauses.ts";
import { errorText } from "../shared/error-text.ts";
import type { LaneKey } from "./delivery-items.ts";
import { makeDeliveryLanes } from "./delivery-lanes.ts";
import type { DeliveryPointers, ReceivedPointer } from "./delivery-pointers.ts";
import type { DeliveryTable } from "./delivery-table.ts";
import { type DepartmentCircuit, makeDepartmentCircuit } from "./department-circuit.ts";
import { type LaneResult, runLane } from "./run-lane.ts";
import type { Table } from "./table.ts";

/** What it takes to run batches of pointers. */
export interface BatchWork {
  table: Table;
  deliveries: DeliveryTable;
  pointers: DeliveryPointers;
  pauses: DeliveryPauses;
  breakAfter: number;
  breakMs: number;
  leaseMs: number;
  log: Log | undefined;
  now: () => number;
  isStopped: () => boolean;
}

/** How many lanes of a department are woken when it answers again; the others come by themselves. */
const WAKES = 500;

/** A pointer waits at most this many times longer than its department's circuit is open; see {@link waitOf}. */
const MOST_ROUNDS = 30;

/**
 * How long a pointer waits. While a department is down, pointers that have come often come less often, spread at random,
 * so that thousands do not come each time its circuit is about to be tried.
 */
const waitOf = (
  { milliseconds, isForCircuit }: LaneResult,
  { receives }: ReceivedPointer,
  random: () => number,
): number => milliseconds * (isForCircuit ? 1 + random() * Math.min(receives - 1, MOST_ROUNDS) : 1);

/**
 * Run the lanes that pointers point to, all at once, and keep each pointer whose own delivery is still pending. Returns
 * those that must not be deleted.
 *
 * A lane that could not be run is told and its pointers stay as they are; it takes no other lane with it.
 */
export const makeBatchRunner = (work: BatchWork) => {
  const lanes = makeDeliveryLanes(work.table, work.leaseMs);

  const wakeLanes = async (department: string): Promise<void> => {
    const waiting = await work.deliveries.waiting(department, WAKES);
    const byCase = new Map(waiting.map((key) => [key.caseId, key]));
    await work.pointers.send([...byCase.values()].map((key) => ({ ...key, isExtra: true })));
  };

  const circuitOf = (department: string): DepartmentCircuit => {
    const { table, breakAfter, breakMs, leaseMs, now } = work;
    const onClosed = () => wakeLanes(department);
    return makeDepartmentCircuit(table, department, { breakAfter, breakMs, probeMs: leaseMs, now, onClosed });
  };

  const tryLane = async (
    key: LaneKey,
    circuit: DepartmentCircuit,
    send: SendDelivery,
  ): Promise<LaneResult | null> => {
    try {
      return await runLane({ ...work, lanes, circuit, send }, key);
    } catch (error) {
      work.log?.error("delivery-lane-failed", { ...key, error: errorText(error) });
      return null;
    }
  };

  /** The pointers of one department's lane, and how the lane was left. */
  const runOne = async (received: ReceivedPointer[], circuit: DepartmentCircuit, send: SendDelivery) => {
    const [first] = received;
    if (first === undefined) return [];
    const result = await tryLane({ caseId: first.caseId, department: first.department }, circuit, send);
    return received.map((pointer) => ({ pointer, result }));
  };

  const runDepartment = async (department: string, received: ReceivedPointer[], send: SendDelivery) => {
    const circuit = circuitOf(department);
    const byCase = Map.groupBy(received, ({ caseId }) => caseId);
    return Promise.all([...byCase.values()].map((ofLane) => runOne(ofLane, circuit, send)));
  };

  return async (received: readonly ReceivedPointer[], send: SendDelivery): Promise<ReceivedPointer[]> => {
    const departments = Map.groupBy(received, ({ department }) => department);
    const runs = [...departments].map(([department, all]) => runDepartment(department, all, send));
    const left = (await Promise.all(runs)).flat(2);
    const failed = left.filter(({ result }) => result === null).map(({ pointer }) => pointer);
    const waits = left.flatMap(({ pointer, result }) =>
      result === null || pointer.isExtra || !result.pending.has(pointer.id)
        ? []
        : [{ pointer, milliseconds: waitOf(result, pointer, work.pauses.random) }],
    );
    return [...failed, ...(await work.pointers.keep(waits))];
  };
};

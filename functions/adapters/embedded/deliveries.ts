import type { Deliveries, SendDelivery } from "../../ports/deliveries.ts";
import { attemptDelivery } from "../shared/attempt-delivery.ts";
import { afterAttempt, DELIVERY_PAUSES_MS } from "../shared/delivery-pauses.ts";
import { makeCircuitBreaker } from "./circuit-breaker.ts";
import type { Database } from "./database.ts";
import { type Claimed, makeDeliveryTable } from "./delivery-table.ts";

/** How the worker behaves. */
export interface DeliveryOptions {
  /** @default {@link DELIVERY_PAUSES_MS} */
  pausesMs?: readonly number[];
  /** Share of a pause that is added at random, 0 to 1. @default 0.2 */
  jitter?: number;
  /** Messages under way at once, over all departments; one that has none under way may always send one. @default 64 */
  concurrency?: number;
  /** Messages under way at once to one department. @default 16 */
  perDepartment?: number;
  /** Failures in a row after which a department is left alone for a while; those pauses use up no attempts. @default 10 */
  breakAfter?: number;
  /** How long it is left alone, in milliseconds. @default 30000 */
  breakMs?: number;
  /** @default Date.now */
  now?: () => number;
  /** @default Math.random */
  random?: () => number;
}

/** How long a delivery whose outcome could not be written stays in hand, so that a full disk sends no storm. */
const UNWRITTEN_PAUSE_MS = 1_000;

/** The timer looks again at least this often, in case the machine's clock was set. */
const LOOK_AGAIN_MS = 60_000;

const laneOf = (caseId: string, department: string): string => `${department}\n${caseId}`;

/** A list that starts somewhere else each time. */
const turned = <T>(list: readonly T[], turn: number): T[] => {
  const start = list.length === 0 ? 0 : turn % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
};

/** The deliveries table and its in-process worker. */
export const makeSqliteDeliveries = (database: Database, options: DeliveryOptions = {}): Deliveries => {
  const { pausesMs = DELIVERY_PAUSES_MS, jitter = 0.2, concurrency = 64, perDepartment = 16 } = options;
  const { breakAfter = 10, breakMs = 30_000, now = Date.now, random = Math.random } = options;
  const table = makeDeliveryTable(database);
  const breaker = makeCircuitBreaker({ breakAfter, breakMs, perDepartment, now });
  const inHand = new Map<string, Promise<void>>();
  const underWay = new Map<string, number>();
  let send: SendDelivery | null = null;
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  let awake = false;
  let stopped = false;

  const countOf = (department: string): number => underWay.get(department) ?? 0;

  const attempt = async (delivery: Claimed, sender: SendDelivery): Promise<void> => {
    const { attempts, department } = delivery;
    const result = await attemptDelivery(sender, delivery, attempts);
    breaker.hear(department, result.kind === "Retry" ? "failure" : "answer");
    const after = afterAttempt({ pausesMs, jitter, random }, { attempts, result, at: now() });
    if (after.state === "pending") await table.retryAt(delivery, after.nextAttemptAt, after.lastError);
    else await table.end(delivery, after.state, after.lastError);
  };

  const putDown = (lane: string, department: string): void => {
    inHand.delete(lane);
    underWay.set(department, countOf(department) - 1);
    wake();
  };

  const take = (delivery: Claimed, sender: SendDelivery): void => {
    const { caseId, department } = delivery;
    const lane = laneOf(caseId, department);
    underWay.set(department, countOf(department) + 1);
    const done = attempt(delivery, sender).then(
      () => putDown(lane, department),
      () => void setTimeout(putDown, UNWRITTEN_PAUSE_MS, lane, department).unref(),
    );
    inHand.set(lane, done);
  };

  /** Positions a department may be sent now. A lane in hand hides one row at most, hence the double look. */
  const candidatesOf = (department: string, at: number): { department: string; positions: number[] } => {
    const count = countOf(department);
    const room = inHand.size >= concurrency && count > 0 ? 0 : breaker.room(department, count, at);
    const rows = room === 0 ? [] : table.ready(department, at, 2 * perDepartment);
    const isFree = ({ caseId }: { caseId: string }) => !inHand.has(laneOf(caseId, department));
    return {
      department,
      positions: rows
        .filter(isFree)
        .slice(0, room)
        .map((row) => row.position),
    };
  };

  /** One message of each department in turn, until the hub or every department has its fill. */
  const takeReady = (departments: readonly string[], at: number, sender: SendDelivery): void => {
    const candidates = departments.map((department) => candidatesOf(department, at));
    for (let round = 0; round < perDepartment; round += 1)
      for (const { department, positions } of candidates) {
        const position = positions[round];
        const isFull = inHand.size >= concurrency && countOf(department) > 0;
        const delivery = position === undefined || isFull ? null : table.delivery(position);
        if (delivery !== null) take(delivery, sender);
      }
  };

  const schedule = (departments: readonly string[], at: number): void => {
    clearTimeout(timer);
    const times = departments
      .map((department) => breaker.triedAgainAt(department, at) ?? table.nextAt(department, at))
      .filter((time) => time !== null);
    if (times.length === 0) return;
    timer = setTimeout(wake, Math.min(Math.min(...times) - at, LOOK_AGAIN_MS)).unref();
  };

  /** One look at the clock serves all: what is not ready at an instant has its timer set from that same instant. */
  const work = (): void => {
    awake = false;
    if (stopped || send === null || !database.sql.isOpen) return;
    const at = now();
    turn += 1;
    const departments = turned(table.departments(), turn);
    takeReady(departments, at, send);
    schedule(departments, at);
  };

  const wake = (): void => {
    if (awake || stopped) return;
    awake = true;
    setImmediate(work);
  };

  return {
    enqueue: async (deliveries) => {
      await table.insert(deliveries, now());
      wake();
    },
    list: async ({ department, state, cursor, limit }) =>
      table.list(department, state, Number(cursor ?? 0), limit),
    redeliver: async (id) => {
      const isThere = await table.revive(id, now());
      wake();
      return isThere ? "Redelivered" : "NotFound";
    },
    hasPending: async (caseId) => table.hasPending(caseId),
    run: (sender) => {
      send = sender;
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(inHand.values());
    },
  };
};

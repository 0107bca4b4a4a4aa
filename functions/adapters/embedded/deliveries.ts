import type { SQLOutputValue } from "node:sqlite";
import type {
  Deliveries,
  Delivery,
  DeliveryRecord,
  SendDelivery,
  SendResult,
} from "../../ports/deliveries.ts";
import { pageOf } from "./case-store.ts";
import type { Database } from "./database.ts";

/**
 * Pauses before the second, third … attempt, in milliseconds: the schedule of the Standard Webhooks specification,
 * 75.6 hours in all. After the last the delivery is dead.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const DELIVERY_PAUSES_MS: readonly number[] = [
  5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000, 72_000_000, 86_400_000,
];

/** How the worker behaves. */
export interface DeliveryOptions {
  /** @default {@link DELIVERY_PAUSES_MS} */
  pausesMs?: readonly number[];
  /** Share of a pause that is added at random, 0 to 1. @default 0.2 */
  jitter?: number;
  /** Messages under way at once, over all departments. @default 32 */
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

interface Claimed extends Delivery {
  attempts: number;
}

interface Breaker {
  failures: number;
  openUntil: number;
}

const deliveryOf = (row: Record<string, SQLOutputValue>): Claimed => ({
  id: row.id as string,
  caseId: row.case_id as string,
  itemId: row.item_id as string,
  department: row.department as string,
  type: row.type as string,
  payload: row.payload as Uint8Array,
  createdAt: row.created_at as string,
  attempts: row.attempts as number,
});

const recordOf = (row: Record<string, SQLOutputValue>): DeliveryRecord & { position: number } => {
  const { payload: _, attempts, ...delivery } = deliveryOf(row);
  return {
    ...delivery,
    attempts,
    position: row.position as number,
    state: row.state as DeliveryRecord["state"],
    nextAttemptAt: row.next_at === null ? null : new Date(row.next_at as number).toISOString(),
    lastError: row.last_error as string | null,
  };
};

/** The deliveries table and its in-process worker. */
export const makeSqliteDeliveries = ({ sql, write }: Database, options: DeliveryOptions = {}): Deliveries => {
  const { pausesMs = DELIVERY_PAUSES_MS, jitter = 0.2, concurrency = 32, perDepartment = 16 } = options;
  const { breakAfter = 10, breakMs = 30_000, now = Date.now, random = Math.random } = options;
  const insert = sql.prepare(
    `INSERT OR IGNORE INTO deliveries VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM deliveries), ?, ?, ?, ?, ?, ?, 'pending', 0, ?, NULL)`,
  );
  const ready = sql.prepare(
    `SELECT * FROM deliveries d WHERE state = 'pending' AND next_at <= ? AND NOT EXISTS (
       SELECT 1 FROM deliveries e WHERE e.state = 'pending' AND e.case_id = d.case_id AND e.department = d.department
       AND e.position < d.position) ORDER BY next_at, position LIMIT ?`,
  );
  const soonest = sql.prepare(
    "SELECT min(next_at) AS at FROM deliveries WHERE state = 'pending' AND next_at > ?",
  );
  const succeed = sql.prepare(
    "UPDATE deliveries SET state = 'delivered', attempts = ?, next_at = NULL, last_error = NULL WHERE id = ?",
  );
  const retryLater = sql.prepare(
    "UPDATE deliveries SET attempts = ?, next_at = ?, last_error = ? WHERE id = ?",
  );
  const giveUp = sql.prepare(
    "UPDATE deliveries SET state = 'dead', attempts = ?, next_at = NULL, last_error = ? WHERE id = ?",
  );
  const putOff = sql.prepare(
    "UPDATE deliveries SET next_at = ? WHERE department = ? AND state = 'pending' AND next_at < ?",
  );
  const inHand = new Map<string, { department: string; done: Promise<void> }>();
  const breakers = new Map<string, Breaker>();
  let send: SendDelivery | null = null;
  let timer: NodeJS.Timeout | undefined;
  let awake = false;
  let stopped = false;

  const pauseOf = (attempts: number, retryAfterSeconds: number | null): number | null => {
    const pause = pausesMs[attempts - 1];
    if (pause === undefined) return null;
    return Math.max(pause * (1 + jitter * random()), (retryAfterSeconds ?? 0) * 1_000);
  };

  const note = (delivery: Claimed, result: SendResult): void => {
    const attempts = delivery.attempts + 1;
    if (result.kind === "Delivered") {
      succeed.run(attempts, delivery.id);
      return;
    }
    const pause = result.kind === "Stop" ? null : pauseOf(attempts, result.retryAfterSeconds);
    if (pause === null) giveUp.run(attempts, result.reason.slice(0, 500), delivery.id);
    else retryLater.run(attempts, Math.round(now() + pause), result.reason.slice(0, 500), delivery.id);
  };

  /** A department that keeps failing is left alone; messages that wait for it keep their attempts. */
  const watchDepartment = (department: string, result: SendResult): void => {
    const breaker = breakers.get(department) ?? { failures: 0, openUntil: 0 };
    breakers.set(department, breaker);
    breaker.failures = result.kind === "Retry" ? breaker.failures + 1 : 0;
    if (breaker.failures < breakAfter) return;
    breaker.openUntil = now() + breakMs;
    putOff.run(breaker.openUntil, department, breaker.openUntil);
  };

  const attempt = async (delivery: Claimed): Promise<void> => {
    const failed = (error: unknown): SendResult => ({
      kind: "Retry",
      reason: String(error),
      retryAfterSeconds: null,
    });
    const result = (await send?.(delivery, delivery.attempts + 1).catch(failed)) ?? failed("no sender");
    await write(() => {
      note(delivery, result);
      watchDepartment(delivery.department, result);
    });
  };

  const underWay = (department: string): number =>
    [...inHand.values()].filter((each) => each.department === department).length;

  const take = (delivery: Claimed): void => {
    const done = attempt(delivery)
      .catch(() => undefined)
      .finally(() => {
        inHand.delete(delivery.id);
        wake();
      });
    inHand.set(delivery.id, { department: delivery.department, done });
  };

  const work = (): void => {
    awake = false;
    if (stopped || send === null || inHand.size >= concurrency) return;
    for (const row of ready.all(now(), concurrency * 4)) {
      const delivery = deliveryOf(row);
      if (inHand.size >= concurrency) return;
      if (!inHand.has(delivery.id) && underWay(delivery.department) < perDepartment) take(delivery);
    }
    const at = soonest.get(now())?.at as number | null;
    clearTimeout(timer);
    if (at !== null) timer = setTimeout(wake, Math.min(Math.max(at - now(), 1), 60_000)).unref();
  };

  const wake = (): void => {
    if (awake || stopped) return;
    awake = true;
    setImmediate(work);
  };

  return {
    enqueue: async (deliveries) => {
      const at = now();
      await write(() => {
        for (const { id, caseId, itemId, department, type, payload, createdAt } of deliveries)
          insert.run(id, caseId, itemId, department, type, payload, createdAt, at);
      });
      wake();
    },
    list: async ({ department, state, cursor, limit }) => {
      const rows = sql
        .prepare(
          `SELECT * FROM deliveries WHERE (?1 IS NULL OR department = ?1) AND (?2 IS NULL OR state = ?2)
           AND position > ?3 ORDER BY position LIMIT ?4`,
        )
        .all(department ?? null, state ?? null, Number(cursor ?? 0), limit + 1)
        .map(recordOf);
      const page = pageOf(rows, limit, (row) => String(row.position));
      return { rows: page.rows.map(({ position: _, ...record }) => record), cursor: page.cursor };
    },
    redeliver: async (id) => {
      const changed = await write(
        () =>
          sql
            .prepare(
              "UPDATE deliveries SET state = 'pending', attempts = 0, next_at = ?, last_error = NULL WHERE id = ? AND state <> 'pending'",
            )
            .run(now(), id).changes,
      );
      wake();
      return changed === 1 ? "Redelivered" : "NotFound";
    },
    run: (sender) => {
      send = sender;
      wake();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.allSettled([...inHand.values()].map((each) => each.done));
    },
  };
};

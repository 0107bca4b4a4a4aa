import type { SQLOutputValue } from "node:sqlite";
import type { Delivery, DeliveryRecord, DeliveryState } from "../../ports/deliveries.ts";
import type { Database } from "./database.ts";
import { pageOf } from "./page-of.ts";

/** A delivery about to be sent, with the attempts it has behind it. */
export interface Claimed extends Delivery {
  attempts: number;
}

const STATES: readonly DeliveryState[] = ["pending", "delivered", "dead"];

const claimedOf = (row: Record<string, SQLOutputValue>): Claimed => ({
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
  const { payload: _, ...delivery } = claimedOf(row);
  return {
    ...delivery,
    position: row.position as number,
    state: row.state as DeliveryState,
    nextAttemptAt:
      row.next_at === null || row.held === 1 ? null : new Date(row.next_at as number).toISOString(),
    lastError: row.last_error as string | null,
  };
};

/** The rows of each state in order, merged: each part is a range of an index, however long the table is. */
const listSql = (states: readonly DeliveryState[], department: string | undefined): string =>
  states
    .map(
      (
        state,
      ) => `SELECT * FROM (SELECT position, id, case_id, item_id, department, type, x'' AS payload, created_at,
         state, attempts, next_at, held, last_error FROM deliveries WHERE state = '${state}'
         ${department === undefined ? "AND ?1 IS NULL" : "AND department = ?1"}
         AND position > ?2 ORDER BY position LIMIT ?3)`,
    )
    .join(" UNION ALL ")
    .concat(" ORDER BY position LIMIT ?3");

/**
 * The deliveries table. Of each case and department exactly one pending delivery is free at a time, the oldest; the
 * others are held behind it.
 */
export const makeDeliveryTable = ({ sql, write, note }: Database) => {
  const free = "state = 'pending' AND held = 0";
  const insert = sql.prepare(
    `INSERT INTO deliveries (id, case_id, item_id, department, type, payload, created_at, state, attempts, next_at, held)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', 0, ?8, EXISTS (
       SELECT 1 FROM deliveries WHERE state = 'pending' AND case_id = ?2 AND department = ?4))
     ON CONFLICT (id) DO NOTHING`,
  );
  const firstDepartment = sql.prepare(
    `SELECT department FROM deliveries INDEXED BY deliveries_ready WHERE ${free} ORDER BY department LIMIT 1`,
  );
  const nextDepartment = sql.prepare(
    `SELECT department FROM deliveries INDEXED BY deliveries_ready WHERE ${free} AND department > ?
     ORDER BY department LIMIT 1`,
  );
  const ready = sql.prepare(
    `SELECT position, case_id FROM deliveries WHERE ${free} AND department = ? AND next_at <= ?
     ORDER BY next_at, position LIMIT ?`,
  );
  const soonest = sql.prepare(
    `SELECT min(next_at) AS at FROM deliveries WHERE ${free} AND department = ? AND next_at > ?`,
  );
  const select = sql.prepare("SELECT * FROM deliveries WHERE position = ?");
  const pendingOfCase = sql.prepare(
    "SELECT 1 FROM deliveries WHERE state = 'pending' AND case_id = ? LIMIT 1",
  );
  const end = sql.prepare(
    "UPDATE deliveries SET state = ?, attempts = ?, next_at = NULL, last_error = ? WHERE id = ?",
  );
  const retryAt = sql.prepare("UPDATE deliveries SET attempts = ?, next_at = ?, last_error = ? WHERE id = ?");
  const revive = sql.prepare(
    `UPDATE deliveries SET state = 'pending', attempts = 0, next_at = ?, last_error = NULL, held = 0
     WHERE id = ? AND state <> 'pending' RETURNING case_id, department`,
  );
  const freeNext = sql.prepare(
    `UPDATE deliveries SET held = 0 WHERE held = 1 AND position = (SELECT min(position) FROM deliveries
       WHERE state = 'pending' AND case_id = ? AND department = ?)`,
  );
  const lineUp = sql.prepare(
    `UPDATE deliveries SET held = (position <> (SELECT min(position) FROM deliveries
       WHERE state = 'pending' AND case_id = ?1 AND department = ?2))
     WHERE state = 'pending' AND case_id = ?1 AND department = ?2`,
  );

  return {
    insert: (deliveries: readonly Delivery[], at: number): Promise<void> =>
      note(() => {
        for (const { id, caseId, itemId, department, type, payload, createdAt } of deliveries)
          insert.run(id, caseId, itemId, department, type, payload, createdAt, at);
      }),
    /** Departments for which something is free, now or later. */
    departments: (): string[] => {
      const found: string[] = [];
      let row = firstDepartment.get();
      while (row !== undefined) {
        const department = row.department as string;
        found.push(department);
        row = nextDepartment.get(department);
      }
      return found;
    },
    ready: (department: string, now: number, limit: number): { position: number; caseId: string }[] =>
      ready
        .all(department, now, limit)
        .map((row) => ({ position: row.position as number, caseId: row.case_id as string })),
    /** When a department's next free delivery may be tried, later than now, or `null`. */
    nextAt: (department: string, now: number): number | null =>
      soonest.get(department, now)?.at as number | null,
    delivery: (position: number): Claimed | null => {
      const row = select.get(position);
      return row === undefined ? null : claimedOf(row);
    },
    hasPending: (caseId: string): boolean => pendingOfCase.get(caseId) !== undefined,
    end: (
      { id, caseId, department, attempts }: Claimed,
      state: "delivered" | "dead",
      error: string | null,
    ): Promise<void> =>
      note(() => {
        end.run(state, attempts + 1, error, id);
        freeNext.run(caseId, department);
      }),
    retryAt: ({ id, attempts }: Claimed, at: number, error: string): Promise<unknown> =>
      note(() => retryAt.run(attempts + 1, at, error, id)),
    /** Put an ended delivery back in its place in the line. */
    revive: (id: string, at: number): Promise<boolean> =>
      write(() => {
        const row = revive.get(at, id);
        if (row !== undefined) lineUp.run(row.case_id as string, row.department as string);
        return row !== undefined;
      }),
    list: (
      department: string | undefined,
      state: DeliveryState | undefined,
      after: number,
      limit: number,
    ): { rows: DeliveryRecord[]; cursor: string | null } => {
      const statement = sql.prepare(listSql(state === undefined ? STATES : [state], department));
      const rows = statement.all(department ?? null, after, limit + 1).map(recordOf);
      const page = pageOf(rows, limit, (row) => String(row.position));
      return { rows: page.rows.map(({ position: _, ...record }) => record), cursor: page.cursor };
    },
  };
};

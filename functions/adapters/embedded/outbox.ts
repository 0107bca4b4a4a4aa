import type { SQLOutputValue } from "node:sqlite";
import type { ParkedEntry, RelayEntry } from "../../ports/relay-source.ts";
import type { Database } from "./database.ts";

const entryOf = (row: Record<string, SQLOutputValue>): RelayEntry => ({
  id: row.id as number,
  caseId: row.case_id as string,
  fromSeq: row.from_seq as number,
  toSeq: row.to_seq as number,
  attempts: row.attempts as number,
});

const parkedOf = (row: Record<string, SQLOutputValue>): ParkedEntry => ({
  ...entryOf(row),
  error: (row.error as string | null) ?? "",
  parkedAt: row.parked_at as string,
});

/** One of each in turn, for as long as both last. */
const interleave = <T>(first: readonly T[], second: readonly T[]): T[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [
    ...first.slice(index, index + 1),
    ...second.slice(index, index + 1),
  ]).flat();

/**
 * The outbox table: entries whose effects are still to be carried out. Of each case exactly one entry that is not
 * parked is free at a time, the oldest; the others are held behind it.
 */
export const makeOutbox = ({ sql, write, note }: Database) => {
  const columns = "SELECT id, case_id, from_seq, to_seq, attempts FROM outbox";
  const free = "parked_at IS NULL AND held = 0";
  const fresh = sql.prepare(`${columns} WHERE ${free} AND next_at = 0 ORDER BY id LIMIT ?`);
  const retries = sql.prepare(
    `${columns} WHERE ${free} AND next_at > 0 AND next_at <= ? ORDER BY next_at, id LIMIT ?`,
  );
  const anyReady = sql.prepare(`SELECT 1 FROM outbox WHERE ${free} AND next_at <= ? LIMIT 1`);
  const soonest = sql.prepare(`SELECT min(next_at) AS at FROM outbox WHERE ${free} AND next_at > ?`);
  const remove = sql.prepare("DELETE FROM outbox WHERE id = ?");
  const postpone = sql.prepare("UPDATE outbox SET attempts = ?, next_at = ?, error = ? WHERE id = ?");
  const park = sql.prepare("UPDATE outbox SET attempts = ?, error = ?, parked_at = ? WHERE id = ?");
  const unpark = sql.prepare(
    `UPDATE outbox SET parked_at = NULL, attempts = 0, next_at = 0, held = EXISTS (
       SELECT 1 FROM outbox o WHERE o.case_id = outbox.case_id AND o.parked_at IS NULL)
     WHERE id = ? AND parked_at IS NOT NULL`,
  );
  const freeNext = sql.prepare(
    `UPDATE outbox SET held = 0 WHERE held = 1 AND id = (
       SELECT min(id) FROM outbox WHERE case_id = ? AND parked_at IS NULL)`,
  );
  const parked = sql.prepare(
    "SELECT * FROM outbox INDEXED BY outbox_parked WHERE parked_at IS NOT NULL ORDER BY id LIMIT ?",
  );

  return {
    /** What may be carried out at an instant, retries and fresh entries in turn so that neither starves the other. */
    ready: (now: number, limit: number): RelayEntry[] =>
      interleave(retries.all(now, limit), fresh.all(limit)).map(entryOf),
    hasReady: (now: number): boolean => anyReady.get(now) !== undefined,
    /** When the next entry that waits for its next try may be tried, or `null`. */
    nextAt: (now: number): number | null => (soonest.get(now)?.at as number | null | undefined) ?? null,
    done: ({ id, caseId }: RelayEntry): Promise<void> =>
      note(() => {
        remove.run(id);
        freeNext.run(caseId);
      }),
    postpone: ({ id, attempts }: RelayEntry, at: number, error: string): Promise<unknown> =>
      note(() => postpone.run(attempts + 1, at, error, id)),
    park: ({ id, caseId, attempts }: RelayEntry, at: string, error: string): Promise<void> =>
      note(() => {
        park.run(attempts + 1, error, at, id);
        freeNext.run(caseId);
      }),
    unpark: (id: number): Promise<boolean> => write(() => unpark.run(id).changes === 1),
    parked: (limit: number): ParkedEntry[] => parked.all(limit).map(parkedOf),
  };
};

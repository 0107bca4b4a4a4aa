import type { SQLOutputValue } from "node:sqlite";
import type { ParkedEntry, RelayEntry, RelaySource } from "../../ports/relay-source.ts";
import type { Database } from "./database.ts";

/** Pauses before the second, third … try, in milliseconds; after the last the entry is parked. */
export const RELAY_PAUSES_MS: readonly number[] = [100, 500, 2_000, 10_000, 60_000, 300_000, 1_800_000];

/** How many entries are in hand at once. */
const BATCH = 256;

const entryOf = (row: Record<string, SQLOutputValue>): RelayEntry => ({
  id: row.id as number,
  caseId: row.case_id as string,
  fromSeq: row.from_seq as number,
  toSeq: row.to_seq as number,
  attempts: row.attempts as number,
});

/**
 * The outbox table as the relay's source: drained after each commit and at start. Entries of one case go in order;
 * one that fails steps aside until its next try.
 */
export const makeSqliteRelaySource = (
  { sql, write }: Database,
  { pausesMs = RELAY_PAUSES_MS, now = Date.now }: { pausesMs?: readonly number[]; now?: () => number } = {},
): RelaySource & { wake: () => void } => {
  const select = sql.prepare(
    "SELECT id, case_id, from_seq, to_seq, attempts FROM outbox WHERE id > ? AND parked_at IS NULL AND next_at <= ? ORDER BY id LIMIT ?",
  );
  const selectNext = sql.prepare(
    "SELECT min(next_at) AS at FROM outbox WHERE parked_at IS NULL AND next_at > ?",
  );
  const remove = sql.prepare("DELETE FROM outbox WHERE id = ?");
  const postpone = sql.prepare("UPDATE outbox SET attempts = ?, next_at = ?, error = ? WHERE id = ?");
  const park = sql.prepare("UPDATE outbox SET attempts = ?, error = ?, parked_at = ? WHERE id = ?");
  const inHand = new Map<number, Promise<void>>();
  const tails = new Map<string, Promise<void>>();
  let handle: ((entry: RelayEntry) => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let awake = false;
  let stopped = false;

  const fail = (entry: RelayEntry, error: unknown): Promise<void> => {
    const attempts = entry.attempts + 1;
    const text =
      error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error).slice(0, 500);
    const pause = pausesMs[entry.attempts];
    return write(() => {
      if (pause === undefined) park.run(attempts, text, new Date(now()).toISOString(), entry.id);
      else postpone.run(attempts, now() + pause, text, entry.id);
    });
  };

  const work = async (entry: RelayEntry, before: Promise<void> | undefined): Promise<void> => {
    await before;
    try {
      await handle?.(entry);
      await write(() => remove.run(entry.id));
    } catch (error) {
      if (!stopped) await fail(entry, error);
    }
  };

  const take = (entry: RelayEntry): void => {
    const done = work(entry, tails.get(entry.caseId)).finally(() => {
      inHand.delete(entry.id);
      if (tails.get(entry.caseId) === done) tails.delete(entry.caseId);
      wake();
    });
    inHand.set(entry.id, done);
    tails.set(entry.caseId, done);
  };

  const claim = (): RelayEntry[] => {
    const after = inHand.size === 0 ? 0 : Math.max(...inHand.keys());
    const fresh = select.all(after, now(), BATCH - inHand.size);
    const retries = inHand.size === 0 ? [] : select.all(0, now(), BATCH);
    const seen = new Set<number>();
    return [...retries, ...fresh]
      .map(entryOf)
      .filter(({ id }) => !inHand.has(id) && !seen.has(id) && seen.add(id));
  };

  const drain = (): void => {
    awake = false;
    if (stopped || handle === null || inHand.size >= BATCH) return;
    for (const entry of claim().slice(0, BATCH - inHand.size)) take(entry);
    schedule();
  };

  const schedule = (): void => {
    clearTimeout(timer);
    const at = selectNext.get(now())?.at as number | null;
    if (at !== null && at !== undefined)
      timer = setTimeout(wake, Math.min(Math.max(at - now(), 1), 60_000)).unref();
  };

  const wake = (): void => {
    if (awake || stopped) return;
    awake = true;
    setImmediate(drain);
  };

  return {
    wake,
    run: (handler) => {
      handle = handler;
      wake();
    },
    idle: async () => {
      for (;;) {
        const pending = sql
          .prepare("SELECT count(*) AS n FROM outbox WHERE parked_at IS NULL AND next_at <= ?")
          .get(now())?.n;
        if (inHand.size === 0 && pending === 0) return;
        await (inHand.size === 0
          ? new Promise((resolve) => setTimeout(resolve, 2))
          : Promise.all(inHand.values()));
      }
    },
    parked: async (limit) =>
      sql
        .prepare("SELECT * FROM outbox WHERE parked_at IS NOT NULL ORDER BY id LIMIT ?")
        .all(limit)
        .map(
          (row): ParkedEntry => ({
            ...entryOf(row),
            error: (row.error as string | null) ?? "",
            parkedAt: row.parked_at as string,
          }),
        ),
    retry: async (id) => {
      const changed = await write(
        () =>
          sql
            .prepare(
              "UPDATE outbox SET parked_at = NULL, attempts = 0, next_at = 0 WHERE id = ? AND parked_at IS NOT NULL",
            )
            .run(id).changes,
      );
      wake();
      return changed === 1;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.allSettled(inHand.values());
    },
  };
};

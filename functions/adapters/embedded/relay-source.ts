import type { RelayEntry, RelaySource } from "../../ports/relay-source.ts";
import { errorText } from "../shared/error-text.ts";
import { RELAY_PAUSES_MS } from "../shared/relay-pauses.ts";
import type { Database } from "./database.ts";
import { makeOutbox } from "./outbox.ts";

/** How many entries are in hand at once. */
const BATCH = 256;

/** How long an entry whose outcome could not be written stays in hand, so that a full disk meets no storm. */
const UNWRITTEN_PAUSE_MS = 1_000;

/** The timer looks again at least this often, in case the machine's clock was set. */
const LOOK_AGAIN_MS = 60_000;

/**
 * The outbox table as the relay's source: drained after each commit and at start. Entries of one case go in order;
 * one that fails holds up those behind it in its own case until it is through or parked, and no other case.
 */
export const makeSqliteRelaySource = (
  database: Database,
  { pausesMs = RELAY_PAUSES_MS, now = Date.now }: { pausesMs?: readonly number[]; now?: () => number } = {},
): RelaySource & { wake: () => void } => {
  const outbox = makeOutbox(database);
  const inHand = new Map<number, Promise<void>>();
  let waitingForIdle: (() => void)[] = [];
  let handle: ((entry: RelayEntry) => Promise<void>) | null = null;
  let timer: NodeJS.Timeout | undefined;
  let awake = false;
  let stopped = false;

  const fail = async (entry: RelayEntry, error: unknown): Promise<void> => {
    const pause = pausesMs[entry.attempts];
    if (pause === undefined) await outbox.park(entry, new Date(now()).toISOString(), errorText(error));
    else await outbox.postpone(entry, now() + pause, errorText(error));
  };

  const work = async (entry: RelayEntry): Promise<void> => {
    try {
      await handle?.(entry);
    } catch (error) {
      if (!stopped) await fail(entry, error);
      return;
    }
    await outbox.done(entry);
  };

  const putDown = (id: number): void => {
    inHand.delete(id);
    wake();
  };

  const take = (entry: RelayEntry): void => {
    const done = work(entry).then(
      () => putDown(entry.id),
      () => void setTimeout(putDown, UNWRITTEN_PAUSE_MS, entry.id).unref(),
    );
    inHand.set(entry.id, done);
  };

  const takeReady = (at: number): void => {
    for (const entry of outbox.ready(at, BATCH)) {
      if (inHand.size >= BATCH) return;
      if (!inHand.has(entry.id)) take(entry);
    }
  };

  const schedule = (at: number): void => {
    clearTimeout(timer);
    const next = outbox.nextAt(at);
    if (next !== null) timer = setTimeout(wake, Math.min(next - at, LOOK_AGAIN_MS)).unref();
  };

  /** One look at the clock serves all: what is not ready at an instant has its timer set from that same instant. */
  const drain = (): void => {
    awake = false;
    if (stopped || !database.sql.isOpen) return;
    const at = now();
    if (handle !== null && inHand.size < BATCH) takeReady(at);
    schedule(at);
    if (inHand.size === 0 && !outbox.hasReady(at)) tellIdle();
  };

  const tellIdle = (): void => {
    const waiting = waitingForIdle;
    waitingForIdle = [];
    for (const tell of waiting) tell();
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
    idle: () =>
      new Promise((resolve) => {
        if (stopped) {
          resolve();
          return;
        }
        waitingForIdle.push(resolve);
        wake();
      }),
    parked: async (limit) => outbox.parked(limit),
    retry: async (id) => {
      const isThere = await outbox.unpark(id);
      wake();
      return isThere;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(inHand.values());
      tellIdle();
    },
  };
};

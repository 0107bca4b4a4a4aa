import type { RelayEntry } from "../../ports/relay-source.ts";
import type { LaneLeases } from "./lane-leases.ts";
import type { OutboxItem, OutboxItems } from "./outbox-items.ts";
import type { RelayHandler } from "./relay-handler.ts";
import type { RelayQueue } from "./relay-queue.ts";
import type { Stretch } from "./stream-records.ts";

/** How soon a lane that another worker has in hand is looked at again. */
const BUSY_MS = 2_000;

/** What carrying out the entries of a case takes. */
export interface RelayLaneParts {
  outbox: OutboxItems;
  leases: LaneLeases;
  queue: RelayQueue;
  handler: RelayHandler;
  pausesMs: readonly number[];
  /** The clock of the schedule, in epoch milliseconds. */
  now: () => number;
}

const entryOf = ({ id, caseId, fromSeq, toSeq, attempts }: OutboxItem): RelayEntry => ({
  id,
  caseId,
  fromSeq,
  toSeq,
  attempts,
});

const isInLane = ({ parkedAt }: OutboxItem): boolean => parkedAt === null;

/**
 * Carries out entries of cases, those of one case in order and one at a time, whatever worker has them.
 *
 * Two things keep it live. A message is sent after an item came into a lane, and a message ends only when it found the
 * lane empty; so no lane with something in it is without a message. And an item is replaced only as it was read; so a
 * worker that lost its lease changes nothing any more.
 */
export const makeRelayLanes = ({ outbox, leases, queue, handler, pausesMs, now }: RelayLaneParts) => {
  /** An item as a failed try leaves it: in its lane with the next pause, or parked after the last. */
  const afterFailure = (item: OutboxItem, error: string): OutboxItem => {
    const failed = { ...item, attempts: item.attempts + 1, error };
    const pause = pausesMs[item.attempts];
    return pause === undefined
      ? { ...failed, parkedAt: new Date(now()).toISOString() }
      : { ...failed, nextAt: now() + pause };
  };

  const keep = async (item: OutboxItem, lookInMs: number): Promise<void> => {
    await outbox.add(item);
    if (isInLane(item)) await queue.look(item.caseId, lookInMs);
  };

  const tryFresh = async (item: OutboxItem): Promise<boolean> => {
    const error = await handler.try(entryOf(item));
    if (error === null) return true;
    const failed = afterFailure(item, error);
    await keep(failed, failed.nextAt - now());
    return false;
  };

  /** A parked entry may come back at any time, and then must wait until this one is through. */
  const tryBesideParked = async (item: OutboxItem): Promise<void> => {
    const lease = await leases.take(item.caseId);
    if (lease === null) return keep(item, BUSY_MS);
    try {
      await tryFresh(item);
    } finally {
      await lease.release();
    }
  };

  /** Try an item of a lane; the pause before its next try, or `null` when it has left the lane. */
  const tryAgain = async (item: OutboxItem): Promise<number | null> => {
    const error = await handler.try(entryOf(item));
    if (error === null) {
      await outbox.done(item);
      return null;
    }
    const failed = afterFailure(item, error);
    await outbox.replace(item, failed);
    return isInLane(failed) ? failed.nextAt - now() : null;
  };

  /** Walk along a lane as far as it goes; when to look at it again, or `null` when it is empty. */
  const walk = async (caseId: string, renew: () => Promise<boolean>): Promise<number | null> => {
    const lane = (await outbox.ofCase(caseId)).filter(isInLane);
    for (const [index, item] of lane.entries()) {
      const early = item.nextAt - now();
      if (early > 0) return early;
      if (index > 0 && !(await renew())) return BUSY_MS;
      const pause = await tryAgain(item);
      if (pause !== null) return pause;
    }
    return null;
  };

  return {
    /**
     * Take an entry from the stream. Returns whether it was carried out with nothing kept of its case, and nothing can
     * be then until the stream brings more: `isClear` for the next entry. Rejects when the entry was neither carried
     * out nor kept.
     *
     * The read is needed. That an entry of the case failed is known to the worker that had it, and the next entry may
     * come to another; the head in the record is older than the failure; and a read that lags would let an entry pass
     * those before it. It also tells of parked entries: only when there are any can somebody else take up work of this
     * case, and only then is a lease worth its writes.
     */
    takeFresh: async (stretch: Stretch, isClear: boolean): Promise<boolean> => {
      const item = { ...stretch, id: 0, attempts: 0, nextAt: now(), error: "", parkedAt: null };
      const kept = isClear ? [] : await outbox.ofCase(item.caseId);
      if (kept.length === 0) return tryFresh(item);
      // Told of twice: it is with a person already.
      if (kept.some((one) => one.fromSeq === item.fromSeq && !isInLane(one))) return false;
      const first = kept.find(isInLane);
      if (first === undefined) await tryBesideParked(item);
      else await keep(item, first.nextAt - now());
      return false;
    },
    /** Look at the lane of a case, as a message asked for. Rejects when the message must come again. */
    look: async (caseId: string): Promise<void> => {
      const lease = await leases.take(caseId);
      const againInMs = lease === null ? BUSY_MS : await walk(caseId, lease.renew).finally(lease.release);
      if (againInMs !== null) await queue.look(caseId, againInMs);
    },
  };
};

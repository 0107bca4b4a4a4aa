import type { CaseHead } from "../ports/case-store.ts";
import type { Workflow } from "../ports/workflow.ts";
import type { CaseMemory } from "./case-memory.ts";
import type { HandleCommand } from "./handle-command.ts";
import type { Hub } from "./hub.ts";
import { makeRelay } from "./relay.ts";
import { type SweepReport, sweep, together } from "./sweep.ts";

/** A stretch of time, as instants; the end is outside. */
export interface Stretch {
  since: string;
  until: string;
}

/** How far back the daily look goes, and what it leaves to the relay that is still at it; in milliseconds. */
const RECENT_MS = 48 * 3_600_000;
const UNDER_WAY_MS = 15 * 60_000;

/** The stretch a daily look covers: the last 48 hours up to 15 minutes ago. */
export const recentStretch = (now: string): Stretch => ({
  since: new Date(Date.parse(now) - RECENT_MS).toISOString(),
  until: new Date(Date.parse(now) - UNDER_WAY_MS).toISOString(),
});

/** Heads read at once. */
const PAGE = 1_000;

/** Cases that were filed longer before the stretch than this are not looked at, in milliseconds: 366 days. */
const HORIZON_MS = 366 * 86_400_000;

/** Machines are left alone: what a lost start or answer leaves standing waits on the hub, and the watch starts that. */
const unmoved: Workflow = {
  start: async () => undefined,
  resume: async () => undefined,
  idle: async () => undefined,
};

/**
 * Carry out once more what follows from events of a stretch of time, for when the relay missed some of it: messages that
 * never came into their queue are put there, erasures that were never carried out are, and so are flags of what was revoked. What took place stays as it is,
 * since a message is known by its id.
 *
 * Looks at the heads of all cases filed in the year before the stretch, and reads those that changed last within it. One
 * bad case never stops the others.
 */
export const makeReapply = (hub: Hub, memory: CaseMemory, handle: HandleCommand) => {
  const relay = makeRelay(hub, memory, unmoved, handle);

  /** An erasure that still waits for messages is noted for the watch; at its first try the relay would fail on it. */
  const again = async ({ caseId }: CaseHead, since: string): Promise<void> => {
    const log = await hub.store.load(caseId);
    const first = log?.events.find(({ at }) => at >= since);
    if (log === null || first === undefined) return;
    const stretch = { fromSeq: first.seq, toSeq: log.head.version };
    await relay({ id: 0, caseId, ...stretch, attempts: Number.POSITIVE_INFINITY });
  };

  return async ({ since, until }: Stretch): Promise<SweepReport> => {
    const horizon = new Date(Date.parse(since) - HORIZON_MS).toISOString();
    const isMeant = ({ updatedAt, wrappedKey }: CaseHead): boolean =>
      updatedAt >= since && updatedAt < until && wrappedKey !== null;
    let report: SweepReport = { done: 0, failed: [] };
    let cursor: string | null = null;
    do {
      const page = await hub.store.search({ limit: PAGE, cursor });
      const swept = await sweep(hub.log, page.rows.filter(isMeant), (head) => again(head, since));
      report = together(report, swept);
      const oldest = page.rows.at(-1)?.filedAt ?? horizon;
      cursor = oldest > horizon ? page.cursor : null;
    } while (cursor !== null);
    return report;
  };
};

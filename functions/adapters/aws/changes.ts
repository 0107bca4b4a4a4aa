import { GetCommand } from "@aws-sdk/lib-dynamodb";
import type { Changes } from "../../ports/changes.ts";
import { makeProcessChanges } from "../shared/process-changes.ts";
import { casePartition, type Table } from "./table.ts";

/** Reads at which version a case stands; `null` for none. May be a moment old. */
export type VersionOf = (caseId: string) => Promise<number | null>;

/** Read the version from a case's head: half the price of a consistent read, and usually current within a second. */
export const makeVersionReader =
  ({ name, db }: Table): VersionOf =>
  async (caseId) => {
    const { Item } = await db.send(
      new GetCommand({
        TableName: name,
        Key: { pk: casePartition(caseId), sk: "HEAD" },
        ProjectionExpression: "#version",
        ExpressionAttributeNames: { "#version": "version" },
      }),
    );
    return (Item?.version as number | undefined) ?? null;
  };

interface Watch {
  waiters: number;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Waiters woken by announcements of their own process, and by looking where their case stands: after half a second,
 * then ever more rarely, every two seconds at last. One look serves everybody who waits for a case; nobody looks while
 * nobody waits.
 */
export const makePollingChanges = ({
  versionOf,
  firstMs = 500,
  mostMs = 2_000,
}: {
  versionOf: VersionOf;
  /** The pause before the first look, in milliseconds; it doubles from look to look. @default 500 */
  firstMs?: number;
  /** The longest pause, in milliseconds. @default 2000 */
  mostMs?: number;
}): Changes => {
  const waiters = makeProcessChanges();
  const watches = new Map<string, Watch>();

  const lookAfter = (caseId: string, watch: Watch, pauseMs: number): void => {
    // Not let go of (`unref`): Lambda ends an invocation that has nothing left to wait for.
    watch.timer = setTimeout(async () => {
      const version = await versionOf(caseId).catch(() => null);
      if (version !== null) waiters.announce(caseId, version);
      if (watches.get(caseId) === watch) lookAfter(caseId, watch, Math.min(pauseMs * 2, mostMs));
    }, pauseMs);
  };

  const join = (caseId: string): Watch => {
    const watch = watches.get(caseId) ?? { waiters: 0, timer: undefined };
    watch.waiters += 1;
    if (watch.waiters > 1) return watch;
    watches.set(caseId, watch);
    lookAfter(caseId, watch, firstMs);
    return watch;
  };

  const leave = (caseId: string, watch: Watch): void => {
    watch.waiters -= 1;
    if (watch.waiters > 0) return;
    clearTimeout(watch.timer);
    watches.delete(caseId);
  };

  return {
    announce: waiters.announce,
    wait: async (caseId, version, timeoutMs, signal) => {
      const watch = join(caseId);
      try {
        return await waiters.wait(caseId, version, timeoutMs, signal);
      } finally {
        leave(caseId, watch);
      }
    },
  };
};

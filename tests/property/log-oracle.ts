import type { CaseEvent, EventOf, RecordedEvent } from "../../schemas/events.ts";

/* What stands after a log, read from its events alone. */

type Log = readonly RecordedEvent[];

const last = <T extends CaseEvent["type"]>(log: Log, ...types: T[]): EventOf<T> | undefined =>
  log.findLast(({ event }) => types.some((type) => type === event.type))?.event as EventOf<T> | undefined;

const running: ReadonlySet<string> = new Set(["asked", "accepted", "suspended", "forwarded", "correcting"]);
const consented: ReadonlySet<string> = new Set(["approved", "deemed", "overruled"]);

/** Whether the clock of an item runs, or stands still within its limit. */
export const isRunning = ({ status }: { status: string }): boolean => running.has(status);

/** Whether an item's part in the licence is there. */
export const hasConsented = ({ status }: { status: string }): boolean => consented.has(status);

/** Material was promised when the case was filed, and is not in. */
export const owesMaterial = (log: Log): boolean => {
  const filing = log[0]?.event;
  const isPromised = filing?.type === "CaseFiled" && filing.tolerance !== undefined;
  return isPromised && !log.some(({ event }) => event.type === "PromiseKept");
};

/** A withdrawal waits for the lead. */
export const isWithdrawing = (log: Log): boolean =>
  last(log, "WithdrawalRequested", "WithdrawalRuled")?.type === "WithdrawalRequested";

/** The events about one item, oldest first. */
export const eventsOf = (log: Log, itemId: string): CaseEvent[] =>
  log.flatMap(({ event }) => ("itemId" in event && event.itemId === itemId ? [event] : []));

/** The items whose department's last word is an approval, though it may have been asked again since. */
export const approvedItems = (log: Log): string[] => {
  const standing = new Set<string>();
  for (const { event } of log) {
    if (event.type === "RevisionSubmitted")
      for (const { item, takesPart } of event.plan) if (takesPart !== "asked") standing.delete(item);
    if (!("itemId" in event)) continue;
    if (event.type === "ItemApproved") standing.add(event.itemId);
    const isLeads = event.type === "LeadRuled" && event.ruling === "suspend";
    if (event.type === "ItemRejected" || event.type === "CorrectionWished" || isLeads)
      standing.delete(event.itemId);
  }
  return [...standing].sort();
};

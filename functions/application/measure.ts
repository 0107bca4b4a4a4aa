import { openStatuses } from "../case/state.ts";
import { type IsoDate, shanghaiDate } from "../catalog/calendar/shanghai.ts";
import { isCalendarUnknown } from "../catalog/calendar/working-calendar.ts";
import type { DeliveryRecord } from "../ports/deliveries.ts";
import type { Measurement, MeasureName } from "../ports/measurements.ts";
import type { RelaySource } from "../ports/relay-source.ts";
import type { Hub } from "./hub.ts";
import { AHEAD_WORKING_DAYS, STUCK_AFTER_MS } from "./watch.ts";

/** Rows of a list counted at most. */
const COUNTED = 200;

const overdueOf = async (
  { store }: Pick<Hub, "store">,
  department: string,
  today: IsoDate,
): Promise<number> => {
  let count = 0;
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.worklist>> = await store.worklist({
      department,
      cursor,
      limit: COUNTED,
    });
    count += page.rows.filter(({ overdue }) => overdue).length;
    // Rows come by due date: those that are not due yet cannot be overdue.
    const isPast = page.rows.some(({ dueOn }) => dueOn === null || dueOn >= today);
    if (isPast || page.cursor === null || count >= COUNTED) return count;
    cursor = page.cursor;
  }
};

const ageSeconds = (oldest: DeliveryRecord | undefined, now: string): number =>
  oldest === undefined ? 0 : Math.max((Date.parse(now) - Date.parse(oldest.createdAt)) / 1_000, 0);

/**
 * Measure how the hub stands: what supervisors and alarms look at. Reads lists and counts only, no case.
 *
 * The departments are those of the catalogue that have a connection; messages go to those with a system alone.
 */
export const makeMeasure =
  (
    hub: Pick<Hub, "world" | "store" | "deliveries" | "directory" | "clock">,
    relaySource: Pick<RelaySource, "parked">,
  ) =>
  async (): Promise<Measurement[]> => {
    const now = hub.clock.now();
    const today = shanghaiDate(now);
    const departments = [...hub.world.catalog.departments.keys()].filter((id) =>
      hub.directory.connection(id),
    );
    const systems = departments.filter((id) => hub.directory.connection(id)?.channel === "system");
    const stuckBefore = new Date(Date.parse(now) - STUCK_AFTER_MS).toISOString();
    const [counts, onHub, parked, overdue, messages] = await Promise.all([
      hub.store.counts(openStatuses),
      hub.store.waitingOnHub(stuckBefore, COUNTED),
      relaySource.parked(COUNTED),
      Promise.all(departments.map((department) => overdueOf(hub, department, today))),
      Promise.all(systems.map((department) => messagesOf(hub, department, now))),
    ]);
    const isCalendarMissing = isCalendarUnknown(hub.world.calendar.addWorkingDays(today, AHEAD_WORKING_DAYS));
    return [
      ...Object.entries(counts).map(
        ([status, value]): Measurement => ({
          name: "CasesByStatus",
          value,
          unit: "Count",
          dimension: { name: "status", value: status },
        }),
      ),
      ...messages.flat(),
      count("CasesWaitingOnHub", onHub.length),
      count(
        "OverdueItems",
        overdue.reduce((sum, each) => sum + each, 0),
      ),
      count("ParkedEffects", parked.length),
      count("CalendarMissing", isCalendarMissing ? 1 : 0),
    ];
  };

const count = (name: MeasureName, value: number): Measurement => ({ name, value, unit: "Count" });

const messagesOf = async (
  { deliveries }: Pick<Hub, "deliveries">,
  department: string,
  now: string,
): Promise<Measurement[]> => {
  const [pending, dead] = await Promise.all([
    deliveries.list({ department, state: "pending", limit: COUNTED }),
    deliveries.list({ department, state: "dead", limit: COUNTED }),
  ]);
  const dimension = { name: "department", value: department } as const;
  return [
    {
      name: "OldestPendingDeliverySeconds",
      value: ageSeconds(pending.rows[0], now),
      unit: "Seconds",
      dimension,
    },
    { ...count("PendingDeliveries", pending.rows.length), dimension },
    { ...count("DeadDeliveries", dead.rows.length), dimension },
  ];
};

import type { LiveCalendar } from "../catalog/calendar/live-calendar.ts";
import type { CalendarYears } from "../ports/calendar-years.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

/** How long a process may go by the years it read, in milliseconds, before it reads them again. */
export const FRESH_FOR_MS = 30_000;

/** What a refresh needs. */
export interface RefreshParts {
  live: LiveCalendar;
  calendarYears: Pick<CalendarYears, "load">;
  clock: Clock;
  log: Log;
}

/** Brings the years that were imported, by this process or another, into the calendar this process answers by. */
export interface RefreshCalendar {
  /** Read the imported years; where they are what they were, nothing is computed. Throws when they cannot be read. */
  refresh: () => Promise<void>;
  /**
   * As `refresh`, unless that was less than {@link FRESH_FOR_MS} ago: for processes that do not import themselves, before
   * each command. Years that cannot be read are logged and do not stop the command; those at hand stand.
   */
  refreshIfStale: () => Promise<void>;
}

/** Make the refresh. Reads of one process go one after another, so that an older answer never replaces a newer one. */
export const makeRefreshCalendar = ({ live, calendarYears, clock, log }: RefreshParts): RefreshCalendar => {
  let inUse = "";
  let leftAs = live.calendar.version;
  let readAt = Number.NEGATIVE_INFINITY;
  let last: Promise<unknown> = Promise.resolve();

  const read = async (): Promise<void> => {
    const began = Date.parse(clock.now());
    const { years, version } = await calendarYears.load();
    // The calendar may have another refresh beside this one, whose reading was older.
    const isAsLeft = version === inUse && live.calendar.version === leftAs;
    if (!isAsLeft) live.replaceImported(years);
    inUse = version;
    leftAs = live.calendar.version;
    readAt = began;
  };

  const isStale = (): boolean => Date.parse(clock.now()) - readAt >= FRESH_FOR_MS;

  const inTurn = (act: () => Promise<void>): Promise<void> => {
    const result = last.then(act);
    last = result.catch(() => undefined);
    return result;
  };

  return {
    refresh: () => inTurn(read),
    refreshIfStale: async () => {
      if (!isStale()) return;
      try {
        await inTurn(async () => {
          if (isStale()) await read();
        });
      } catch (error) {
        log.error("calendar-unread", { error: error instanceof Error ? error.message : String(error) });
      }
    },
  };
};

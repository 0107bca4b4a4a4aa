import type { CalendarYear } from "../../catalog/calendar/calendar-year.ts";
import type { CalendarYears } from "../../ports/calendar-years.ts";
import { calendarVersion } from "../shared/calendar-version.ts";
import { randomId } from "../shared/random-id.ts";
import type { Database } from "./database.ts";

/** Imported calendar years in the hub's SQLite file, as JSON, each with the stamp of its last put. */
export const makeSqliteCalendarYears = ({ sql, write }: Database): CalendarYears => {
  const selectYears = sql.prepare("SELECT stamp, days FROM calendar_years ORDER BY year");
  const upsertYear = sql.prepare("INSERT OR REPLACE INTO calendar_years VALUES (?, ?, ?)");
  const selectMark = sql.prepare("SELECT version FROM calendar_recomputed");
  const upsertMark = sql.prepare("INSERT OR REPLACE INTO calendar_recomputed VALUES (1, ?)");

  return {
    load: async () => {
      const rows = selectYears.all();
      return {
        years: rows.map(({ days }) => JSON.parse(days as string) as CalendarYear),
        version: calendarVersion(rows.map(({ stamp }) => stamp as string)),
      };
    },
    put: async (year) => {
      await write(() => upsertYear.run(year.year, randomId(), JSON.stringify(year)));
    },
    recomputedUnder: async () => (selectMark.get()?.version as string | undefined) ?? "",
    markRecomputed: async (version) => {
      await write(() => upsertMark.run(version));
    },
  };
};

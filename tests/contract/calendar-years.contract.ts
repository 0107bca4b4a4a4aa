import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CalendarYear } from "../../functions/catalog/calendar/calendar-year.ts";
import { year2025 } from "../../functions/catalog/calendar/years/2025.ts";
import { year2026 } from "../../functions/catalog/calendar/years/2026.ts";
import type { CalendarYears } from "../../functions/ports/calendar-years.ts";
import type { DurableFixture } from "./fixture.ts";

/** The same year by an amended notice. */
const amended: CalendarYear = {
  ...year2026,
  source: { ...year2026.source, notice: "made up for tests" },
  makeUpDays: [],
};

/** What every keeper of imported calendar years must do. */
export const testCalendarYears = (makeFixture: () => DurableFixture<CalendarYears>): void => {
  describe("CalendarYears", () => {
    let fixture: DurableFixture<CalendarYears>;
    let calendar: CalendarYears;

    beforeEach(async () => {
      fixture = makeFixture();
      calendar = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    const version = async (): Promise<string> => (await calendar.load()).version;

    it("has no years at first, and no version", async () => {
      expect(await calendar.load()).toEqual({ years: [], version: "" });
      expect(await calendar.recomputedUnder()).toBe("");
    });

    it("gives every year back unchanged, in order", async () => {
      await calendar.put(year2026);
      await calendar.put(year2025);

      expect((await calendar.load()).years).toEqual([year2025, year2026]);
    });

    it("puts a later import of a year in the place of the earlier one", async () => {
      await calendar.put(year2026);
      await calendar.put(amended);

      expect((await calendar.load()).years).toEqual([amended]);
    });

    it("has another version after every put, also of the same days and of days it had before", async () => {
      const seen = [await version()];
      for (const year of [year2026, year2026, amended, year2026, year2025, year2025]) {
        await calendar.put(year);
        seen.push(await version());
      }

      expect(new Set(seen).size).toBe(7);
      expect(await version()).toBe(seen.at(-1));
    });

    it("takes years that are put in the same instant, and their version is of all of them", async () => {
      await Promise.all([calendar.put(year2025), calendar.put(year2026)]);
      const both = await calendar.load();

      await Promise.all([calendar.put(year2026), calendar.put(amended), calendar.put(year2025)]);

      expect(both.years).toEqual([year2025, year2026]);
      expect((await calendar.load()).years).toHaveLength(2);
      expect(await version()).not.toBe(both.version);
    });

    it("keeps the mark of the version that was recomputed, whatever is put later", async () => {
      await calendar.put(year2026);
      const first = await version();
      await calendar.markRecomputed(first);
      await calendar.put(amended);

      expect(await calendar.recomputedUnder()).toBe(first);

      await calendar.markRecomputed(await version());
      expect(await calendar.recomputedUnder()).toBe(await version());
      expect((await calendar.load()).years).toEqual([amended]);
    });

    it("has years, version and mark after a crash", async () => {
      await calendar.put(year2026);
      await calendar.markRecomputed(await version());
      await calendar.put(year2025);
      const before = await calendar.load();
      const mark = await calendar.recomputedUnder();

      const again = await fixture.reopen();

      expect(await again.load()).toEqual(before);
      expect(await again.recomputedUnder()).toBe(mark);
      expect(mark).not.toBe(before.version);
    });
  });
};

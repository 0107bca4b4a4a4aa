import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Clock } from "../../functions/ports/clock.ts";
import { aWhile, type Fixture } from "./fixture.ts";

/** What every clock of a running hub must do. */
export const testClock = (makeFixture: () => Fixture<Clock>): void => {
  describe("Clock", () => {
    let fixture: Fixture<Clock>;
    let clock: Clock;

    beforeEach(async () => {
      fixture = makeFixture();
      clock = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    it("tells the present instant in UTC with milliseconds", () => {
      const before = Date.now();

      const now = clock.now();

      expect(now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(Date.parse(now)).toBeGreaterThanOrEqual(before - 1);
      expect(Date.parse(now)).toBeLessThanOrEqual(Date.now() + 1);
    });

    it("goes on, and sorts as text", async () => {
      const earlier = clock.now();
      await aWhile(20);
      const later = clock.now();

      expect(later > earlier).toBe(true);
    });
  });
};

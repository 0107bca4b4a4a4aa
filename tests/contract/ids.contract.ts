import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ids } from "../../functions/ports/ids.ts";
import type { DurableFixture } from "./fixture.ts";

const SEQUENCE = "case-2026-11-24-01";

/** What every maker of identities must do. */
export const testIds = (makeFixture: () => DurableFixture<Ids>): void => {
  describe("Ids", () => {
    let fixture: DurableFixture<Ids>;
    let ids: Ids;

    beforeEach(async () => {
      fixture = makeFixture();
      ids = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    describe("random", () => {
      it("is 26 characters of Crockford's base32", () => {
        const made = Array.from({ length: 1_000 }, () => ids.random());

        for (const id of made) expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
      });

      it("never repeats and leaves no place or character unused", () => {
        const made = Array.from({ length: 10_000 }, () => ids.random());

        expect(new Set(made).size).toBe(10_000);
        for (let place = 0; place < 26; place += 1)
          expect(new Set(made.map((id) => id.charAt(place))).size).toBe(32);
      });
    });

    describe("next", () => {
      it("counts up from 1", async () => {
        const first = await ids.next(SEQUENCE);
        const second = await ids.next(SEQUENCE);

        expect(first).toBe(1);
        expect(second).toBeGreaterThan(first);
      });

      it("gives 10,000 callers of one instant a number each", async () => {
        const numbers = await Promise.all(Array.from({ length: 10_000 }, () => ids.next(SEQUENCE)));

        expect(new Set(numbers).size).toBe(10_000);
        expect(numbers.every((number) => Number.isSafeInteger(number) && number >= 1)).toBe(true);
      });

      it("counts each sequence on its own", async () => {
        await Promise.all(Array.from({ length: 200 }, () => ids.next(SEQUENCE)));

        expect(await ids.next("case-2026-11-24-02")).toBe(1);
        expect(await ids.next("case-2026-11-25-01")).toBe(1);
      });

      it("never gives a number again after a crash, however often there is one", async () => {
        const seen = new Set<number>();
        let present = ids;
        for (let crash = 0; crash < 5; crash += 1) {
          for (const number of await Promise.all(Array.from({ length: 70 }, () => present.next(SEQUENCE))))
            seen.add(number);
          present = await fixture.reopen();
        }

        expect(seen.size).toBe(350);
        expect(seen.has(await present.next(SEQUENCE))).toBe(false);
      });
    });
  });
};

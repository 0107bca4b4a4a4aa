import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Changes } from "../../functions/ports/changes.ts";
import { aWhile, type Fixture } from "./fixture.ts";
import { caseIdOf } from "./samples.ts";

const A = caseIdOf(1);
const B = caseIdOf(2);

/** What everything that tells of changes must do. */
export const testChanges = (makeFixture: () => Fixture<Changes>): void => {
  describe("Changes", () => {
    let fixture: Fixture<Changes>;
    let changes: Changes;

    beforeEach(async () => {
      fixture = makeFixture();
      changes = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    it("wakes everybody who waits when the case passes the version they know", async () => {
      const waiting = Promise.all([1, 2, 3].map(() => changes.wait(A, 4, 5_000)));

      changes.announce(A, 5);

      expect(await waiting).toEqual([true, true, true]);
    });

    it("does not wake for a version already known, nor for another case", async () => {
      const waiting = changes.wait(A, 4, 80);

      changes.announce(A, 3);
      changes.announce(A, 4);
      changes.announce(B, 9);

      expect(await waiting).toBe(false);
    });

    it("wakes each at the version it waits for", async () => {
      const woken: number[] = [];
      const waiting = [4, 6].map(async (version) => {
        await changes.wait(A, version, 5_000);
        woken.push(version);
      });

      changes.announce(A, 5);
      await aWhile(20);
      expect(woken).toEqual([4]);
      changes.announce(A, 7);
      await Promise.all(waiting);

      expect(woken).toEqual([4, 6]);
    });

    it("gives up after its time, not before", async () => {
      const start = performance.now();

      const hasMoved = await changes.wait(A, 1, 100);

      const waited = performance.now() - start;
      expect(hasMoved).toBe(false);
      expect(waited).toBeGreaterThanOrEqual(98);
      expect(waited).toBeLessThan(2_000);
    });

    it("gives up when the one who waits leaves, or had left before", async () => {
      const leaving = new AbortController();
      const waiting = changes.wait(A, 1, 60_000, leaving.signal);

      leaving.abort();

      expect(await waiting).toBe(false);
      expect(await changes.wait(A, 1, 60_000, AbortSignal.abort())).toBe(false);
    });

    it("tells each waiter once, and nobody who came later", async () => {
      const leaving = new AbortController();
      const first = changes.wait(A, 1, 5_000, leaving.signal);
      changes.announce(A, 2);
      leaving.abort();

      const late = changes.wait(A, 1, 60);

      expect(await first).toBe(true);
      expect(await late).toBe(false);
    });

    it("says nothing to nobody", () => {
      expect(() => changes.announce(A, 1)).not.toThrow();
    });
  });
};

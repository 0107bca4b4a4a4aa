import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { RelayEntry, RelaySource } from "../../functions/ports/relay-source.ts";
import { aWhile, type DurableFixture, eventually, makeGate } from "./fixture.ts";
import { appendOf, caseIdOf } from "./samples.ts";

/** A store and the source that tells of its appends. */
export interface StoreAndSource {
  store: CaseStore;
  source: RelaySource;
}

/** Pauses before the second, third … try, in milliseconds. */
export interface RelaySettings {
  pausesMs: readonly number[];
}

type RelayFixture = DurableFixture<StoreAndSource, RelaySettings>;

/** How much the crowded tests do, and how long they wait for it in milliseconds. */
export interface RelayCrowds {
  /** Cases of four appends each. */
  cases: number;
  /** Cases that fail once. */
  failing: number;
  /** Cases that fail before the one that must not wait for them. */
  poisoned: number;
  /** Fresh entries beside one that is tried again, in thousands, and how long each is in hand. */
  floodThousands: number;
  floodMs: number;
  patienceMs: number;
}

const CROWDS: RelayCrowds = {
  cases: 500,
  failing: 300,
  poisoned: 600,
  floodThousands: 3,
  floodMs: 2,
  patienceMs: 10_000,
};

const A = caseIdOf(1);
const B = caseIdOf(2);
const SOON: RelaySettings = { pausesMs: [20, 40] };
const HOUR: RelaySettings = { pausesMs: [3_600_000] };

const append = (store: CaseStore, caseId: string, version: number, count = 1) =>
  store.append(appendOf(caseId, version, { count, hasEffects: true }));

/** The stretch of an entry as a word: `A:1-3`. */
const wordOf = ({ caseId, fromSeq, toSeq }: RelayEntry): string => `${caseId}:${fromSeq}-${toSeq}`;

const failing = async (): Promise<never> => {
  throw new Error("no machine was compiled");
};

/** What every source of the relay must do. `crowds` says how much at once, where the machine behind it is slow. */
export const testRelaySource = (makeFixture: () => RelayFixture, crowds: RelayCrowds = CROWDS): void => {
  const patiently = (check: () => void): Promise<void> =>
    vi.waitFor(check, { timeout: crowds.patienceMs, interval: 5 });

  describe("RelaySource", () => {
    let fixture: RelayFixture;

    beforeEach(() => {
      fixture = makeFixture();
    });
    afterEach(() => fixture.dispose());

    describe("handing out", () => {
      it("hands every stretch that has effects, and none that has not", async () => {
        const { store, source } = await fixture.create(SOON);
        const handed: RelayEntry[] = [];
        source.run(async (entry) => void handed.push(entry));

        await append(store, A, 0, 3);
        await store.append(appendOf(A, 3));
        await append(store, B, 0);
        await source.idle();

        expect(handed.map(wordOf).sort()).toEqual([`${A}:1-3`, `${B}:1-1`]);
        expect(handed.every(({ attempts }) => attempts === 0)).toBe(true);
      });

      it("hands nothing for an append that was refused", async () => {
        const { store, source } = await fixture.create(SOON);
        const handed: string[] = [];
        await append(store, A, 0);
        source.run(async (entry) => void handed.push(wordOf(entry)));

        await append(store, A, 0);
        await append(store, A, 7);
        await source.idle();

        expect(handed).toEqual([`${A}:1-1`]);
      });

      it("hands what was appended before it began", async () => {
        const { store, source } = await fixture.create(SOON);
        await append(store, A, 0);
        await append(store, A, 1);
        const handed: string[] = [];

        source.run(async (entry) => void handed.push(wordOf(entry)));
        await source.idle();

        expect(handed).toEqual([`${A}:1-1`, `${A}:2-2`]);
      });

      it(`hands ${4 * crowds.cases} entries of ${crowds.cases} cases, each case in order`, async () => {
        const { store, source } = await fixture.create(SOON);
        const seen = new Map<string, number[]>();
        source.run(async ({ caseId, fromSeq }) => {
          await Promise.resolve();
          seen.set(caseId, [...(seen.get(caseId) ?? []), fromSeq]);
        });

        for (const version of [0, 1, 2, 3])
          await Promise.all(
            Array.from({ length: crowds.cases }, (_, n) => append(store, caseIdOf(n), version)),
          );
        await source.idle();

        expect(seen.size).toBe(crowds.cases);
        for (const numbers of seen.values()) expect(numbers).toEqual([1, 2, 3, 4]);
      });

      it("hands an entry of a case only when the one before is through", async () => {
        const { store, source } = await fixture.create(SOON);
        const log: string[] = [];
        source.run(async ({ fromSeq }) => {
          log.push(`begin ${fromSeq}`);
          await aWhile(5 - fromSeq);
          log.push(`end ${fromSeq}`);
        });

        for (const version of [0, 1, 2, 3]) await append(store, A, version);
        await source.idle();

        expect(log).toEqual([1, 2, 3, 4].flatMap((seq) => [`begin ${seq}`, `end ${seq}`]));
      });

      it("does not let a slow case hold up another", async () => {
        const { store, source } = await fixture.create(SOON);
        const gate = makeGate();
        const through: string[] = [];
        source.run(async (entry) => {
          if (entry.caseId === A) await gate.opened;
          through.push(entry.caseId);
        });

        await append(store, A, 0);
        await append(store, B, 0);
        await eventually(() => expect(through).toEqual([B]));
        gate.open();
        await source.idle();

        expect(through).toEqual([B, A]);
      });
    });

    describe("after a crash", () => {
      it("hands again what was in hand, and what nobody had taken", async () => {
        const { store, source } = await fixture.create(SOON);
        const begun: string[] = [];
        await append(store, A, 0, 2);
        await append(store, A, 2);
        await append(store, B, 0);
        source.run((entry) => {
          begun.push(wordOf(entry));
          return new Promise(() => undefined);
        });
        await eventually(() => expect(begun).toHaveLength(2));

        const again = await fixture.reopen(SOON);
        const handed: string[] = [];
        again.source.run(async (entry) => void handed.push(wordOf(entry)));
        await again.source.idle();

        expect(handed.filter((word) => word.startsWith(A))).toEqual([`${A}:1-2`, `${A}:3-3`]);
        expect(handed.filter((word) => word.startsWith(B))).toEqual([`${B}:1-1`]);
      });

      it("does not hand again what was through", async () => {
        const { store, source } = await fixture.create(SOON);
        source.run(async () => undefined);
        await append(store, A, 0);
        await source.idle();

        const again = await fixture.reopen(SOON);
        const handed: string[] = [];
        again.source.run(async (entry) => void handed.push(wordOf(entry)));
        await append(again.store, A, 1);
        await again.source.idle();

        expect(handed).toEqual([`${A}:2-2`]);
      });

      it("does not try a failed entry earlier than its pause allows", async () => {
        const { store, source } = await fixture.create(HOUR);
        await append(store, A, 0);
        source.run(failing);
        await source.idle();

        const again = await fixture.reopen(HOUR);
        const handed: string[] = [];
        again.source.run(async (entry) => void handed.push(wordOf(entry)));
        await aWhile();

        expect(handed).toEqual([]);
      });

      it("still has what it parked, and leaves it alone", async () => {
        const { store, source } = await fixture.create({ pausesMs: [] });
        await append(store, A, 0);
        source.run(failing);
        await eventually(async () => expect(await source.parked(10)).toHaveLength(1));

        const again = await fixture.reopen(SOON);
        const handed: string[] = [];
        again.source.run(async (entry) => void handed.push(wordOf(entry)));
        await again.source.idle();
        await aWhile();

        expect(handed).toEqual([]);
        expect((await again.source.parked(10)).map(wordOf)).toEqual([`${A}:1-1`]);
      });
    });

    describe("an entry that fails", () => {
      it("is tried again after growing pauses, then parked with its error", async () => {
        const { store, source } = await fixture.create({ pausesMs: [30, 60] });
        const tries: { attempts: number; at: number }[] = [];
        source.run(async ({ attempts }) => {
          tries.push({ attempts, at: performance.now() });
          return failing();
        });

        await append(store, A, 0, 2);
        await eventually(async () => expect(await source.parked(10)).toHaveLength(1));
        await aWhile();

        const [first = 0, second = 0, third = 0] = tries.map(({ at }) => at);
        const [parked] = await source.parked(10);
        expect(tries.map(({ attempts }) => attempts)).toEqual([0, 1, 2]);
        expect(second - first).toBeGreaterThanOrEqual(28);
        expect(third - second).toBeGreaterThanOrEqual(58);
        expect(parked).toMatchObject({ caseId: A, fromSeq: 1, toSeq: 2, attempts: 3 });
        expect(parked?.error).toContain("no machine was compiled");
        expect(parked?.parkedAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
      });

      it("succeeds on a later try and is then forgotten", async () => {
        const { store, source } = await fixture.create(SOON);
        const tries: number[] = [];
        source.run(async ({ attempts }) => {
          tries.push(attempts);
          if (attempts < 2) await failing();
        });

        await append(store, A, 0);
        await eventually(() => expect(tries).toEqual([0, 1, 2]));
        await source.idle();

        expect(await source.parked(10)).toEqual([]);
      });

      it(`is not forgotten however short its pause: ${crowds.failing} cases fail once and come through`, async () => {
        const { store, source } = await fixture.create({ pausesMs: [1] });
        const through = new Set<string>();
        source.run(async ({ caseId, attempts }) => {
          if (attempts === 0) await failing();
          through.add(caseId);
        });

        for (let n = 0; n < crowds.failing; n += 1) await append(store, caseIdOf(n), 0);

        await patiently(() => expect(through.size).toBe(crowds.failing));
      });

      it("keeps later entries of its own case behind it until it is through", async () => {
        const { store, source } = await fixture.create(SOON);
        const log: string[] = [];
        source.run(async ({ fromSeq, attempts }) => {
          log.push(`${fromSeq}/${attempts}`);
          if (fromSeq === 1 && attempts < 2) await failing();
        });

        await append(store, A, 0);
        await append(store, A, 1);
        await eventually(() => expect(log).toHaveLength(4));

        expect(log).toEqual(["1/0", "1/1", "1/2", "2/0"]);
      });

      it("lets later entries of its own case go once it is parked", async () => {
        const { store, source } = await fixture.create({ pausesMs: [10] });
        const log: string[] = [];
        source.run(async ({ fromSeq, attempts }) => {
          log.push(`${fromSeq}/${attempts}`);
          if (fromSeq === 1) await failing();
        });

        await append(store, A, 0);
        await append(store, A, 1);
        await append(store, A, 2);
        await eventually(() => expect(log).toHaveLength(4));

        expect(log).toEqual(["1/0", "1/1", "2/0", "3/0"]);
      });

      it(`does not hold up another case, not even when ${crowds.poisoned} cases fail before it`, async () => {
        const { store, source } = await fixture.create(HOUR);
        const poisoned = Array.from({ length: crowds.poisoned }, (_, n) => caseIdOf(1_000 + n));
        for (const version of [0, 1])
          await Promise.all(poisoned.map((caseId) => append(store, caseId, version)));
        const through: string[] = [];
        source.run(async (entry) => {
          if (poisoned.includes(entry.caseId)) await failing();
          through.push(wordOf(entry));
        });
        await source.idle();

        await append(store, A, 0);
        await append(store, A, 1);
        await source.idle();

        expect(through).toEqual([`${A}:1-1`, `${A}:2-2`]);
        expect(await source.parked(10)).toEqual([]);
      });

      it("is tried again in its turn, also under a flood of fresh entries", async () => {
        const { store, source } = await fixture.create({ pausesMs: [1] });
        const order: string[] = [];
        await append(store, A, 0);
        for (let thousand = 1; thousand <= crowds.floodThousands; thousand += 1)
          await Promise.all(
            Array.from({ length: 1_000 }, (_, n) => append(store, caseIdOf(1_000 * thousand + n), 0)),
          );
        source.run(async ({ caseId, attempts }) => {
          await aWhile(crowds.floodMs);
          order.push(caseId);
          if (caseId === A && attempts === 0) await failing();
        });

        await patiently(() => expect(order).toHaveLength(1_000 * crowds.floodThousands + 2));

        expect(order.lastIndexOf(A)).toBeLessThan(500 * crowds.floodThousands);
      });

      it("is noted whatever it threw, and the others go on", async () => {
        const { store, source } = await fixture.create({ pausesMs: [] });
        const through: string[] = [];
        source.run(async (entry) => {
          if (entry.caseId === A) return Promise.reject(Object.create(null));
          through.push(entry.caseId);
        });

        await append(store, A, 0);
        await append(store, B, 0);
        await eventually(async () => expect(await source.parked(10)).toHaveLength(1));
        await source.idle();

        expect(through).toEqual([B]);
      });
    });

    describe("retry of a parked entry", () => {
      it("tries it again from its first attempt", async () => {
        const { store, source } = await fixture.create({ pausesMs: [] });
        const tries: number[] = [];
        let isMended = false;
        source.run(async ({ attempts }) => {
          tries.push(attempts);
          if (!isMended) await failing();
        });
        await append(store, A, 0);
        await eventually(async () => expect(await source.parked(10)).toHaveLength(1));
        const [parked] = await source.parked(10);

        isMended = true;
        const isTriedAgain = await source.retry(parked?.id ?? -1);
        await source.idle();

        expect(isTriedAgain).toBe(true);
        expect(tries).toEqual([0, 0]);
        expect(await source.parked(10)).toEqual([]);
      });

      it("waits its turn behind an entry of its case that is in hand", async () => {
        const { store, source } = await fixture.create({ pausesMs: [] });
        const gate = makeGate();
        const log: string[] = [];
        source.run(async ({ fromSeq }) => {
          log.push(`begin ${fromSeq}`);
          if (fromSeq === 1 && log.length === 1) await failing();
          if (fromSeq === 2) await gate.opened;
          log.push(`end ${fromSeq}`);
        });
        await append(store, A, 0);
        await append(store, A, 1);
        await eventually(() => expect(log).toEqual(["begin 1", "begin 2"]));

        const [parked] = await source.parked(10);
        await source.retry(parked?.id ?? -1);
        await aWhile();
        gate.open();
        await source.idle();

        expect(log).toEqual(["begin 1", "begin 2", "end 2", "begin 1", "end 1"]);
      });

      it("says that there is none of that id", async () => {
        const { store, source } = await fixture.create(HOUR);
        const ids: number[] = [];
        source.run(async ({ id }) => {
          ids.push(id);
          await failing();
        });
        await append(store, A, 0);
        await source.idle();

        expect(await source.retry(ids[0] ?? -1)).toBe(false);
        expect(await source.retry(987_654)).toBe(false);
      });

      it("lists parked entries oldest first, up to the limit", async () => {
        const { store, source } = await fixture.create({ pausesMs: [] });
        source.run(failing);
        for (const n of [0, 1, 2, 3]) {
          await append(store, caseIdOf(n), 0);
          await eventually(async () => expect(await source.parked(10)).toHaveLength(n + 1));
        }

        const parked = await source.parked(3);

        expect(parked.map(({ caseId }) => caseId)).toEqual([0, 1, 2].map(caseIdOf));
      });
    });

    describe("idle and stop", () => {
      it("is idle at once when nothing was appended", async () => {
        const { source } = await fixture.create(SOON);
        source.run(failing);

        await expect(source.idle()).resolves.toBeUndefined();
      });

      it("is idle only when what is in hand is through", async () => {
        const { store, source } = await fixture.create(SOON);
        const gate = makeGate();
        source.run(() => gate.opened);
        await append(store, A, 0);
        let isIdle = false;
        const idle = source.idle().then(() => {
          isIdle = true;
        });

        await aWhile();
        expect(isIdle).toBe(false);
        gate.open();
        await idle;

        expect(isIdle).toBe(true);
      });

      it("waits for what is in hand when it is stopped, and hands nothing more", async () => {
        const { store, source } = await fixture.create(SOON);
        const gate = makeGate();
        const log: string[] = [];
        source.run(async ({ fromSeq }) => {
          log.push(`begin ${fromSeq}`);
          await gate.opened;
          log.push(`end ${fromSeq}`);
        });
        await append(store, A, 0);
        await append(store, A, 1);
        await eventually(() => expect(log).toEqual(["begin 1"]));

        const stopped = source.stop().then(() => log.push("stopped"));
        await aWhile();
        gate.open();
        await stopped;
        await aWhile();

        expect(log).toEqual(["begin 1", "end 1", "stopped"]);
      });
    });
  });
};

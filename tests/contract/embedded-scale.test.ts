import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import type { Database } from "../../functions/adapters/embedded/database.ts";
import { makeSqliteDeliveries } from "../../functions/adapters/embedded/deliveries.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import type { CaseStore } from "../../functions/ports/case-store.ts";
import type { Deliveries, Delivery } from "../../functions/ports/deliveries.ts";
import { type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";
import { eventually } from "./fixture.ts";
import { appendOf, caseIdOf, deliveryOf, entryOf, rowOf } from "./samples.ts";

/** A backlog as after some days without a department. */
const BACKLOG = 50_000;

/** Milliseconds one entry may take at most beside a backlog; a walk through the backlog takes several. */
const LIMIT_MS = 2;

/** Do things in portions of a thousand. */
const inPortions = async (count: number, doAll: (numbers: number[]) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < count; from += 1_000)
    await doAll(Array.from({ length: Math.min(1_000, count - from) }, (_, n) => from + n));
};

describe("the embedded adapters beside a backlog of 50,000", () => {
  let data: DataFolder;
  let database: Database;

  beforeEach(async () => {
    data = makeDataFolder();
    database = await data.open();
  });
  afterEach(() => data.dispose());

  /** Milliseconds for each of the first `count` messages that match. */
  const timeToDeliver = async (
    deliveries: Deliveries,
    count: number,
    isTaken: (delivery: Delivery) => boolean,
  ): Promise<number> => {
    let taken = 0;
    let end = 0;
    const start = performance.now();
    deliveries.run(async (delivery) => {
      if (!isTaken(delivery)) return { kind: "Retry", reason: "HTTP 503", retryAfterSeconds: null };
      taken += 1;
      if (taken === count) end = performance.now();
      return { kind: "Delivered" };
    });
    await eventually(() => expect(end).toBeGreaterThan(0));
    await deliveries.stop();
    return (end - start) / count;
  };

  it.each([
    { name: "one department's", departmentOf: () => "tax", lanes: BACKLOG },
    { name: "three departments'", departmentOf: (n: number) => `d-${n % 3}`, lanes: BACKLOG },
    { name: "sixty departments'", departmentOf: (n: number) => `d-${n % 60}`, lanes: BACKLOG },
    { name: "two hundred long-winded cases'", departmentOf: () => "tax", lanes: 200 },
  ])("deliver $name messages without walking through them", async ({ departmentOf, lanes }) => {
    const deliveries = makeSqliteDeliveries(database);
    await inPortions(BACKLOG, (numbers) =>
      deliveries.enqueue(
        numbers.map((n) =>
          deliveryOf(`m-${n}`, { department: departmentOf(n), caseId: caseIdOf(n % lanes) }),
        ),
      ),
    );

    const each = await timeToDeliver(deliveries, 2_000, () => true);

    expect(each).toBeLessThan(LIMIT_MS);
  });

  it("deliver to a department that works while another's messages pile up", async () => {
    const deliveries = makeSqliteDeliveries(database, { breakAfter: Number.POSITIVE_INFINITY });
    await inPortions(BACKLOG, (numbers) =>
      deliveries.enqueue(numbers.map((n) => deliveryOf(`down-${n}`, { caseId: caseIdOf(n) }))),
    );
    await inPortions(2_000, (numbers) =>
      deliveries.enqueue(
        numbers.map((n) => deliveryOf(`up-${n}`, { caseId: caseIdOf(n), department: "market-regulation" })),
      ),
    );

    const each = await timeToDeliver(deliveries, 2_000, ({ department }) => department !== "tax");

    expect(each).toBeLessThan(LIMIT_MS);
  });

  const appendAll = (store: CaseStore, count: number, from = 0): Promise<void> =>
    inPortions(count, (numbers) =>
      Promise.all(numbers.map((n) => store.append(appendOf(caseIdOf(from + n), 0, { hasEffects: true })))),
    );

  it("relay entries without walking through them", async () => {
    const source = makeSqliteRelaySource(database);
    await appendAll(makeSqliteCaseStore(database, source.wake), BACKLOG);

    const start = performance.now();
    source.run(async () => undefined);
    await source.idle();

    expect((performance.now() - start) / BACKLOG).toBeLessThan(LIMIT_MS / 4);
  });

  it("relay fresh entries past 25,000 that failed and as many that wait behind those", async () => {
    const source = makeSqliteRelaySource(database, { pausesMs: [3_600_000] });
    const store = makeSqliteCaseStore(database, source.wake);
    await appendAll(store, BACKLOG / 2);
    await inPortions(BACKLOG / 2, (numbers) =>
      Promise.all(numbers.map((n) => store.append(appendOf(caseIdOf(n), 1, { hasEffects: true })))),
    );
    let isBroken = true;
    let through = 0;
    source.run(async () => {
      if (isBroken) throw new Error("no machine was compiled");
      through += 1;
    });
    await source.idle();

    isBroken = false;
    const start = performance.now();
    await appendAll(store, 2_000, 900_000);
    await source.idle();

    expect(through).toBe(2_000);
    expect((performance.now() - start) / 2_000).toBeLessThan(LIMIT_MS);
  });

  const timeOf = async (read: () => Promise<unknown>): Promise<number> => {
    await read();
    const start = performance.now();
    for (let n = 0; n < 20; n += 1) await read();
    return (performance.now() - start) / 20;
  };

  it("list a page of cases or of a worklist without walking through what is closed", async () => {
    const store = makeSqliteCaseStore(database, () => undefined);
    await inPortions(20_000, (numbers) =>
      Promise.all(
        numbers.map((n) =>
          store.append(
            appendOf(caseIdOf(n), 0, {
              head: { status: "issued", applicant: `applicant-${n % 5_000}`, waitingOn: null },
              worklist: [rowOf(caseIdOf(n), { status: "approved" })],
            }),
          ),
        ),
      ),
    );
    await store.append(appendOf(caseIdOf(90_000), 0, { worklist: [rowOf(caseIdOf(90_000))] }));
    const worklist = await timeOf(() => store.worklist({ department: "tax", limit: 20 }));
    const own = await timeOf(() => store.search({ applicant: "applicant-7", status: "issued", limit: 20 }));
    const open = await timeOf(() => store.search({ status: "reviewing", limit: 20 }));
    const newest = await timeOf(() => store.search({ limit: 20 }));

    expect((await store.worklist({ department: "tax", limit: 20 })).rows).toHaveLength(1);
    expect(Math.max(worklist, own, open, newest)).toBeLessThan(LIMIT_MS);
  });

  it("list a page of a register without walking through what is closed, another's or of another day", async () => {
    const store = makeSqliteCaseStore(database, () => undefined);
    const year = { register: "accountability", from: "2026-01-01", to: "2026-12-31", limit: 20 } as const;
    const last = entryOf(caseIdOf(90_000), { on: "2026-12-31", department: "quality-supervision" });
    await inPortions(BACKLOG, (numbers) =>
      store.enter(numbers.map((n) => entryOf(caseIdOf(n), { id: `n-${n}`, isOpen: false }))),
    );
    await store.enter([last]);
    const [middle] = (await store.register({ ...year, limit: BACKLOG / 2 })).rows.slice(-1);
    const cursor = `${middle?.on}|${middle?.caseId}|${middle?.id}`;

    const queries = [
      { ...year, onlyOpen: true },
      { ...year, onlyOpen: true, department: last.department },
      { ...year, department: last.department },
      { ...year, from: "2026-11-25" },
    ];
    const times: number[] = [];
    for (const query of queries) {
      expect((await store.register(query)).rows).toEqual([last]);
      times.push(await timeOf(() => store.register(query)));
    }
    times.push(await timeOf(() => store.register({ ...year, cursor })));
    times.push(await timeOf(() => store.register({ ...year, department: "tax", cursor })));

    expect(Math.max(...times)).toBeLessThan(LIMIT_MS);
  });
});

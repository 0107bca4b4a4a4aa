import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import type { Database } from "../../functions/adapters/embedded/database.ts";
import { makeSqliteDeliveries } from "../../functions/adapters/embedded/deliveries.ts";
import { makeSqliteRelaySource } from "../../functions/adapters/embedded/relay-source.ts";
import { type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";
import { aWhile, eventually } from "./fixture.ts";
import { appendOf, caseIdOf, deliveryOf } from "./samples.ts";

describe("the embedded adapters while nothing can be written", () => {
  let data: DataFolder;
  let database: Database;

  beforeEach(async () => {
    data = makeDataFolder();
    database = await data.open();
  });
  afterEach(() => data.dispose());

  const lock = (): void => database.sql.exec("PRAGMA query_only = ON");
  const unlock = (): void => database.sql.exec("PRAGMA query_only = OFF");

  it("send a message once and not in a storm, and note it when they can write again", async () => {
    const deliveries = makeSqliteDeliveries(database);
    let calls = 0;
    await deliveries.enqueue([deliveryOf("m-1")]);
    lock();
    deliveries.run(async () => {
      calls += 1;
      return { kind: "Delivered" };
    });

    await eventually(() => expect(calls).toBe(1));
    await aWhile(400);
    expect(calls).toBe(1);
    unlock();

    await eventually(async () => {
      const { rows } = await deliveries.list({ limit: 1 });
      expect(rows[0]?.state).toBe("delivered");
    });
    expect(calls).toBe(2);
  });

  it.each(["comes through", "fails"])("relay an entry that %s once and not in a storm", async (how) => {
    const source = makeSqliteRelaySource(database, { pausesMs: [1] });
    const store = makeSqliteCaseStore(database, source.wake);
    let calls = 0;
    await store.append(appendOf(caseIdOf(1), 0, { hasEffects: true }));
    lock();
    source.run(async () => {
      calls += 1;
      if (how === "fails" && calls === 1) throw new Error("no machine was compiled");
    });

    await eventually(() => expect(calls).toBe(1));
    await aWhile(400);
    expect(calls).toBe(1);
    unlock();
    await source.idle();

    expect(calls).toBe(2);
    expect(await source.parked(10)).toEqual([]);
  });

  it("tell a command that nothing was kept, and keep the next", async () => {
    const store = makeSqliteCaseStore(database, () => undefined);
    lock();

    const refused = await Promise.allSettled([0, 1, 2].map((n) => store.append(appendOf(caseIdOf(n), 0))));
    const seen = await store.search({ limit: 10 });
    unlock();
    const kept = await store.append(appendOf(caseIdOf(0), 0));

    expect(refused.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(seen.rows).toEqual([]);
    expect(kept).toEqual({ kind: "Appended" });
  });

  it("come to rest when the file is closed under what is in hand", async () => {
    const source = makeSqliteRelaySource(database);
    const store = makeSqliteCaseStore(database, source.wake);
    const deliveries = makeSqliteDeliveries(database);
    let calls = 0;
    source.run(async () => {
      calls += 1;
      await aWhile(30);
    });
    deliveries.run(async () => {
      calls += 1;
      await aWhile(30);
      return { kind: "Delivered" };
    });
    await store.append(appendOf(caseIdOf(1), 0, { hasEffects: true }));
    await deliveries.enqueue([deliveryOf("m-1")]);
    await eventually(() => expect(calls).toBe(2));

    database.close();
    await aWhile(1_200);

    await expect(Promise.all([source.stop(), deliveries.stop()])).resolves.toBeDefined();
    expect(calls).toBe(2);
  });
});

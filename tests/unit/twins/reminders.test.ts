import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TwinDials } from "../../../functions/twins/dials.ts";
import type { Verdict } from "../../../functions/twins/review.ts";
import type { DeliveryType } from "../../../schemas/deliveries.ts";
import { delivery, makeHubDouble, makeTwinOn } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const DAY_MS = 86_400_000;
const late: Partial<TwinDials> = { decideAfterMs: [10 * DAY_MS, 10 * DAY_MS] };

const reminder = (changes: { round?: number; revision?: number; id?: string } = {}) =>
  delivery({ type: "lianban.item.reminded", ...changes });

describe("a twin that is reminded", () => {
  it("gives at once the decision it was still taking its time over", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: late });
    await twin.start();
    await hub.deliver(twin, delivery({ data: { fields: { a: 1 } } }));
    await pass(DAY_MS);
    const before = hub.story();

    await hub.deliver(twin, reminder());
    await pass(100);

    expect(before).toEqual(["c1/organization-code accepted"]);
    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    expect(twin.status().items).toMatchObject([
      { latest: "lianban.item.asked", remindedAt: "2026-11-25T01:30:00.000Z" },
    ]);
    await twin.stop();
  });

  it("accepts and decides at once what it had not even accepted", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { ...late, acceptAfterMs: [DAY_MS, DAY_MS] } });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);

    await hub.deliver(twin, reminder());
    await pass(100);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("answers once, however often it is reminded", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: late });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);

    for (const id of ["r1", "r1", "r2"]) await hub.deliver(twin, reminder({ id }));
    await pass(20 * DAY_MS);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    expect(twin.metrics).toMatchObject({ received: 3, repeated: 1 });
    await twin.stop();
  });

  it("keeps its decision back all the same while decisions are held", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { ...late, holdDecisions: true } });
    await twin.start();
    await hub.deliver(twin, delivery());
    await hub.deliver(twin, reminder());
    await pass(10_000);
    const held = hub.story();

    twin.dials.holdDecisions = false;
    await pass(250);

    expect(held).toEqual(["c1/organization-code accepted"]);
    expect(hub.story()).toHaveLength(2);
    await twin.stop();
  });

  it("gives an update the same haste, and a new ask its own time", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: late });
    await twin.start();
    await hub.deliver(twin, delivery());
    await hub.deliver(twin, reminder());
    await hub.deliver(twin, delivery({ type: "lianban.item.updated", revision: 2 }));
    await pass(1_000);
    const updated = hub.arrived.map(({ event }) => (event.data as { revision: number }).revision);

    await hub.deliver(twin, delivery({ round: 2, revision: 3 }));
    await pass(DAY_MS);

    expect(updated.at(-1)).toBe(2);
    expect(hub.story().at(-1)).toBe("c1/organization-code accepted");
    await twin.stop();
  });

  it.each<[string, { type?: DeliveryType; round?: number }]>([
    ["was closed", { type: "lianban.case.closed" }],
    ["was cancelled", { type: "lianban.item.cancelled" }],
    ["was asked anew since", { round: 2 }],
  ])("does nothing about an item that %s", async (_, changes) => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: late });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);
    await hub.deliver(twin, delivery(changes));
    await pass(1_000);
    const before = hub.story();

    await hub.deliver(twin, reminder());
    await pass(1_000);

    expect(hub.story()).toEqual(before);
    expect(twin.status().items).toMatchObject([{ remindedAt: null }]);
    await twin.stop();
  });

  it("knows no item by a reminder alone", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, reminder());
    await pass(1_000);

    expect([twin.status().held, hub.story()]).toEqual([0, []]);
    await twin.stop();
  });

  it("looks again at what it had left undecided", async () => {
    const hub = makeHubDouble();
    const verdicts: Verdict[] = [
      { kind: "undecided", why: "a person must look" },
      { kind: "approved", outputs: {} },
    ];
    const twin = makeTwinOn(hub, {
      review: () => verdicts.shift() ?? { kind: "undecided", why: "asked too often" },
    });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);
    const before = twin.status().items[0]?.state;

    await hub.deliver(twin, reminder());
    await pass(1_000);

    expect([before, hub.story().at(-1)]).toEqual(["undecided", "c1/organization-code approved"]);
    await twin.stop();
  });
});

import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { drawPlan, steadyDials, type TwinDials, twinDials } from "../../../functions/twins/dials.ts";
import { between, happens, makeDice } from "../../../functions/twins/dice.ts";
import type { ReviewPolicy } from "../../../functions/twins/review.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("makeDice", () => {
  it("gives the same row for a seed and another for the next", () => {
    const row = (seed: number): number[] => Array.from({ length: 5 }, makeDice(seed));

    expect(row(42)).toEqual(row(42));
    expect(row(42)).not.toEqual(row(43));
    expect(row(42)[0]).toBeCloseTo(0.6011037519201636, 12);
  });

  it("spreads evenly: each tenth gets its share of ten thousand throws", () => {
    const dice = makeDice(1);
    const tenths = Array<number>(10).fill(0);

    for (let i = 0; i < 10_000; i += 1) {
      const at = Math.floor(dice() * 10);
      tenths[at] = (tenths[at] ?? 0) + 1;
    }

    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(120);
  });

  it("stays within the bounds it is asked for", () => {
    const bounds = fc
      .tuple(fc.nat(1_000_000), fc.nat(1_000_000))
      .map(([a, b]): [number, number] => [a, a + b]);
    fc.assert(
      fc.property(fc.integer(), bounds, (seed, [low, high]) => {
        const value = between(makeDice(seed), [low, high]);
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
        expect(happens(makeDice(seed), 0)).toBe(false);
        expect(happens(makeDice(seed), 1)).toBe(true);
      }),
    );
  });
});

describe("drawPlan", () => {
  it("throws as often whatever the dials say, so that turning one does not shift the rest", () => {
    const throws = (dials: TwinDials): number => {
      let count = 0;
      const dice = makeDice(3);
      drawPlan(dials, () => {
        count += 1;
        return dice();
      });
      return count;
    };

    const wild = { ...steadyDials, duplicateRate: 1, reorderRate: 1, dropAnswerRate: 1 };
    expect(throws(wild)).toBe(throws(steadyDials));
  });
});

describe("twinDials", () => {
  it.each([
    { duplicateRate: 1.1 },
    { reorderRate: -0.1 },
    { acceptAfterMs: [5, 1] },
    { acceptAfterMs: [5] },
    { decideAfterMs: [0, 3_000_000_000] },
    { outageUntil: "tomorrow" },
    { clockSkewMs: 0.5 },
    { ruling: "maybe" },
    { unheardOf: 1 },
  ])("refuses %j", (change) => {
    expect(twinDials.safeParse({ ...steadyDials, ...change }).success).toBe(false);
  });
});

describe("the dials of a twin", () => {
  it("duplicateRate sends every answer once more: same id, same bytes", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { duplicateRate: 1 } });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(1_000);

    const [a, b, c, d] = hub.arrived;
    expect(hub.story().map((line) => line.split(" ")[1])).toEqual([
      "accepted",
      "accepted",
      "approved",
      "approved",
    ]);
    expect([a?.id, a?.body]).toEqual([b?.id, b?.body]);
    expect([c?.id, c?.body]).toEqual([d?.id, d?.body]);
    expect(twin.metrics).toMatchObject({ acknowledged: 2, duplicates: 2 });
    await twin.stop();
  });

  it("reorderRate lets the acceptance leave behind the decision, dated when it was due", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { reorderRate: 1 } });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(1_000);

    expect(hub.arrived.map(({ event }) => [event.type, event.time])).toEqual([
      ["lianban.item.approved", "2026-11-24T01:30:00.300Z"],
      ["lianban.item.accepted", "2026-11-24T01:30:00.100Z"],
    ]);
    await twin.stop();
  });

  it("dropAnswerRate loses every first attempt, some before and some after the hub has it", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { dropAnswerRate: 1 } });
    await twin.start();

    for (let n = 1; n <= 20; n += 1) await hub.deliver(twin, delivery({ caseId: `c${n}` }));
    await pass(10_000);

    expect(twin.metrics).toMatchObject({ acknowledged: 40, retries: 40 });
    expect(hub.arrived.length).toBeGreaterThan(45);
    expect(hub.arrived.length).toBeLessThan(75);
    expect(new Set(hub.arrived.map(({ id }) => id)).size).toBe(40);
    await twin.stop();
  });

  it("outageRate answers deliveries 503 with Retry-After", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { outageRate: 1 } });
    await twin.start();

    const reply = await twin.app.request(hub.request(delivery()));

    expect([reply.status, reply.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(twin.metrics).toMatchObject({ outages: 1, received: 0 });
    await twin.stop();
  });

  it("outageUntil keeps deliveries out until its instant, and says how long that is", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { outageUntil: "2026-11-24T09:30:30+08:00" } });
    await twin.start();

    const during = await twin.app.request(hub.request(delivery()));
    await pass(30_000);
    const after = await twin.app.request(hub.request(delivery()));

    expect([during.status, during.headers.get("retry-after"), after.status]).toEqual([503, "30", 202]);
    await twin.stop();
  });

  it("unreachable cuts the line both ways, and answers follow when it is mended", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    twin.dials.unreachable = true;
    await pass(5_000);
    const cut = await hub.deliver(twin, delivery({ caseId: "c2" }));
    const during = hub.story();
    twin.dials.unreachable = false;
    await pass(60_000);

    expect([cut, during]).toEqual([504, []]);
    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("holdDecisions keeps decisions back until it is turned off, and acceptances go out", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { holdDecisions: true } });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(60_000);
    const held = hub.story();
    twin.dials.holdDecisions = false;
    await pass(250);

    expect(held).toEqual(["c1/organization-code accepted"]);
    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("clockSkewMs dates and signs answers by the department's wrong clock", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { clockSkewMs: 240_000 } });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(100);
    twin.dials.clockSkewMs = 600_000;
    await pass(1_000);

    expect(hub.arrived[0]?.event.time).toBe("2026-11-24T01:34:00.100Z");
    expect(twin.status().items[0]?.answers).toMatchObject([
      { state: "acknowledged" },
      { state: "refused", status: 401, problem: expect.stringContaining("stale") },
    ]);
    await twin.stop();
  });

  const wild: Partial<TwinDials> = {
    acceptAfterMs: [0, 5_000],
    decideAfterMs: [0, 5_000],
    duplicateRate: 0.4,
    reorderRate: 0.4,
    outageRate: 0.3,
    dropAnswerRate: 0.4,
  };

  const run = async (seed: number): Promise<string[]> => {
    vi.setSystemTime(new Date("2026-11-24T01:30:00.000Z"));
    const hub = makeHubDouble();
    hub.hub.reply = (_, n) => (n % 5 === 0 ? problem(500, "internal") : accepted());
    const twin = makeTwinOn(hub, { seed, dials: wild });
    await twin.start();
    for (let n = 1; n <= 15; n += 1)
      while ((await hub.deliver(twin, delivery({ caseId: `c${n}` }))) === 503) await pass(1_000);
    await pass(120_000);
    await twin.stop();
    return hub.arrived.map(({ atMs, id, event }) => `${atMs} ${id} ${event.subject} ${event.type}`);
  };

  it("give the same run for the same seed, to the millisecond, and another for another", async () => {
    const [one, same, other] = [await run(11), await run(11), await run(12)];

    expect(one.length).toBeGreaterThan(30);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("T14: approve, return, approve again, doubled and out of order, is still a clear record", async () => {
    const hub = makeHubDouble();
    const review: ReviewPolicy = ({ delivery: { revision } }) =>
      revision === 2
        ? { kind: "correction-required", wishes: [{ path: "domicile.address", message: "请补正" }] }
        : { kind: "approved", outputs: {} };
    const twin = makeTwinOn(hub, {
      review,
      dials: { duplicateRate: 1, reorderRate: 1, dropAnswerRate: 0.5 },
    });
    await twin.start();

    for (const revision of [1, 2, 3]) {
      await hub.deliver(twin, delivery({ round: revision, revision }));
      await hub.deliver(twin, delivery({ round: revision, revision }));
      await pass(10_000);
    }

    const bodies = new Map(hub.arrived.map(({ id, body }) => [id, body]));
    const decisions = [...new Set(hub.arrived.map(({ id }) => id))]
      .map((id) => hub.arrived.find((each) => each.id === id)?.event)
      .filter((event) => event?.type !== "lianban.item.accepted");
    expect(bodies.size).toBe(6);
    expect(hub.arrived.every(({ id, body }) => bodies.get(id) === body)).toBe(true);
    expect(decisions.map((event) => event?.type)).toEqual([
      "lianban.item.approved",
      "lianban.item.correction-required",
      "lianban.item.approved",
    ]);
    expect(decisions.map((event) => event?.time)).toEqual(decisions.map((event) => event?.time).sort());
    await twin.stop();
  });
});

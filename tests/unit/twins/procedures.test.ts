import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeMemoryLedger } from "../../../functions/twins/ledger.ts";
import type { ReviewPolicy } from "../../../functions/twins/review.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const review: ReviewPolicy = ({ procedures }) =>
  procedures.includes("appraisal")
    ? { kind: "approved", outputs: {} }
    : { kind: "suspended", procedure: "appraisal", reason: "须鉴定", plannedWorkingDays: 5 };

const typesOf = (hub: ReturnType<typeof makeHubDouble>): string[] =>
  hub.story().map((line) => line.split(" ")[1] ?? "");

describe("a twin that holds an item up for a procedure", () => {
  it("says how long it takes, resumes, and then decides, each in its time", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { review });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(5_000);

    expect(typesOf(hub)).toEqual(["accepted", "suspended", "resumed", "approved"]);
    expect(hub.arrived.map(({ atMs }) => atMs - Date.parse("2026-11-24T01:30:00.000Z"))).toEqual([
      100, 300, 500, 700,
    ]);
    expect(hub.arrived[1]?.event.data).toMatchObject({ procedure: "appraisal", plannedWorkingDays: 5 });
    expect(hub.arrived[2]?.event.data).toMatchObject({ result: expect.stringMatching(/./) });
    await twin.stop();
  });

  it("resumes before it decides on an update that came in between", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { review });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(350);

    await hub.deliver(twin, delivery({ type: "lianban.item.updated", revision: 2 }));
    await pass(5_000);

    expect(typesOf(hub)).toEqual(["accepted", "suspended", "resumed", "approved"]);
    expect(hub.arrived.at(-1)?.event.data).toMatchObject({ revision: 2 });
    await twin.stop();
  });

  it("begins again with the procedure when it is asked anew", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { review });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(350);

    await hub.deliver(twin, delivery({ round: 2, revision: 2 }));
    await pass(5_000);

    expect(typesOf(hub).slice(2)).toEqual(["accepted", "suspended", "resumed", "approved"]);
    await twin.stop();
  });

  it("says it anew when the hub never heard of it before an update", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = ({ event }) =>
      event.type === "lianban.item.suspended" && (event.data as { revision: number }).revision === 1
        ? problem(500, "internal")
        : accepted();
    const twin = makeTwinOn(hub, { review });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(350);

    await hub.deliver(twin, delivery({ type: "lianban.item.updated", revision: 2 }));
    await pass(5_000);

    expect(typesOf(hub)).toEqual(["accepted", "suspended", "suspended", "resumed", "approved"]);
    await twin.stop();
  });

  it("leaves it to a person when the hub refuses the procedure", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = ({ event }) =>
      event.type === "lianban.item.suspended" ? problem(422, "planned-duration-missing") : accepted();
    const twin = makeTwinOn(hub, { review });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(60_000);

    expect(typesOf(hub)).toEqual(["accepted", "suspended"]);
    expect(twin.status().items[0]?.answers[1]).toMatchObject({ state: "refused", status: 422 });
    await twin.stop();
  });

  it("goes on in the middle after a restart", async () => {
    for (let stopAt = 0; stopAt <= 800; stopAt += 50) {
      const hub = makeHubDouble();
      const ledger = makeMemoryLedger();
      const first = makeTwinOn(hub, { ledger, review });
      await first.start();
      await hub.deliver(first, delivery());
      await pass(stopAt);
      await first.stop();

      const second = makeTwinOn(hub, { ledger, review });
      await second.start();
      await pass(5_000);

      expect(typesOf(hub)).toEqual(["accepted", "suspended", "resumed", "approved"]);
      await second.stop();
    }
  });
});

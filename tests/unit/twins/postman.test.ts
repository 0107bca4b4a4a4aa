import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pauseAfter } from "../../../functions/twins/postman.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("pauseAfter", () => {
  it("doubles from half a second to a minute, a quarter more or less", () => {
    const pauses = Array.from({ length: 40 }, (_, index) => pauseAfter(index + 1, 99, 0));

    for (const [index, pause] of pauses.entries()) {
      const middle = Math.min(500 * 2 ** index, 60_000);
      expect(pause).toBeGreaterThanOrEqual(middle * 0.75);
      expect(pause).toBeLessThanOrEqual(middle * 1.25);
    }
    expect(new Set(pauses.slice(10)).size).toBeGreaterThan(20);
  });

  it("never comes back before the hub asked", () => {
    expect(pauseAfter(1, 99, 120_000)).toBe(120_000);
  });
});

describe("makePostman", () => {
  const broken = (): Response => {
    throw new TypeError("fetch failed");
  };
  const nothing = (): Response => {
    throw undefined;
  };

  it.each([
    ["a network failure", broken],
    ["a failure that says nothing", nothing],
    ["500", () => problem(500, "internal")],
    ["503", () => new Response("<html>", { status: 503 })],
    ["429", () => problem(429, "too-many-requests")],
    ["408", () => new Response(null, { status: 408 })],
    ["409 not asked yet", () => problem(409, "not-asked-yet")],
  ])("posts again with the same id after %s", async (_, reply) => {
    const hub = makeHubDouble();
    hub.hub.reply = (_arrived, n) => (n <= 3 ? reply() : accepted());
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(20_000);

    const ids = hub.arrived.map(({ id }) => id);
    expect(hub.story().map((line) => line.split(" ")[1])).toEqual([...Array(4).fill("accepted"), "approved"]);
    expect(new Set(ids).size).toBe(2);
    expect(new Set(hub.arrived.slice(0, 4).map(({ body }) => body)).size).toBe(1);
    expect(twin.metrics).toMatchObject({ acknowledged: 2, retries: 3, refused: 0 });
    await twin.stop();
  });

  it.each([
    ["60", 60_000],
    ["Tue, 24 Nov 2026 01:31:00 GMT", 59_800],
    ["99999999", 3_600_000],
  ])("waits as Retry-After: %s asks, an hour at most", async (header, ms) => {
    const hub = makeHubDouble();
    hub.hub.reply = (_, n) => (n === 1 ? problem(503, "down", { "retry-after": header }) : accepted());
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(4_000_000);

    const [first, second] = hub.arrived;
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(ms);
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeLessThan(ms + 1_000);
    await twin.stop();
  });

  it.each([
    [400, "malformed"],
    [401, "bad-signature"],
    [403, "not-this-department"],
    [404, "case-unknown"],
    [409, "revision-superseded"],
    [422, "outputs-invalid"],
    [422, "code-taken"],
    [307, "moved"],
  ])("records %i %s once, shows it, and goes on with the next answer", async (status, name) => {
    const hub = makeHubDouble();
    hub.hub.reply = (_, n) => (n === 1 ? problem(status, name) : accepted());
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(120_000);

    expect(hub.story()).toHaveLength(2);
    expect(twin.status().items[0]?.answers).toMatchObject([
      { state: "refused", status, problem: expect.stringContaining(name) },
      { state: "acknowledged", status: 202, problem: "" },
    ]);
    await twin.stop();
  });

  it("T3: keeps each item's answers in order behind a failing one, with growing pauses and no burst", async () => {
    const hub = makeHubDouble();
    const opensAt = Date.now() + 60_000;
    hub.hub.reply = ({ event }) => {
      if (event.subject !== "c1/organization-code" || Date.now() >= opensAt) return accepted();
      throw undefined;
    };
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery({ caseId: "c1" }));
    await pass(150_000);

    const first = hub.arrived.filter(({ atMs }) => atMs < opensAt);
    const gaps = first.slice(1).map(({ atMs }, index) => atMs - (first[index]?.atMs ?? 0));
    expect(first.every(({ event }) => event.type === "lianban.item.accepted")).toBe(true);
    expect(first.length).toBeLessThanOrEqual(9);
    expect(gaps.every((gap, index) => index === 0 || gap > (gaps[index - 1] ?? 0))).toBe(true);
    expect(hub.story().slice(-2)).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("T3: never holds up one case behind another's failure", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = ({ event }) =>
      event.subject === "c1/organization-code" ? problem(500, "internal") : accepted();
    const twin = makeTwinOn(hub);
    await twin.start();

    for (const caseId of ["c1", "c2", "c3"]) await hub.deliver(twin, delivery({ caseId }));
    await pass(1_000);

    const others = hub.story().filter((line) => !line.startsWith("c1/"));
    expect(others).toEqual([
      "c2/organization-code accepted",
      "c3/organization-code accepted",
      "c2/organization-code approved",
      "c3/organization-code approved",
    ]);
    await twin.stop();
  });

  it("gives up after three days, shows it, and leaves no timer", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = () => problem(503, "down", { "retry-after": "3600" });
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(75 * 3_600_000);

    const answers = twin.status().items[0]?.answers;
    expect(answers).toMatchObject([{ state: "refused" }, { state: "refused" }]);
    expect(answers?.[0]?.problem).toMatch(/^given up after 72 hours: HTTP 503/);
    expect(vi.getTimerCount()).toBe(0);
    await twin.stop();
  });

  it("drops what it was about to repeat when the hub sends something newer", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = ({ event }) =>
      (event.data as { revision: number }).revision === 1 ? problem(500, "internal") : accepted();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(500);
    await hub.deliver(twin, delivery({ type: "lianban.item.updated", revision: 2 }));
    await pass(120_000);

    const revisions = hub.arrived.map(({ event }) => (event.data as { revision: number }).revision);
    expect(revisions.slice(revisions.indexOf(2))).toEqual([2, 2]);
    expect(twin.status().items[0]?.answers.map(({ state }) => state)).toEqual([
      "abandoned",
      "abandoned",
      "acknowledged",
      "acknowledged",
    ]);
    await twin.stop();
  });

  const patient = async () => {
    const hub = makeHubDouble();
    hub.hub.reply = (_, n) => (n === 1 ? problem(503, "down", { "retry-after": "600" }) : accepted());
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, delivery({ round: 2 }));
    await pass(1_000);
    return { hub, twin };
  };

  it("does not keep a new answer waiting for the pause of an old one", async () => {
    const { hub, twin } = await patient();

    await hub.deliver(twin, delivery({ round: 3 }));
    await pass(1_000);

    expect(hub.story().map((line) => line.split(" ")[1])).toEqual(["accepted", "accepted", "approved"]);
    await twin.stop();
  });

  it("keeps its pause when an old delivery comes late, and goes on after it", async () => {
    const { hub, twin } = await patient();

    await hub.deliver(twin, delivery({ round: 1 }));
    await pass(590_000);
    const during = hub.arrived.length;
    await pass(20_000);

    expect(during).toBe(1);
    expect(hub.story().map((line) => line.split(" ")[1])).toEqual(["accepted", "accepted", "approved"]);
    await twin.stop();
  });

  it("ends an attempt under way when it stops", async () => {
    const hub = makeHubDouble();
    const hanging: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
      });
    const twin = makeTwinOn(hub, { fetch: hanging });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(150);
    await twin.stop();

    expect(twin.status()).toMatchObject({ running: false, items: [{ answers: [{ state: "queued" }] }] });
    expect(vi.getTimerCount()).toBe(0);
  });
});

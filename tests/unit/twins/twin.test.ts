import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LedgerEntry } from "../../../functions/twins/ledger.ts";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import type { ReviewPolicy, Verdict } from "../../../functions/twins/review.ts";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe("makeTwin", () => {
  it.each(["json", "xml-gbk", "form-sm3"] as const satisfies readonly ProtocolId[])(
    "takes a delivery in %s, accepts it and decides it, each in its time",
    async (protocol) => {
      const hub = makeHubDouble(protocol);
      const outputs = { organizationCode: "PDY010015" };
      const twin = makeTwinOn(hub, { protocol, review: () => ({ kind: "approved", outputs }) });
      await twin.start();

      const status = await hub.deliver(twin, delivery());
      await pass(99);
      const early = hub.story();
      await pass(1);
      const half = hub.story();
      await pass(200);

      expect(status).toBe(202);
      expect(early).toEqual([]);
      expect(half).toEqual(["c1/organization-code accepted"]);
      expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
      expect(hub.arrived[1]).toMatchObject({
        url: "https://hub.example.cn/v1/webhooks/quality-supervision",
        event: { id: hub.arrived[1]?.id, data: { revision: 1, outputs } },
      });
      await twin.stop();
    },
  );

  it("refuses what is unsigned, stale or signed with another secret, and keeps none of it", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    const plain = new Request("http://twin.example.cn/deliveries/events", { method: "POST", body: "{}" });

    const replies = [
      await twin.app.request(plain),
      await twin.app.request(hub.request(delivery(), { ageSeconds: 301 })),
      await twin.app.request(hub.request(delivery(), { ageSeconds: -301 })),
      await twin.app.request(hub.request(delivery(), { secret: new Uint8Array(32).fill(9) })),
    ];

    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(twin.metrics).toMatchObject({ received: 0, unsigned: 4 });
    await twin.stop();
  });

  it("accepts either of the hub's secrets while one rotates", async () => {
    const hub = makeHubDouble();
    const fresh = new Uint8Array(32).fill(8);
    const secrets = { toHub: hub.secrets.toHub, fromHub: [fresh, ...hub.secrets.fromHub] };
    const twin = makeTwinOn(hub, { secrets });
    await twin.start();

    const old = await hub.deliver(twin, delivery());
    const next = await twin.app.request(hub.request(delivery({ caseId: "c2" }), { secret: fresh }));

    expect([old, next.status]).toEqual([202, 202]);
    await twin.stop();
  });

  it("reads its secrets at each use, so that it follows every rotation", async () => {
    const hub = makeHubDouble();
    const fresh = new Uint8Array(32).fill(8);
    let now = hub.secrets;
    const twin = makeTwinOn(hub, { secrets: async () => now });
    await twin.start();
    const before = await hub.deliver(twin, delivery());

    now = { toHub: hub.secrets.toHub, fromHub: [fresh] };
    const old = await hub.deliver(twin, delivery({ caseId: "c2" }));
    const next = await twin.app.request(hub.request(delivery({ caseId: "c3" }), { secret: fresh }));

    expect([before, old, next.status]).toEqual([202, 401, 202]);
    await twin.stop();
  });

  it("signs each attempt with the secret of that moment", async () => {
    const hub = makeHubDouble();
    let now = { ...hub.secrets, toHub: new Uint8Array(32).fill(9) };
    let reads = 0;
    const secrets = async () => {
      reads += 1;
      if (reads === 2) throw new Error("the keys cannot be read");
      return now;
    };
    const twin = makeTwinOn(hub, { secrets });
    await twin.start();
    await hub.deliver(twin, delivery());

    now = hub.secrets;
    await pass(60_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    expect(twin.metrics.retries).toBe(1);
    await twin.stop();
  });

  it("refuses a message signed under another id than its own", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    const foreign = hub.request(delivery(), { id: "another-id" });

    expect((await twin.app.request(foreign)).status).toBe(400);
    expect(twin.metrics).toMatchObject({ received: 0, unreadable: 1 });
    await twin.stop();
  });

  it("answers a signed message it cannot read with 400, another department's item with 404", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    const unreadable = { ...delivery(), type: "lianban.item.exploded" as "lianban.item.asked" };

    expect(await hub.deliver(twin, unreadable)).toBe(400);
    expect(await hub.deliver(twin, delivery({ itemId: "tax-registration" }))).toBe(404);
    await twin.stop();
  });

  it("is down before it starts and after it stops, and leaves no timer behind", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);

    const before = await hub.deliver(twin, delivery());
    await twin.start();
    await hub.deliver(twin, delivery());
    await twin.stop();
    const after = await hub.deliver(twin, delivery({ caseId: "c2" }));

    expect([before, after]).toEqual([503, 503]);
    expect(vi.getTimerCount()).toBe(0);
    await pass(60_000);
    expect(hub.story()).toEqual([]);
  });

  it("acts once on a delivery sent many times, at once or later", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    const statuses = await Promise.all([1, 2, 3].map(() => hub.deliver(twin, delivery())));
    await pass(1_000);
    statuses.push(await hub.deliver(twin, delivery()));
    await pass(1_000);

    expect(statuses).toEqual([202, 202, 202, 202]);
    expect(hub.story()).toHaveLength(2);
    expect(twin.metrics).toMatchObject({ received: 1, repeated: 3 });
    await twin.stop();
  });

  it("says 202 only when the delivery is on record", async () => {
    const hub = makeHubDouble();
    let isFull = true;
    const append = async (): Promise<void> => {
      if (isFull) throw new Error("the disk is full");
    };
    const twin = makeTwinOn(hub, { ledger: { load: async () => [], append, close: async () => {} } });
    await twin.start();

    const full = await hub.deliver(twin, delivery());
    isFull = false;
    const again = await hub.deliver(twin, delivery());
    await pass(1_000);

    expect([full, again]).toEqual([500, 202]);
    expect(twin.metrics).toMatchObject({ faults: 1, lastFault: "the disk is full" });
    expect(hub.story()).toHaveLength(2);
    await twin.stop();
  });

  it("goes on by itself when its ledger failed under a decision", async () => {
    const hub = makeHubDouble();
    let fails = 0;
    const append = async (entries: readonly { kind: string }[]): Promise<void> => {
      if (entries.some(({ kind }) => kind === "Answered") && fails++ < 2) throw new Error("the disk is full");
    };
    const twin = makeTwinOn(hub, { ledger: { load: async () => [], append, close: async () => {} } });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(5_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    expect(twin.metrics).toMatchObject({
      faults: 2,
      lastFault: "step c1/organization-code: the disk is full",
    });
    await twin.stop();
  });

  it("reviews anew what an update shows, and lets go of what it had not said yet", async () => {
    const hub = makeHubDouble();
    const review: ReviewPolicy = ({ delivery: { fields } }) =>
      fields.right === true
        ? { kind: "approved", outputs: {} }
        : { kind: "correction-required", wishes: [{ path: "right", message: "请改正" }] };
    const twin = makeTwinOn(hub, { review });
    await twin.start();

    await hub.deliver(twin, delivery({ data: { fields: { right: false } } }));
    await pass(150);
    const update = { type: "lianban.item.updated" as const, revision: 2, data: { fields: { right: true } } };
    await hub.deliver(twin, delivery(update));
    await pass(1_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    expect(hub.arrived[1]?.event.data).toMatchObject({ revision: 2 });
    await twin.stop();
  });

  it("drops a decision that was being written down while an update came", async () => {
    const hub = makeHubDouble();
    const append = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));
    const twin = makeTwinOn(hub, { ledger: { load: async () => [], append, close: async () => {} } });
    await twin.start();

    const asked = hub.deliver(twin, delivery());
    await pass(290);
    const updated = hub.deliver(twin, delivery({ type: "lianban.item.updated", revision: 2 }));
    await pass(2_000);
    await Promise.all([asked, updated]);

    const answers = twin.status().items[0]?.answers.map(({ type, state }) => `${type.slice(13)} ${state}`);
    expect(answers).toEqual(["accepted acknowledged", "approved abandoned", "approved acknowledged"]);
    expect(hub.arrived.map(({ event }) => (event.data as { revision: number }).revision)).toEqual([1, 2]);
    await twin.stop();
  });

  it("passes over an old delivery that comes after a newer one", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery({ round: 2, revision: 2 }));
    await hub.deliver(twin, delivery({ round: 1, revision: 1 }));
    await hub.deliver(twin, delivery({ type: "lianban.item.cancelled", round: 1, revision: 1 }));
    await pass(1_000);

    expect(hub.arrived.map(({ event }) => (event.data as { revision: number }).revision)).toEqual([2, 2]);
    await twin.stop();
  });

  it.each(["lianban.item.cancelled", "lianban.case.closed"] as const)(
    "stops working on an item at %s",
    async (type) => {
      const hub = makeHubDouble();
      const twin = makeTwinOn(hub);
      await twin.start();

      await hub.deliver(twin, delivery());
      await pass(150);
      await hub.deliver(twin, delivery({ type }));
      await pass(10_000);

      expect(hub.story()).toEqual(["c1/organization-code accepted"]);
      expect(twin.status().items).toMatchObject([{ state: "closed" }]);
      await twin.stop();
    },
  );

  it("takes an item up again when it is asked in a later round", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery());
    await hub.deliver(twin, delivery({ type: "lianban.item.cancelled" }));
    await hub.deliver(twin, delivery({ round: 2 }));
    await pass(1_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c1/organization-code approved"]);
    await twin.stop();
  });

  it("shows what it cannot decide and says nothing about it", async () => {
    const hub = makeHubDouble();
    const verdicts: Verdict[] = [{ kind: "undecided", why: "inputs are missing" }];
    const review: ReviewPolicy = () => {
      const verdict = verdicts.pop();
      if (verdict === undefined) throw new Error("a fault of the review");
      return verdict;
    };
    const twin = makeTwinOn(hub, { review });
    await twin.start();

    await hub.deliver(twin, delivery({ caseId: "c1" }));
    await pass(1_000);
    await hub.deliver(twin, delivery({ caseId: "c2" }));
    await pass(10_000);

    expect(hub.story()).toEqual(["c1/organization-code accepted", "c2/organization-code accepted"]);
    expect(twin.status().items).toMatchObject([
      { caseId: "c2", state: "undecided", why: "a fault of the review" },
      { caseId: "c1", state: "undecided", why: "inputs are missing" },
    ]);
    await twin.stop();
  });

  const numbering: ReviewPolicy = ({ numbers }) => ({
    kind: "approved",
    outputs: {
      organizationCode: numbers.take(
        "organization-code",
        { first: 1_001, last: 1_003 },
        syntheticOrganizationCode,
      ),
    },
  });
  const codesIn = (hub: ReturnType<typeof makeHubDouble>): unknown[] =>
    hub.arrived
      .filter(({ event }) => event.type === "lianban.item.approved")
      .map(({ event }) => (event.data as { outputs: { organizationCode: string } }).outputs.organizationCode);

  it("gives a case one number for ever and each case its own", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { review: numbering });
    await twin.start();

    await hub.deliver(twin, delivery({ caseId: "c1" }));
    await hub.deliver(twin, delivery({ caseId: "c2" }));
    await pass(1_000);
    await hub.deliver(twin, delivery({ caseId: "c1", round: 2, revision: 2 }));
    await pass(1_000);

    const [one, two] = [1_001, 1_002].map(syntheticOrganizationCode);
    expect(codesIn(hub)).toEqual([one, two, one]);
    await twin.stop();
  });

  it("gives no number twice while the disk is slow", async () => {
    const hub = makeHubDouble();
    const append = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));
    const twin = makeTwinOn(hub, {
      review: numbering,
      ledger: { load: async () => [], append, close: async () => {} },
    });
    await twin.start();

    const all = ["c1", "c2", "c3"].map((caseId) => hub.deliver(twin, delivery({ caseId })));
    await pass(1_000);
    await Promise.all(all);

    expect(codesIn(hub).sort()).toEqual([1_001, 1_002, 1_003].map(syntheticOrganizationCode));
    await twin.stop();
  });

  it("puts a number on record before it gives it, though the disk refused at first", async () => {
    const hub = makeHubDouble();
    const entries: LedgerEntry[] = [];
    let refusals = 1;
    const append = async (more: readonly LedgerEntry[]): Promise<void> => {
      if (more.some(({ kind }) => kind === "Numbered") && refusals-- > 0) throw new Error("the disk is full");
      entries.push(...more);
    };
    const ledger = { load: async () => entries, append, close: async () => {} };
    const twin = makeTwinOn(hub, { review: numbering, ledger });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(5_000);

    const recorded = entries.flatMap((entry) => (entry.kind === "Numbered" ? [entry.value] : []));
    expect(codesIn(hub)).toHaveLength(1);
    expect(recorded).toEqual(codesIn(hub));
    await twin.stop();
  });

  it("takes the next number when the hub says 422: another case has it", async () => {
    const hub = makeHubDouble();
    const taken = new Set<unknown>([1_001, 1_002].map(syntheticOrganizationCode));
    hub.hub.reply = ({ event }) => {
      const { outputs } = event.data as { outputs?: { organizationCode?: string } };
      return taken.has(outputs?.organizationCode) ? problem(422, "code-taken") : accepted();
    };
    const twin = makeTwinOn(hub, { review: numbering });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(1_000);

    expect(codesIn(hub)).toEqual([1_001, 1_002, 1_003].map(syntheticOrganizationCode));
    expect(new Set(hub.arrived.map(({ id }) => id)).size).toBe(4);
    expect(twin.metrics).toMatchObject({ taken: 2, acknowledged: 2, refused: 0 });
    await twin.stop();
  });

  it("leaves an item undecided once its numbers are used up", async () => {
    const hub = makeHubDouble();
    hub.hub.reply = ({ event }) =>
      event.type === "lianban.item.approved" ? problem(422, "code-taken") : accepted();
    const twin = makeTwinOn(hub, { review: numbering });
    await twin.start();

    await hub.deliver(twin, delivery());
    await pass(1_000);

    expect(codesIn(hub)).toHaveLength(3);
    expect(twin.status().items).toMatchObject([
      { state: "undecided", why: "the series organization-code is used up at 1003" },
    ]);
    await twin.stop();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeMemoryLedger } from "../../../functions/twins/ledger.ts";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import type { ReviewPolicy } from "../../../functions/twins/review.ts";
import type { Twin } from "../../../functions/twins/twin.ts";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import type { DeliveryType } from "../../../schemas/deliveries.ts";
import { accepted, delivery, makeHubDouble, makeTwinOn, problem } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const numbering: ReviewPolicy = ({ numbers }) => ({
  kind: "approved",
  outputs: {
    organizationCode: numbers.take(
      "organization-code",
      { first: 1_001, last: 2_000 },
      syntheticOrganizationCode,
    ),
  },
});

const states = (twin: Twin, at = 0): string[] =>
  (twin.status().items[at]?.answers ?? []).map(({ type, state }) => `${type.slice(13)} ${state}`);

describe("a twin that is called to undo what it approved", () => {
  it.each(["json", "xml-gbk", "form-sm3"] as const satisfies readonly ProtocolId[])(
    "marks its approval and says so, in %s",
    async (protocol) => {
      const hub = makeHubDouble(protocol);
      const twin = makeTwinOn(hub, { protocol, review: numbering });
      await twin.start();
      await hub.deliver(twin, delivery());
      await pass(1_000);

      await hub.deliver(twin, delivery({ type: "lianban.case.closed" }));
      await hub.deliver(twin, delivery({ type: "lianban.item.void" }));
      await pass(1_000);

      expect(hub.story().at(-1)).toBe("c1/organization-code voided");
      expect(hub.arrived.at(-1)?.event.data).toMatchObject({
        revision: 1,
        officer: { name: expect.stringMatching(/./) },
        note: expect.stringMatching(/作废.* \/ .*cancelled/),
      });
      expect(states(twin)).toEqual(["accepted acknowledged", "approved voided", "voided acknowledged"]);
      expect(twin.status().items).toMatchObject([{ state: "voided" }]);
      await twin.stop();
    },
  );

  it("cancels the numbers of the case and gives them to nobody else", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { review: numbering });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);

    await hub.deliver(twin, delivery({ type: "lianban.item.void" }));
    await pass(1_000);
    await hub.deliver(twin, delivery({ caseId: "c2" }));
    await pass(1_000);

    expect(twin.status().numbers).toEqual([
      { series: "organization-code", last: 1_002, cases: 1, voided: 1 },
    ]);
    expect(hub.arrived.at(-1)?.event.data).toMatchObject({
      outputs: { organizationCode: syntheticOrganizationCode(1_002) },
    });
    await twin.stop();
  });

  it.each<[string, DeliveryType[]]>([
    ["once more", ["lianban.item.void", "lianban.item.void"]],
    ["before the end of the case", ["lianban.item.void", "lianban.case.closed"]],
    ["behind it", ["lianban.case.closed", "lianban.item.void"]],
  ])("undoes and answers once when the call comes %s", async (_, types) => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);

    for (const type of types) await hub.deliver(twin, delivery({ type }));
    await pass(10_000);

    expect(hub.story().slice(2)).toEqual(["c1/organization-code voided"]);
    expect(twin.status().items).toMatchObject([{ state: "voided" }]);
    await twin.stop();
  });

  it("says so when it has nothing on record to undo", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    await hub.deliver(twin, delivery({ type: "lianban.item.void" }));
    await pass(1_000);

    expect(hub.story()).toEqual(["c1/organization-code voided"]);
    expect(hub.arrived[0]?.event.data).toMatchObject({ note: expect.stringMatching(/no approval/) });
    await twin.stop();
  });

  it("stands by it though the hub's word on the approval comes later", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, {
      review: numbering,
      fetch: async (input, init) => {
        const response = await hub.fetch(input, init);
        const isApproval = hub.arrived.at(-1)?.event.type === "lianban.item.approved";
        if (isApproval) await new Promise((resolve) => setTimeout(resolve, 5_000));
        return response;
      },
    });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(500);

    await hub.deliver(twin, delivery({ type: "lianban.item.void" }));
    await pass(10_000);

    expect(states(twin)).toEqual(["accepted acknowledged", "approved voided", "voided acknowledged"]);
    expect(twin.status().numbers).toMatchObject([{ cases: 0, voided: 1 }]);
    await twin.stop();
  });

  it("reaches the same end wherever it is stopped", async () => {
    for (let stopAt = 0; stopAt <= 1_000; stopAt += 50) {
      const hub = makeHubDouble();
      hub.hub.reply = (_, n) => (n % 2 === 1 ? problem(500, "internal") : accepted());
      const ledger = makeMemoryLedger();
      const first = makeTwinOn(hub, { ledger, review: numbering });
      await first.start();
      await hub.deliver(first, delivery());
      await pass(60_000);
      await hub.deliver(first, delivery({ type: "lianban.item.void" }));
      await pass(stopAt);
      await first.stop();

      const second = makeTwinOn(hub, { ledger, review: numbering });
      await second.start();
      await pass(60_000);

      expect(states(second)).toEqual(["accepted acknowledged", "approved voided", "voided acknowledged"]);
      expect(second.status().numbers).toMatchObject([{ last: 1_001, cases: 0, voided: 1 }]);
      await second.stop();
    }
  });
});

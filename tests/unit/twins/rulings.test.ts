import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import { ruling } from "../../../functions/twins/ruling.ts";
import { answerData } from "../../../schemas/answers.ts";
import { delivery, makeHubDouble, makeTwinOn } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const OTHER = "tax-registration";

const wanted = (changes: { itemId?: string; id?: string; because?: string } = {}) => {
  const { itemId = OTHER, because = "rejected", ...rest } = changes;
  const inputs = because === "rejected" ? { [itemId]: { code: "arrears", text: "有欠税" } } : {};
  return delivery({ ...rest, itemId, type: "lianban.item.ruling-wanted", data: { because, inputs } });
};

describe("a twin that leads", () => {
  it.each(["json", "xml-gbk", "form-sm3"] as const satisfies readonly ProtocolId[])(
    "rules on another department's item, with reasons, in %s",
    async (protocol) => {
      const hub = makeHubDouble(protocol);
      const twin = makeTwinOn(hub, { protocol });
      await twin.start();

      const status = await hub.deliver(twin, wanted());
      await pass(1_000);

      expect(status).toBe(202);
      expect(hub.arrived).toMatchObject([
        {
          url: "https://hub.example.cn/v1/webhooks/quality-supervision",
          event: { type: "lianban.item.ruled", subject: `c1/${OTHER}`, data: { ruling: "approve" } },
        },
      ]);
      const data = answerData["lianban.item.ruled"].parse(hub.arrived[0]?.event.data);
      expect(data.reasons).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
      expect(twin.status().items).toMatchObject([{ itemId: OTHER, state: "closed" }]);
      await twin.stop();
    },
  );

  it.each(ruling.options)("rules %s when its dial says so, each with reasons of its own", async (set) => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, wanted({ because: "silent" }));
    const plain = await twin.app.request("/dials", { method: "PUT", body: JSON.stringify({ ruling: set }) });
    await pass(1_000);

    expect(plain.status).toBe(200);
    expect(hub.arrived[0]?.event.data).toMatchObject({
      ruling: set,
      reasons: expect.stringMatching({ approve: /继续办理/, refuse: /不予许可/, suspend: /整改/ }[set]),
    });
    await twin.stop();
  });

  it("follows an objection of its own", async () => {
    const hub = makeHubDouble();
    const reason = { code: "not-eligible", text: "不符合条件" };
    const twin = makeTwinOn(hub, { review: () => ({ kind: "rejected", reason }) });
    await twin.start();
    await hub.deliver(twin, delivery());
    await pass(1_000);

    await hub.deliver(twin, wanted({ itemId: "organization-code" }));
    await pass(1_000);

    expect(hub.story().slice(1)).toEqual(["c1/organization-code rejected", "c1/organization-code ruled"]);
    expect(hub.arrived.at(-1)?.event.data).toMatchObject({ ruling: "refuse" });
    await twin.stop();
  });

  it("rules once on each call", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    for (const id of ["w1", "w1", "w2"]) {
      await hub.deliver(twin, wanted({ id }));
      await pass(1_000);
    }

    expect(hub.story()).toEqual([`c1/${OTHER} ruled`, `c1/${OTHER} ruled`]);
    expect(new Set(hub.arrived.map(({ id }) => id)).size).toBe(2);
    await twin.stop();
  });

  it("keeps its ruling back while decisions are held", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { holdDecisions: true } });
    await twin.start();
    await hub.deliver(twin, wanted());
    await pass(60_000);
    const held = hub.story();

    twin.dials.holdDecisions = false;
    await pass(250);

    expect([held, hub.story()]).toEqual([[], [`c1/${OTHER} ruled`]]);
    await twin.stop();
  });

  it("takes no other message about another department's item", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();

    const statuses = [
      await hub.deliver(twin, delivery({ itemId: OTHER })),
      await hub.deliver(twin, delivery({ itemId: OTHER, type: "lianban.item.void" })),
      await hub.deliver(twin, delivery({ itemId: OTHER, type: "lianban.item.reminded" })),
    ];
    await pass(1_000);

    expect([statuses, hub.story()]).toEqual([[404, 404, 404], []]);
    await twin.stop();
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ProtocolId } from "../../../functions/twins/protocols/protocol.ts";
import { answerData } from "../../../schemas/answers.ts";
import type { DeliveryData, DeliveryType } from "../../../schemas/deliveries.ts";
import { delivery, makeHubDouble, makeTwinOn } from "./hub-double.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-24T01:30:00.000Z") });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

const HOUR = 3_600_000;

const meeting: NonNullable<DeliveryData["meeting"]> = {
  id: "c1-survey-site-survey-1",
  kind: "site-survey",
  number: 1,
  startsAt: "2026-11-24T05:30:00.000Z",
  endsAt: "2026-11-24T07:30:00.000Z",
  place: "地块南门",
  agenda: "现状",
  reason: null,
  consequence: null,
};

const told = (type: DeliveryType, { id, ...changes }: { id?: string } & Partial<typeof meeting> = {}) =>
  delivery({
    type,
    id: `${id ?? meeting.id}-${type.split(".").at(-1)}`,
    data: {
      round: 0,
      because: "invited",
      expects: [],
      meeting: { ...meeting, id: id ?? meeting.id, ...changes },
    },
  });

const typesOf = ({ arrived }: ReturnType<typeof makeHubDouble>): string[] =>
  arrived.map(({ event }) => event.type.replace("lianban.item.", ""));

describe("a twin that is invited", () => {
  it.each(["json", "xml-gbk", "form-sm3"] as const satisfies readonly ProtocolId[])(
    "confirms, and signs in when the visit begins, in %s",
    async (protocol) => {
      const hub = makeHubDouble(protocol);
      const twin = makeTwinOn(hub, { protocol });
      await twin.start();

      expect(await hub.deliver(twin, told("lianban.meeting.proposed"))).toBe(202);
      await pass(HOUR);
      const before = typesOf(hub);
      await pass(3 * HOUR);

      expect(before).toEqual(["meeting-replied"]);
      expect(typesOf(hub)).toEqual(["meeting-replied", "meeting-attended"]);
      const [replied, came] = hub.arrived;
      expect(answerData["lianban.item.meeting-replied"].parse(replied?.event.data)).toMatchObject({
        meetingId: meeting.id,
        reply: "confirmed",
      });
      expect(answerData["lianban.item.meeting-attended"].parse(came?.event.data)).toMatchObject({
        meetingId: meeting.id,
        position: { latitude: expect.any(Number), longitude: expect.any(Number) },
      });
      expect(came?.event.time).toBe(meeting.startsAt);
      await twin.stop();
    },
  );

  it("declines with its reason and still comes, or does not come, as its dials say", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { declines: true } });
    await twin.start();
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    twin.dials.absent = true;
    await hub.deliver(twin, told("lianban.meeting.proposed", { id: "other", kind: "dispute-meeting" }));
    await pass(6 * HOUR);

    expect(typesOf(hub)).toEqual(["meeting-replied", "meeting-replied", "meeting-attended"]);
    const said = answerData["lianban.item.meeting-replied"].parse(hub.arrived[0]?.event.data);
    expect(said.reply).toBe("declined");
    expect(said.reason).toMatch(/\p{Script=Han}.* \/ [a-z]/u);
    await twin.stop();
  });

  it("stays away from what was called off, or moved", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    await pass(1_000);
    const later = { id: "c1-survey-site-survey-2", number: 2, startsAt: "2026-11-24T06:30:00.000Z" };
    await hub.deliver(twin, told("lianban.meeting.proposed", later));
    await pass(1_000);
    await hub.deliver(twin, told("lianban.meeting.called-off", { ...later, reason: "大雨" }));
    await pass(8 * HOUR);

    expect(typesOf(hub)).toEqual(["meeting-replied", "meeting-replied"]);
    await twin.stop();
  });

  it("does nothing more about one that was held without it", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub, { dials: { absent: true } });
    await twin.start();
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    await pass(1_000);
    await hub.deliver(twin, told("lianban.meeting.held", { consequence: "deemed-consent" }));
    twin.dials.absent = false;
    await pass(8 * HOUR);

    expect(typesOf(hub)).toEqual(["meeting-replied"]);
    await twin.stop();
  });

  it("replies once to an invitation that comes again with something newer, and comes", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    await pass(HOUR);
    const again = told("lianban.meeting.proposed");
    await hub.deliver(twin, { ...again, id: `${again.id}-2`, data: { ...again.data, revision: 2 } });
    await pass(6 * HOUR);

    expect(typesOf(hub)).toEqual(["meeting-replied", "meeting-attended"]);
    await twin.stop();
  });

  it("replies to an invitation that comes again where its first reply was not taken", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    const { reply } = hub.hub;
    hub.hub.reply = () => new Response("{}", { status: 503 });
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    await pass(1_000);
    const tried = typesOf(hub).length;
    const again = told("lianban.meeting.proposed");
    await hub.deliver(twin, { ...again, id: `${again.id}-2`, data: { ...again.data, revision: 2 } });
    hub.hub.reply = reply;
    await pass(6 * HOUR);

    expect(tried).toBeGreaterThan(0);
    expect(typesOf(hub).slice(tried)).toEqual(["meeting-replied", "meeting-attended"]);
    await twin.stop();
  });

  it("is asked about the item all the same, and goes on with both over a restart", async () => {
    const hub = makeHubDouble();
    const twin = makeTwinOn(hub);
    await twin.start();
    await hub.deliver(twin, told("lianban.meeting.proposed"));
    await pass(1_000);
    await hub.deliver(twin, delivery({ id: "d-ask" }));
    await pass(5_000);
    await twin.stop();
    await twin.start();
    await pass(6 * HOUR);

    expect(typesOf(hub)).toEqual(["meeting-replied", "accepted", "approved", "meeting-attended"]);
    await twin.stop();
  });
});

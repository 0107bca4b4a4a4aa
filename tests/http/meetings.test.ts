import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCaseMemory } from "../../functions/application/case-memory.ts";
import { deliveryContext, deliveryOf } from "../../functions/application/deliver.ts";
import { unseal } from "../../functions/application/event-codec.ts";
import type { World } from "../../functions/case/world.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import type { DeliveryEvent, DeliveryType } from "../../schemas/deliveries.ts";
import { type DeskItemView, deskItemView } from "../../schemas/desk.ts";
import type { CaseView } from "../../schemas/http.ts";
import { type MeetingView, meetingView } from "../../schemas/meeting-views.ts";
import { named, readAs, slugOf, statusesOf, UNKNOWN } from "../support/acting.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";
import { makeSetClock } from "../support/set-clock.ts";
import { bengbuWorld } from "../support/test-world.ts";
import { survey } from "../support/visit-cases.ts";

const ITEM = "tax-registration";

/** Registration begins with a visit to the premises. */
const world: World = {
  ...bengbuWorld,
  processes: new Map([
    [
      companyRegistration.id,
      {
        ...companyRegistration,
        stages: companyRegistration.stages.map((stage) =>
          stage.id === "registration" ? { ...stage, visit: survey } : stage,
        ),
      },
    ],
  ]),
};

const clock = makeSetClock("2026-11-24");
let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness({ world, clock });
});

afterAll(() => harness.stop());

const visit = {
  kind: "site-survey",
  startsAt: "2026-11-26T09:30:00+08:00",
  endsAt: "2026-11-26T11:30:00+08:00",
  place: "蚌山区东海大道88号",
  agenda: "查看住所",
};
const minutes = { minutes: "与申报一致", outcome: "进入审查" };

const filed = async (tradeName: string): Promise<CaseView> => {
  clock.set("2026-11-24");
  return harness.file(named(tradeName));
};

const propose = (caseId: string, person = "officer-market", body: object = visit): Promise<Response> =>
  harness.post(person, `/v1/cases/${caseId}/meetings`, body);

const invited = async (tradeName: string): Promise<{ caseId: string; path: string; meetingId: string }> => {
  const { caseId } = await filed(tradeName);
  const { meetingId } = await readAs<MeetingView>(await propose(caseId));
  return { caseId, meetingId, path: `/v1/cases/${caseId}/meetings/${meetingId}` };
};

const worklistOf = async (person: string, department: string, caseId: string) => {
  const response = await harness.as(person, `/v1/departments/${department}/worklist?limit=200`);
  const { rows } = await readAs<{ rows: { caseId: string; itemId: string; status: string }[] }>(response);
  return rows.filter((row) => row.caseId === caseId).map(({ itemId, status }) => `${itemId} ${status}`);
};

describe("POST /v1/cases/{caseId}/meetings", () => {
  it("invites the departments of the stage; the same again is the same", async () => {
    const { caseId } = await filed("珠城启元");

    const first = await readAs<MeetingView>(await propose(caseId));
    const again = await readAs<MeetingView>(await propose(caseId, "chief-market"));

    expect(meetingView.parse(first)).toEqual(first);
    expect(first).toMatchObject({
      meetingId: `${caseId}-registration-site-survey-1`,
      stage: "registration",
      status: "proposed",
      startsAt: "2026-11-26T01:30:00.000Z",
      lead: "market-regulation",
      invited: [
        { itemId: "enterprise-registration", department: "market-regulation", reply: null, signedInAt: null },
        { itemId: "organization-code", department: "quality-supervision", reply: null },
        { itemId: "tax-registration", department: "tax", reply: null },
      ],
    });
    expect(again).toEqual(first);
    expect((await harness.read(caseId)).meetings).toHaveLength(1);
  });

  it("is for officers of the lead department alone; who has no part in the case does not learn of it", async () => {
    const { caseId } = await filed("珠城恒泰");

    const statuses = await statusesOf(
      ["officer-tax", "officer-emergency", "window-01", "zhang-san", "supervisor", null],
      (person) => harness.post(person, `/v1/cases/${caseId}/meetings`, visit),
    );

    expect(statuses).toEqual([403, 404, 403, 403, 403, 401]);
    expect(await slugOf(await propose(caseId, "officer-tax"))).toBe("403 /problems/not-lead");
    expect(await slugOf(await propose(caseId, "zhang-san"))).toBe("403 /problems/forbidden");
    expect(await slugOf(await propose(UNKNOWN))).toBe("404 /problems/case-unknown");
  });

  it("refuses a time that is past, a body it does not know, and a dispute meeting with nobody", async () => {
    const { caseId } = await filed("珠城嘉远");

    const past = await propose(caseId, "officer-market", { ...visit, startsAt: "2026-11-20T09:30:00+08:00" });
    const wrong = await propose(caseId, "officer-market", { ...visit, startsAt: "tomorrow" });
    const nobody = await propose(caseId, "officer-market", { ...visit, kind: "dispute-meeting" });

    expect([await slugOf(past), await slugOf(wrong), await slugOf(nobody)]).toEqual([
      "409 /problems/meeting-time-wrong",
      "422 /problems/invalid",
      "422 /problems/nobody-invited",
    ]);
  });
});

describe("an invited department at its desk", () => {
  it("reads its item before it is asked, with the meeting, then replies, signs in and is asked", async () => {
    const { caseId } = await filed("珠城泰和");
    const before = await harness.as("officer-tax", `/v1/desk/${caseId}/${ITEM}`);
    const { meetingId } = await readAs<MeetingView>(await propose(caseId));
    const item = await readAs<DeskItemView>(await harness.as("officer-tax", `/v1/desk/${caseId}/${ITEM}`));

    expect(before.status).toBe(404);
    expect(deskItemView.parse(item)).toEqual(item);
    expect(item).toMatchObject({
      status: "waiting",
      round: 0,
      meetings: [{ meetingId, place: visit.place }],
    });
    expect(Object.keys(item.fields).length).toBeGreaterThan(0);
    expect(await worklistOf("officer-tax", "tax", caseId)).toEqual([`${ITEM} invited`]);
    expect(await worklistOf("officer-market", "market-regulation", caseId)).toContain(
      "visit:registration visit-to-hold",
    );

    const data = { revision: 1, meetingId };
    const silent = await harness.desk("officer-tax", {
      ...{ caseId, itemId: ITEM, type: "lianban.item.meeting-replied" },
      data: { ...data, reply: "declined" },
    });
    const declined = await harness.desk("officer-tax", {
      ...{ caseId, itemId: ITEM, type: "lianban.item.meeting-replied" },
      data: { ...data, reply: "declined", reason: "另有检查,联系34030019800101000X" },
    });
    clock.set("2026-11-26", "09:00");
    const came = await harness.desk("officer-tax", {
      ...{ caseId, itemId: ITEM, type: "lianban.item.meeting-attended" },
      data: { ...data, position: { latitude: 32.94, longitude: 117.36 } },
    });
    const unproven = await harness.desk("officer-tax", {
      ...{ caseId, itemId: ITEM, type: "lianban.item.meeting-attended" },
      data: { ...data, evidence: [] },
    });
    clock.set("2026-11-26", "10:30");
    const held = await harness.post(
      "chief-market",
      `/v1/cases/${caseId}/meetings/${meetingId}/minutes`,
      minutes,
    );

    expect([silent.status, declined.status, came.status, unproven.status]).toEqual([422, 200, 200, 422]);
    expect(await unproven.text()).toContain("签到应附定位或者现场凭证");
    const view = await readAs<MeetingView>(held);
    expect(view).toMatchObject({
      status: "held",
      held: { on: "2026-11-26", ...minutes },
      invited: [
        { consequence: null },
        { department: "quality-supervision", consequence: "deemed-consent" },
        { reply: "declined", signedInAt: "2026-11-26T01:00:00.000Z", consequence: null },
      ],
    });
    expect(view.invited[2]?.reason).not.toContain("34030019800101000X");
    expect(JSON.stringify(view)).not.toContain("郑强");
    expect(await worklistOf("officer-tax", "tax", caseId)).toEqual([`${ITEM} asked`]);
    expect(await worklistOf("officer-market", "market-regulation", caseId)).toEqual([
      "enterprise-registration asked",
    ]);
  });

  it("does not read the item of another, nor any once the visit is called off", async () => {
    const { caseId, path } = await invited("珠城安泰");

    const other = await harness.as("officer-market", `/v1/desk/${caseId}/${ITEM}`);
    await readAs<MeetingView>(
      await harness.post("officer-market", `${path}/cancellation`, { reason: "大雨" }),
    );
    const off = await harness.as("officer-tax", `/v1/desk/${caseId}/${ITEM}`);

    expect([other.status, off.status]).toEqual([404, 404]);
    expect(await worklistOf("officer-tax", "tax", caseId)).toEqual([]);
  });

  it("replies by its system's signed message as well", async () => {
    const { caseId, meetingId } = await invited("珠城永固");

    const taken = await harness.answer({
      ...{ department: "tax", caseId, itemId: ITEM, type: "lianban.item.meeting-replied" },
      data: { revision: 1, officer: { name: "税小禾" }, meetingId, reply: "confirmed" },
    });
    const foreign = await harness.answer({
      ...{
        department: "tax",
        caseId,
        itemId: "enterprise-registration",
        type: "lianban.item.meeting-replied",
      },
      data: { revision: 1, officer: { name: "税小禾" }, meetingId, reply: "confirmed" },
    });

    expect(taken.status).toBe(200);
    expect(await slugOf(foreign)).toBe("403 /problems/not-this-department");
    expect((await harness.read(caseId)).meetings).toMatchObject([
      { replies: { confirmed: 1, declined: 0, awaited: 2 }, heldOn: null, absent: [] },
    ]);
  });
});

describe("minutes and cancellations", () => {
  it("tell who stayed away, and are taken once", async () => {
    const { caseId, path } = await invited("珠城万通");
    clock.set("2026-11-26", "09:00");
    const early = await harness.post("officer-market", `${path}/minutes`, minutes);
    clock.set("2026-11-26", "10:30");
    const held = await readAs<MeetingView>(await harness.post("officer-market", `${path}/minutes`, minutes));
    const again = await readAs<MeetingView>(await harness.post("chief-market", `${path}/minutes`, minutes));
    const other = await harness.post("officer-market", `${path}/minutes`, { ...minutes, outcome: "不同" });
    const off = await harness.post("officer-market", `${path}/cancellation`, { reason: "大雨" });

    expect(await slugOf(early)).toBe("409 /problems/meeting-time-wrong");
    expect(held.invited.map(({ consequence }) => consequence)).toEqual([
      null,
      "deemed-consent",
      "must-answer",
    ]);
    expect(again).toEqual(held);
    expect([await slugOf(other), await slugOf(off)]).toEqual([
      "409 /problems/meeting-over",
      "409 /problems/meeting-over",
    ]);
    expect((await harness.read(caseId)).meetings).toMatchObject([
      { status: "held", heldOn: "2026-11-26", absent: ["quality-supervision", "tax"] },
    ]);
    const suspended = await harness.desk("officer-tax", {
      ...{ caseId, itemId: ITEM, type: "lianban.item.suspended" },
      data: { revision: 1, procedure: "site-visit", reason: "自行踏勘" },
    });
    expect(await slugOf(suspended)).toBe("409 /problems/visit-missed");
  });

  it("are the lead department's, of meetings there are", async () => {
    const { caseId, path } = await invited("珠城德邻");
    clock.set("2026-11-26", "10:30");

    const people = ["officer-tax", "officer-emergency", "zhang-san", null];
    const minuted = await statusesOf(people, (person) => harness.post(person, `${path}/minutes`, minutes));
    const off = await statusesOf(people, (person) =>
      harness.post(person, `${path}/cancellation`, { reason: "大雨" }),
    );
    const none = await harness.post("officer-market", `/v1/cases/${caseId}/meetings/none/minutes`, minutes);

    expect([minuted, off]).toEqual([
      [403, 404, 403, 401],
      [403, 404, 403, 401],
    ]);
    expect(await slugOf(none)).toBe("404 /problems/meeting-unknown");
  });
});

describe("GET /v1/cases/{caseId}/meetings", () => {
  it("is for the applicant, departments with a part in the case, and supervision; looks are noted", async () => {
    const { caseId, meetingId } = await invited("珠城鸿泽");
    const path = `/v1/cases/${caseId}/meetings`;

    const statuses = await statusesOf(
      [
        "zhang-san",
        "officer-market",
        "chief-tax",
        "supervisor",
        "li-si",
        "officer-emergency",
        "window-01",
        null,
      ],
      (person) => harness.as(person, path),
    );
    const { meetings } = await readAs<{ meetings: MeetingView[] }>(await harness.as("zhang-san", path));
    const { lines } = await readAs<{ lines: { how: string; who: { id: string } }[] }>(
      await harness.as("zhang-san", `/v1/cases/${caseId}/access`),
    );

    expect(statuses).toEqual([200, 200, 200, 200, 404, 404, 404, 401]);
    expect(meetings.map((each) => each.meetingId)).toEqual([meetingId]);
    const looks = lines.filter(({ how }) => how === "read").map(({ who }) => who.id);
    expect(looks).toEqual(expect.arrayContaining(["officer-market", "chief-tax", "supervisor"]));
    expect(looks).not.toContain("zhang-san");
  });
});

describe("GET …/invitation.ics", () => {
  it("is a calendar entry for whoever may read the meeting", async () => {
    const { caseId, path } = await invited("珠城庆丰");

    const statuses = await statusesOf(
      ["zhang-san", "officer-tax", "li-si", "officer-emergency", null],
      (person) => harness.as(person, `${path}/invitation.ics`),
    );
    const response = await harness.as("officer-tax", `${path}/invitation.ics`);
    const text = await response.text();
    await harness.post("officer-market", `${path}/cancellation`, { reason: "大雨" });
    const off = await (await harness.as("officer-tax", `${path}/invitation.ics`)).text();

    expect(statuses).toEqual([200, 200, 404, 404, 401]);
    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text).toContain("\r\nMETHOD:REQUEST\r\n");
    expect(text).toContain("\r\nLOCATION:蚌山区东海大道88号\r\n");
    expect(text).toContain("\r\nDTSTART:20261126T013000Z\r\n");
    expect(text.replaceAll("\r\n ", "")).toContain(
      'CN="国家税务总局蚌埠市税务局":urn:lianban:department:tax',
    );
    expect(off).toContain("\r\nMETHOD:CANCEL\r\n");
    expect(
      await slugOf(await harness.as("zhang-san", `/v1/cases/${caseId}/meetings/none/invitation.ics`)),
    ).toBe("404 /problems/meeting-unknown");
  });
});

describe("a department whose system is invited", () => {
  it("gets the meeting with what its item may read, and hears when it is called off", async () => {
    const connections = [...bengbuWorld.catalog.departments.keys()].map((department) => ({
      department,
      channel: department === "tax" ? ("system" as const) : ("desk" as const),
      dialect: "json",
      url: "http://department.test",
    }));
    clock.set("2026-11-24");
    const other = await makeHarness({ world, clock, connections });
    try {
      const { caseId } = await other.file(named("淮上启元"));
      const proposed = await readAs<MeetingView>(
        await other.post("officer-market", `/v1/cases/${caseId}/meetings`, visit),
      );
      const path = `/v1/cases/${caseId}/meetings/${proposed.meetingId}/cancellation`;
      await other.post("officer-market", path, { reason: "大雨" });
      await other.settle();

      const { rows } = await other.hub.hub.deliveries.list({ limit: 10 });
      const found = await makeCaseMemory(other.hub.hub, { isOnlyWriter: false }).load(caseId);
      if (found.kind !== "Loaded") throw new Error("the case is gone");
      const { state, key } = found.loaded;
      const base = { kind: "Deliver", caseId, itemId: ITEM, department: "tax", seq: 9 } as const;
      const eventOf = async (type: DeliveryType): Promise<DeliveryEvent> => {
        const effect = { ...base, type, meetingId: proposed.meetingId };
        const delivery = await deliveryOf(other.hub.hub, state, key, effect);
        if (delivery === null) throw new Error("nothing is delivered");
        return JSON.parse(unseal(key, deliveryContext(delivery.id), delivery.payload)) as DeliveryEvent;
      };
      const types = ["lianban.meeting.proposed", "lianban.meeting.called-off"] as const;
      const events = await Promise.all(types.map(eventOf));

      const told = { id: proposed.meetingId, kind: "site-survey", number: 1, place: visit.place };
      expect(rows.map(({ type }) => type).toSorted()).toEqual(types.toSorted());
      expect(events).toMatchObject([
        {
          type: "lianban.meeting.proposed",
          data: {
            round: 0,
            revision: 1,
            because: "invited",
            expects: [],
            meeting: { ...told, reason: null },
          },
        },
        {
          type: "lianban.meeting.called-off",
          data: { fields: {}, materials: [], because: "called-off", meeting: { ...told, reason: "大雨" } },
        },
      ]);
      expect(Object.keys(events[0]?.data.fields ?? {}).length).toBeGreaterThan(0);

      const again = await readAs<MeetingView>(
        await other.post("officer-market", `/v1/cases/${caseId}/meetings`, visit),
      );
      clock.set("2026-11-26", "10:30");
      const record = `/v1/cases/${caseId}/meetings/${again.meetingId}/minutes`;
      await readAs<MeetingView>(await other.post("chief-market", record, minutes));
      await other.settle();
      const after = await makeCaseMemory(other.hub.hub, { isOnlyWriter: false }).load(caseId);
      if (after.kind !== "Loaded") throw new Error("the case is gone");
      const effect = { ...base, type: "lianban.meeting.held", meetingId: again.meetingId } as const;
      const held = await deliveryOf(other.hub.hub, after.loaded.state, after.loaded.key, effect);
      if (held === null) throw new Error("nothing is delivered");
      const { rows: sent } = await other.hub.hub.deliveries.list({ limit: 10 });

      expect(sent.map(({ type }) => type)).toContain("lianban.meeting.held");
      expect(JSON.parse(unseal(key, deliveryContext(held.id), held.payload))).toMatchObject({
        type: "lianban.meeting.held",
        data: {
          ...{ fields: {}, materials: [], because: "absent" },
          meeting: {
            id: again.meetingId,
            consequence: expect.stringMatching(/^(deemed-consent|must-answer)$/),
          },
        },
      });
    } finally {
      await other.stop();
    }
  });
});

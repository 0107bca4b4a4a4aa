import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoToken } from "../../functions/http/demo-issuer.ts";
import type { CaseView, EventView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { fileFor, named, readAs, slugOf, statusesOf, store } from "../support/acting.ts";
import { approveAll, type Harness, makeHarness } from "../support/hub-harness.ts";
import { makeSetClock, type SetClock } from "../support/set-clock.ts";

const STATION = "station-xiaobengbu";
const until = "2026-12-31";

let harness: Harness;
let clock: SetClock;

beforeEach(async () => {
  clock = makeSetClock("2026-11-24");
  harness = await makeHarness({ clock });
});

afterEach(() => harness.stop());

/** File for 李四 at the station, with what is given. */
const attempt = async (tradeName: string, said: Record<string, unknown>): Promise<Response> => {
  const form = named(tradeName);
  const materials = await harness.materials(form, STATION);
  const body = { processId: "company-registration", form, materials, channel: "station", applicant: "li-si" };
  return harness.post(STATION, "/v1/cases", { ...body, ...said }, { "idempotency-key": crypto.randomUUID() });
};

const fileWith = async (tradeName: string, scope: string[], more: Record<string, unknown> = {}) =>
  fileFor(harness, named(tradeName), {
    person: STATION,
    applicant: "li-si",
    channel: "station",
    delegation: { scope, until, mandate: await store(harness, STATION) },
    ...more,
  });

const eventsOf = async (caseId: string, person: string): Promise<EventView[]> =>
  (await readAs<{ events: EventView[] }>(await harness.as(person, `/v1/cases/${caseId}/events`))).events;

const withdraw = (caseId: string, person = STATION) =>
  harness.post(person, `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });

const revoke = (caseId: string, person: string | null) =>
  harness.post(person, `/v1/cases/${caseId}/delegation-revocation`, { reason: "改为本人办理" });

/** Let every department answer, market regulation by a wish, so that the case waits for its applicant. */
const askForCorrection = async (caseId: string): Promise<void> => {
  for (const [department, itemId, type] of [
    ["quality-supervision", "organization-code", "lianban.item.approved"],
    ["tax", "tax-registration", "lianban.item.approved"],
    ["market-regulation", "enterprise-registration", "lianban.item.correction-required"],
  ] as const)
    await harness.answer({ department, caseId, itemId, type });
};

const correct = async ({ caseId, form, materials }: CaseView): Promise<Response> => {
  const body = { form: { ...form, contact: { phone: "0552-3120999" } }, materials };
  return harness.post(STATION, `/v1/cases/${caseId}/corrections`, body, { "if-match": '"1"' });
};

describe("a station that files for somebody", () => {
  it("names the delegation, and is told each fault of it by its field", async () => {
    const missing = await attempt("珠城启明", {});
    const own = await store(harness, STATION);
    const say = (said: Record<string, unknown>) =>
      attempt("珠城启明", { delegation: { scope: ["file"], until, mandate: own, ...said } });
    const ended = await say({ until: "2026-11-23" });
    const narrow = await say({ scope: ["read", "correct"] });
    const wrong = await say({ scope: ["everything"] });
    const mandate = await say({ mandate: await store(harness, "zhang-san") });
    const invented = await say({ mandate: "no-such-document" });
    const unwritten = await say({ mandate: undefined });
    const empty = await say({ mandate: null });
    const long = await say({ until: "2027-11-25" });

    const faults = await readAs<Problem>(missing, 422);
    expect([faults.type, faults.errors?.[0]?.path]).toEqual(["/problems/delegation-missing", "delegation"]);
    expect(await slugOf(ended)).toBe("403 /problems/delegation-ended");
    const tooNarrow = await readAs<Problem>(narrow, 403);
    expect(tooNarrow.type).toBe("/problems/delegation-too-narrow");
    expect(tooNarrow.detail).toContain("申报");
    expect((await readAs<Problem>(wrong, 422)).errors?.[0]?.path).toMatch(/^delegation\.scope/);
    for (const refused of [mandate, invented, unwritten, empty])
      expect((await readAs<Problem>(refused, 422)).errors?.[0]?.path).toBe("delegation.mandate");
    const tooLong = await readAs<Problem>(long, 422);
    expect([tooLong.type, tooLong.errors?.[0]?.path]).toEqual([
      "/problems/delegation-too-long",
      "delegation.until",
    ]);
    expect(tooLong.detail).toContain("2027-11-24");
  });

  it("is named in the log with whom it acts for, and its mandate goes with the case's data", async () => {
    const mandate = await store(harness, STATION);
    const view = await fileWith("珠城远航", [], { delegation: { scope: ["file", "read"], until, mandate } });

    const [filed] = await eventsOf(view.caseId, "li-si");
    const [overseen] = await eventsOf(view.caseId, "supervisor");
    await withdraw(view.caseId, "li-si");
    const before = await harness.as(STATION, `/v1/documents/${mandate}`);
    const erased = await harness.post("admin", `/v1/cases/${view.caseId}/erasure`, { reason: "保存期满" });
    const after = await harness.as(STATION, `/v1/documents/${mandate}`);

    expect(view).toMatchObject({
      owner: { id: STATION },
      delegation: { agent: STATION, scope: ["file", "read"], until, revoked: false },
    });
    expect(filed?.actor).toMatchObject({
      kind: "station",
      id: STATION,
      onBehalfOf: { applicant: "li-si", until },
    });
    expect(filed?.data.delegation).toMatchObject({ mandate });
    expect(JSON.stringify(overseen)).not.toContain(mandate);
    expect([before.status, erased.status, after.status]).toEqual([200, 204, 410]);
  });

  it("cannot get round it by another channel, nor can an applicant fill it in", async () => {
    const express = await attempt("珠城清远", { channel: "express-lane" });
    const window = await attempt("珠城清远", { channel: "window" });
    const form = named("珠城清远");
    const body = {
      processId: "company-registration",
      form,
      materials: await harness.materials(form),
      delegation: { scope: ["file"], until, mandate: await store(harness, "zhang-san") },
    };
    const own = await harness.post("zhang-san", "/v1/cases", body, {
      "idempotency-key": crypto.randomUUID(),
    });

    expect((await readAs<Problem>(express, 422)).errors?.[0]?.path).toBe("channel");
    expect(window.status).toBe(403);
    expect((await readAs<Problem>(own, 422)).errors?.[0]?.path).toBe("delegation");
  });
});

describe("what a station does for an applicant", () => {
  it("goes as far as its delegation, and says for whom in the log", async () => {
    const view = await fileWith("禹会启明", ["file", "read", "correct", "withdraw", "collect"]);
    await askForCorrection(view.caseId);

    const corrected = await correct(view);
    const withdrawn = await withdraw(view.caseId);

    expect([corrected.status, withdrawn.status]).toEqual([200, 202]);
    const acts = (await eventsOf(view.caseId, "li-si")).filter(({ type }) =>
      ["RevisionSubmitted", "WithdrawalRequested"].includes(type),
    );
    expect(acts.map(({ actor }) => actor)).toMatchObject([
      { id: STATION, onBehalfOf: { applicant: "li-si", until } },
      { id: STATION, onBehalfOf: { applicant: "li-si", until } },
    ]);
  });

  it("goes no further: each act is refused by its name", async () => {
    const view = await fileWith("禹会远航", ["file"]);
    await askForCorrection(view.caseId);

    const refusals = [
      await harness.as(STATION, `/v1/cases/${view.caseId}`),
      await harness.as(STATION, `/v1/cases/${view.caseId}/events`),
      await correct(view),
      await withdraw(view.caseId),
    ];

    for (const refusal of refusals) expect(await slugOf(refusal)).toBe("403 /problems/delegation-too-narrow");
    expect(await harness.read(view.caseId, "li-si")).toMatchObject({ revision: 1, withdrawalRequest: null });
  });

  it("ends with the last day of the delegation", async () => {
    const { caseId } = await fileWith("禹会清远", ["file", "read", "withdraw"]);
    clock.set("2026-12-31", "23:00");
    const lastDay = await harness.as(STATION, `/v1/cases/${caseId}`);
    clock.set("2027-01-01", "09:00");

    const after = await harness.as(STATION, `/v1/cases/${caseId}`);
    const act = await withdraw(caseId);

    expect(lastDay.status).toBe(200);
    expect(await slugOf(after)).toBe("403 /problems/delegation-ended");
    expect(await slugOf(act)).toBe("403 /problems/delegation-ended");
  });

  it("collects the licence only where it may", async () => {
    const collecting = await fileWith("禹会天泽", ["file", "collect"]);
    const other = await fileWith("禹会金桥", ["file", "read"]);
    for (const { caseId } of [collecting, other]) await approveAll(harness, caseId);
    const collect = ({ caseId }: CaseView) =>
      harness.post(STATION, `/v1/cases/${caseId}/delivery`, { how: "counter", recipient: "代办员" });

    const [taken, refused] = [await collect(collecting), await collect(other)];

    expect(await readAs(taken)).toMatchObject({ deliveredOn: "2026-11-24" });
    expect(await slugOf(refused)).toBe("403 /problems/delegation-too-narrow");
    const delivered = (await eventsOf(collecting.caseId, "li-si")).find(
      ({ type }) => type === "LicenceDelivered",
    );
    expect(delivered?.actor).toMatchObject({ id: STATION, onBehalfOf: { applicant: "li-si" } });
  });

  it("is nothing to another station", async () => {
    const { caseId } = await fileWith("禹会长青", ["file", "read", "withdraw"]);
    const person = { sub: "station-other", name: "另一代办点", roles: ["station" as const] };
    const token = await demoToken(harness.hub.issuerKey, harness.hub.issuer, person);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify({ reason: "不办了" });

    const read = await harness.as(null, `/v1/cases/${caseId}`, { headers });
    const act = await harness.as(null, `/v1/cases/${caseId}/withdrawal`, { method: "POST", headers, body });

    expect([read.status, act.status]).toEqual([404, 404]);
  });
});

describe("POST /v1/cases/{caseId}/delegation-revocation", () => {
  it("is the applicant's alone, ends all the station may do, and stays one however often it is sent", async () => {
    const view = await fileWith("淮上启明", ["file", "read", "correct", "withdraw"]);
    const { caseId } = view;

    const refused = await statusesOf(
      [STATION, "zhang-san", "officer-market", "window-01", "supervisor", null],
      (person) => revoke(caseId, person),
    );
    const first = await readAs<CaseView>(await revoke(caseId, "li-si"));
    const again = await readAs<CaseView>(await revoke(caseId, "li-si"));

    expect(refused).toEqual([403, 404, 404, 404, 403, 401]);
    expect(first.delegation).toMatchObject({ revoked: true });
    expect(again.version).toBe(first.version);
    for (const response of [
      await harness.as(STATION, `/v1/cases/${caseId}`),
      await harness.as(STATION, `/v1/cases/${caseId}/events`),
      await harness.as(STATION, `/v1/cases/${caseId}/cards`),
      await harness.as(STATION, `/v1/cases/${caseId}/ratings`),
      await correct(view),
      await withdraw(caseId),
    ])
      expect(await slugOf(response)).toBe("403 /problems/delegation-ended");
    expect((await harness.read(caseId, "li-si")).form).not.toBeNull();
  });

  it("says so where nothing is delegated", async () => {
    const { caseId } = await harness.file(named("淮上远航"));

    expect(await slugOf(await revoke(caseId, "zhang-san"))).toBe("409 /problems/nothing-delegated");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoToken } from "../../functions/http/demo-issuer.ts";
import type { CardView } from "../../schemas/case-parts.ts";
import { type CaseView, caseView, type EventView } from "../../schemas/http.ts";
import type { RegisterEntry } from "../../schemas/registers.ts";
import { fileFor, named, readAs, slugOf, statusesOf, UNKNOWN } from "../support/acting.ts";
import { approveAll, type Harness, makeHarness } from "../support/hub-harness.ts";
import { makeSetClock, type SetClock } from "../support/set-clock.ts";
import { bengbuWorld } from "../support/test-world.ts";
import { calendarThrough2027 } from "../support/year-2027.ts";

let harness: Harness;
let clock: SetClock;

beforeEach(async () => {
  clock = makeSetClock("2026-11-24");
  harness = await makeHarness({ clock, world: { ...bengbuWorld, calendar: calendarThrough2027 } });
});

afterEach(() => harness.stop());

const everybody = [
  "zhang-san",
  "li-si",
  "station-xiaobengbu",
  "window-01",
  "officer-market",
  "chief-market",
  "officer-tax",
  "supervisor",
  "admin",
  null,
] as const;

const accept = (caseId: string, itemId: string, person: string): Promise<Response> =>
  harness.desk(person, { caseId, itemId, type: "lianban.item.accepted", data: { revision: 1 } });

const itemOf = ({ items }: CaseView, id: string) => items.find(({ itemId }) => itemId === id);

describe("POST /v1/cases/{caseId}/extension", () => {
  const approver = { name: "何市长", post: "副市长", authority: "government-head" };
  const extend = (caseId: string, person: string | null, by: Record<string, unknown> = approver) =>
    harness.post(person, `/v1/cases/${caseId}/extension`, { approver: by, reason: "涉及安全评估" });

  it("moves the legal due date of the whole case by fifteen working days, once", async () => {
    const { caseId } = await harness.file(named("淮畔启元"));
    await accept(caseId, "enterprise-registration", "officer-market");
    await accept(caseId, "organization-code", "officer-quality");
    await accept(caseId, "tax-registration", "officer-tax");
    const before = await harness.read(caseId);

    const first = await extend(caseId, "supervisor");
    const again = await extend(caseId, "admin");

    const after = await harness.read(caseId);
    expect(await readAs<CaseView>(first)).toMatchObject({ form: null, extension: { on: "2026-11-24" } });
    expect(await slugOf(again)).toBe("409 /problems/extension-refused");
    expect([before.limits.statutory?.value, after.limits.statutory?.value]).toEqual([45, 60]);
    expect(before.due).toMatchObject({ promised: "2026-11-27", statutory: "2027-01-27" });
    expect(after.due).toMatchObject({ promised: "2026-11-27", statutory: "2027-02-17" });
    expect(after.extension).toEqual({ by: { value: 15, unit: "working-day" }, on: "2026-11-24" });
  });

  it("is recorded by supervision and nobody else", async () => {
    const { caseId } = await harness.file(named("淮畔恒泰"));
    await accept(caseId, "tax-registration", "officer-tax");

    const statuses = await statusesOf(everybody, (person) => extend(caseId, person));

    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403, 200, 409, 401]);
    expect((await extend(UNKNOWN, "supervisor")).status).toBe(404);
  });

  it("needs the right head's word, an accepted case, and one that is open", async () => {
    const { caseId } = await harness.file(named("淮畔嘉远"));

    const unaccepted = await extend(caseId, "supervisor");
    await accept(caseId, "tax-registration", "officer-tax");
    const wrongHead = await extend(caseId, "supervisor", { ...approver, authority: "agency-head" });
    const unnamed = await extend(caseId, "supervisor", { ...approver, name: "" });
    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });
    const closed = await extend(caseId, "supervisor");

    expect((await readAs<{ detail: string }>(unaccepted, 409)).detail).toContain("尚未受理");
    expect((await readAs<{ detail: string }>(wrongHead, 409)).detail).toContain("government-head");
    expect(unnamed.status).toBe(422);
    expect(await slugOf(closed)).toBe("409 /problems/case-closed");
  });
});

describe("the cards of a case", () => {
  const itemId = "organization-code";
  const cardsOf = async (person: string, caseId: string): Promise<CardView[]> =>
    (await readAs<{ cards: CardView[] }>(await harness.as(person, `/v1/cases/${caseId}/cards`))).cards;

  /** A case in which quality supervision is past its promise. */
  const late = async (tradeName: string): Promise<{ caseId: string; cardId: string }> => {
    const { caseId } = await harness.file(named(tradeName));
    await accept(caseId, itemId, "officer-quality");
    clock.set("2026-11-26");
    await harness.hub.watch.keepTime();
    return { caseId, cardId: `${caseId}-${itemId}-promised-yellow` };
  };

  const appeal = (caseId: string, cardId: string, person: string | null) =>
    harness.post(person, `/v1/cases/${caseId}/cards/${cardId}/appeal`, { grounds: "系统故障,有工单为证" });

  const rule = (caseId: string, cardId: string, person: string | null, isRevoked = true) =>
    harness.post(person, `/v1/cases/${caseId}/cards/${cardId}/ruling`, { isRevoked, reasons: "查证属实" });

  it("name persons to supervision and to their department, and only the department to the applicant", async () => {
    const { caseId, cardId } = await late("龙湖启元");

    const shown = await Promise.all(
      ["supervisor", "officer-quality", "zhang-san", "officer-tax"].map((person) => cardsOf(person, caseId)),
    );
    const hidden = await statusesOf(["li-si", "window-01", "chief-emergency", null], (person) =>
      harness.as(person, `/v1/cases/${caseId}/cards`),
    );

    const card = {
      cardId,
      level: "yellow",
      breach: "item-promised",
      itemId,
      on: "2026-11-26",
      status: "issued",
    };
    const quality = { department: "quality-supervision" };
    expect(shown[0]).toMatchObject([{ ...card, responsible: { ...quality, person: "质监局钱伟" } }]);
    expect(shown[1]).toEqual(shown[0]);
    expect(shown[2]).toMatchObject([{ ...card, responsible: { ...quality, post: null, person: null } }]);
    expect(shown[3]).toEqual([]);
    expect(hidden).toEqual([404, 404, 404, 401]);
    const view = await harness.read(caseId);
    expect(view.cards).toEqual([{ ...card, department: "quality-supervision" }]);
    expect(JSON.stringify(view.cards)).not.toContain("钱伟");
  });

  it("are appealed by the department they were issued to, once", async () => {
    const { caseId, cardId } = await late("龙湖恒泰");

    const refused = await statusesOf(everybody, (person) => appeal(caseId, cardId, person));
    const other = await slugOf(await appeal(caseId, cardId, "officer-tax"));
    const unknown = await slugOf(await appeal(caseId, "no-such-card", "officer-quality"));
    const first = await appeal(caseId, cardId, "officer-quality");
    const again = await slugOf(await appeal(caseId, cardId, "chief-quality"));

    expect(refused).toEqual([403, 403, 403, 403, 403, 403, 403, 403, 403, 401]);
    expect([other, unknown]).toEqual(["403 /problems/not-your-card", "404 /problems/card-unknown"]);
    expect(await readAs<CardView>(first)).toMatchObject({ cardId, status: "appealed" });
    expect(again).toBe("409 /problems/card-settled");
  });

  it("are ruled on by supervision, once; a revoked one takes its record with it", async () => {
    const { caseId, cardId } = await late("龙湖嘉远");
    await appeal(caseId, cardId, "chief-quality");

    const refused = await statusesOf(
      ["zhang-san", "station-xiaobengbu", "window-01", "officer-quality", "chief-market", null],
      (person) => rule(caseId, cardId, person),
    );
    const first = await rule(caseId, cardId, "supervisor");
    const again = await slugOf(await rule(caseId, cardId, "admin", false));
    const unknown = await rule(UNKNOWN, cardId, "supervisor");

    const period = "from=2026-11-01&to=2026-11-30";
    const { rows } = await readAs<{ rows: RegisterEntry[] }>(
      await harness.as("supervisor", `/v1/registers/accountability?${period}`),
    );
    expect(refused).toEqual([403, 403, 403, 403, 403, 401]);
    expect(await readAs<CardView>(first)).toMatchObject({ status: "revoked" });
    expect(again).toBe("409 /problems/card-settled");
    expect(unknown.status).toBe(404);
    expect(rows.filter((row) => row.caseId === caseId)).toMatchObject([
      { isOpen: false, data: { status: "revoked", itemId } },
    ]);
  });
});

describe("POST /v1/cases/{caseId}/owner", () => {
  const take = (caseId: string, person: string | null, to?: Record<string, unknown>) =>
    harness.post(person, `/v1/cases/${caseId}/owner`, { reason: "首问责任人变更", ...(to && { to }) });

  const fileAtWindow = (tradeName: string) =>
    fileFor(harness, named(tradeName), { person: "window-01", applicant: "li-si", channel: "window" });

  it("names whoever took the filing in, until the case is handed over", async () => {
    const { caseId, owner } = await fileAtWindow("瑞景启元");
    const market = { id: "officer-market", name: "市场监管局赵强", department: "market-regulation" };

    const taken = await slugOf(await take(caseId, "officer-market"));
    const before = await harness.as("officer-market", `/v1/cases/${caseId}`);
    const handed = await take(caseId, "window-01", market);
    const back = await slugOf(await take(caseId, "window-01"));

    expect(owner).toEqual({ id: "window-01", name: "综合窗口王敏", department: null });
    expect(taken).toBe("403 /problems/not-the-owner");
    expect(before.status).toBe(404);
    expect((await harness.as("window-01", `/v1/cases/${caseId}`)).status).toBe(404);
    expect(await readAs(handed)).toMatchObject({ owner: market });
    expect(back).toBe("403 /problems/not-the-owner");
    expect((await harness.read(caseId, "li-si")).owner).toEqual(market);
    expect((await harness.read(caseId, "officer-market")).form).toBeNull();
  });

  it("lets departments that take part take a case nobody answers for, and read its course", async () => {
    const { caseId, owner } = await harness.file(named("瑞景恒泰"));

    const refused = await statusesOf(["zhang-san", "station-xiaobengbu", null], (person) =>
      take(caseId, person),
    );
    const unconcerned = await Promise.all(
      ["window-01", "officer-emergency", "chief-emergency"].map(async (person) =>
        slugOf(await take(caseId, person)),
      ),
    );
    const forSomebody = await slugOf(
      await take(caseId, "officer-tax", { id: "chief-tax", name: "冯兰", department: "tax" }),
    );
    const taken = await take(caseId, "officer-tax");
    const twice = await take(caseId, "officer-tax");

    expect(owner).toBeNull();
    expect(refused).toEqual([403, 403, 401]);
    expect(unconcerned).toEqual(Array.from({ length: 3 }, () => "404 /problems/case-unknown"));
    expect(forSomebody).toBe("403 /problems/not-the-owner");
    const receipt = await readAs<{ version: number }>(taken);
    expect(receipt).toMatchObject({ owner: { id: "officer-tax", department: "tax" } });
    expect((await readAs<{ version: number }>(twice)).version).toBe(receipt.version);
    expect(await harness.read(caseId, "officer-tax")).toMatchObject({ caseId, form: null, materials: null });
  });

  it("lets a supervisor take a case away", async () => {
    const { caseId } = await fileAtWindow("瑞景嘉远");

    const taken = await take(caseId, "supervisor", { id: "chief-tax", name: "冯兰", department: "tax" });

    expect(await readAs(taken)).toMatchObject({ owner: { id: "chief-tax" } });
    expect((await harness.as("chief-tax", `/v1/cases/${caseId}`)).status).toBe(200);
  });

  it("never hands a case to an applicant, who has no department", async () => {
    const { caseId } = await fileAtWindow("瑞景安澜");
    const citizen = { id: "zhang-san", name: "张三" };

    const unnamed = await take(caseId, "window-01", citizen);
    const disguised = await take(caseId, "window-01", { ...citizen, department: "tax" });

    expect((await readAs<{ errors: { path: string }[] }>(unnamed, 422)).errors[0]?.path).toBe(
      "to.department",
    );
    const pretender = { sub: "zhang-san", name: "张三", roles: ["applicant" as const], department: "tax" };
    const token = await demoToken(harness.hub.issuerKey, harness.hub.issuer, pretender);
    const headers = { authorization: `Bearer ${token}` };
    expect(disguised.status).toBe(200);
    expect((await harness.as("zhang-san", `/v1/cases/${caseId}`)).status).toBe(404);
    expect((await harness.as(null, `/v1/cases/${caseId}`, { headers })).status).toBe(404);
  });

  it("counts only in the department on record", async () => {
    const { caseId } = await fileAtWindow("瑞景清和");
    const market = { id: "officer-tax", name: "税务局郑强", department: "market-regulation" };

    await take(caseId, "window-01", market);

    expect((await harness.as("officer-tax", `/v1/cases/${caseId}`)).status).toBe(404);
    expect((await take(caseId, "officer-tax", { ...market, id: "chief-tax" })).status).toBe(403);
  });

  it("is settled once the case is closed", async () => {
    const { caseId } = await fileAtWindow("瑞景长宁");
    await harness.post("li-si", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });
    const market = { id: "officer-market", name: "赵强", department: "market-regulation" };

    const refused = [await take(caseId, "window-01", market), await take(caseId, "supervisor")];

    for (const each of refused) expect(await slugOf(each)).toBe("409 /problems/case-closed");
  });

  it("says so where there is no such case or department", async () => {
    const { caseId } = await harness.file(named("瑞景泰和"));

    const unknown = await take(UNKNOWN, "window-01");
    const wrong = await take(caseId, "supervisor", { id: "x", name: "某人", department: "no-such" });

    expect(unknown.status).toBe(404);
    expect((await readAs<{ errors: { path: string }[] }>(wrong, 422)).errors[0]?.path).toBe("to.department");
  });
});

describe("a clerk at the window who filed for somebody", () => {
  const fileAtWindow = (tradeName: string) =>
    fileFor(harness, named(tradeName), { person: "window-01", applicant: "li-si", channel: "window" });

  const correct = ({ caseId, form, materials }: CaseView, person: string, phone: string, revision = 1) =>
    harness.post(
      person,
      `/v1/cases/${caseId}/corrections`,
      { form: { ...form, contact: { phone } }, materials },
      { "if-match": `"${revision}"` },
    );

  const handOver = ({ caseId }: CaseView) =>
    harness.post("window-01", `/v1/cases/${caseId}/owner`, {
      to: { id: "officer-market", name: "赵强", department: "market-regulation" },
      reason: "轮岗",
    });

  it("neither withdraws nor rates it: the applicant does", async () => {
    const { caseId } = await fileAtWindow("锦绣启元");

    const refused = [
      await harness.post("window-01", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" }),
      await harness.post("window-01", `/v1/cases/${caseId}/ratings`, { occasion: "filing", level: 5 }),
    ];

    for (const each of refused) expect(await slugOf(each)).toBe("403 /problems/forbidden");
    expect(await harness.read(caseId, "li-si")).toMatchObject({ status: "reviewing", ratings: [] });
    expect((await harness.post("li-si", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" })).status).toBe(
      200,
    );
  });

  it("corrects it while they answer for it, and the log names them", async () => {
    const view = await fileAtWindow("锦绣恒泰");

    const corrected = await correct(view, "window-01", "0552-3120999");
    await handOver(view);
    const afterwards = await slugOf(await correct(view, "window-01", "0552-3120888", 2));
    const byNewOwner = await slugOf(await correct(view, "officer-market", "0552-3120888", 2));

    expect(await readAs<CaseView>(corrected)).toMatchObject({ revision: 2 });
    expect([afterwards, byNewOwner]).toEqual(["404 /problems/case-unknown", "403 /problems/forbidden"]);
    const { events } = await readAs<{ events: EventView[] }>(
      await harness.as("li-si", `/v1/cases/${view.caseId}/events`),
    );
    const [revised] = events.filter(({ type }) => type === "RevisionSubmitted");
    expect(revised?.actor).toEqual({ kind: "officer", id: "window-01", name: "综合窗口王敏" });
  });

  it("reads the form while it is open and theirs, not even by sending the filing again", async () => {
    const form = named("锦绣嘉远");
    const materials = await harness.materials(form, "window-01");
    const filing = {
      processId: "company-registration",
      form,
      materials,
      channel: "window",
      applicant: "li-si",
    };
    const key = { "idempotency-key": crypto.randomUUID() };
    const send = async () => readAs<CaseView>(await harness.post("window-01", "/v1/cases", filing, key), 201);
    const { caseId } = await send();

    const open = await harness.read(caseId, "window-01");
    await harness.post("li-si", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });
    const closed = await harness.read(caseId, "window-01");

    expect(open.form).not.toBeNull();
    expect(closed).toMatchObject({ caseId, form: null, materials: null });
    expect((await send()).form).toBeNull();
    expect((await harness.read(caseId, "li-si")).form).not.toBeNull();
  });
});

describe("POST /v1/cases/{caseId}/delivery", () => {
  const deliver = (caseId: string, person: string | null) =>
    harness.post(person, `/v1/cases/${caseId}/delivery`, { how: "counter", recipient: "李四" });

  const issuedAtWindow = async (tradeName: string): Promise<string> => {
    const filing = { person: "window-01", applicant: "li-si", channel: "window" };
    const { caseId } = await fileFor(harness, named(tradeName), filing);
    await approveAll(harness, caseId);
    return caseId;
  };

  it("is recorded by the window or the lead department, once", async () => {
    const caseId = await issuedAtWindow("云帆启元");
    const before = await harness.read(caseId, "li-si");

    const refused = await statusesOf(
      ["li-si", "zhang-san", "station-xiaobengbu", "officer-tax", "supervisor", "admin", null],
      (person) => deliver(caseId, person),
    );
    const first = await deliver(caseId, "window-01");
    const again = await slugOf(await deliver(caseId, "chief-market"));

    expect(before).toMatchObject({ status: "issued", deliveredOn: null });
    expect(refused).toEqual([403, 403, 404, 404, 403, 403, 401]);
    expect(await readAs(first)).toMatchObject({ caseId, deliveredOn: "2026-11-24" });
    expect(again).toBe("409 /problems/delivered-already");
    expect((await harness.read(caseId, "li-si")).deliveredOn).toBe("2026-11-24");
    const logged = await (await harness.as("supervisor", `/v1/cases/${caseId}/events`)).text();
    expect(logged).toContain("LicenceDelivered");
    expect(logged).not.toContain("李四");
  });

  it("is there at once on the express lane, and not before a licence is", async () => {
    const open = await harness.file(named("云帆恒泰"));
    const tooEarly = await slugOf(await deliver(open.caseId, "window-01"));

    await approveAll(harness, open.caseId);

    expect(tooEarly).toBe("404 /problems/no-licence");
    expect(await harness.read(open.caseId)).toMatchObject({ status: "issued", deliveredOn: "2026-11-24" });
    expect((await deliver(UNKNOWN, "window-01")).status).toBe(404);
  });
});

describe("the view of a case", () => {
  it("holds what the API documents say and nothing else", async () => {
    const filing = { person: "window-01", applicant: "li-si", channel: "window" };
    const { caseId } = await fileFor(harness, named("云帆嘉远"), filing);
    await accept(caseId, "organization-code", "officer-quality");
    const procedure = { procedure: "hearing", reason: "举行听证", plannedWorkingDays: 5, revision: 1 };
    await harness.desk("officer-tax", {
      caseId,
      itemId: "tax-registration",
      type: "lianban.item.suspended",
      data: procedure,
    });
    clock.set("2026-11-26");
    await harness.hub.watch.keepTime();
    await harness.post("li-si", `/v1/cases/${caseId}/ratings`, { occasion: "filing", level: 5 });

    const view = await harness.read(caseId, "li-si");

    expect(caseView.parse(view)).toEqual(view);
    expect(view).toMatchObject({
      acceptedOn: "2026-11-24",
      limits: { promised: { value: 3, unit: "working-day" }, statutory: { value: 45, unit: "working-day" } },
      owner: { id: "window-01" },
      delegation: null,
      tolerance: null,
      cards: [{ level: "yellow" }],
      ratings: [{ occasion: "filing", level: 5 }],
    });
    expect(itemOf(view, "tax-registration")).toMatchObject({
      status: "suspended",
      suspension: { procedure: "hearing", since: "2026-11-24", plannedEnd: "2026-12-01", stopsClock: true },
      limits: { promised: { value: 1, unit: "working-day" } },
    });
  });
});

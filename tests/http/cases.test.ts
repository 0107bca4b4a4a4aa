import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView, DryRunResult, EventView } from "../../schemas/http.ts";
import { workingDays } from "../../schemas/limit.ts";
import type { Problem } from "../../schemas/problem.ts";
import { approveAll, type Harness, makeHarness, sampleForm, samplePdf } from "../support/hub-harness.ts";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const named = (tradeName: string, sample = "sails-through"): Record<string, unknown> => ({
  ...sampleForm(sample),
  name: { ...sampleForm(sample).name, tradeName },
});

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

interface CasePage {
  rows: { caseId: string }[];
  cursor: string | null;
}

const pageOf = async (response: Response): Promise<CasePage> => (await response.json()) as CasePage;

interface OpenApi {
  openapi: string;
  paths: Record<string, unknown>;
  components: { schemas: Record<string, unknown> };
}

describe("POST /v1/cases", () => {
  it("files a case once however often the same request is sent", async () => {
    const form = named("云帆启元");
    const body = { processId: "company-registration", form, materials: await harness.materials(form) };
    const key = { "idempotency-key": "one-key-for-one-case" };

    const [first, second] = await Promise.all([
      harness.post("zhang-san", "/v1/cases", body, key),
      harness.post("zhang-san", "/v1/cases", body, key),
    ]);
    const third = await harness.post("zhang-san", "/v1/cases", body, key);

    const ids = await Promise.all(
      [first, second, third].map(async (each) => ((await each.json()) as CaseView).caseId),
    );
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(new Set(ids).size).toBe(1);
  });

  it("refuses another request under the same key", async () => {
    const form = named("珠城瑞景");
    const key = { "idempotency-key": "a-key-used-twice" };
    const body = { processId: "company-registration", form, materials: await harness.materials(form) };
    await harness.post("zhang-san", "/v1/cases", body, key);
    const response = await harness.post("zhang-san", "/v1/cases", { ...body, form: named("珠城嘉禾") }, key);
    expect([response.status, (await problemOf(response)).type]).toEqual([
      422,
      "/problems/idempotency-key-reused",
    ]);
  });

  it("asks for an Idempotency-Key in so many words", async () => {
    const response = await harness.post("zhang-san", "/v1/cases", {
      processId: "company-registration",
      form: {},
    });
    const problem = await problemOf(response);
    expect(response.status).toBe(400);
    expect(problem.errors?.[0]?.path).toBe("headers.idempotency-key");
  });

  it("names every wrong field and its remedy in both languages", async () => {
    const form = { ...named("元恒泰"), contact: { phone: "12" }, surprise: 1 };
    const headers = { "idempotency-key": crypto.randomUUID() };
    const response = await harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form },
      headers,
    );
    const problem = await problemOf(response);
    expect([response.status, problem.type]).toEqual([422, "/problems/form-invalid"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["form.contact.phone", "form.surprise"]),
    );
    for (const { message } of problem.errors ?? []) {
      expect(message.zh).toMatch(/\p{Script=Han}/u);
      expect(message.en).toMatch(/[a-z]{3}/);
    }
  });

  it("lists the materials that are missing, and why each is needed", async () => {
    const form = named("泰嘉禾瑞");
    const headers = { "idempotency-key": crypto.randomUUID() };
    const response = await harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form },
      headers,
    );
    const problem = await problemOf(response);
    expect([response.status, problem.type]).toEqual([422, "/problems/materials-missing"]);
    expect(problem.errors?.map(({ path }) => path)).toContain("materials.articles-of-association");
  });

  it("refuses a material that differs from the stored document, or is somebody else's", async () => {
    const form = named("嘉禾瑞景");
    const own = await harness.materials(form);
    const others = await harness.materials(form, "li-si");
    const materials = own.map((each, index) =>
      index === 0 ? { ...each, sha256: "0".repeat(64) } : index === 1 ? (others[1] ?? each) : each,
    );
    const headers = { "idempotency-key": crypto.randomUUID() };
    const response = await harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form, materials },
      headers,
    );
    const problem = await problemOf(response);
    expect([response.status, problem.type]).toEqual([422, "/problems/materials-wrong"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["materials.0.sha256", "materials.1.documentId"]);
  });

  it("keeps a name for the first case that asks for it, and frees it when that case is withdrawn", async () => {
    const first = await harness.file(named("禾瑞景淮"));
    const form = named("禾瑞景淮");
    const body = { processId: "company-registration", form, materials: await harness.materials(form) };
    const taken = await harness.post("zhang-san", "/v1/cases", body, {
      "idempotency-key": crypto.randomUUID(),
    });
    await harness.post("zhang-san", `/v1/cases/${first.caseId}/withdrawal`, { reason: "改名" });
    const free = await harness.post("zhang-san", "/v1/cases", body, {
      "idempotency-key": crypto.randomUUID(),
    });
    expect([taken.status, (await problemOf(taken)).type]).toEqual([409, "/problems/name-taken"]);
    expect(free.status).toBe(201);
  });

  it.each([
    ["nobody", null, 401],
    ["a supervisor", "supervisor", 403],
  ])("refuses %s", async (_, person, status) => {
    const response = await harness.post(person, "/v1/cases", { processId: "company-registration", form: {} });
    expect(response.status).toBe(status);
  });

  it("refuses a body that is not JSON and one that is too large, each in its own way", async () => {
    const headers = { "content-type": "application/json", "idempotency-key": "k".repeat(8) };
    const broken = await harness.as("zhang-san", "/v1/cases", { method: "POST", headers, body: "{" });
    const large = await harness.as("zhang-san", "/v1/cases", {
      method: "POST",
      headers,
      body: `"${"x".repeat(1_000_001)}"`,
    });
    expect([broken.status, (await problemOf(broken)).type]).toEqual([400, "/problems/unreadable"]);
    expect([large.status, (await problemOf(large)).type]).toEqual([413, "/problems/body-too-large"]);
  });
});

describe("reading a case", () => {
  it("is for its applicant and for supervisors; to everybody else it is not there", async () => {
    const { caseId } = await harness.file(named("景淮畔云"));
    const statuses = await Promise.all(
      ["zhang-san", "supervisor", "li-si", "officer-market", null].map(
        async (person) => (await harness.as(person, `/v1/cases/${caseId}`)).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 404, 404, 401]);
    expect((await harness.read(caseId, "supervisor")).form).toBeNull();
  });

  it("never shows an identity number, neither in the case nor in its events", async () => {
    const form = named("畔云帆珠");
    const idNumber = (form.legalRepresentative as { idNumber: string }).idNumber;
    const { caseId } = await harness.file(form);
    const shown = await (await harness.as("zhang-san", `/v1/cases/${caseId}`)).text();
    const logged = await (await harness.as("zhang-san", `/v1/cases/${caseId}/events`)).text();
    expect(idNumber).toHaveLength(18);
    for (const text of [shown, logged]) {
      expect(text).not.toContain(idNumber);
      expect(text).toContain(`${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`);
    }
  });

  it("holds a long poll until the case moves", async () => {
    const { caseId, version } = await harness.file(named("云帆珠城"));
    const polled = harness.as("zhang-san", `/v1/cases/${caseId}?wait=10&version=${version}`);
    await harness.answer({ department: "tax", caseId, itemId: "tax-registration" });
    const view = (await (await polled).json()) as CaseView;
    expect(view.version).toBeGreaterThan(version);
    expect(view.items.find(({ itemId }) => itemId === "tax-registration")?.status).toBe("approved");
  });

  it("lists one's own cases only, page by page", async () => {
    const filed = [];
    for (const name of ["帆珠城涂", "珠城涂禹", "城涂禹荆"])
      filed.push((await harness.file(named(name), { person: "li-si" })).caseId);
    const first = await pageOf(await harness.as("li-si", "/v1/cases?limit=2"));
    const second = await pageOf(await harness.as("li-si", `/v1/cases?limit=2&cursor=${first.cursor}`));
    const listed = [...first.rows, ...second.rows].map(({ caseId }) => caseId);
    expect(listed.toSorted()).toEqual(filed.toSorted());
    expect(second.cursor).toBeNull();
  });
});

describe("corrections", () => {
  const wish = async (caseId: string): Promise<void> => {
    for (const [department, itemId] of [
      ["quality-supervision", "organization-code"],
      ["tax", "tax-registration"],
    ] as const)
      await harness.answer({ department, caseId, itemId });
    await harness.answer({
      department: "market-regulation",
      caseId,
      itemId: "enterprise-registration",
      type: "lianban.item.correction-required",
    });
    await harness.settle();
  };

  it("keep what was shown masked, and ask again only those whose scope changed", async () => {
    const { caseId } = await harness.file(named("涂禹荆龙", "needs-correction"));
    await wish(caseId);
    const before = await harness.read(caseId);
    const form = structuredClone(before.form) as { officers: unknown } & Record<string, unknown>;
    const officers = (form.officers as Record<string, unknown>[]).map((each) => ({
      ...each,
      appointedBy: "appointed",
    }));

    const response = await harness.post(
      "zhang-san",
      `/v1/cases/${caseId}/corrections`,
      { form: { ...form, officers }, materials: before.materials },
      { "if-match": '"1"' },
    );
    await harness.settle();

    const view = (await response.json()) as CaseView;
    const events = (
      (await (await harness.as("zhang-san", `/v1/cases/${caseId}/events`)).json()) as { events: EventView[] }
    ).events;
    const revised = events.find(({ type }) => type === "RevisionSubmitted");
    expect(response.status).toBe(200);
    expect(response.headers.get("etag")).toBe('"2"');
    expect(revised?.data.changed).toEqual(["officers"]);
    expect(view.items.map(({ itemId, status, round }) => [itemId, status, round])).toEqual([
      ["hazardous-chemicals-permit", "not-applicable", 0],
      ["enterprise-registration", "asked", 2],
      ["organization-code", "approved", 1],
      ["tax-registration", "approved", 1],
    ]);
  });

  it("need If-Match, and are refused when another revision stands", async () => {
    const { caseId } = await harness.file(named("禹荆龙湖", "needs-correction"));
    await wish(caseId);
    const view = await harness.read(caseId);
    const body = { form: { ...view.form, contact: { phone: "0552-3120999" } }, materials: view.materials };
    const without = await harness.post("zhang-san", `/v1/cases/${caseId}/corrections`, body);
    const stale = await harness.post("zhang-san", `/v1/cases/${caseId}/corrections`, body, {
      "if-match": '"7"',
    });
    expect([without.status, (await problemOf(without)).type]).toEqual([400, "/problems/header-missing"]);
    expect([stale.status, (await problemOf(stale)).type]).toEqual([412, "/problems/revision-conflict"]);
  });

  it("gather every department's wishes into one notice", async () => {
    const { caseId } = await harness.file(named("荆龙湖蚌", "needs-correction"));
    const type = "lianban.item.correction-required";
    await harness.answer({
      department: "market-regulation",
      caseId,
      itemId: "enterprise-registration",
      type,
    });
    const waiting = await harness.read(caseId);
    await harness.answer({ department: "tax", caseId, itemId: "tax-registration", type });
    await harness.answer({ department: "quality-supervision", caseId, itemId: "organization-code" });
    const view = await harness.read(caseId);
    expect(waiting.notice).toBeNull();
    expect(view.notice?.number).toBe(1);
    expect(view.notice?.wishes.map(({ itemId }) => itemId)).toEqual([
      "enterprise-registration",
      "tax-registration",
    ]);
    expect(view.waitingOn).toBe("applicant");
  });
});

describe("a refusal", () => {
  it("ends the case at once and stands the others down", async () => {
    const { caseId } = await harness.file(named("龙湖蚌山"));
    await harness.answer({
      department: "market-regulation",
      caseId,
      itemId: "enterprise-registration",
      type: "lianban.item.rejected",
    });
    await harness.settle();
    const view = await harness.read(caseId);
    expect(view.status).toBe("refused");
    expect(view.refusal).toEqual([
      { itemId: "enterprise-registration", code: "name-conflict", text: "名称与已登记企业近似" },
    ]);
    expect(view.items.map(({ status }) => status)).toEqual([
      "not-applicable",
      "rejected",
      "stood-down",
      "stood-down",
    ]);
  });
});

describe("erasure", () => {
  it("makes a closed case unreadable while its log still verifies and its licence still stands", async () => {
    const { caseId } = await harness.file(named("湖蚌山晨"));
    await approveAll(harness, caseId);
    const { licence } = await harness.read(caseId);
    const refused = await harness.post("supervisor", `/v1/cases/${caseId}/erasure`, { reason: "保存期满" });
    const erased = await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "保存期满" });
    const gone = await harness.as("zhang-san", `/v1/cases/${caseId}`);
    const verified = await harness.as(null, `/v1/licences/${licence?.licenceId}`);
    expect([refused.status, erased.status, gone.status, verified.status]).toEqual([403, 204, 410, 200]);
  });

  it("is refused while the case is open", async () => {
    const { caseId } = await harness.file(named("蚌山晨曦"));
    const response = await harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "误" });
    expect([response.status, (await problemOf(response)).type]).toEqual([409, "/problems/case-still-open"]);
  });
});

describe("POST /v1/dry-runs", () => {
  it("tells departments, materials, limits and rules with their reasons, and stores nothing", async () => {
    const before = await (await harness.as("supervisor", "/v1/overview")).json();
    const response = await harness.post(null, "/v1/dry-runs", {
      processId: "company-registration",
      mode: "three-numbers",
      form: sampleForm("hazardous-chemicals"),
    });
    const result = (await response.json()) as DryRunResult;
    expect(result.items.map(({ item, takesPart }) => [item, takesPart])).toEqual([
      ["hazardous-chemicals-permit", "asked"],
      ["enterprise-registration", "asked"],
      ["organization-code", "asked"],
      ["tax-registration", "asked"],
    ]);
    expect(result.items[0]?.why.zh).toContain("危险化学品安全管理条例");
    expect(result.items[2]?.waitsFor).toEqual({ "enterprise-registration": ["registrationNumber"] });
    expect(result.acceptable).toBe(false);
    expect(await (await harness.as("supervisor", "/v1/overview")).json()).toEqual(before);
  });

  it("follows the dated list: before it was in force the activity needs no approval first", async () => {
    const body = {
      processId: "company-registration",
      form: sampleForm("hazardous-chemicals"),
      on: "2011-11-30",
    };
    const result = (await (await harness.post(null, "/v1/dry-runs", body)).json()) as DryRunResult;
    expect(result.closed ?? result.items[0]?.takesPart).toBe("not-applicable");
  });
});

describe("documents", () => {
  it("are read by their owner and by nobody else", async () => {
    const headers = { "content-type": "application/pdf" };
    const stored = await harness.as("zhang-san", "/v1/documents", {
      method: "POST",
      headers,
      body: samplePdf,
    });
    const { documentId } = (await stored.json()) as { documentId: string };
    const own = await harness.as("zhang-san", `/v1/documents/${documentId}`);
    const other = await harness.as("li-si", `/v1/documents/${documentId}`);
    const nobody = await harness.as(null, `/v1/documents/${documentId}`);
    const forged = await harness.as(
      null,
      `/v1/documents/${documentId}?for=tax&expires=9999999999&mac=0123456789ABCDEF`,
    );
    expect(new Uint8Array(await own.arrayBuffer())).toEqual(samplePdf);
    expect([own.status, other.status, nobody.status, forged.status]).toEqual([200, 404, 401, 404]);
  });

  it("must be what they say they are", async () => {
    const headers = { "content-type": "application/pdf" };
    const response = await harness.as("zhang-san", "/v1/documents", {
      method: "POST",
      headers,
      body: "<script>",
    });
    expect([response.status, (await problemOf(response)).type]).toEqual([
      415,
      "/problems/unsupported-media-type",
    ]);
  });
});

describe("guides", () => {
  it("tell of an item what the power list says, and nothing of one that is not on it", async () => {
    const found = await harness.as(null, "/v1/items/tax-registration");
    const unknown = await harness.as(null, "/v1/items/no-such-power");
    expect(await found.json()).toMatchObject({
      department: { id: "tax", code: "11340300PDY000140K" },
      basis: "税收征收管理法第十五条",
      limits: { promised: workingDays(1), statutory: workingDays(20) },
      status: "retained",
      acceptsApplications: true,
    });
    expect(unknown.status).toBe(404);
  });

  it("tell of a process its stages, items and modes in order", async () => {
    const { processes } = (await (await harness.as(null, "/v1/processes")).json()) as {
      processes: { processId: string; modes: string[]; stages: { items: string[] }[] }[];
    };
    expect(processes.map(({ processId }) => processId)).toEqual([
      "company-registration",
      "construction-survey",
      "drawing-review",
      "joint-acceptance",
    ]);
    expect(processes[0]).toMatchObject({
      processId: "company-registration",
      modes: ["one-code", "three-numbers"],
      stages: [
        { items: ["hazardous-chemicals-permit"] },
        { items: ["enterprise-registration", "organization-code", "tax-registration"] },
      ],
    });
  });
});

describe("/openapi.json", () => {
  it("is OpenAPI 3.1, describes every route of the API, and each of its references resolves", async () => {
    const document = (await (await harness.as(null, "/openapi.json")).json()) as OpenApi;
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        "/v1/cases",
        "/v1/cases/{caseId}",
        "/v1/webhooks/{department}",
        "/v1/licences/{licenceId}",
        "/v1/dry-runs",
      ]),
    );
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pickPaths } from "../../functions/case/scope.ts";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { companyRegistration } from "../../functions/processes/company-registration.ts";
import { type DeskItemView, deskItemView } from "../../schemas/desk.ts";
import type { EventView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { named, readAs, slugOf, statusesOf, UNKNOWN } from "../support/acting.ts";
import { answerDataOf, type Harness, makeHarness } from "../support/hub-harness.ts";
import { bengbuWorld } from "../support/test-world.ts";

const ITEM = "tax-registration";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const open = (person: string | null, caseId: string, itemId = ITEM, hub = harness): Promise<Response> =>
  hub.as(person, `/v1/desk/${caseId}/${itemId}`);

const openItem = async (
  person: string,
  caseId: string,
  itemId = ITEM,
  hub = harness,
): Promise<DeskItemView> => readAs<DeskItemView>(await open(person, caseId, itemId, hub));

const eventsOf = async (caseId: string, hub = harness): Promise<EventView[]> =>
  (await readAs<{ events: EventView[] }>(await hub.as("zhang-san", `/v1/cases/${caseId}/events`))).events;

const said = (type: string, data: Record<string, unknown>) => ({
  type: `lianban.item.${type}`,
  data: { revision: 1, ...data },
});

describe("GET /v1/desk/{caseId}/{itemId}", () => {
  it("shows what the item's scope opens, in full, and nothing else", async () => {
    const form = named("珠城启元");
    const { caseId } = await harness.file(form);
    const row = bengbuCatalog.items.get(ITEM);

    const item = await openItem("officer-tax", caseId);

    expect(deskItemView.parse(item)).toEqual(item);
    expect(item.fields).toEqual(pickPaths(form, row?.scope ?? []));
    expect(JSON.stringify(item.fields)).toMatch(/"idNumber":"\d{17}/);
    expect(item.materials.length).toBeGreaterThan(0);
    for (const { code } of item.materials) expect(row?.materials).toContain(code);
    expect(item).toMatchObject({
      status: "asked",
      revision: 1,
      expects: ["taxAuthority"],
      waitsForLead: false,
    });
    const link = item.materials[0]?.url.replace("http://hub.test", "") ?? "";
    expect([link.includes("for=tax"), (await harness.as(null, link)).status]).toEqual([true, 200]);
  });

  it("is for the people of the item's department; to everybody else it is not there", async () => {
    const { caseId } = await harness.file(named("珠城恒泰"));

    const statuses = await statusesOf(
      ["officer-tax", "chief-tax", "officer-market", "chief-market", "officer-quality", "window-01"],
      (person) => open(person, caseId),
    );
    const others = await statusesOf(
      ["zhang-san", "station-xiaobengbu", "supervisor", "admin", null],
      (person) => open(person, caseId),
    );

    expect(statuses).toEqual([200, 200, 404, 404, 404, 404]);
    expect(others).toEqual([403, 403, 403, 403, 401]);
    expect((await open("officer-tax", UNKNOWN)).status).toBe(404);
    expect((await open("officer-tax", caseId, "no-such-item")).status).toBe(404);
    expect((await open("officer-tax", caseId, "constructor")).status).toBe(404);
  });

  it("is noted for the applicant to read", async () => {
    const { caseId } = await harness.file(named("珠城嘉远"));
    await openItem("officer-tax", caseId);

    const { lines } = await readAs<{ lines: { how: string; who: { id: string }; paths: string[] }[] }>(
      await harness.as("zhang-san", `/v1/cases/${caseId}/access`),
    );

    const looks = lines.filter(({ how }) => how === "read");
    expect(looks).toMatchObject([
      { who: { id: "officer-tax", department: "tax" }, what: "scope", itemId: ITEM },
    ]);
    expect(looks[0]?.paths.length).toBeGreaterThan(3);
  });

  it("opens an item only once it is asked, then with the inputs it waited for", async () => {
    const { caseId, title } = await harness.file(named("珠城泰和"), { mode: "three-numbers" });
    const before = await open("officer-quality", caseId, "organization-code");
    const outputs = { registeredName: title, registrationNumber: "340300000000019" };
    const approved = await harness.desk("officer-market", {
      caseId,
      itemId: "enterprise-registration",
      data: { revision: 1, outputs },
    });

    const after = await openItem("officer-quality", caseId, "organization-code");

    expect([before.status, approved.status]).toEqual([404, 200]);
    expect(after.inputs).toEqual({
      "enterprise-registration": { registrationNumber: outputs.registrationNumber },
    });
  });

  it("closes the scope when the item stands down", async () => {
    const { caseId } = await harness.file(named("珠城安泰"));
    await harness.desk("officer-market", {
      caseId,
      itemId: "enterprise-registration",
      type: "lianban.item.rejected",
    });

    const item = await openItem("officer-tax", caseId);

    expect(item).toMatchObject({ status: "stood-down", fields: {}, materials: [], inputs: {} });
  });
});

describe("POST /v1/desk/{caseId}/{itemId}/answers", () => {
  it("carries a case to its licence, and names each officer in the log", async () => {
    const { caseId } = await harness.file(named("禹会启元"));
    for (const [person, itemId] of [
      ["officer-market", "enterprise-registration"],
      ["chief-quality", "organization-code"],
      ["officer-tax", ITEM],
    ] as const)
      expect((await harness.desk(person, { caseId, itemId })).status).toBe(200);
    await harness.settle();

    expect((await harness.read(caseId)).status).toBe("issued");
    const approvals = (await eventsOf(caseId)).filter(({ type }) => type === "ItemApproved");
    expect(approvals.map(({ actor, data }) => [actor.kind, actor.department, data.officer])).toEqual([
      ["officer", "market-regulation", { name: "市场监管局赵强", id: "officer-market" }],
      ["chief", "quality-supervision", { name: "质监局首席代表吴静", id: "chief-quality", post: "首席代表" }],
      ["officer", "tax", { name: "税务局郑强", id: "officer-tax" }],
    ]);
  });

  it("takes from an officer every answer but an extension and a ruling", async () => {
    const { caseId } = await harness.file(named("禹会恒泰"));
    const procedure = { procedure: "site-visit", reason: "现场踏勘" };
    const course = [
      said("accepted", {}),
      said("suspended", procedure),
      said("resumed", { result: "踏勘通过" }),
      said("forwarded", { to: "省税务局", opinion: "呈请审定" }),
      said("correction-required", { wishes: [{ path: "domicile.address", message: "请写明门牌号" }] }),
      said("rejected", { reason: { code: "incomplete", text: "地址不实" } }),
      said("approved", { outputs: { taxAuthority: "蚌埠市税务局" } }),
    ];
    const approver = { name: "局长", post: "局长", authority: "agency-head" };

    const extended = await harness.desk("officer-tax", {
      caseId,
      itemId: ITEM,
      ...said("extended", { approver, reason: "情况复杂" }),
    });
    const ruled = await harness.desk("officer-market", {
      caseId,
      itemId: ITEM,
      ...said("ruled", { ruling: "approve", reasons: "理由" }),
    });
    const statuses: number[] = [];
    for (const answer of course.slice(0, 5))
      statuses.push((await harness.desk("officer-tax", { caseId, itemId: ITEM, ...answer })).status);

    const refusals = [await readAs<Problem>(extended, 403), await readAs<Problem>(ruled, 403)];
    expect(refusals.map(({ type }) => type)).toEqual(["/problems/forbidden", "/problems/forbidden"]);
    expect(refusals[0]?.detail).toContain("chief");
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const approved = await harness.desk("officer-tax", { caseId, itemId: ITEM, ...course[6] });
    expect(await readAs(approved)).toMatchObject({
      received: true,
      caseId,
      itemId: ITEM,
      itemStatus: "approved",
    });
    const rejected = await harness.desk("officer-tax", { caseId, itemId: ITEM, ...course[5] });
    expect(await readAs(rejected)).toMatchObject({ itemStatus: "rejected" });
  });

  it("lets the chief representative extend the limit of the item", async () => {
    const { caseId } = await harness.file(named("禹会嘉远"));
    await harness.desk("officer-tax", { caseId, itemId: ITEM, ...said("accepted", {}) });
    const approver = { name: "局长", post: "局长", authority: "agency-head" };
    const extension = said("extended", { approver, reason: "情况复杂" });

    const first = await harness.desk("chief-tax", { caseId, itemId: ITEM, ...extension });
    const again = await harness.desk("chief-tax", { caseId, itemId: ITEM, ...extension });

    expect(first.status).toBe(200);
    expect(await slugOf(again)).toBe("409 /problems/extension-refused");
    const item = (await harness.read(caseId)).items.find(({ itemId }) => itemId === ITEM);
    expect(item).toMatchObject({
      extension: { by: { value: 10, unit: "working-day" } },
      limits: { statutory: { value: 30, unit: "working-day" } },
    });
  });

  it("is the own department's alone", async () => {
    const { caseId } = await harness.file(named("禹会泰和"));
    const accepted = said("accepted", {});

    const statuses = await statusesOf(
      [
        "officer-market",
        "chief-quality",
        "window-01",
        "zhang-san",
        "station-xiaobengbu",
        "supervisor",
        "admin",
        null,
      ],
      (person) => harness.desk(person, { caseId, itemId: ITEM, ...accepted }),
    );
    const other = await slugOf(await harness.desk("chief-market", { caseId, itemId: ITEM, ...accepted }));
    const unknownCase = await slugOf(
      await harness.desk("officer-tax", { caseId: UNKNOWN, itemId: ITEM, ...accepted }),
    );
    const unknownItem = await slugOf(
      await harness.desk("officer-tax", { caseId, itemId: "none", ...accepted }),
    );

    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403, 401]);
    expect(other).toBe("403 /problems/not-this-department");
    expect([unknownCase, unknownItem]).toEqual(["404 /problems/case-unknown", "404 /problems/item-unknown"]);
    expect((await openItem("officer-tax", caseId)).status).toBe("asked");
  });

  it("acts once under one key, and refuses the key for another answer", async () => {
    const { caseId } = await harness.file(named("禹会安泰"));
    const key = "desk-key-0001";
    const data = answerDataOf("lianban.item.approved", ITEM);
    const { officer: _, ...approved } = data;

    const [one, two] = await Promise.all([
      harness.desk("officer-tax", { caseId, itemId: ITEM, data: approved, key }),
      harness.desk("officer-tax", { caseId, itemId: ITEM, data: approved, key }),
    ]);
    const { version } = await harness.read(caseId);
    const three = await harness.desk("officer-tax", { caseId, itemId: ITEM, data: approved, key });
    const other = await harness.desk("officer-tax", { caseId, itemId: ITEM, ...said("accepted", {}), key });
    const colleague = await harness.desk("chief-tax", { caseId, itemId: ITEM, ...said("accepted", {}), key });

    const receipts = await Promise.all([one, two, three].map((each) => readAs(each)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    expect((await harness.read(caseId)).version).toBe(version);
    expect((await eventsOf(caseId)).filter(({ type }) => type === "ItemApproved")).toHaveLength(1);
    expect(await slugOf(other)).toBe("422 /problems/idempotency-key-reused");
    expect(await slugOf(colleague)).toBe("409 /problems/not-decidable");
  });

  it("names what is wrong with an answer, and takes no other officer's name", async () => {
    const { caseId } = await harness.file(named("禹会天泽"));
    const path = `/v1/desk/${caseId}/${ITEM}/answers`;
    const body = said("accepted", {});
    const key = { "idempotency-key": "desk-key-0002" };

    const unkeyed = await harness.post("officer-tax", path, body);
    const unknown = await harness.post("officer-tax", path, said("praised", {}), key);
    const missing = await harness.post("officer-tax", path, { ...body, data: {} }, key);
    const officer = { name: "别人" };
    const impersonating = await harness.post("officer-tax", path, said("accepted", { officer }), key);
    const outputs = await harness.post(
      "officer-tax",
      path,
      said("approved", { outputs: { uscc: "1" } }),
      key,
    );
    const hearing = said("suspended", { procedure: "hearing", reason: "举行听证" });
    const unplanned = await harness.post("officer-tax", path, hearing, key);
    const deep = JSON.parse(`${'{"a":['.repeat(40)}1${"]}".repeat(40)}`) as unknown;
    const nested = await harness.post("officer-tax", path, said("approved", { outputs: { deep } }), key);
    const nothing = await slugOf(await harness.post("officer-tax", path, said("voided", {}), key));
    const notJson = await harness.as("officer-tax", path, { method: "POST", headers: key, body: "x" });

    const errorsOf = async (response: Response) => (await readAs<Problem>(response, 422)).errors ?? [];
    expect(await slugOf(unkeyed)).toBe("400 /problems/header-missing");
    const [wrongType] = await errorsOf(unknown);
    expect([wrongType?.path, wrongType?.message.zh]).toEqual([
      "type",
      expect.stringContaining("lianban.item.approved"),
    ]);
    expect((await errorsOf(missing)).map(({ path: at }) => at)).toEqual(["data.revision"]);
    expect((await errorsOf(impersonating)).map(({ path: at }) => at)).toEqual(["data.officer"]);
    expect((await errorsOf(outputs)).every(({ path: at }) => at.startsWith("data.outputs"))).toBe(true);
    expect((await errorsOf(unplanned)).map(({ path: at }) => at)).toEqual(["data.plannedWorkingDays"]);
    expect(await slugOf(nested)).toBe("400 /problems/unreadable");
    expect(nothing).toBe("409 /problems/nothing-to-void");
    expect(notJson.status).toBe(415);
    expect((await openItem("officer-tax", caseId)).status).toBe("asked");
  });

  it("is refused once the case is closed", async () => {
    const { caseId } = await harness.file(named("禹会金桥"));
    await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "不办了" });

    const late = await harness.desk("officer-tax", { caseId, itemId: ITEM });

    expect(await slugOf(late)).toBe("409 /problems/case-closed");
  });
});

describe("a department that is reached by its system", () => {
  it("may use its desk as well", async () => {
    const connections = [...bengbuCatalog.departments.keys()].map((department) => ({
      department,
      channel: "system" as const,
      dialect: "json",
      url: "http://127.0.0.1:9",
    }));
    const other = await makeHarness({ connections });
    try {
      const { caseId } = await other.file(named("淮上启元"));
      const item = await openItem("officer-tax", caseId, ITEM, other);
      const response = await other.desk("officer-tax", { caseId, itemId: ITEM });
      expect(Object.keys(item.fields).length).toBeGreaterThan(0);
      expect(await readAs(response)).toMatchObject({ itemStatus: "approved" });
    } finally {
      await other.stop();
    }
  });
});

describe("the chief representative of the lead", () => {
  it("reads an objection without its scope, rules on it, and the case goes on", async () => {
    const world = {
      ...bengbuWorld,
      processes: new Map([
        [companyRegistration.id, { ...companyRegistration, onRejection: "lead-decides" as const }],
      ]),
    };
    const other = await makeHarness({ world });
    try {
      const { caseId } = await other.file(named("淮上恒泰"));
      const itemId = "organization-code";
      const early = await open("chief-market", caseId, itemId, other);
      await other.desk("officer-market", { caseId, itemId: "enterprise-registration" });
      await other.desk("officer-tax", { caseId, itemId: ITEM });
      const reason = { code: "duplicate", text: "股东340300199001010004已有代码" };
      await other.desk("officer-quality", { caseId, itemId, ...said("rejected", { reason }) });
      const ruling = { caseId, itemId, ...said("ruled", { ruling: "approve", reasons: "两家主体不同" }) };

      const seen = await openItem("chief-market", caseId, itemId, other);
      const hidden = await statusesOf(["officer-market", "chief-tax"], (person) =>
        open(person, caseId, itemId, other),
      );
      const byOther = await slugOf(await other.desk("chief-quality", ruling));
      const ruled = await other.desk("chief-market", ruling);
      const again = await slugOf(await other.desk("chief-market", ruling));
      await other.settle();

      expect(early.status).toBe(404);
      expect(seen).toMatchObject({
        status: "rejected",
        lead: "market-regulation",
        waitsForLead: true,
        rejection: { code: "duplicate", text: "股东3403**********0004已有代码" },
        fields: {},
        materials: [],
        inputs: {},
      });
      expect(hidden).toEqual([404, 404]);
      expect(byOther).toBe("403 /problems/not-lead");
      expect(await readAs(ruled)).toMatchObject({ itemStatus: "overruled" });
      expect(again).toBe("409 /problems/nothing-to-rule");
      expect((await other.read(caseId)).status).toBe("issued");
      const events = await eventsOf(caseId, other);
      expect(events.find(({ type }) => type === "LeadRuled")?.data.officer).toEqual({
        name: "市场监管局首席代表孙丽",
        id: "chief-market",
        post: "首席代表",
      });
    } finally {
      await other.stop();
    }
  });
});

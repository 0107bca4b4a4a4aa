import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LicenceView } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { approveAll, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness();
});

afterAll(() => harness.stop());

const named = (tradeName: string, sample = "sails-through"): Record<string, unknown> => ({
  ...sampleForm(sample),
  name: { ...sampleForm(sample).name, tradeName },
});

/** File a form and return the case's number and the documents it names. */
const file = async (form: unknown): Promise<{ caseId: string; materials: readonly Material[] }> => {
  const { caseId, materials } = await harness.file(form);
  return { caseId, materials: materials ?? [] };
};

const withdraw = async (caseId: string): Promise<void> => {
  const response = await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "改名" });
  expect(response.status).toBe(200);
};

/** Withdraw a case that a department has approved something of; its lead grants it. */
const withdrawByRuling = async (caseId: string): Promise<void> => {
  const asked = await harness.post("zhang-san", `/v1/cases/${caseId}/withdrawal`, { reason: "改名" });
  const ruling = { isGranted: true, reasons: "申请人不再办理" };
  const ruled = await harness.post("chief-market", `/v1/cases/${caseId}/withdrawal-ruling`, ruling);
  expect([asked.status, ruled.status]).toEqual([202, 200]);
};

const erase = (caseId: string): Promise<Response> =>
  harness.post("admin", `/v1/cases/${caseId}/erasure`, { reason: "保存期满" });

/** The statuses with which the owner of documents reads them. */
const statusesOf = async (materials: readonly Material[]): Promise<number[]> => {
  const read = ({ documentId }: Material) => harness.as("zhang-san", `/v1/documents/${documentId}`);
  return (await Promise.all(materials.map(read))).map(({ status }) => status);
};

const allOf = (materials: readonly Material[], status: number): number[] => materials.map(() => status);

/** Ask the applicant for a correction, and correct with new documents for all. */
const correct = async (caseId: string, form: unknown): Promise<Material[]> => {
  for (const [department, itemId, type] of [
    ["quality-supervision", "organization-code", "lianban.item.approved"],
    ["tax", "tax-registration", "lianban.item.approved"],
    ["market-regulation", "enterprise-registration", "lianban.item.correction-required"],
  ] as const)
    await harness.answer({ department, caseId, itemId, type });
  await harness.settle();
  const materials = await harness.materials(form);
  const path = `/v1/cases/${caseId}/corrections`;
  const response = await harness.post("zhang-san", path, { form, materials }, { "if-match": '"1"' });
  expect(response.status).toBe(200);
  return materials;
};

describe("POST /v1/cases/{caseId}/erasure", () => {
  it("takes the documents of every revision, not only of the last", async () => {
    const form = named("涂禹荆龙", "needs-correction");
    const { caseId, materials: first } = await file(form);
    const officers = (form.officers as Record<string, unknown>[]).map((each) => ({
      ...each,
      appointedBy: "appointed",
    }));
    const second = await correct(caseId, { ...form, officers });
    await withdrawByRuling(caseId);
    const before = await statusesOf([...first, ...second]);

    const response = await erase(caseId);

    expect(first.length).toBeGreaterThan(1);
    expect(before).toEqual(allOf([...first, ...second], 200));
    expect(response.status).toBe(204);
    expect(await statusesOf(first)).toEqual(allOf(first, 410));
    expect(await statusesOf(second)).toEqual(allOf(second, 410));
  });

  it("has destroyed the key when it answers, and is gone the second time", async () => {
    const { caseId } = await file(named("蚌山晨曦"));
    await withdraw(caseId);

    const first = await erase(caseId);
    const head = await harness.hub.hub.store.head(caseId);
    const again = await erase(caseId);

    expect([first.status, head?.wrappedKey, again.status]).toEqual([204, null, 410]);
    expect((await harness.as("zhang-san", `/v1/cases/${caseId}`)).status).toBe(410);
  });

  it("answers every one of 5 requests at once without harm", async () => {
    const { caseId } = await file(named("禹会清风"));
    await withdraw(caseId);

    const statuses = (await Promise.all(Array.from({ length: 5 }, () => erase(caseId)))).map(
      ({ status }) => status,
    );

    expect(statuses[0]).toBe(204);
    expect(statuses.filter((status) => status !== 204 && status !== 410)).toEqual([]);
    expect((await harness.as("zhang-san", `/v1/cases/${caseId}`)).status).toBe(410);
  });
});

describe("a document", () => {
  const filing = (form: unknown, materials: readonly Material[]): Promise<Response> =>
    harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form, materials },
      { "idempotency-key": crypto.randomUUID() },
    );

  it("that two cases use stays until both are erased", async () => {
    const one = await file(named("淮河启明"));
    const second = await filing(named("淮河远航"), one.materials);
    const { caseId: other } = (await second.json()) as { caseId: string };

    await withdraw(one.caseId);
    await erase(one.caseId);
    const between = await statusesOf(one.materials);
    await withdraw(other);
    await erase(other);

    expect(second.status).toBe(201);
    expect(between).toEqual(allOf(one.materials, 200));
    expect(await statusesOf(one.materials)).toEqual(allOf(one.materials, 410));
  });

  it("that was erased cannot be filed", async () => {
    const { caseId, materials } = await file(named("龙子湖光"));
    await withdraw(caseId);
    await erase(caseId);

    const response = await filing(named("龙子湖光"), materials);

    const { errors } = (await response.json()) as { errors: { path: string }[] };
    expect(response.status).toBe(422);
    expect(errors.map(({ path }) => path)).toEqual(
      materials.map((_, index) => `materials.${index}.documentId`),
    );
  });
});

describe("a licence whose case is erased", () => {
  const change = (licenceId: string, what: string, body: unknown): Promise<Response> =>
    harness.post("chief-market", `/v1/licences/${licenceId}/${what}`, body);
  const revocation = { reason: "欺骗取得", basis: "行政许可法第六十九条" };

  it("can be revoked, once, and never reissued", async () => {
    const { caseId } = await file(named("珠城瑞景"));
    await approveAll(harness, caseId);
    const licenceId = (await harness.read(caseId)).licence?.licenceId ?? "";
    await erase(caseId);
    const log = await harness.hub.hub.store.load(caseId);

    const reissued = await change(licenceId, "reissue", { reason: "破损" });
    const revoked = await Promise.all([1, 2, 3].map(() => change(licenceId, "revocation", revocation)));

    const view = (await (await harness.as(null, `/v1/licences/${licenceId}`)).json()) as LicenceView;
    const row = await harness.hub.hub.store.licence(licenceId);
    expect(reissued.status).toBe(410);
    expect(revoked.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(view.status).toMatchObject({ kind: "revoked", reason: "欺骗取得" });
    expect(JSON.parse(row?.licence ?? "{}").revoked).toMatchObject({ ...revocation, by: "chief-market" });
    expect(await harness.hub.hub.store.load(caseId)).toEqual(log);
  });
});

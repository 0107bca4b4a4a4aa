import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { answerDataOf, type Harness, makeHarness, type Sent, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;
let view: CaseView;

beforeAll(async () => {
  harness = await makeHarness();
  view = await harness.file(sampleForm("sails-through"));
  await harness.settle();
});

afterAll(() => harness.stop());

const market = (): Sent => ({
  department: "market-regulation",
  caseId: view.caseId,
  itemId: "enterprise-registration",
});

/** Send a wrong message; what comes back, and whether the case is untouched. */
const sendWrong = async (sent: Sent): Promise<{ status: number; slug: string; problem: Problem }> => {
  const before = await harness.hub.hub.store.head(view.caseId);

  const response = await harness.answer(sent);

  await harness.settle();
  expect(await harness.hub.hub.store.head(view.caseId)).toEqual(before);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem;
  return { status: response.status, slug: problem.type.replace("/problems/", ""), problem };
};

describe("a wrong webhook gets its own clear answer and changes nothing", () => {
  it("has a bad signature: 401", async () => {
    const secret = new Uint8Array(32).fill(7);
    expect(await sendWrong({ ...market(), secret })).toMatchObject({ status: 401, slug: "signature-wrong" });
  });

  it("is signed with the right secret but another digest: 401", async () => {
    expect(await sendWrong({ ...market(), digest: "sm3" })).toMatchObject({
      status: 401,
      slug: "signature-wrong",
    });
  });

  it("is not signed at all: 401 and names the header", async () => {
    const response = await harness.hub.app.request("/v1/webhooks/market-regulation", {
      method: "POST",
      body: "{}",
    });
    const problem = (await response.json()) as Problem;
    expect(response.status).toBe(401);
    expect(problem.detail).toContain("webhook-id");
  });

  it.each([-301, 301])("is %i s off the clock: 401", async (offset) => {
    const timestampSeconds = Math.floor(Date.now() / 1_000) + offset;
    expect(await sendWrong({ ...market(), timestampSeconds })).toMatchObject({
      status: 401,
      slug: "timestamp-stale",
    });
  });

  it("is about another department's item: 403", async () => {
    const sent = { ...market(), itemId: "tax-registration" };
    expect(await sendWrong(sent)).toMatchObject({ status: 403, slug: "not-this-department" });
  });

  it("is about an unknown case: 404", async () => {
    expect(await sendWrong({ ...market(), caseId: "3403002026010101000019" })).toMatchObject({
      status: 404,
      slug: "case-unknown",
    });
  });

  it("is about an unknown item: 404", async () => {
    expect(await sendWrong({ ...market(), itemId: "no-such-item" })).toMatchObject({
      status: 404,
      slug: "item-unknown",
    });
  });

  it.each(["__proto__", "constructor", "toString"])("is about an item called %s: 404", async (itemId) => {
    const data = answerDataOf("lianban.item.approved", "organization-code");
    expect(await sendWrong({ ...market(), itemId, data })).toMatchObject({
      status: 404,
      slug: "item-unknown",
    });
  });

  it("comes from an unknown department: 404", async () => {
    const response = await harness.hub.app.request("/v1/webhooks/nobody", { method: "POST", body: "{}" });
    expect([response.status, ((await response.json()) as Problem).type]).toEqual([
      404,
      "/problems/department-unknown",
    ]);
  });

  it.each([
    ["not JSON", "{"],
    ["not an object", "[1]"],
    ["empty", ""],
    ["not text", "\u0000\u0001"],
  ])("is %s: 400", async (_, text) => {
    const body = new TextEncoder().encode(text);
    expect(await sendWrong({ ...market(), body })).toMatchObject({ status: 400, slug: "webhook-malformed" });
  });

  it("has an id that is not its webhook-id: 400 and names the field", async () => {
    const event = {
      specversion: "1.0",
      id: "another",
      source: "urn:x",
      type: "lianban.item.approved",
      subject: `${view.caseId}/enterprise-registration`,
      time: new Date().toISOString(),
      data: answerDataOf("lianban.item.approved", "enterprise-registration"),
    };
    const wrong = await sendWrong({ ...market(), body: new TextEncoder().encode(JSON.stringify(event)) });
    expect(wrong).toMatchObject({ status: 400, slug: "webhook-malformed" });
    expect(wrong.problem.errors?.[0]?.path).toBe("id");
  });

  it("has an unknown type: 400 and lists the known ones", async () => {
    const wrong = await sendWrong({ ...market(), type: "lianban.item.blessed" });
    expect(wrong).toMatchObject({ status: 400, slug: "webhook-malformed" });
    expect(wrong.problem.errors?.[0]?.message.en).toContain("lianban.item.approved");
  });

  it("has data of the wrong shape: 400 and names each field", async () => {
    const wrong = await sendWrong({ ...market(), data: { revision: "one", officer: {}, extra: true } });
    expect(wrong.status).toBe(400);
    expect(wrong.problem.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["data.revision", "data.officer.name"]),
    );
  });

  it("is too large: 413 and says the limit", async () => {
    const body = new TextEncoder().encode(`{"x":"${"联".repeat(100_000)}"}`);
    const wrong = await sendWrong({ ...market(), body });
    expect(wrong).toMatchObject({ status: 413, slug: "body-too-large" });
    expect(wrong.problem.detail).toContain("262144");
  });

  it("approves with outputs that do not verify: 422 and names each output", async () => {
    const data = {
      ...answerDataOf("lianban.item.approved", "enterprise-registration"),
      outputs: { registeredName: "蚌埠某公司", uscc: "91340300PDY00001XX" },
    };
    const wrong = await sendWrong({ ...market(), data });
    expect(wrong).toMatchObject({ status: 422, slug: "outputs-invalid" });
    expect(wrong.problem.errors?.map(({ path }) => path)).toEqual(["data.outputs.uscc"]);
  });

  it("speaks of a revision that does not exist: 422", async () => {
    const data = { ...answerDataOf("lianban.item.approved", "enterprise-registration"), revision: 2 };
    expect(await sendWrong({ ...market(), data })).toMatchObject({ status: 422, slug: "revision-unknown" });
  });

  it("resumes what is not suspended: 409 and says where the item stands", async () => {
    const data = { revision: 1, officer: { name: "程若谷" }, result: "完成" };
    const wrong = await sendWrong({ ...market(), type: "lianban.item.resumed", data });
    expect(wrong).toMatchObject({ status: 409, slug: "not-decidable" });
  });

  it("is dated in the future: 422", async () => {
    const time = new Date(Date.now() + 3_600_000).toISOString();
    expect(await sendWrong({ ...market(), time })).toMatchObject({ status: 422, slug: "answer-from-future" });
  });
});

describe("a repeated webhook", () => {
  it("gets the same receipt and never acts twice, even with another body", async () => {
    const own = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "禹会云帆" },
    });
    await harness.settle();
    const sent = { ...market(), caseId: own.caseId, id: "replayed-1" };
    const first = await harness.answer(sent);
    const receipt = await first.text();
    const version = (await harness.hub.hub.store.head(own.caseId))?.version;

    const second = await harness.answer(sent);
    const third = await harness.answer({ ...sent, type: "lianban.item.rejected" });

    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(await second.text()).toBe(receipt);
    expect(await third.text()).toBe(receipt);
    expect((await harness.hub.hub.store.head(own.caseId))?.version).toBe(version);
  });

  it("answers a closed case with 409 and says so", async () => {
    const own = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "蚌山晨曦" },
    });
    await harness.settle();
    await harness.post("zhang-san", `/v1/cases/${own.caseId}/withdrawal`, { reason: "不办了" });
    const response = await harness.answer({ ...market(), caseId: own.caseId });
    expect([response.status, ((await response.json()) as Problem).type]).toEqual([
      409,
      "/problems/case-closed",
    ]);
  });

  it("gives one code to one case only: 422 and asks for another", async () => {
    const own = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "龙湖启元" },
    });
    const other = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "涂山恒泰" },
    });
    await harness.settle();
    const dataFor = (registeredName: string) =>
      answerDataOf("lianban.item.approved", "enterprise-registration", 777, registeredName);
    const first = await harness.answer({ ...market(), caseId: own.caseId, data: dataFor(own.title) });
    const second = await harness.answer({ ...market(), caseId: other.caseId, data: dataFor(other.title) });
    expect([first.status, second.status]).toEqual([200, 422]);
    expect(((await second.json()) as Problem).type).toBe("/problems/code-taken");
  });
});

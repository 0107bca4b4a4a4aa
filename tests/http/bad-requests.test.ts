import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { type Harness, makeHarness, type Sent, sampleForm } from "../support/hub-harness.ts";

let harness: Harness;
let view: CaseView;

beforeAll(async () => {
  harness = await makeHarness();
  view = await harness.file(sampleForm("sails-through"));
  await harness.settle();
});

afterAll(() => harness.stop());

const problemOf = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

/** Arrays and objects in turn, `levels` deep. */
const nested = (levels: number): string => {
  const pairs = Math.floor(levels / 2);
  return `${'{"a":['.repeat(pairs)}1${"]}".repeat(pairs)}`;
};

const routes = [
  "/v1/cases",
  "/v1/cases/CASE/corrections",
  "/v1/cases/CASE/withdrawal",
  "/v1/cases/CASE/cards/any-card/appeal",
  "/v1/cases/CASE/ratings/answer",
  "/v1/desk/CASE/tax-registration/answers",
  "/v1/dry-runs",
];

const pathOf = (route: string): string => route.replace("CASE", view.caseId);

const send = (path: string, contentType: string | null, body: string): Promise<Response> =>
  harness.as("zhang-san", path, {
    method: "POST",
    headers: {
      ...(contentType === null ? {} : { "content-type": contentType }),
      "idempotency-key": crypto.randomUUID(),
      "if-match": '"1"',
    },
    body: new TextEncoder().encode(body),
  });

describe("a body that is not said to be JSON", () => {
  it.each(routes.flatMap((route) => ["text/plain", "application/xml", null].map((type) => [route, type])))(
    "is unsupported at %s as %s",
    async (route, type) => {
      const response = await send(pathOf(route ?? ""), type ?? null, "{}");

      const problem = await problemOf(response);
      expect([response.status, problem.type]).toEqual([415, "/problems/unsupported-media-type"]);
      expect(problem.detail).toContain("application/json");
    },
  );

  it("is taken with parameters and with a +json suffix", async () => {
    const body = JSON.stringify({ processId: "company-registration", form: {} });

    const statuses = await Promise.all(
      ["application/json; charset=utf-8", "application/merge-patch+json"].map(
        async (type) => (await send("/v1/dry-runs", type, body)).status,
      ),
    );

    expect(statuses).toEqual([200, 200]);
  });
});

describe("a body nested too deep", () => {
  it.each([
    ["/v1/cases", 70],
    ["/v1/cases", 5_000],
    ["/v1/cases", 100_000],
    ["/v1/cases/CASE/corrections", 5_000],
    ["/v1/dry-runs", 5_000],
  ])("is refused at %s with %i levels, by the name of the body", async (route, levels) => {
    const form = `{"surprise":${nested(levels)}}`;
    const processId = route.endsWith("corrections") ? "" : '"processId":"company-registration",';

    const response = await send(
      pathOf(route),
      "application/json",
      `{${processId}"materials":[],"form":${form}}`,
    );

    const problem = await problemOf(response);
    expect([response.status, problem.errors?.map(({ path }) => path)]).toEqual([400, ["body"]]);
    expect(problem.errors?.[0]?.message.zh).toContain("64");
  });

  it("is only refused beyond 64 levels", async () => {
    const form = `{"surprise":${nested(60)}}`;

    const response = await send(
      "/v1/dry-runs",
      "application/json",
      `{"processId":"company-registration","form":${form}}`,
    );

    expect(response.status).toBe(200);
  });
});

describe("x-request-id", () => {
  it.each([
    ["req-1.a_B", true],
    ["a".repeat(80), true],
    ["a".repeat(81), false],
    ["<script>", false],
    ['quote"', false],
    ["two words", false],
  ])("%s is echoed: %s", async (id, isEchoed) => {
    const response = await harness.as(null, "/health", { headers: { "x-request-id": id } });

    expect(response.headers.get("x-request-id") === id).toBe(isEchoed);
    expect(response.headers.get("x-request-id")).toMatch(/^[A-Za-z0-9._-]{1,80}$/);
  });
});

describe("errors of a request's shape", () => {
  it("say in both languages what to do, field by field", async () => {
    const response = await harness.post("zhang-san", "/v1/cases", {
      processId: 7,
      channel: "by-foot",
      applicant: "",
      materials: [{}],
      surprise: 1,
    });

    const { errors = [] } = await problemOf(response);
    const textOf = (path: string) => errors.find((each) => each.path === path)?.message;
    expect(response.status).toBe(422);
    expect(textOf("processId")).toEqual({ zh: "应为文字，请改正", en: "it must be text; correct it" });
    expect(textOf("form")).toEqual({ zh: "缺少此项，请补上", en: "it is missing; add it" });
    expect(textOf("channel")?.zh).toMatch(/^请改为：.*express-lane/);
    expect(textOf("applicant")?.zh).toBe("不能为空，请填写");
    expect(textOf("surprise")).toEqual({ zh: "没有这一项，请删去", en: "there is no such field; remove it" });
    expect(textOf("materials.0.code")?.zh).toBe("缺少此项，请补上");
    for (const { message } of errors) expect(message.zh).toMatch(/^\p{Script=Han}/u);
  });

  it("name the body when it is no object at all", async () => {
    const response = await harness.post("zhang-san", "/v1/cases", []);

    const { errors = [] } = await problemOf(response);
    expect(errors).toEqual([
      { path: "body", message: { zh: "应为对象，请改正", en: "it must be an object; correct it" } },
    ]);
  });

  it("of a department's message are in both languages as well", async () => {
    const response = await harness.answer({
      department: "market-regulation",
      caseId: view.caseId,
      itemId: "enterprise-registration",
      type: "lianban.item.rejected",
      data: { revision: 0, officer: { name: "" }, reason: { code: 1 }, extra: true },
    });

    const { errors = [] } = await problemOf(response);
    expect(response.status).toBe(400);
    expect(errors.map(({ path }) => path).toSorted()).toEqual([
      "data.extra",
      "data.officer.name",
      "data.reason.code",
      "data.reason.text",
      "data.revision",
    ]);
    for (const { message } of errors) expect(message.zh).toMatch(/^\p{Script=Han}/u);
  });
});

describe("the receipt of an answer", () => {
  const base = { revision: 1, officer: { name: "程若谷" } };

  /** Each takes the item on from where the one before left it. */
  const course: readonly (readonly [string, Record<string, unknown>])[] = [
    ["lianban.item.accepted", base],
    ["lianban.item.suspended", { ...base, procedure: "site-visit", reason: "实地核查" }],
    ["lianban.item.resumed", { ...base, result: "核查完毕" }],
    [
      "lianban.item.correction-required",
      { ...base, wishes: [{ path: "domicile.address", message: "请写明门牌号" }] },
    ],
    ["lianban.item.approved", { ...base, outputs: {} }],
    ["lianban.item.rejected", { ...base, reason: { code: "x", text: "不符合规定" } }],
  ];

  it("is the same text the first time and when repeated, for every type of answer", async () => {
    const { caseId } = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "湖光晨曦" },
    });
    await harness.settle();

    for (const [type, data] of course) {
      const itemId = "organization-code";
      const time = harness.hub.hub.clock.now();
      const sent: Sent = {
        department: "quality-supervision",
        caseId,
        itemId,
        type,
        data,
        time,
        id: `once-${type.replaceAll(".", "-")}`,
      };
      const [first, again] = [await harness.answer(sent), await harness.answer(sent)];
      const [text, repeated] = [await first.text(), await again.text()];

      expect([type, first.status, again.status]).toEqual([type, 200, 200]);
      expect(repeated).toBe(text);
      expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
      expect(JSON.parse(text)).toMatchObject({ received: true, caseId, itemId });
    }
  });

  it("names the item even when the answer changes nothing", async () => {
    const { caseId } = await harness.file({
      ...sampleForm("sails-through"),
      name: { ...sampleForm("sails-through").name, tradeName: "山影流泉" },
    });
    await harness.settle();
    const time = harness.hub.hub.clock.now();
    const sent: Sent = { department: "quality-supervision", caseId, itemId: "organization-code", time };
    await harness.answer(sent);

    const unchanged = { ...sent, id: "says-the-same" };
    const [first, again] = [await harness.answer(unchanged), await harness.answer(unchanged)];

    const text = await first.text();
    expect(await again.text()).toBe(text);
    expect(JSON.parse(text)).toMatchObject({ itemId: "organization-code", itemStatus: "approved" });
  });
});

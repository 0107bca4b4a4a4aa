import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerData } from "../../schemas/answers.ts";
import { deliveryType } from "../../schemas/deliveries.ts";
import { feeDeliveryType } from "../../schemas/fee-deliveries.ts";
import { feeMessageData } from "../../schemas/fee-messages.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  const?: string;
  title?: string;
  required?: string[];
}

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  webhooks: Record<string, { post: Operation }>;
  components: { schemas: Record<string, Schema> };
}

let harness: Harness;
let document: Document;

beforeAll(async () => {
  harness = await makeHarness();
  document = (await (await harness.as(null, "/openapi.json")).json()) as Document;
});

afterAll(() => harness.stop());

const component = (schema: Schema | undefined): Schema => {
  const found = document.components.schemas[schema?.$ref?.split("/").at(-1) ?? ""];
  if (found === undefined) throw new Error(`no component for ${JSON.stringify(schema)}`);
  return found;
};

const headerOf = (path: string, name: string) =>
  document.paths[path]?.post?.parameters?.find((each) => each.in === "header" && each.name === name);

describe("/openapi.json", () => {
  it.each(["FileCase", "Correction"])("describes the form of a %s field by field", (name) => {
    const form = component(document.components.schemas[name]?.properties?.form);

    expect(form.required).toEqual(expect.arrayContaining(["name", "domicile", "shareholders", "taxProfile"]));
    expect(form.properties?.domicile?.properties?.address?.title).toBe("住所 / address of the domicile");
    expect(form.properties?.shareholders?.items?.oneOf?.[0]?.properties?.name?.title).toMatch(/姓名|名称/);
  });

  it("describes every answer of a department by its type, with its data", () => {
    const body = document.paths["/v1/webhooks/{department}"]?.post?.requestBody?.content;
    const answers = (body?.["application/cloudevents+json"]?.schema.oneOf ?? []).map(component);

    expect(answers.map(({ properties }) => properties?.type?.const)).toEqual([
      ...Object.keys(answerData),
      ...Object.keys(feeMessageData),
    ]);
    for (const answer of answers) {
      const required: Record<string, string[]> = {
        "lianban.fees.paid": ["paymentId", "sheetId", "amountFen", "lines", "paidAt", "channel"],
        "lianban.fees.refunded": ["refundId", "refundedAt"],
      };
      expect(component(answer.allOf?.[0]).required).toContain("specversion");
      expect(component(answer.properties?.data).required).toEqual(
        expect.arrayContaining(required[answer.properties?.type?.const ?? ""] ?? ["revision", "officer"]),
      );
    }
  });

  it("describes what a department is sent as webhooks", () => {
    expect(Object.keys(document.webhooks)).toEqual([...deliveryType.options, ...feeDeliveryType.options]);
    for (const [type, { post }] of Object.entries(document.webhooks)) {
      const event = component(post.requestBody?.content["application/cloudevents+json"]?.schema);
      expect(event.properties?.type?.const).toBe(type);
      const isOfFees = feeDeliveryType.options.some((each) => each === type);
      expect(component(event.properties?.data).required).toEqual(
        expect.arrayContaining(isOfFees ? ["sheetId", "reportTo"] : ["fields", "materials", "answerTo"]),
      );
    }
  });

  it("shows headers as required that a request is refused without", () => {
    expect(headerOf("/v1/cases", "Idempotency-Key")?.required).toBe(true);
    expect(headerOf("/v1/cases/{caseId}/corrections", "If-Match")?.required).toBe(true);
  });

  it("says what each route is for in both languages", () => {
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

    expect(operations.length).toBeGreaterThan(50);
    for (const { summary } of operations) expect(summary).toMatch(/^[A-Za-z].* \/ .*\p{Script=Han}/u);
  });

  it("describes the acts on a case, the desk and the lists of supervision", () => {
    for (const [path, method] of [
      ["/v1/cases/{caseId}/withdrawal-ruling", "post"],
      ["/v1/cases/{caseId}/extension", "post"],
      ["/v1/cases/{caseId}/cards", "get"],
      ["/v1/cases/{caseId}/cards/{cardId}/appeal", "post"],
      ["/v1/cases/{caseId}/cards/{cardId}/ruling", "post"],
      ["/v1/cases/{caseId}/delivery", "post"],
      ["/v1/cases/{caseId}/owner", "post"],
      ["/v1/cases/{caseId}/delegation-revocation", "post"],
      ["/v1/cases/{caseId}/ratings", "post"],
      ["/v1/cases/{caseId}/ratings/answer", "post"],
      ["/v1/desk/{caseId}/{itemId}", "get"],
      ["/v1/desk/{caseId}/{itemId}/answers", "post"],
      ["/v1/undo", "get"],
      ["/v1/statistics", "get"],
    ] as const)
      expect([path, Object.keys(document.paths[path] ?? {})]).toEqual([
        path,
        expect.arrayContaining([method]),
      ]);
  });

  it("describes every answer a person may give at a desk, without the officer, whom the token names", () => {
    const { oneOf = [] } = document.components.schemas.DeskAnswer ?? {};
    const types = oneOf.map(({ properties }) => {
      const { type, data } = properties ?? {};
      expect(data?.required).toContain("revision");
      expect(Object.keys(data?.properties ?? {})).not.toContain("officer");
      return (type as { const?: string; enum?: string[] }).const ?? (type as { enum?: string[] }).enum?.[0];
    });

    expect(types).toEqual(Object.keys(answerData));
    expect(headerOf("/v1/desk/{caseId}/{itemId}/answers", "Idempotency-Key")?.required).toBe(true);
  });

  it("names 415 wherever a body is JSON", () => {
    const posts = Object.values(document.paths).flatMap(({ post }) => post ?? []);
    const json = posts.filter(({ requestBody }) => "application/json" in (requestBody?.content ?? {}));

    expect(json.length).toBeGreaterThan(5);
    for (const { responses } of json) expect(Object.keys(responses)).toContain("415");
  });

  it("describes health, the licence keys and the demonstration issuer", () => {
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        "/health",
        "/.well-known/jwks.json",
        "/oidc/.well-known/openid-configuration",
        "/oidc/jwks",
        "/oidc/demo-people",
        "/oidc/token",
      ]),
    );
  });

  it("holds every component it refers to", () => {
    const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/([^"]+)"/g)];

    expect(references.length).toBeGreaterThan(40);
    for (const [, name = ""] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });
});

import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeReceiveWebhook } from "../../functions/application/receive-webhook.ts";
import { makeAuthenticate } from "../../functions/http/authenticate.ts";
import { demoPeople, demoToken } from "../../functions/http/demo-issuer.ts";
import { makePublicApp } from "../../functions/http/public-app.ts";
import { makeWebhookApp } from "../../functions/http/webhook-app.ts";
import { approveAll, type Harness, makeHarness, sampleForm } from "../support/hub-harness.ts";

/** A post that both the whole app and the app that stands alone must answer alike. */
interface Ask {
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

let harness: Harness;
let licenceId: string;
let adminToken: string;

beforeAll(async () => {
  harness = await makeHarness();
  const { caseId } = await harness.file(sampleForm("sails-through"));
  await approveAll(harness, caseId);
  await harness.hub.workflow.idle();
  licenceId = (await harness.read(caseId)).licence?.licenceId ?? "";
  const admin = demoPeople.find(({ sub }) => sub === "admin");
  adminToken = admin === undefined ? "" : await demoToken(harness.hub.issuerKey, harness.hub.issuer, admin);
});
afterAll(() => harness.stop());

/** What of an answer must be alike: everything but its request id. */
const told = async (response: Response) => {
  const type = response.headers.get("content-type") ?? "";
  const text = type.includes("json") ? await response.text() : "";
  return {
    status: response.status,
    type,
    text: text.replaceAll(/"requestId":"[^"]*"|"instance":"[^"]*"/g, ""),
    nosniff: response.headers.get("x-content-type-options"),
    hasRequestId: response.headers.has("x-request-id"),
  };
};

describe("makePublicApp", () => {
  it.each([
    "/",
    "/guide",
    "/guide/company-registration",
    "/guide/unknown",
    "/guide/items",
    "/guide/items/enterprise-registration",
    "/problems",
    "/verify",
    "/verify/00000000000000000000000000",
    "/v1/licences/short/pdf",
    "/v1/licences/00000000000000000000000000/pdf",
    "/v1/licences/LICENCE/pdf?version=9",
    "/v1/licences/LICENCE/pdf?copy=0",
    "/v1/licences/LICENCE/pdf",
    "/verify/LICENCE",
    "/nowhere",
  ])("answers %s as the whole hub does", async (template) => {
    const path = template.replace("LICENCE", licenceId);

    const alone = await makePublicApp(harness.hub.hub).request(path);
    const whole = await harness.hub.app.request(path);

    expect(await told(alone)).toEqual(await told(whole));
  });

  it("has no route to anything personal", async () => {
    const app = makePublicApp(harness.hub.hub);
    const paths = [
      "/v1/cases",
      "/v1/documents/x",
      "/v1/overview",
      "/v1/webhooks/tax",
      `/v1/licences/${licenceId}`,
    ];

    const answers = await Promise.all(
      paths.map((path) => app.request(path, { headers: { authorization: `Bearer ${adminToken}` } })),
    );

    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 404));
  });
});

describe("makeWebhookApp", () => {
  const makeAlone = () =>
    makeWebhookApp({
      hub: harness.hub.hub,
      receiveWebhook: makeReceiveWebhook(harness.hub.hub, harness.hub.handle),
      authenticate: makeAuthenticate({
        issuer: harness.hub.issuer,
        audience: "lianban",
        key: async () => createPublicKey(harness.hub.issuerKey),
      }),
    });

  it.each<Ask>([
    { path: "/v1/webhooks/tax", body: "{}" },
    { path: "/v1/webhooks/nobody", body: "{}" },
    {
      path: "/v1/webhooks/tax",
      headers: { "webhook-id": "m", "webhook-timestamp": "1", "webhook-signature": "v1,AAAA" },
      body: "{}",
    },
    { path: "/v1/webhooks/tax", headers: { "content-length": "300000" }, body: "x".repeat(300_000) },
    { path: "/v1/departments/tax/secret-rotation" },
    { path: "/v1/departments/nobody/secret-rotation", headers: { authorization: "ADMIN" } },
    { path: "/v1/departments/tax/secret-rotation", headers: { authorization: "Bearer nonsense" } },
  ])("answers a post to $path as the whole hub does", async ({ path, headers = {}, body = null }) => {
    const given = Object.entries(headers).map(([name, value]): [string, string] => [
      name,
      value.replace("ADMIN", `Bearer ${adminToken}`),
    ]);
    const asked = { method: "POST", headers: given, body };

    const alone = await makeAlone().request(path, asked);
    const whole = await harness.hub.app.request(path, asked);

    expect(await told(alone)).toEqual(await told(whole));
  });

  it("takes a signed answer in, and the same one again with the same receipt", async () => {
    const form = sampleForm("sails-through");
    const { caseId } = await harness.file({ ...form, name: { ...form.name, tradeName: "淮畔另立云" } });
    const app = makeAlone();
    const whole = harness.hub.app.request;
    const received: Response[] = [];
    harness.hub.app.request = async (...asked) => {
      received.push(await app.request(...asked));
      return received.at(-1) as Response;
    };

    const sent = { department: "market-regulation", caseId, itemId: "enterprise-registration", id: "twice" };
    const [first, second] = [await harness.answer(sent), await harness.answer(sent)];
    harness.hub.app.request = whole;

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.text()).toBe(await first.text());
    const { items } = await harness.read(caseId);
    expect(items.find(({ itemId }) => itemId === sent.itemId)?.status).toBe("approved");
    expect(received).toHaveLength(2);
  });

  it("rotates a secret for an administrator", async () => {
    const answer = await makeAlone().request("/v1/departments/tax/secret-rotation", {
      method: "POST",
      headers: { authorization: `Bearer ${adminToken}` },
    });

    const [newest] = (await harness.hub.hub.keys.webhookSecrets("tax")).inbound;
    expect(await answer.json()).toEqual({
      secret: `whsec_${Buffer.from(newest ?? []).toString("base64")}`,
    });
  });
});

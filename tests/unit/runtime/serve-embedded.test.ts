import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../../functions/catalog/bengbu.ts";
import { parseSecret } from "../../../functions/departments/webhook-signature.ts";
import { makeHubClient, signIn } from "../../../functions/entry/demo/hub-client.ts";
import { playCase } from "../../../functions/entry/demo/play-case.ts";
import { uploadSampleMaterials } from "../../../functions/entry/demo/sample-materials.ts";
import { parseConnections } from "../../../functions/runtime/connections.ts";
import {
  type ServedHub,
  type ServeOptions,
  serveEmbedded,
} from "../../../functions/runtime/serve-embedded.ts";
import { readWebhookSecrets } from "../../../functions/runtime/webhook-secrets.ts";
import { steadyDials } from "../../../functions/twins/dials.ts";
import { sampleForm } from "../../support/hub-harness.ts";

const folders: string[] = [];
const hubs: ServedHub[] = [];

const dataFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "lianban-serve-"));
  folders.push(folder);
  return folder;
};

const serve = async (options: Partial<ServeOptions> = {}): Promise<ServedHub> => {
  const hub = await serveEmbedded({
    host: "127.0.0.1",
    port: 0,
    dataDir: dataFolder(),
    twins: null,
    ...options,
  });
  hubs.push(hub);
  return hub;
};

const pair = await generateKeyPair("ES256");
let provider: Server;
let issuer = "";
let isUp = true;
let named = "";

beforeAll(async () => {
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256", use: "sig" };
  provider = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (!isUp) response.writeHead(503).end();
    else if (request.url?.endsWith("openid-configuration"))
      response.end(JSON.stringify({ issuer: named, jwks_uri: `${issuer}/keys` }));
    else response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/realm`;
  named = issuer;
});

afterEach(async () => {
  isUp = true;
  named = issuer;
  for (const hub of hubs.splice(0)) await hub.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

afterAll(() => provider.close());

const token = (roles: unknown, { audience = "lianban", kid = "one" } = {}): Promise<string> =>
  new SignJWT({ roles, name: "张三" })
    .setProtectedHeader({ alg: "ES256", kid })
    .setSubject("zhang-san")
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime("5m")
    .sign(pair.privateKey);

const listCases = async ({ baseUrl }: ServedHub, bearer: string): Promise<number> =>
  (await fetch(`${baseUrl}/v1/cases`, { headers: { authorization: `Bearer ${bearer}` } })).status;

describe("serveEmbedded with an issuer", () => {
  it("takes its tokens with a role of the hub among their roles, and no others", async () => {
    const hub = await serve({ oidc: { issuer, audience: "lianban" } });

    const statuses = await Promise.all([
      listCases(hub, await token(["offline_access", "applicant"])),
      listCases(hub, await token(["offline_access"])),
      listCases(hub, await token(["applicant"], { audience: "another" })),
    ]);

    expect(statuses).toEqual([200, 401, 401]);
  });

  it("does not mount the demonstration issuer", async () => {
    const hub = await serve({ oidc: { issuer, audience: "lianban" } });

    const paths = [
      "/oidc/token",
      "/oidc/jwks",
      "/oidc/demo-people",
      "/oidc/.well-known/openid-configuration",
    ];
    const statuses = await Promise.all(
      paths.map(
        async (path) =>
          (await fetch(`${hub.baseUrl}${path}`, { method: path.endsWith("token") ? "POST" : "GET" })).status,
      ),
    );
    const document = await (await fetch(`${hub.baseUrl}/openapi.json`)).text();

    expect(statuses).toEqual([404, 404, 404, 404]);
    expect(document).not.toContain("/oidc/");
  });

  it("does not start while the issuer cannot be reached, or when it says it is another", async () => {
    isUp = false;
    await expect(serve({ oidc: { issuer, audience: "lianban" } })).rejects.toThrow(
      /LIANBAN_OIDC_ISSUER=.*HTTP 503/,
    );
    isUp = true;
    named = "https://another.example.cn";
    await expect(serve({ oidc: { issuer, audience: "lianban" } })).rejects.toThrow(/another\.example\.cn/);
  });

  it("starts when the issuer's address ends with a slash", async () => {
    named = `${issuer}/`;
    const hub = await serve({ oidc: { issuer: named, audience: "lianban" } });

    expect(hub.issuer).toBe(named);
  });
});

describe("serveEmbedded without an issuer", () => {
  it("gives demonstration tokens", async () => {
    const hub = await serve();

    const response = await fetch(`${hub.baseUrl}/oidc/token`, {
      method: "POST",
      body: new URLSearchParams({ person: "zhang-san" }),
    });
    const { access_token } = (await response.json()) as { access_token: string };

    expect(await listCases(hub, access_token)).toBe(200);
  });
});

describe("serveEmbedded with twins behind a public address", () => {
  it("brings a case to its licence without using that address", async () => {
    const at = "https://hub.invalid";
    const dials = {
      ...steadyDials,
      acceptAfterMs: [0, 5] as [number, number],
      decideAfterMs: [0, 5] as [number, number],
    };
    const hub = await serve({ baseUrl: at, twins: { seed: 1, dials } });
    const { origin } = new URL(hub.hub.directory.connection("tax")?.url ?? "");
    const client = makeHubClient(origin, await signIn(origin, "zhang-san"));

    const { view } = await playCase(client, { title: "", form: sampleForm("sails-through") }, () => {});

    expect(view.status).toBe("issued");
    expect(view.licence?.verify).toContain(at);
  }, 30_000);
});

describe("serveEmbedded with connections from a file", () => {
  it("sends deliveries to systems and none to desks", async () => {
    const received: string[] = [];
    const system = createServer((request, response) => {
      received.push(request.url ?? "");
      response.writeHead(202).end();
    });
    await new Promise<void>((resolve) => system.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(system.address() as AddressInfo).port}/lianban/`;
    const desks = [...bengbuCatalog.departments.keys()].filter((id) => id !== "tax");
    const list = [
      { department: "tax", channel: "system", dialect: "json", url },
      ...desks.map((department) => ({ department, channel: "desk" })),
    ];
    const hub = await serve({ connections: parseConnections(list, "list.json") });
    const client = makeHubClient(hub.baseUrl, await signIn(hub.baseUrl, "zhang-san"));
    const form = sampleForm("sails-through");
    const materials = await uploadSampleMaterials(client, (await client.dryRun(form)).materials);

    await client.file({ form, materials });

    const deliveries = async () => (await hub.hub.deliveries.list({ cursor: null, limit: 9 })).rows;
    await expect.poll(async () => (await deliveries()).map(({ state }) => state)).toEqual(["delivered"]);
    expect((await deliveries()).map(({ department }) => department)).toEqual(["tax"]);
    expect(received).toEqual(["/lianban/deliveries/events"]);
    system.close();
  });
});

describe("readWebhookSecrets", () => {
  const connections = [{ department: "tax", channel: "desk" as const, dialect: "form-sm3", url: "" }];

  it("shows what the running hub signs and verifies with, before any message and after a rotation", async () => {
    const dataDir = dataFolder();
    const hub = await serve({ dataDir, connections });

    const before = readWebhookSecrets(dataDir, "tax");
    const rotated = await hub.hub.keys.rotateWebhookSecret("tax");
    const after = readWebhookSecrets(dataDir, "tax");

    const { inbound } = await hub.hub.keys.webhookSecrets("tax");
    expect(after.inbound).toEqual([rotated, before.inbound[0]]);
    expect(after.outbound).toEqual([rotated, before.outbound[0]]);
    expect(after.inbound.map(parseSecret)).toEqual(inbound.map((each) => new Uint8Array(each)));
  });

  it("says what to do without a key file and about a department that is not connected", async () => {
    const dataDir = dataFolder();

    expect(() => readWebhookSecrets(dataDir, "tax")).toThrow(/npm start.*LIANBAN_DATA/);
    await serve({ dataDir, connections });
    expect(() => readWebhookSecrets(dataDir, "police")).toThrow(/there are: tax\..*LIANBAN_CONNECTIONS/);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aws, Stack } from "aws-cdk-lib";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { checkEnvironmentSize } from "../../infra/environment-size.ts";
import { PROD, resourcesOf, synthesize } from "./synthesize.ts";

type Variables = Readonly<Record<string, unknown>>;

const environments = (made: ReturnType<typeof synthesize>): Record<string, Variables> =>
  Object.fromEntries(
    Object.entries(resourcesOf(made.templates.hub, "AWS::Lambda::Function")).map(([id, { Properties }]) => [
      id.replace(/Function[0-9A-F]{8}$/, ""),
      (Properties.Environment as { Variables: Variables }).Variables,
    ]),
  );

const dev = environments(synthesize());

const SHARED = [
  "LIANBAN_BASE_URL",
  "LIANBAN_BUCKET",
  "LIANBAN_CONNECTIONS",
  "LIANBAN_DATA_KEY_ID",
  "LIANBAN_LOG",
  "LIANBAN_SECRETS_PREFIX",
  "LIANBAN_TABLE",
  "NODE_OPTIONS",
  "POWERTOOLS_METRICS_NAMESPACE",
  "POWERTOOLS_SERVICE_NAME",
];
const SIGN_IN = ["LIANBAN_DEMO_ISSUER", "LIANBAN_OIDC_AUDIENCE"];
const DRIVES = ["LIANBAN_QUEUES", "LIANBAN_RELAY_QUEUE_URL", "LIANBAN_STATE_MACHINES"];

/** What each function is told beside {@link SHARED}. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  api: [
    ...SIGN_IN,
    "LIANBAN_LICENCE_KEY_ID",
    "LIANBAN_QUEUES",
    "LIANBAN_RELAY_QUEUE_URL",
    "LIANBAN_UPLOAD_MB",
  ],
  public: [],
  letters: SIGN_IN,
  webhooks: SIGN_IN,
  ask: [],
  settle: [],
  issue: ["LIANBAN_LICENCE_KEY_ID"],
  relay: DRIVES,
  watch: [...DRIVES, "LIANBAN_STUCK_SECONDS"],
  adaptertax: ["LIANBAN_DEPARTMENT", "LIANBAN_QUEUES"],
  adaptermarketregulation: ["LIANBAN_DEPARTMENT", "LIANBAN_QUEUES"],
  adapterqualitysupervision: ["LIANBAN_DEPARTMENT", "LIANBAN_QUEUES"],
};

describe("a function's environment", () => {
  it("is known of every function", () => {
    expect(Object.keys(dev).toSorted()).toEqual(Object.keys(TOLD).toSorted());
  });

  it.each(Object.keys(TOLD))("tells %s what it needs, and no more", (name) => {
    expect(Object.keys(dev[name] ?? {}).toSorted()).toEqual([...SHARED, ...(TOLD[name] ?? [])].toSorted());
  });

  it("names the issuer where there is a real one, and the pauses where they are not the usual", () => {
    const prod = environments(synthesize({ ...PROD, deliveryPausesSeconds: "1,2" }));

    expect(prod.api).toMatchObject({
      LIANBAN_OIDC_ISSUER: "https://id.example.cn",
      LIANBAN_OIDC_AUDIENCE: "lianban",
      LIANBAN_DEMO_ISSUER: "off",
      LIANBAN_LOG: "warn",
    });
    expect(prod.adaptertax).toMatchObject({ LIANBAN_DELIVERY_PAUSES_SECONDS: "1,2" });
  });

  it("tells an adapter of its own queue only", () => {
    expect(dev.adaptertax?.LIANBAN_DEPARTMENT).toBe("tax");
    expect(JSON.stringify(dev.adaptertax?.LIANBAN_QUEUES)).toMatch(/tax/);
    expect(JSON.stringify(dev.adaptertax?.LIANBAN_QUEUES)).not.toMatch(/market|quality/);
  });

  it("holds no secret: secrets are named, and read where they are kept", () => {
    const text = JSON.stringify(dev);

    expect(dev.webhooks?.LIANBAN_SECRETS_PREFIX).toBe("lianban/dev");
    expect(text).not.toMatch(/resolve:|whsec_|SecretString|"seed"|MacSecret|WebhookSecret/);
  });

  it("is told the address people use", () => {
    const own = environments(synthesize({ baseUrl: "https://lianban.example.cn" }));

    expect(own.api?.LIANBAN_BASE_URL).toBe("https://lianban.example.cn");
    expect(dev.api?.LIANBAN_BASE_URL).toEqual({
      "Fn::GetAtt": [expect.stringMatching(/^HttpApi/), "ApiEndpoint"],
    });
  });
});

describe("checkEnvironmentSize", () => {
  const folder = mkdtempSync(join(tmpdir(), "lianban-connections-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const stack = new Stack(new App(), "stack");

  it("takes what Lambda takes, to the byte", () => {
    expect(() => checkEnvironmentSize(stack, "ask", { A: "x".repeat(4_095) })).not.toThrow();
    expect(() => checkEnvironmentSize(stack, "ask", { A: "x".repeat(4_096) })).toThrow(
      'the environment of function "ask" takes 4097 bytes, and Lambda allows 4096 (largest: A 4097)',
    );
  });

  it("counts bytes, not characters", () => {
    expect(() => checkEnvironmentSize(stack, "ask", { A: "联".repeat(1_366) })).toThrow("takes 4099 bytes");
  });

  it("counts what is not known yet as long as it may get", () => {
    const arns = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`V${index}`, `arn:${Aws.PARTITION}:x`]),
    );

    expect(() => checkEnvironmentSize(stack, "relay", arns)).toThrow(/takes \d{4} bytes/);
  });

  it("counts the name of a queue as long as it may get", () => {
    const { queueName } = new Queue(stack, "Queue");
    const names = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`V${index}`, queueName]));

    expect(() => checkEnvironmentSize(stack, "relay", names)).toThrow("takes 4140 bytes");
  });

  it("leaves room for every department of the city to have a system, with addresses of any length", () => {
    const path = join(folder, "systems.json");
    const url = `https://system.example.cn/${"x".repeat(900)}`;
    const systems = [...bengbuCatalog.departments.keys()].map((department) => ({
      ...{ department, channel: "system", dialect: "json", url },
    }));
    writeFileSync(path, JSON.stringify(systems));

    const told = environments(synthesize({ connections: path }));

    expect(JSON.stringify(told.relay?.LIANBAN_CONNECTIONS)).not.toContain("example");
    expect(told.adaptertax?.LIANBAN_CONNECTIONS).toContain(`"tax":"system json ${url}"`);
    expect(String(told.adaptertax?.LIANBAN_CONNECTIONS).match(/example/g)).toHaveLength(1);
  });

  it("stops the synthesis of a hub with an address that is too long, and names the remedy", () => {
    const path = join(folder, "long.json");
    const connections = [...bengbuCatalog.departments.keys()].map((department) => ({
      ...{ department, channel: "system", dialect: "json" },
      url: `https://system.example.cn/${"x".repeat(department === "tax" ? 4_000 : 10)}`,
    }));
    writeFileSync(path, JSON.stringify(connections));

    expect(() => synthesize({ connections: path })).toThrow(
      /"adapter-tax".*LIANBAN_CONNECTIONS \d+.*shorten its address, or serve some departments by a second hub/,
    );
  });
});

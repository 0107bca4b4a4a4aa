import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll } from "vitest";
import { type HubAppOptions, makeHubApp } from "../../infra/hub-app.ts";

/** A synthesized resource. */
export interface Resource {
  Type: string;
  Properties: Readonly<Record<string, unknown>>;
  DeletionPolicy?: string;
}

/** What one deployment is synthesized to. */
export interface Synthesized extends ReturnType<typeof makeHubApp> {
  templates: { data: Template; hub: Template };
}

/** A fault that is put into a deployment before it is synthesized. */
export interface Planting {
  plant?: (made: ReturnType<typeof makeHubApp>) => void;
}

/** How every test's departments are reached, three by their systems. */
const CONNECTIONS = "infra/connections.example.json";

const cdkJson = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };

/** The flags of the CDK that the project sets. */
export const flags = cdkJson.context;

const folder = mkdtempSync(join(tmpdir(), "lianban-infra-"));
const code = join(folder, "code");
mkdirSync(code);
writeFileSync(join(code, "index.mjs"), "export const handler = async () => ({ statusCode: 200 });\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Settings = Readonly<Record<string, string | undefined>>;
type Options = Partial<HubAppOptions> & Planting;

const synthesizeAnew = (context: Settings, { plant, ...options }: Options): Synthesized => {
  const made = makeHubApp({
    codeOf: () => code,
    on: "2026-11-24",
    target: { account: "123456789012", region: "us-east-1" },
    ...options,
    app: {
      context: { ...flags, connections: CONNECTIONS, ...context },
      outdir: mkdtempSync(join(folder, "out-")),
    },
  });
  plant?.(made);
  return { ...made, templates: { data: Template.fromStack(made.data), hub: Template.fromStack(made.hub) } };
};

const known = new Map<string, Synthesized>();

/**
 * Synthesize a deployment as `cdk synth -c name=value` does, with a function that does nothing in place of each. The
 * same settings are synthesized once.
 */
export const synthesize = (context: Settings = {}, options?: Options): Synthesized => {
  if (options !== undefined) return synthesizeAnew(context, options);
  const key = JSON.stringify(Object.entries(context).map(([name, value]) => [name, value ?? null]));
  const made = known.get(key) ?? synthesizeAnew(context, {});
  known.set(key, made);
  return made;
};

/** What a deployment in prod cannot do without. */
export const PROD = { env: "prod", oidcIssuer: "https://id.example.cn" };

/** The resources of a template that are of a type, by logical id. */
export const resourcesOf = (template: Template, type: string): Record<string, Resource> =>
  template.findResources(type) as Record<string, Resource>;

/** Every resource of a template. */
export const everyResource = (template: Template): Record<string, Resource> =>
  (template.toJSON() as { Resources: Record<string, Resource> }).Resources;

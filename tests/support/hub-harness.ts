import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bengbuCatalog } from "../../functions/catalog/bengbu.ts";
import { signedHeaders, type WebhookDigest } from "../../functions/departments/webhook-signature.ts";
import { demoPeople, demoToken } from "../../functions/http/demo-issuer.ts";
import { type EmbeddedHub, type EmbeddedOptions, makeEmbeddedHub } from "../../functions/runtime/embedded.ts";
import { syntheticOrganizationCode } from "../../schemas/codes/organization-code.ts";
import { composeUscc } from "../../schemas/codes/uscc.ts";
import type { CaseView } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";

/** A sample form of the fixtures, as JSON. */
export const sampleForm = (name: string): Record<string, unknown> & { name: Record<string, unknown> } =>
  JSON.parse(readFileSync(new URL(`../fixtures/company-registration/${name}.json`, import.meta.url), "utf8"));

/** The name of the company that sails through. */
const SAMPLE_NAME = "蚌埠淮畔云帆智能装备有限公司";

/** The bytes of a small PDF. */
export const samplePdf = new Uint8Array(
  readFileSync(new URL("../fixtures/company-registration/materials/identity.pdf", import.meta.url)),
);

/** What a department sends. Fields given replace the defaults; `body` replaces everything. */
export interface Sent {
  department: string;
  caseId: string;
  itemId: string;
  type?: string;
  data?: Record<string, unknown>;
  id?: string;
  time?: string;
  subject?: string;
  timestampSeconds?: number;
  secret?: Uint8Array;
  digest?: WebhookDigest;
  body?: Uint8Array;
}

/** What a person says at a desk; what an answer of its type holds is filled in where it is not given. */
export interface DeskSaid {
  caseId: string;
  itemId: string;
  type?: string;
  data?: Record<string, unknown>;
  key?: string;
}

/** A hub in this process, driven through `app.request()`; departments answer by `answer`. */
export interface Harness {
  hub: EmbeddedHub;
  /** A request as one of the demonstration people, or as nobody. */
  as: (person: string | null, path: string, init?: RequestInit) => Promise<Response>;
  post: (
    person: string | null,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  materials: (form: unknown, person?: string) => Promise<Material[]>;
  /** File a form and return the case; fails when the hub refuses. */
  file: (form: unknown, options?: { person?: string; mode?: string; key?: string }) => Promise<CaseView>;
  read: (caseId: string, person?: string) => Promise<CaseView>;
  answer: (sent: Sent) => Promise<Response>;
  /** An answer given at a desk, under a key of its own unless one is named. */
  desk: (person: string | null, said: DeskSaid) => Promise<Response>;
  /** Resolves when every effect was carried out. */
  settle: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Outputs with valid codes for each item of company registration in one-code mode; `n` makes the code unique. */
const outputsOf = (itemId: string, n: number, registeredName: string): Record<string, unknown> => {
  if (itemId === "enterprise-registration") {
    const organizationCode = syntheticOrganizationCode(n);
    const uscc = composeUscc({ department: "9", category: "1", division: "340303", organizationCode });
    return { registeredName, uscc };
  }
  return itemId === "tax-registration" ? { taxAuthority: "蚌埠市蚌山区税务局" } : {};
};

/** The data of an answer by its type. */
export const answerDataOf = (
  type: string,
  itemId: string,
  n = 1,
  registeredName = SAMPLE_NAME,
): Record<string, unknown> => {
  const base = { revision: 1, officer: { name: "程若谷", id: "MR-017" } };
  switch (type) {
    case "lianban.item.approved":
      return { ...base, opinion: "同意", outputs: outputsOf(itemId, n, registeredName) };
    case "lianban.item.rejected":
      return { ...base, reason: { code: "name-conflict", text: "名称与已登记企业近似" } };
    case "lianban.item.correction-required":
      return { ...base, wishes: [{ path: "domicile.address", message: "请写明门牌号" }] };
    default:
      return base;
  }
};

const departmentsAtDesks = [...bengbuCatalog.departments.keys()].map((department) => ({
  department,
  channel: "desk" as const,
  dialect: department === "tax" ? "form-sm3" : "json",
  url: "",
}));

/** Make a harness on a fresh data folder. Departments sign JSON CloudEvents; tax signs with HMAC-SM3. */
export const makeHarness = async (options: Partial<EmbeddedOptions> = {}): Promise<Harness> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "lianban-test-")));
  const baseUrl = "http://hub.test";
  const hub = makeEmbeddedHub({
    connections: departmentsAtDesks,
    watchEveryMs: 0,
    ...options,
    dataDir,
    baseUrl,
  });
  hub.start();
  const tokens = new Map<string, string>();
  for (const person of demoPeople) tokens.set(person.sub, await demoToken(hub.issuerKey, hub.issuer, person));

  const as: Harness["as"] = async (person, path, init = {}) => {
    const headers = new Headers(init.headers);
    if (person !== null) headers.set("authorization", `Bearer ${tokens.get(person) ?? "unknown-person"}`);
    return hub.app.request(path, { ...init, headers });
  };

  const post: Harness["post"] = (person, path, body, headers = {}) =>
    as(person, path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });

  const materials: Harness["materials"] = async (form, person = "zhang-san") => {
    const dry = await post(null, "/v1/dry-runs", { processId: "company-registration", form });
    const { materials: needed } = (await dry.json()) as {
      materials: { code: string; name: { zh: string } }[];
    };
    return Promise.all(
      needed.map(async ({ code, name }) => {
        const headers = { "content-type": "application/pdf" };
        const stored = await as(person, "/v1/documents", { method: "POST", headers, body: samplePdf });
        const { documentId, sha256, bytes } = (await stored.json()) as Material;
        return { code, name: name.zh, documentId, sha256, bytes, mediaType: "application/pdf" as const };
      }),
    );
  };

  const read: Harness["read"] = async (caseId, person = "zhang-san") =>
    (await (await as(person, `/v1/cases/${caseId}`)).json()) as CaseView;

  return {
    hub,
    as,
    post,
    materials,
    read,
    file: async (form, { person = "zhang-san", mode = null, key = crypto.randomUUID() } = {}) => {
      const body = {
        processId: "company-registration",
        mode,
        form,
        materials: await materials(form, person),
      };
      const response = await post(person, "/v1/cases", body, { "idempotency-key": key });
      if (response.status !== 201) throw new Error(`filing: ${response.status} ${await response.text()}`);
      return (await response.json()) as CaseView;
    },
    answer: async (sent) => {
      const { department, caseId, itemId, type = "lianban.item.approved" } = sent;
      const title = (await hub.hub.store.head(caseId))?.title ?? SAMPLE_NAME;
      const id = sent.id ?? `m-${crypto.randomUUID()}`;
      const event = {
        specversion: "1.0",
        id,
        source: `urn:lianban:department:${department}`,
        type,
        subject: sent.subject ?? `${caseId}/${itemId}`,
        time: sent.time ?? hub.hub.clock.now(),
        data: sent.data ?? answerDataOf(type, itemId, Number(caseId.slice(-6, -1)), title),
      };
      const body = sent.body ?? new TextEncoder().encode(JSON.stringify(event));
      const [secret = new Uint8Array()] = (await hub.hub.keys.webhookSecrets(department)).inbound;
      const digest = sent.digest ?? (department === "tax" ? "sm3" : "sha256");
      const timestampSeconds = sent.timestampSeconds ?? Math.floor(Date.parse(hub.hub.clock.now()) / 1_000);
      const headers = signedHeaders({ secrets: [sent.secret ?? secret], digest, id, timestampSeconds, body });
      return hub.app.request(`/v1/webhooks/${department}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: new Uint8Array(body),
      });
    },
    desk: async (person, { caseId, itemId, type = "lianban.item.approved", data, key }) => {
      const title = (await hub.hub.store.head(caseId))?.title ?? SAMPLE_NAME;
      const { officer: _, ...usual } = answerDataOf(type, itemId, Number(caseId.slice(-6, -1)), title);
      return post(
        person,
        `/v1/desk/${caseId}/${itemId}/answers`,
        { type, data: data ?? usual },
        { "idempotency-key": key ?? crypto.randomUUID() },
      );
    },
    settle: () => hub.relaySource.idle(),
    stop: async () => {
      await hub.stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** Approve every item of a case in turn. */
export const approveAll = async (harness: Harness, caseId: string): Promise<void> => {
  for (const [department, itemId] of [
    ["market-regulation", "enterprise-registration"],
    ["quality-supervision", "organization-code"],
    ["tax", "tax-registration"],
  ] as const) {
    const response = await harness.answer({ department, caseId, itemId });
    if (response.status !== 200)
      throw new Error(`${department}: ${response.status} ${await response.text()}`);
  }
  await harness.settle();
};

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoPeople, demoToken } from "../../functions/http/demo-issuer.ts";
import { type ServedHub, serveEmbedded } from "../../functions/runtime/serve-embedded.ts";
import { steadyDials } from "../../functions/twins/dials.ts";
import { twinRoster } from "../../functions/twins/roster.ts";
import type { CaseView, DryRunResult } from "../../schemas/http.ts";
import type { Material } from "../../schemas/materials.ts";
import { sampleForm, samplePdf } from "../support/hub-harness.ts";

let dataDir: string;
let hub: ServedHub;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "lianban-rotation-"));
  const dials = { ...steadyDials, acceptAfterMs: [1, 5], decideAfterMs: [1, 5] } satisfies typeof steadyDials;
  hub = await serveEmbedded({
    host: "127.0.0.1",
    port: 0,
    dataDir,
    watchEveryMs: 0,
    twins: { seed: 7, dials },
  });
});

afterEach(async () => {
  await hub.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const request = async (person: string, path: string, init: RequestInit): Promise<Response> => {
  const found = demoPeople.find(({ sub }) => sub === person);
  if (found === undefined) throw new Error(`nobody is called ${person}`);
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${await demoToken(hub.issuerKey, hub.issuer, found)}`);
  return hub.app.request(path, { ...init, headers });
};

const post = (person: string, path: string, body: unknown): Promise<Response> =>
  request(person, path, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });

const upload = async (): Promise<Material> => {
  const headers = { "content-type": "application/pdf" };
  return (await (
    await request("zhang-san", "/v1/documents", { method: "POST", headers, body: samplePdf })
  ).json()) as Material;
};

const fileSample = async (): Promise<string> => {
  const form = sampleForm("sails-through");
  const processId = "company-registration";
  const dry = (await (await post("zhang-san", "/v1/dry-runs", { processId, form })).json()) as DryRunResult;
  const materials = await Promise.all(
    dry.materials.map(async ({ code, name }) => {
      const { documentId, sha256, bytes } = await upload();
      return { code, name: name.zh, documentId, sha256, bytes, mediaType: "application/pdf" };
    }),
  );
  const filed = await post("zhang-san", "/v1/cases", { processId, form, materials });
  return ((await filed.json()) as CaseView).caseId;
};

const statusAfter = async (caseId: string, seconds: number): Promise<string> => {
  let status = "";
  for (let end = Date.now() + seconds * 1_000; status !== "issued" && Date.now() < end; ) {
    const view = await request("zhang-san", `/v1/cases/${caseId}?wait=1`, {});
    status = ((await view.json()) as CaseView).status;
  }
  return status;
};

describe("POST /v1/departments/{department}/secret-rotation", () => {
  it("twice in a row locks no department's own system out: a case still goes through", async () => {
    const rotations: number[] = [];
    for (const { department } of [...twinRoster, ...twinRoster])
      rotations.push((await post("admin", `/v1/departments/${department}/secret-rotation`, {})).status);

    const caseId = await fileSample();

    expect(rotations).toEqual(rotations.map(() => 200));
    expect(await statusAfter(caseId, 15)).toBe("issued");
  });
});

import { createHash, randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, describe, expect } from "vitest";
import { uploadSampleMaterials } from "../../functions/entry/demo/sample-materials.ts";
import { PART_BYTES } from "../../schemas/document.ts";
import type { PartsTicket } from "../../schemas/uploads.ts";
import { sampleForm } from "../support/hub-harness.ts";
import { makeJourney } from "./journey.ts";
import { fileSample, IN_TURN, named } from "./sample-case.ts";
import { openTarget } from "./target.ts";

const target = await openTarget();
const journey = await makeJourney(target);
const client = await target.as("zhang-san");

afterAll(() => target.stop());

/** The size of a large document, in bytes: more than a request to a function may bring. */
const LARGE_BYTES = 8_000_000;

interface UploadTicket {
  documentId: string;
  method: string;
  url: string;
  headers: Record<string, string>;
}

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Ask until the answer is the last word. */
const eventually = async <T>(ask: () => Promise<T>, isSettled: (answer: T) => boolean): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (isSettled(answer)) return answer;
    await pause(500);
  }
};

const post = async (path: string, body: unknown): Promise<unknown> => {
  const authorization = `Bearer ${await target.token("zhang-san")}`;
  const headers = { authorization, "content-type": "application/json" };
  const response = await fetch(`${target.baseUrl}${path}`, {
    ...{ method: "POST", headers, body: JSON.stringify(body) },
  });
  return response.json();
};

const awaitsApplicant = ({ waitingOn }: { waitingOn: string | null }): boolean => waitingOn === "applicant";

/** A case that waits for its applicant, so that nothing moves it meanwhile. */
const fileIncomplete = async (word: string, mode?: string) => {
  const form = named("needs-correction", word);
  const { view: filed, materials } = await fileSample(client, form, mode);
  const view = await client.until(filed.caseId, awaitsApplicant, target.patienceMs);
  return { form, materials, view };
};

describe("an applicant", () => {
  journey("who sends a filing twice under one key has one case", [], async () => {
    const form = named("sails-through", "一键");
    const key = crypto.randomUUID();
    const materials = await uploadSampleMaterials(client, (await client.dryRun(form)).materials);

    const first = await client.file({ form, materials, key });
    const again = await client.file({ form, materials, key });
    const other = client.file({ form: named("sails-through", "另行"), materials, key });

    expect(again.caseId).toBe(first.caseId);
    await expect(other).rejects.toMatchObject({
      problem: { status: 422, type: "/problems/idempotency-key-reused" },
    });
  });

  journey("who corrects a revision that no longer stands is refused, and the case goes on", [], async () => {
    const { form, materials, view } = await fileIncomplete("旧版");
    const half = { ...form, contact: { phone: "0552-3121799" } };
    await client.correct(view.caseId, 1, { form: half, materials });
    await client.until(view.caseId, awaitsApplicant, target.patienceMs);
    const corrected = named("corrected", "旧版");

    const late = client.correct(view.caseId, 1, { form: corrected, materials });
    await expect(late).rejects.toMatchObject({
      problem: { status: 412, type: "/problems/revision-conflict" },
    });
    await client.correct(view.caseId, 2, { form: corrected, materials });

    const { revision } = await client.until(
      view.caseId,
      ({ status }) => status === "issued",
      target.patienceMs,
    );
    expect(revision).toBe(3);
  });

  journey("cannot read somebody else's case: it is not there", ["another applicant"], async () => {
    const { view } = await fileSample(client, named("sails-through", "他人"));
    const other = await target.as("li-si");

    const read = other.read(view.caseId);

    await expect(read).rejects.toMatchObject({ problem: { status: 404, type: "/problems/case-unknown" } });
  });

  journey(
    "who follows a case hears of its change at once, and of no change when the wait is over",
    [],
    async () => {
      const { view } = await fileIncomplete("长候", IN_TURN);
      const began = performance.now();

      const quiet = await client.follow(view.caseId, view.version, 2);
      const quietMs = performance.now() - began;
      const change = client.follow(view.caseId, view.version, 25);
      const withdrawn = await client.withdraw(view.caseId, "不办了");
      const heard = await change;

      expect(quiet.version).toBe(view.version);
      expect(quietMs).toBeGreaterThan(1_500);
      expect([heard.status, heard.version]).toEqual(["withdrawn", withdrawn.version]);
      expect(performance.now() - began).toBeLessThan(24_000);
    },
  );

  journey(
    "sends a document of many megabytes by its ticket and reads it back byte for byte",
    [],
    async () => {
      const content = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(LARGE_BYTES)]);
      const sha256 = createHash("sha256").update(content).digest("hex");
      const announced = { mediaType: "application/pdf", bytes: content.length, sha256 };

      const ticket = (await post("/v1/document-uploads", announced)) as UploadTicket;
      const { documentId, method, url, headers } = ticket;
      const sent = await fetch(url, { method, headers, body: content });
      const stored = await post(`/v1/document-uploads/${documentId}/completion`, {});
      const read = Buffer.from(await (await client.get(`/v1/documents/${documentId}`)).arrayBuffer());

      expect(sent.ok).toBe(true);
      expect(stored).toMatchObject({ documentId, ...announced });
      expect(read.equals(content)).toBe(true);
    },
  );

  journey(
    "sends a drawing in parts, goes on after one was lost and reads it back byte for byte",
    [],
    async () => {
      const content = Buffer.concat([Buffer.from("AC1032"), randomBytes(PART_BYTES.least + LARGE_BYTES)]);
      const parts = [0, 1, 2].map((n) => content.subarray(n * PART_BYTES.least, (n + 1) * PART_BYTES.least));
      const announced = { mediaType: "image/vnd.dwg", bytes: content.length, sha256: sha256Of(content) };
      const cut = { partBytes: PART_BYTES.least, partSha256: parts.map(sha256Of) };
      const path = "/v1/document-uploads";
      const send = async ({ parts: awaited }: PartsTicket, ...numbers: number[]): Promise<void> => {
        for (const { number, method, url, headers } of awaited.filter((each) =>
          numbers.includes(each.number),
        )) {
          const body = new Uint8Array(parts[number - 1] ?? []);
          expect((await fetch(url, { method, headers, body })).ok).toBe(true);
        }
      };

      const ticket = (await post(`${path}/parts`, { ...announced, ...cut })) as PartsTicket;
      const { documentId } = ticket;
      await send(ticket, 3, 1);
      const early = await post(`${path}/${documentId}/completion`, {});
      const resumed = (await (await client.get(`${path}/${documentId}/parts`)).json()) as PartsTicket;
      await send(resumed, 2);
      const stored = await eventually(
        () => post(`${path}/${documentId}/completion`, {}) as Promise<Record<string, unknown>>,
        ({ state }) => state !== "checking",
      );
      const read = await (await client.get(`/v1/documents/${documentId}`)).arrayBuffer();
      const state = await (await client.get(`/v1/documents/${documentId}/state`)).json();

      expect(early).toMatchObject({ status: 409, type: "/problems/parts-awaited" });
      expect([resumed.received, resumed.parts.map(({ number }) => number)]).toEqual([[1, 3], [2]]);
      expect(stored).toMatchObject({ documentId, ...announced });
      expect(Buffer.from(read).equals(content)).toBe(true);
      expect(state).toMatchObject({ documentId, state: "present" });
    },
  );

  journey("whose form breaks rules is told each field and the remedy", [], async () => {
    const form = { ...sampleForm("sails-through"), domicile: {} };

    const { acceptable, issues } = await client.dryRun(form);

    expect(acceptable).toBe(false);
    expect(issues.map(({ path }) => path)).toContain("domicile.address");
    expect(issues.every(({ message }) => message.zh !== "" && message.en !== "")).toBe(true);
  });
});

const pages = [
  ["/", "text/html"],
  ["/guide", "text/html"],
  ["/guide/company-registration", "text/html"],
  ["/follow", "text/html"],
  ["/verify", "text/html"],
  ["/docs", "text/html"],
  ["/problems", "text/html"],
  ["/problems/name-taken", "text/html"],
  ["/openapi.json", "application/json"],
  ["/.well-known/jwks.json", "application/json"],
  ["/health", "application/json"],
] as const;

describe("anybody", () => {
  journey("reads the pages, the API's description and the public keys", [], async () => {
    const answers = await Promise.all(
      pages.map(async ([path]) => {
        const response = await fetch(`${target.baseUrl}${path}`);
        await response.arrayBuffer();
        return [path, response.status, response.headers.get("content-type")?.split(";")[0]];
      }),
    );

    expect(answers).toEqual(pages.map(([path, type]) => [path, 200, type]));
  });

  journey("who asks for what is not there gets a problem that says so", [], async () => {
    const response = await fetch(`${target.baseUrl}/v1/licences/${"0".repeat(26)}`);

    const problem = (await response.json()) as { type: string };
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(problem.type).toBe("/problems/not-found");
  });
});

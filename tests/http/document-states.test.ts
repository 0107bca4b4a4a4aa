import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseView } from "../../schemas/http.ts";
import type { Problem } from "../../schemas/problem.ts";
import { type Harness, makeHarness, sampleForm, samplePdf } from "../support/hub-harness.ts";

const MORNING = "2026-11-24T06:00:00.000Z";
const NOON = "2026-11-24T04:00:00.000Z";

let now = MORNING;
let dataDir: string;
let harness: Harness;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "lianban-states-"));
  harness = await makeHarness({ dataDir, clock: { now: () => now } });
});

afterAll(async () => {
  await harness.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const fileOf = (documentId: string): string => join(dataDir, "documents", documentId);

const alter = async (documentId: string): Promise<void> => {
  const bytes = await readFile(fileOf(documentId));
  bytes[30] = (bytes[30] ?? 0) ^ 1;
  await writeFile(fileOf(documentId), bytes);
};

const store = async (
  body: Uint8Array<ArrayBuffer> = samplePdf,
  type = "application/pdf",
): Promise<string> => {
  const headers = { "content-type": type };
  const response = await harness.as("zhang-san", "/v1/documents", { method: "POST", headers, body });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return ((await response.json()) as { documentId: string }).documentId;
};

const read = (documentId: string, person: string | null = "zhang-san", query = "") =>
  harness.as(person, `/v1/documents/${documentId}${query}`);

const state = (documentId: string, person: string | null = "zhang-san", query = "") =>
  harness.as(person, `/v1/documents/${documentId}/state${query}`);

const stateOf = async (documentId: string) => (await state(documentId)).json() as Promise<unknown>;

const told = async (response: Response) => {
  const problem = (await response.json()) as Problem;
  return { status: response.status, slug: problem.type.replace("/problems/", ""), problem };
};

const named = (tradeName: string) => {
  const form = sampleForm("sails-through");
  return { ...form, name: { ...form.name, tradeName } };
};

const firstOf = ({ materials }: CaseView) => {
  const [first] = materials ?? [];
  if (first === undefined) throw new Error("the case has no material");
  return first;
};

describe("GET /v1/documents/{documentId}/state", () => {
  it("says that a document is present, since it was stored", async () => {
    const documentId = await store();

    expect(await stateOf(documentId)).toEqual({ documentId, state: "present", since: MORNING });
  });

  it("reads all of it: one changed byte is altered, since that was first seen", async () => {
    const documentId = await store();
    await alter(documentId);
    now = "2026-11-24T07:00:00.000Z";
    const first = await stateOf(documentId);
    now = "2026-11-24T08:00:00.000Z";

    const again = await stateOf(documentId);

    now = MORNING;
    const altered = { documentId, state: "altered", since: "2026-11-24T07:00:00.000Z" };
    expect([first, again]).toEqual([altered, altered]);
  });

  it("is for whoever may read the document", async () => {
    const documentId = await store();

    const statuses = [
      await state(documentId, "li-si"),
      await state(documentId, null),
      await state("0".repeat(26)),
    ];

    expect(statuses.map(({ status }) => status)).toEqual([404, 401, 404]);
  });
});

describe("a document that cannot be served", () => {
  it("is a problem that names it: 410 where it is gone, 409 where it was altered", async () => {
    const [gone, altered] = [await store(), await store()];
    await rm(fileOf(gone));
    await alter(altered);

    const problems = [await told(await read(gone)), await told(await read(altered))];

    expect(problems.map(({ status, slug }) => [status, slug])).toEqual([
      [410, "document-missing"],
      [409, "document-altered"],
    ]);
    expect(problems[0]?.problem.detail).toContain(gone);
    expect(problems[1]?.problem.detail).toContain(altered);
    for (const { problem } of problems) expect(problem.detail).toContain(MORNING);
  });

  it("is told to a department by its link in the same way, and its state as well", async () => {
    const { caseId } = await harness.file(named("淮上云图"));
    const desk = await harness.as("officer-market", `/v1/desk/${caseId}/enterprise-registration`);
    const { materials } = (await desk.json()) as { materials: { url: string }[] };
    const { pathname, search } = new URL(materials[0]?.url ?? "");
    const documentId = pathname.split("/").at(-1) ?? "";
    const before = await read(documentId, null, search);
    await rm(fileOf(documentId));

    const { status, slug } = await told(await read(documentId, null, search));

    expect([before.status, status, slug]).toEqual([200, 410, "document-missing"]);
    expect(await (await state(documentId, null, search)).json()).toEqual({
      documentId,
      state: "missing",
      since: MORNING,
    });
    expect((await state(documentId, null, search.replace(/mac=.*/, "mac=0"))).status).toBe(404);
  });

  it("that was erased says so, and since when", async () => {
    const view = await harness.file(named("涂山清源"));
    const { documentId } = firstOf(view);
    await harness.hub.hub.documents.erase(documentId, NOON);

    const { status, slug, problem } = await told(await read(documentId));

    expect([status, slug]).toEqual([410, "document-erased"]);
    expect(problem.detail).toContain(NOON);
    expect(await stateOf(documentId)).toEqual({ documentId, state: "erased", since: NOON });
  });
});

describe("the materials of a case", () => {
  it("say how their documents stand", async () => {
    const view = await harness.file(named("龙湖晴川"));
    const before = view.materials?.map(({ file }) => file);
    await rm(fileOf(firstOf(view).documentId));
    now = "2026-11-24T09:30:00.000Z";

    const after = (await harness.read(view.caseId)).materials?.map(({ file }) => file);

    now = MORNING;
    const present = { state: "present", since: MORNING };
    expect(before).toEqual(view.materials?.map(() => present));
    expect(after).toEqual([
      { state: "missing", since: "2026-11-24T09:30:00.000Z" },
      ...(before ?? []).slice(1),
    ]);
  });

  it("may be sent back as they were read", async () => {
    const view = await harness.file(named("蚌山望淮"));

    const response = await harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form: named("蚌山望海"), materials: view.materials },
      { "idempotency-key": crypto.randomUUID() },
    );

    expect(response.status).toBe(201);
    const filed = (await response.json()) as CaseView;
    expect(filed.materials).toEqual(view.materials);
    const events = await harness.as("zhang-san", `/v1/cases/${filed.caseId}/events`);
    expect(await events.text()).not.toContain('"file"');
  });

  it.each([
    ["missing", (documentId: string) => rm(fileOf(documentId))],
    ["cut off", (documentId: string) => writeFile(fileOf(documentId), new Uint8Array(5))],
  ])("whose file is %s are not filed", async (_, spoil) => {
    const form = named("禹王台下");
    const materials = await harness.materials(form);
    await spoil(materials[1]?.documentId ?? "");

    const response = await harness.post(
      "zhang-san",
      "/v1/cases",
      { processId: "company-registration", form, materials },
      { "idempotency-key": crypto.randomUUID() },
    );

    const { status, slug, problem } = await told(response);
    expect([status, slug]).toEqual([422, "materials-wrong"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["materials.1.documentId"]);
  });
});

describe("POST /v1/documents", () => {
  const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);

  it.each([
    ["application/zip", text("PK\u0003\u0004 drawings")],
    ["image/vnd.dwg", text("AC1032\u0000\u0000")],
    ["image/vnd.dxf", text("  0\r\nSECTION\r\n  2\r\nHEADER\r\n")],
    ["image/vnd.dxf", text("999\nmade by a surveyor\n0\nSECTION\n")],
    ["image/vnd.dxf", text("AutoCAD Binary DXF\r\n\u001a\u0000")],
    ["image/tiff", new Uint8Array([0x49, 0x49, 0x2a, 0x00, 8, 0, 0, 0])],
    ["image/tiff", new Uint8Array([0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8])],
    ["image/gif", text("GIF89a")],
    ["image/bmp", text("BM......")],
    ["image/webp", text("RIFF....WEBPVP8 ")],
  ])("takes %s by how it begins", async (type, bytes) => {
    const documentId = await store(bytes, type);

    expect((await read(documentId)).headers.get("content-type")).toBe(type);
  });

  it.each([
    ["image/vnd.dwg", samplePdf],
    ["image/vnd.dxf", text("10\nSECTION\n")],
    ["image/vnd.dxf", text("<svg>")],
    ["image/webp", text("RIFF....WAVE")],
    ["application/zip", text("Rar!")],
    ["image/svg+xml", text("<svg/>")],
  ])("refuses what says it is %s and is not, or is no type of document", async (type, body) => {
    const headers = { "content-type": type };
    const response = await harness.as("zhang-san", "/v1/documents", { method: "POST", headers, body });

    expect((await told(response)).slug).toBe("unsupported-media-type");
  });
});

import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Problem } from "../../schemas/problem.ts";
import type { PartsTicket } from "../../schemas/uploads.ts";
import { type Harness, makeHarness } from "../support/hub-harness.ts";

const MORNING = "2026-11-24T06:00:00.000Z";
const PART = 1_000;

let now = MORNING;
let dataDir: string;
let harness: Harness;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "lianban-parts-"));
  harness = await makeHarness({
    dataDir,
    clock: { now: () => now },
    uploadLimits: {
      documentBytes: 50_000,
      partBytes: { least: PART, usual: 2 * PART, most: 20_000 },
      parts: 10,
    },
  });
});

afterAll(async () => {
  await harness.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A drawing (DWG 2018) of some bytes that differ from place to place. */
const drawingOf = (size: number): Uint8Array => {
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
  bytes.set(new TextEncoder().encode("AC1032"));
  return bytes;
};

const drawing = drawingOf(3 * PART + 234);

const cut = (bytes: Uint8Array, partBytes: number): Uint8Array[] =>
  Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) =>
    bytes.slice(index * partBytes, (index + 1) * partBytes),
  );

const announce = (
  bytes: Uint8Array,
  more: Record<string, unknown> = {},
  person: string | null = "zhang-san",
): Promise<Response> =>
  harness.post(person, "/v1/document-uploads/parts", {
    mediaType: "image/vnd.dwg",
    bytes: bytes.byteLength,
    sha256: hash(bytes),
    partBytes: PART,
    partSha256: cut(bytes, PART).map(hash),
    ...more,
  });

const begin = async (bytes = drawing, more: Record<string, unknown> = {}): Promise<PartsTicket> => {
  const response = await announce(bytes, more);
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as PartsTicket;
};

const put = (
  url: string,
  body: NonNullable<RequestInit["body"]>,
  headers: Record<string, string> = {},
): Promise<Response> =>
  // Bytes may come as a stream, which `fetch` wants to be told.
  harness.as(null, url.replace("http://hub.test", ""), {
    method: "PUT",
    headers,
    body,
    duplex: "half",
  } as RequestInit);

const send = (
  ticket: PartsTicket,
  number: number,
  bytes = cut(drawing, PART)[number - 1],
): Promise<Response> => {
  const part = ticket.parts.find((each) => each.number === number);
  if (part === undefined || bytes === undefined) throw new Error(`part ${number} is not awaited`);
  return put(part.url, new Uint8Array(bytes), part.headers);
};

const sendAll = async (ticket: PartsTicket): Promise<void> => {
  for (const { number } of ticket.parts) expect((await send(ticket, number)).status).toBe(204);
};

const resume = (documentId: string, person: string | null = "zhang-san"): Promise<Response> =>
  harness.as(person, `/v1/document-uploads/${documentId}/parts`);

const complete = (documentId: string, person = "zhang-san"): Promise<Response> =>
  harness.as(person, `/v1/document-uploads/${documentId}/completion`, { method: "POST" });

const read = (documentId: string, person = "zhang-san"): Promise<Response> =>
  harness.as(person, `/v1/documents/${documentId}`);

const stateOf = async (documentId: string) =>
  (await (await harness.as("zhang-san", `/v1/documents/${documentId}/state`)).json()) as unknown;

const told = async (response: Response) => {
  const problem = (await response.json()) as Problem;
  return { status: response.status, slug: problem.type.replace("/problems/", ""), problem };
};

const filesOf = (documentId: string): Promise<string[]> =>
  readdir(join(dataDir, "documents", `${documentId}.parts`)).catch(() => []);

/** Upload the drawing from begin to end. */
const upload = async (): Promise<string> => {
  const ticket = await begin();
  await sendAll(ticket);
  expect((await complete(ticket.documentId)).status).toBe(201);
  return ticket.documentId;
};

describe("an upload in parts", () => {
  it("becomes a document like any other, read back byte for byte", async () => {
    const ticket = await begin();
    await sendAll(ticket);

    const completed = await complete(ticket.documentId);

    const { documentId } = ticket;
    const said = { mediaType: "image/vnd.dwg", bytes: drawing.byteLength, sha256: hash(drawing) };
    expect(completed.status).toBe(201);
    expect(await completed.json()).toEqual({ documentId, ...said, storedAt: MORNING });
    const response = await read(documentId);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/vnd.dwg");
    expect(response.headers.get("content-length")).toBe(String(drawing.byteLength));
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(hash(new Uint8Array(await response.arrayBuffer()))).toBe(hash(drawing));
    expect((await read(documentId, "li-si")).status).toBe(404);
  });

  it("has a ticket with an address for every part, for an hour, without a token", async () => {
    const { parts, ...ticket } = await begin();

    expect(ticket).toEqual({
      documentId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      mediaType: "image/vnd.dwg",
      bytes: 3_234,
      sha256: hash(drawing),
      partBytes: PART,
      received: [],
      expiresAt: "2026-11-24T07:00:00.000Z",
      keptUntil: "2026-11-27T06:00:00.000Z",
    });
    expect(parts).toEqual(
      cut(drawing, PART).map((part, index) => ({
        number: index + 1,
        method: "PUT",
        url: expect.stringContaining(
          `http://hub.test/v1/document-uploads/${ticket.documentId}/parts/${index + 1}?expires=`,
        ),
        headers: { "content-type": "application/octet-stream" },
        bytes: part.byteLength,
        sha256: hash(part),
      })),
    );
  });

  it("is cut as is usual where nothing else is said", async () => {
    const ticket = await begin(drawing, {
      partBytes: undefined,
      partSha256: cut(drawing, 2 * PART).map(hash),
    });

    expect(ticket.parts.map(({ bytes }) => bytes)).toEqual([2_000, 1_234]);
  });

  it("takes its parts in any order", async () => {
    const ticket = await begin();
    for (const number of [4, 2, 1, 3]) expect((await send(ticket, number)).status).toBe(204);

    expect((await complete(ticket.documentId)).status).toBe(201);
    expect(hash(new Uint8Array(await (await read(ticket.documentId)).arrayBuffer()))).toBe(hash(drawing));
  });

  it("takes the same part again, also twice at once", async () => {
    const ticket = await begin();
    await sendAll(ticket);

    const again = await Promise.all([send(ticket, 2), send(ticket, 2), send(ticket, 2)]);

    expect(again.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await complete(ticket.documentId)).status).toBe(201);
    expect(await filesOf(ticket.documentId)).toEqual(["1", "2", "3", "4"]);
  });

  it("goes on after a lost part: what is in is told, the rest gets fresh addresses", async () => {
    const ticket = await begin();
    await send(ticket, 1);
    await send(ticket, 4);
    const { documentId } = ticket;
    const early = await told(await complete(documentId));
    now = "2026-11-24T09:00:00.000Z";

    const stale = await told(await send(ticket, 2));
    const resumed = (await (await resume(documentId)).json()) as PartsTicket;
    await sendAll(resumed);

    now = MORNING;
    expect([early.status, early.slug]).toEqual([409, "parts-awaited"]);
    expect(early.problem.detail).toContain("2, 3");
    expect(early.problem.errors?.map(({ path }) => path)).toEqual(["parts.2", "parts.3"]);
    expect([stale.status, stale.slug]).toEqual([410, "part-expired"]);
    expect(stale.problem.detail).toContain(`GET /v1/document-uploads/${documentId}/parts`);
    expect(resumed.received).toEqual([1, 4]);
    expect(resumed.parts.map(({ number }) => number)).toEqual([2, 3]);
    expect(resumed.expiresAt).toBe("2026-11-24T10:00:00.000Z");
    expect((await complete(documentId)).status).toBe(201);
  });

  it("keeps nothing of a part whose connection broke off, and takes it anew", async () => {
    const ticket = await begin();
    const { url = "" } = ticket.parts[0] ?? {};
    let pulled = 0;
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        if (pulled === 1) controller.enqueue(drawing.slice(0, 400));
        else controller.error(new Error("the line went dead"));
      },
    });

    const { status, slug, problem } = await told(await put(url, broken));

    expect([status, slug]).toEqual([422, "part-differs"]);
    expect(problem.detail).toContain("400");
    expect(await filesOf(ticket.documentId)).toEqual([]);
    expect((await send(ticket, 1)).status).toBe(204);
  });

  it.each([
    ["bytes", "one byte short", (part: Uint8Array) => part.slice(1)],
    ["bytes", "one byte long", (part: Uint8Array) => new Uint8Array([...part, 1])],
    ["bytes", "empty", () => new Uint8Array()],
    ["sha256", "changed in one byte", (part: Uint8Array) => part.with(500, 7)],
    ["sha256", "another part", () => cut(drawing, PART)[0] ?? new Uint8Array()],
  ])("refuses by its %s a part that is %s, and keeps what was there", async (field, _, wrongOf) => {
    const ticket = await begin();
    await send(ticket, 2);
    const wrong = wrongOf(cut(drawing, PART)[1] ?? new Uint8Array());

    const { status, slug, problem } = await told(await send(ticket, 2, wrong));

    expect([status, slug]).toEqual([422, "part-differs"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual([`parts.2.${field}`]);
    expect(((await (await resume(ticket.documentId)).json()) as PartsTicket).received).toEqual([2]);
    expect(await filesOf(ticket.documentId)).toEqual(["2"]);
  });

  it("stops reading a part that has no end", async () => {
    const ticket = await begin();
    const { url = "" } = ticket.parts[0] ?? {};
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
    });

    expect((await put(url, endless)).status).toBe(422);
    expect(sent).toBeLessThan(10_000);
  });

  it("whose parts are right and whose whole is not is refused with both hashes, and stays", async () => {
    const sha256 = hash(new Uint8Array([1]));
    const ticket = await begin(drawing, { sha256 });
    await sendAll(ticket);

    const { status, slug, problem } = await told(await complete(ticket.documentId));

    expect([status, slug]).toEqual([422, "upload-differs"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["sha256"]);
    expect(problem.detail).toContain(hash(drawing));
    expect((await read(ticket.documentId)).status).toBe(404);
    expect(((await (await resume(ticket.documentId)).json()) as PartsTicket).received).toEqual([1, 2, 3, 4]);
  });

  it("whose first bytes are of another type is refused", async () => {
    const ticket = await begin(drawing, { mediaType: "image/vnd.dxf" });
    await sendAll(ticket);

    const { status, problem } = await told(await complete(ticket.documentId));

    expect(status).toBe(422);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["mediaType"]);
  });

  it("is that of whoever announced it: for everybody else there is none", async () => {
    const ticket = await begin();
    await sendAll(ticket);
    const { documentId } = ticket;

    const statuses = [
      await resume(documentId, "li-si"),
      await complete(documentId, "li-si"),
      await resume(documentId, null),
      await resume(documentId, "supervisor"),
      await resume("0".repeat(26)),
      await complete(documentId),
      await complete(documentId),
      await complete(documentId, "li-si"),
      await resume(documentId),
    ].map(({ status }) => status);

    expect(statuses).toEqual([404, 404, 401, 403, 404, 201, 201, 404, 404]);
  });

  it("takes a part by its own address only, and none once it is completed", async () => {
    const [ticket, other] = [await begin(), await begin()];
    const { url = "" } = ticket.parts[0] ?? {};
    const forged = [
      url.replace(/mac=.*/, "mac=0123456789ABCDEF"),
      url.replace(ticket.documentId, other.documentId),
      url.replace("/parts/1?", "/parts/2?"),
      url.replace("/parts/1?", "/parts/5?"),
      url.replace(/expires=\d+/, "expires=9999999999"),
    ];

    const statuses = await Promise.all(
      forged.map(async (each) => (await put(each, new Uint8Array(cut(drawing, PART)[0] ?? []))).status),
    );
    await sendAll(ticket);
    await complete(ticket.documentId);

    expect(statuses).toEqual([404, 404, 404, 404, 404]);
    expect((await send(ticket, 1)).status).toBe(404);
  });

  it("is gone three days after it was announced, with every part, once another is announced", async () => {
    const ticket = await begin();
    await sendAll(ticket);
    const { documentId } = ticket;
    now = "2026-11-27T05:59:59.000Z";
    const within = await resume(documentId);
    now = "2026-11-27T06:00:01.000Z";
    const after = [await resume(documentId), await complete(documentId)];
    const before = await filesOf(documentId);
    await begin();

    now = MORNING;
    expect(within.status).toBe(200);
    expect(after.map(({ status }) => status)).toEqual([404, 404]);
    expect(before).toHaveLength(4);
    expect(await filesOf(documentId)).toEqual([]);
  });
});

describe("POST /v1/document-uploads/parts", () => {
  const hashes = (count: number): string[] => Array.from({ length: count }, () => "a".repeat(64));

  it("refuses what is larger than the hub takes with 413 and the limit", async () => {
    const { status, slug, problem } = await told(await announce(drawing, { bytes: 50_001 }));

    expect([status, slug]).toEqual([413, "upload-too-large"]);
    expect(problem.detail).toContain("50000");
  });

  it.each([
    ["too many parts", { bytes: 10_001, partSha256: hashes(11) }, "partBytes", "1001"],
    ["parts too small", { partBytes: 999 }, "partBytes", "1000"],
    ["parts too large", { partBytes: 20_001 }, "partBytes", "20000"],
    ["a hash too few", { partSha256: hashes(3) }, "partSha256", "4"],
    ["a hash too many", { partSha256: hashes(5) }, "partSha256", "4"],
    ["no hash of its parts", { partSha256: undefined }, "partSha256", ""],
    ["a hash in capitals", { sha256: "A".repeat(64) }, "sha256", ""],
    ["no bytes", { bytes: 0 }, "bytes", ""],
    ["more than asked for", { owner: "li-si" }, "owner", ""],
  ])("begins nothing with %s, and says what to mend", async (_, more, path, text) => {
    const { status, slug, problem } = await told(await announce(drawing, more));

    expect([status, slug]).toEqual([422, "invalid"]);
    expect(problem.errors?.[0]?.path).toContain(path);
    expect(JSON.stringify(problem.errors)).toContain(text);
  });

  it.each(["text/html", "image/svg+xml", "application/x-msdownload", "image/*"])(
    "refuses the type %s with 415 and the list",
    async (mediaType) => {
      const { status, slug, problem } = await told(await announce(drawing, { mediaType }));

      expect([status, slug]).toEqual([415, "unsupported-media-type"]);
      for (const type of ["image/vnd.dwg", "image/vnd.dxf", "application/zip", "application/ofd"])
        expect(problem.detail).toContain(type);
    },
  );

  it("is for people who file only, and takes JSON only", async () => {
    const nobody = await announce(drawing, {}, null);
    const supervisor = await announce(drawing, {}, "supervisor");
    const text = await harness.as("zhang-san", "/v1/document-uploads/parts", { method: "POST", body: "{}" });

    expect([nobody.status, supervisor.status, text.status]).toEqual([401, 403, 415]);
  });
});

describe("a document in parts of which something is wrong", () => {
  it("is missing once a part is gone: read, state and log say so and since when", async () => {
    const documentId = await upload();
    await rm(join(dataDir, "documents", `${documentId}.parts`, "3"));
    now = "2026-11-25T01:00:00.000Z";

    const first = await told(await read(documentId));
    now = "2026-11-26T01:00:00.000Z";
    const { status, slug, problem } = await told(await read(documentId));
    const state = await stateOf(documentId);

    now = MORNING;
    expect([first.status, status, slug]).toEqual([410, 410, "document-missing"]);
    expect(problem.detail).toContain(documentId);
    expect(problem.detail).toContain("2026-11-25T01:00:00.000Z");
    expect(state).toEqual({ documentId, state: "missing", since: "2026-11-25T01:00:00.000Z" });
  });

  it("is altered once a part is another: no byte of it is sent", async () => {
    const documentId = await upload();
    await writeFile(join(dataDir, "documents", `${documentId}.parts`, "2"), new Uint8Array(1_028));

    const { status, slug, problem } = await told(await read(documentId));

    expect([status, slug]).toEqual([409, "document-altered"]);
    expect(problem.detail).toContain(documentId);
    expect(await stateOf(documentId)).toEqual({ documentId, state: "altered", since: MORNING });
  });
});

describe("a filing that names a document which is not all there", () => {
  const file = async (documentId: string, person = "zhang-san"): Promise<Problem["errors"]> => {
    const named = { code: "drawing", name: "图纸", documentId, mediaType: "image/vnd.dwg" };
    const material = { ...named, sha256: hash(drawing), bytes: drawing.byteLength };
    const body = { processId: "company-registration", form: {}, materials: [material] };
    const response = await harness.post(person, "/v1/cases", body, {
      "idempotency-key": crypto.randomUUID(),
    });
    expect(response.status).toBe(422);
    return ((await response.json()) as Problem).errors;
  };

  it("is told which parts are missing, and then that the upload is not complete", async () => {
    const ticket = await begin();
    const { documentId } = ticket;
    await send(ticket, 2);
    const half = await file(documentId);
    for (const number of [1, 3, 4]) await send(ticket, number);
    const whole = await file(documentId);

    expect(half).toMatchObject([
      {
        path: "materials.0.documentId",
        message: {
          zh: expect.stringContaining("还缺第1、3、4片(共缺3片)"),
          en: expect.stringContaining("3 parts are missing, 1, 3, 4;"),
        },
      },
    ]);
    expect(whole).toMatchObject([
      {
        message: { zh: `分片已收齐,但上传尚未完成;请先 POST /v1/document-uploads/${documentId}/completion` },
      },
    ]);
  });

  it("tells nobody else of an upload", async () => {
    const { documentId } = await begin();

    expect(await file(documentId, "li-si")).toMatchObject([
      { message: { zh: "没有这个文件,请先上传;已上传的须再完成上传" } },
    ]);
  });
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Problem } from "../../schemas/problem.ts";
import { type Harness, makeHarness, samplePdf } from "../support/hub-harness.ts";

interface Ticket {
  documentId: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  expiresAt: string;
}

const MORNING = "2026-11-24T06:00:00.000Z";

let now = MORNING;
let harness: Harness;

beforeAll(async () => {
  harness = await makeHarness({ clock: { now: () => now } });
});

afterAll(() => harness.stop());

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A PDF of some bytes. */
const pdfOf = (bytes: number): Uint8Array<ArrayBuffer> => {
  const pdf = new Uint8Array(bytes).fill(32);
  pdf.set(samplePdf.subarray(0, bytes));
  return pdf;
};

const announce = (
  bytes: Uint8Array,
  more: Record<string, unknown> = {},
  person: string | null = "zhang-san",
) =>
  harness.post(person, "/v1/document-uploads", {
    mediaType: "application/pdf",
    bytes: bytes.byteLength,
    sha256: hash(bytes),
    ...more,
  });

const ticketOf = async (bytes: Uint8Array, more: Record<string, unknown> = {}): Promise<Ticket> => {
  const response = await announce(bytes, more);
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Ticket;
};

const send = ({ url, headers, method }: Ticket, body: Uint8Array): Promise<Response> =>
  harness.as(null, url.replace("http://hub.test", ""), { method, headers, body: new Uint8Array(body) });

const complete = ({ documentId }: Ticket, person: string | null = "zhang-san"): Promise<Response> =>
  harness.as(person, `/v1/document-uploads/${documentId}/completion`, { method: "POST" });

const read = (documentId: string, person = "zhang-san"): Promise<Response> =>
  harness.as(person, `/v1/documents/${documentId}`);

const told = async (response: Response) => {
  const problem = (await response.json()) as Problem;
  return { status: response.status, slug: problem.type.replace("/problems/", ""), problem };
};

const upload = (body: Uint8Array): Promise<Response> =>
  harness.as("zhang-san", "/v1/documents", {
    method: "POST",
    headers: { "content-type": "application/pdf" },
    body: new Uint8Array(body),
  });

describe("POST /v1/documents", () => {
  it("takes 4,000,000 bytes, and names the ticketed upload for one more", async () => {
    const fits = await upload(pdfOf(4_000_000));
    const { status, slug, problem } = await told(await upload(pdfOf(4_000_001)));

    expect(fits.status).toBe(201);
    expect([status, slug]).toEqual([413, "document-too-large"]);
    expect(problem.detail).toContain("4000000");
    expect(problem.detail).toContain("POST /v1/document-uploads");
  });
});

describe("an upload with a ticket", () => {
  it("becomes a document as one that was sent directly", async () => {
    const bytes = pdfOf(20_000_000);
    const ticket = await ticketOf(bytes);
    const sent = await send(ticket, bytes);

    const completed = await complete(ticket);

    const { documentId } = ticket;
    expect(sent.status).toBe(204);
    expect(completed.status).toBe(201);
    expect(await completed.json()).toEqual({
      documentId,
      mediaType: "application/pdf",
      bytes: 20_000_000,
      sha256: hash(bytes),
      storedAt: MORNING,
    });
    const response = await read(documentId);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(hash(new Uint8Array(await response.arrayBuffer()))).toBe(hash(bytes));
  });

  it("has a ticket for one PUT within 15 minutes, without a token", async () => {
    const ticket = await ticketOf(samplePdf);

    expect(ticket).toEqual({
      documentId: expect.stringMatching(/^[0-9A-Z]{26}$/),
      method: "PUT",
      url: expect.stringContaining(
        `http://hub.test/v1/document-uploads/${ticket.documentId}/content?expires=`,
      ),
      headers: { "content-type": "application/pdf" },
      expiresAt: "2026-11-24T06:15:00.000Z",
    });
  });

  it("is no document before it is completed, and says what is missing", async () => {
    const ticket = await ticketOf(samplePdf);
    const early = await told(await complete(ticket));
    await send(ticket, samplePdf);

    expect([early.status, early.slug]).toEqual([409, "upload-awaited"]);
    expect((await read(ticket.documentId)).status).toBe(404);
  });

  it.each([
    ["bytes", pdfOf(5_001), "5001"],
    ["sha256", pdfOf(5_000).fill(33, 4_000), hash(pdfOf(5_000).fill(33, 4_000))],
  ])("whose %s differ from what was announced is refused with both", async (field, wrong, actual) => {
    const ticket = await ticketOf(pdfOf(5_000));
    await send(ticket, wrong);
    const { status, slug, problem } = await told(await complete(ticket));
    await send(ticket, pdfOf(5_000));

    expect([status, slug]).toEqual([422, "upload-differs"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual([field]);
    expect(problem.detail).toContain(actual);
    expect((await complete(ticket)).status).toBe(201);
  });

  it("whose first bytes are of another type is refused", async () => {
    const ticket = await ticketOf(samplePdf, { mediaType: "image/png" });
    await send(ticket, samplePdf);

    const { status, slug, problem } = await told(await complete(ticket));

    expect([status, slug]).toEqual([422, "upload-differs"]);
    expect(problem.errors?.map(({ path }) => path)).toEqual(["mediaType"]);
    expect(problem.detail).toContain("image/png");
  });

  it("is completed by whoever announced it and by nobody else, and again with the same answer", async () => {
    const ticket = await ticketOf(samplePdf);
    await send(ticket, samplePdf);

    const [other, nobody] = [await complete(ticket, "li-si"), await complete(ticket, null)];
    const [first, again] = [await complete(ticket), await complete(ticket)];

    expect([other.status, nobody.status, first.status, again.status]).toEqual([404, 401, 201, 201]);
    expect(await again.json()).toEqual(await first.json());
    expect((await read(ticket.documentId, "li-si")).status).toBe(404);
  });

  it.each([
    ["too many bytes", { bytes: 20_000_001 }, "bytes"],
    ["no bytes", { bytes: 0 }, "bytes"],
    ["a hash in capitals", { sha256: "A".repeat(64) }, "sha256"],
    ["more than asked for", { owner: "li-si" }, "owner"],
  ])("is not begun with %s", async (_, more, path) => {
    const { status, slug, problem } = await told(await announce(samplePdf, more));

    expect([status, slug]).toEqual([422, "invalid"]);
    expect(problem.errors?.[0]?.path).toContain(path);
  });

  it("is not begun with a type that is none of those it lists", async () => {
    const { status, slug, problem } = await told(await announce(samplePdf, { mediaType: "text/html" }));

    expect([status, slug]).toEqual([415, "unsupported-media-type"]);
    expect(problem.detail).toContain("image/vnd.dwg");
  });

  it("is begun by people who file only, and as JSON only", async () => {
    const nobody = await announce(samplePdf, {}, null);
    const supervisor = await announce(samplePdf, {}, "supervisor");
    const text = await harness.as("zhang-san", "/v1/document-uploads", { method: "POST", body: "{}" });

    expect([nobody.status, supervisor.status, text.status]).toEqual([401, 403, 415]);
  });

  it("takes bytes by the address of its ticket only", async () => {
    const [ticket, other] = [await ticketOf(samplePdf), await ticketOf(samplePdf)];
    const forged = [
      ticket.url.replace(/mac=.*/, "mac=0123456789ABCDEF"),
      ticket.url.replace(/mac=.*/, "mac=é"),
      ticket.url.replace(ticket.documentId, other.documentId),
      ticket.url.replace(/expires=\d+/, "expires=9999999999"),
    ];

    const statuses = await Promise.all(
      forged.map(async (url) => (await send({ ...ticket, url }, samplePdf)).status),
    );

    expect(statuses).toEqual([404, 404, 404, 404]);
    expect((await told(await complete(ticket))).slug).toBe("upload-awaited");
  });

  it("takes no more than 20,000,000 bytes", async () => {
    const ticket = await ticketOf(samplePdf);

    const { status, problem } = await told(await send(ticket, pdfOf(20_000_001)));

    expect(status).toBe(413);
    expect(problem.detail).toContain("20000000");
  });

  it("is received no more once it is completed", async () => {
    const ticket = await ticketOf(samplePdf);
    await send(ticket, samplePdf);
    await complete(ticket);

    expect((await send(ticket, samplePdf)).status).toBe(404);
  });
});

describe("an upload whose time is over", () => {
  it("takes no bytes, and says how to go on", async () => {
    const ticket = await ticketOf(samplePdf);
    now = "2026-11-24T06:15:00.001Z";

    const { status, slug, problem } = await told(await send(ticket, samplePdf));

    now = MORNING;
    expect([status, slug]).toEqual([410, "upload-expired"]);
    expect(problem.detail).toContain("POST /v1/document-uploads");
  });
});

describe("a document that rests elsewhere", () => {
  it("is answered with where it is to be had", async () => {
    const stored = (await (await upload(samplePdf)).json()) as Ticket;
    const { documents } = harness.hub.hub;
    const info = await documents.info(stored.documentId);
    if (info === null) throw new Error("it was not stored");
    const before = documents.read;
    documents.read = async () => ({ kind: "Elsewhere", info, url: "https://bucket.test/outgoing/x?signed" });

    const [own, other] = [await read(stored.documentId), await read(stored.documentId, "li-si")];

    documents.read = before;
    expect([own.status, other.status]).toEqual([303, 404]);
    expect(own.headers.get("location")).toBe("https://bucket.test/outgoing/x?signed");
    expect(own.headers.get("cache-control")).toBe("private, no-store");
  });

  it("is uploaded to where the ticket says, with the headers it says", async () => {
    const { documents } = harness.hub.hub;
    const before = documents.beginUpload;
    const place = {
      url: "https://bucket.test/incoming/x?signed",
      headers: { "x-amz-checksum-sha256": "abc=" },
    };
    documents.beginUpload = async () => ({ kind: "Elsewhere", ...place });

    const ticket = await ticketOf(samplePdf);

    documents.beginUpload = before;
    expect(ticket).toMatchObject(place);
  });
});

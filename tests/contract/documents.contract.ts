import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Documents, UploadPlace } from "../../functions/ports/documents.ts";
import { testDocumentParts } from "./document-parts.contract.ts";
import { testDocumentStates } from "./document-states.contract.ts";
import { contentOf, type DocumentsFixture } from "./reading-documents.ts";
import { instantOf } from "./samples.ts";

const TEXT = "身份证 340300198503120006 李淮生 13800000001";
const content = new TextEncoder().encode(TEXT.repeat(40));
const sha256 = createHash("sha256").update(content).digest("hex");

const inputOf = (documentId: string, bytes: Uint8Array = content) => ({
  documentId,
  owner: "zhang-san",
  mediaType: "application/pdf",
  content: bytes,
  at: instantOf(0),
});

const infoOf = (documentId: string) => ({
  documentId,
  owner: "zhang-san",
  mediaType: "application/pdf",
  bytes: content.byteLength,
  sha256,
  storedAt: instantOf(0),
  erased: false,
});

const erasedInfoOf = (documentId: string) => ({ ...infoOf(documentId), erased: true });

/** What every keeper of documents must do. */
export const testDocuments = (makeFixture: () => DocumentsFixture): void => {
  describe("Documents", () => {
    let fixture: DocumentsFixture;
    let documents: Documents;

    beforeEach(async () => {
      fixture = makeFixture();
      documents = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    describe("put and read", () => {
      it("gives a document back byte for byte, with what is known of it", async () => {
        const put = await documents.put(inputOf("D1"));

        const read = await documents.read("D1");

        expect(put).toEqual(infoOf("D1"));
        expect(await documents.info("D1")).toEqual(infoOf("D1"));
        expect(read).toMatchObject({ kind: "Found", info: infoOf("D1") });
        expect(read.kind === "Found" && Buffer.from(read.content).equals(content)).toBe(true);
      });

      it.each([0, 1, 5_000_000])("keeps %i bytes", async (size) => {
        const bytes = new Uint8Array(size).fill(7);

        await documents.put(inputOf("D1", bytes));

        const read = await documents.read("D1");
        expect((await contentOf(read)).equals(bytes)).toBe(true);
      });

      it("knows nothing of a document that was never put", async () => {
        expect(await documents.read("D9")).toEqual({ kind: "NotFound" });
        expect(await documents.info("D9")).toBeNull();
      });

      it("replaces nothing when the same id is put again", async () => {
        await documents.put(inputOf("D1"));

        const again = await documents.put({ ...inputOf("D1", new Uint8Array([1])), owner: "li-si" });

        expect(again).toEqual(infoOf("D1"));
        expect(await documents.read("D1")).toMatchObject({ kind: "Found", info: infoOf("D1") });
      });

      it("keeps one whole document when 20 different ones are put under one id at once", async () => {
        const infos = await Promise.all(
          Array.from({ length: 20 }, (_, n) => documents.put(inputOf("D1", new Uint8Array(1_000 + n)))),
        );

        const read = await documents.read("D1");
        expect(read.kind).toBe("Found");
        expect(new Set(infos.map(({ sha256: hash }) => hash)).size).toBe(1);
        expect(read.kind === "Found" && read.content.byteLength).toBe(infos[0]?.bytes);
      });

      it("keeps documents through a crash", async () => {
        await documents.put(inputOf("D1"));

        const again = await fixture.reopen();

        const read = await again.read("D1");
        expect(read).toMatchObject({ kind: "Found", info: infoOf("D1") });
      });

      it("never lets an id reach outside its place", async () => {
        for (const documentId of ["../keys.json", "a/b", "..", ".", ""])
          await expect(documents.put(inputOf(documentId))).rejects.toThrow(/cannot name a document/);
      });
    });

    describe("at rest", () => {
      it("holds no piece of the plain text, only ciphertext", async () => {
        await documents.put(inputOf("D1"));

        const bytes = await fixture.atRest();

        expect(bytes.byteLength).toBeGreaterThan(content.byteLength);
        for (const piece of [TEXT, "340300198503120006", "李淮生", "13800000001"])
          expect(bytes.includes(piece)).toBe(false);
      });

      it("holds equal documents as different bytes", async () => {
        await documents.put(inputOf("D1"));
        await documents.put(inputOf("D2"));

        await fixture.swap("D1", "D2");

        expect(await documents.read("D2")).toEqual({ kind: "Altered", info: infoOf("D2") });
      });
    });

    describe("a document that went wrong", () => {
      it.each([0, 11, 12, 100, 1_500])("is seen as altered when byte %i changed", async (place) => {
        await documents.put(inputOf("D1"));

        await fixture.alter("D1", place);

        expect(await documents.read("D1")).toEqual({ kind: "Altered", info: infoOf("D1") });
      });

      it.each([0, 5, 20, 27, 28, 500])("is seen as altered when cut off after %i bytes", async (bytes) => {
        await documents.put(inputOf("D1"));

        await fixture.cut("D1", bytes);

        expect(await documents.read("D1")).toEqual({ kind: "Altered", info: infoOf("D1") });
      });

      it("is seen as missing when it is gone, and still known", async () => {
        await documents.put(inputOf("D1"));

        await fixture.lose("D1");

        expect(await documents.read("D1")).toEqual({ kind: "Missing", info: infoOf("D1") });
        expect(await documents.info("D1")).toEqual(infoOf("D1"));
      });

      it("does not touch the others", async () => {
        await documents.put(inputOf("D1"));
        await documents.put(inputOf("D2"));

        await fixture.alter("D1", 100);

        expect((await documents.read("D2")).kind).toBe("Found");
      });
    });

    describe("erase", () => {
      it("takes the bytes and leaves the name and hash", async () => {
        await documents.put(inputOf("D1"));

        await documents.erase("D1", instantOf(2));

        expect(await documents.read("D1")).toEqual({ kind: "Missing", info: erasedInfoOf("D1") });
        expect(await documents.info("D1")).toEqual(erasedInfoOf("D1"));
      });

      it("is final: neither a second put nor a crash brings the document back", async () => {
        await documents.put(inputOf("D1"));
        await documents.erase("D1", instantOf(2));

        const put = await documents.put(inputOf("D1"));
        const again = await fixture.reopen();

        expect(put).toEqual(erasedInfoOf("D1"));
        expect(await again.read("D1")).toEqual({ kind: "Missing", info: erasedInfoOf("D1") });
      });

      it("may be repeated, also for what was never there", async () => {
        await documents.put(inputOf("D1"));
        await documents.erase("D1", instantOf(2));

        await documents.erase("D1", instantOf(2));
        await documents.erase("D9", instantOf(2));

        expect((await documents.read("D1")).kind).toBe("Missing");
      });
    });

    describe("uploads", () => {
      const pdf = Buffer.concat([Buffer.from("%PDF-1.7 "), content]);
      const zip = Buffer.concat([Buffer.from("PK\u0003\u0004 "), content]);
      const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

      const begin = (bytes: Uint8Array, documentId = "U1") =>
        documents.beginUpload({
          documentId,
          owner: "zhang-san",
          mediaType: "application/pdf",
          bytes: bytes.byteLength,
          sha256: hash(bytes),
          at: new Date().toISOString(),
          seconds: 900,
        });

      /** Send bytes where they should go. A place that checks them itself may refuse them. */
      const send = async (place: UploadPlace, bytes: Uint8Array, documentId = "U1"): Promise<void> => {
        if (place.kind === "Here") expect(await documents.takeUpload(documentId, bytes)).toBe(true);
        else await fetch(place.url, { method: "PUT", headers: place.headers, body: new Uint8Array(bytes) });
      };

      const complete = (owner = "zhang-san", documentId = "U1") =>
        documents.completeUpload({ documentId, owner, at: instantOf(1) });

      const storedOf = (bytes: Uint8Array, documentId = "U1") => ({
        documentId,
        owner: "zhang-san",
        mediaType: "application/pdf",
        bytes: bytes.byteLength,
        sha256: hash(bytes),
        storedAt: instantOf(1),
        erased: false,
      });

      it.each([pdf.byteLength, 5_000_000, 20_000_000])("keep %i bytes as a document", async (size) => {
        const bytes = Buffer.concat([pdf, Buffer.alloc(size - pdf.byteLength, 7)]);
        await send(await begin(bytes), bytes);

        const completed = await complete();

        expect(completed).toEqual({ kind: "Stored", info: storedOf(bytes) });
        expect(await documents.info("U1")).toEqual(storedOf(bytes));
        expect((await contentOf(await documents.read("U1"))).equals(bytes)).toBe(true);
      });

      it("are no document before they are completed", async () => {
        const place = await begin(pdf);
        const early = await complete();
        await send(place, pdf);

        expect(early).toEqual({ kind: "NotThere" });
        expect(await documents.info("U1")).toBeNull();
        expect(await documents.read("U1")).toEqual({ kind: "NotFound" });
      });

      it("are completed once, however often and by however many at once", async () => {
        await send(await begin(pdf), pdf);

        const completions = await Promise.all(Array.from({ length: 20 }, () => complete()));
        const again = await complete();

        expect([...completions, again]).toEqual(
          Array.from({ length: 21 }, () => ({ kind: "Stored", info: storedOf(pdf) })),
        );
      });

      it("are completed by whoever began them, and by nobody else", async () => {
        await send(await begin(pdf), pdf);

        const [other, unknown] = [await complete("li-si"), await complete("zhang-san", "U9")];
        await complete();
        const afterwards = await complete("li-si");

        expect([other, unknown, afterwards]).toEqual([1, 2, 3].map(() => ({ kind: "NotExpected" })));
      });

      it.each([
        ["more bytes", Buffer.concat([pdf, Buffer.from("!")])],
        ["fewer bytes", pdf.subarray(1)],
        ["other bytes", Buffer.concat([pdf.subarray(0, -1), Buffer.from("!")])],
        ["no bytes", Buffer.alloc(0)],
      ])("with %s become no document, and may be sent again", async (_, wrong) => {
        const place = await begin(pdf);
        await send(place, wrong);
        const refused = await complete();
        const between = await documents.info("U1");
        await send(place, pdf);

        const completed = await complete();

        expect(["NotThere", "SizeDiffers", "HashDiffers"]).toContain(refused.kind);
        expect(between).toBeNull();
        expect(completed).toEqual({ kind: "Stored", info: storedOf(pdf) });
      });

      it("of another type than was said become no document", async () => {
        await send(await begin(zip), zip);

        const completed = await complete();

        expect(completed).toEqual({ kind: "TypeDiffers", expected: "application/pdf" });
        expect(await documents.info("U1")).toBeNull();
      });

      it("are taken in by the last bytes that were sent", async () => {
        const place = await begin(pdf);
        for (const bytes of [pdf, pdf, pdf]) await send(place, bytes);

        expect((await complete()).kind).toBe("Stored");
        expect((await contentOf(await documents.read("U1"))).equals(pdf)).toBe(true);
      });

      it("are completed after a crash", async () => {
        await send(await begin(pdf), pdf);

        const again = await fixture.reopen();

        const upload = { documentId: "U1", owner: "zhang-san", at: instantOf(1) };
        expect(await again.completeUpload(upload)).toEqual({ kind: "Stored", info: storedOf(pdf) });
      });

      it("leave nothing plain behind once they are completed", async () => {
        await send(await begin(pdf), pdf);
        await complete();

        const bytes = await fixture.atRest();

        for (const piece of ["%PDF", TEXT, "340300198503120006", "李淮生"])
          expect(bytes.includes(piece)).toBe(false);
      });

      it("do not bring an erased document back", async () => {
        const place = await begin(pdf);
        await send(place, pdf);
        await complete();
        await documents.erase("U1", instantOf(2));

        const completed = await complete();

        expect(completed).toEqual({ kind: "NotExpected" });
        expect(await documents.read("U1")).toEqual({
          kind: "Missing",
          info: { ...storedOf(pdf), erased: true },
        });
      });

      it("are not taken when nobody began them", async () => {
        expect(await documents.takeUpload("U9", pdf)).toBe(false);
        expect(
          await documents.completeUpload({ documentId: "U9", owner: "zhang-san", at: instantOf(1) }),
        ).toEqual({
          kind: "NotExpected",
        });
      });

      it("never reach outside their place", async () => {
        for (const documentId of ["../keys.json", "a/b", "..", ".", ""])
          await expect(begin(pdf, documentId)).rejects.toThrow(/cannot name a document/);
      });
    });
  });
  testDocumentParts(makeFixture);
  testDocumentStates(makeFixture);
};

import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Documents } from "../../functions/ports/documents.ts";
import type { DurableFixture } from "./fixture.ts";
import { instantOf } from "./samples.ts";

/** Documents whose resting place the suite can reach behind the adapter's back. */
export interface DocumentsFixture extends DurableFixture<Documents> {
  /** Change one byte of a stored document, counted from the start. */
  alter: (documentId: string, place: number) => Promise<void>;
  /** Cut a stored document off after some bytes. */
  cut: (documentId: string, bytes: number) => Promise<void>;
  /** Put the stored bytes of one document in the place of another's. */
  swap: (from: string, to: string) => Promise<void>;
  /** Lose a stored document, as a broken disk does. */
  lose: (documentId: string) => Promise<void>;
  /** Every byte at rest, of every file. */
  atRest: () => Promise<Buffer>;
}

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
        expect(read.kind === "Found" && Buffer.from(read.content).equals(bytes)).toBe(true);
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

        await documents.erase("D1");

        expect(await documents.read("D1")).toEqual({ kind: "Missing", info: erasedInfoOf("D1") });
        expect(await documents.info("D1")).toEqual(erasedInfoOf("D1"));
      });

      it("is final: neither a second put nor a crash brings the document back", async () => {
        await documents.put(inputOf("D1"));
        await documents.erase("D1");

        const put = await documents.put(inputOf("D1"));
        const again = await fixture.reopen();

        expect(put).toEqual(erasedInfoOf("D1"));
        expect(await again.read("D1")).toEqual({ kind: "Missing", info: erasedInfoOf("D1") });
      });

      it("may be repeated, also for what was never there", async () => {
        await documents.put(inputOf("D1"));
        await documents.erase("D1");

        await documents.erase("D1");
        await documents.erase("D9");

        expect((await documents.read("D1")).kind).toBe("Missing");
      });
    });
  });
};

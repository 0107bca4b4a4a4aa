import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Documents, PartsUnderWay } from "../../functions/ports/documents.ts";
import { completeWhole, type DocumentsFixture, readBack } from "./reading-documents.ts";
import { instantOf } from "./samples.ts";

/** The smallest part S3 takes that is not the last. */
const PART = 5_242_880;

const TEXT = "建筑红线 340300198503120006 李淮生";

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A PDF of some bytes that differ from place to place. */
const drawingOf = (size: number, seed = 1): Buffer => {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index += 4_096)
    bytes.writeUInt32LE((index + seed) >>> 0, index % (size - 4));
  if (size > 1_000) bytes.write(TEXT, Math.floor(size / 2));
  bytes.write("%PDF-1.7 ");
  return bytes;
};

const partsOf = (bytes: Buffer, partBytes: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / partBytes) }, (_, index) =>
    bytes.subarray(index * partBytes, (index + 1) * partBytes),
  );

const inPieces = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += 65_000) yield bytes.subarray(from, from + 65_000);
};

const now = (): string => new Date().toISOString();
const inADay = (): string => new Date(Date.now() + 86_400_000).toISOString();

/** What every keeper of documents must do with uploads in parts. */
export const testDocumentParts = (makeFixture: () => DocumentsFixture): void => {
  describe("uploads in parts", () => {
    let fixture: DocumentsFixture;
    let documents: Documents;

    /** Two parts as small as they may be, and a rest. */
    const drawing = drawingOf(2 * PART + 1_234);
    const parts = partsOf(drawing, PART);

    beforeEach(async () => {
      fixture = makeFixture();
      documents = await fixture.create();
    });
    afterEach(() => fixture.dispose());

    const announced = (bytes: Buffer, partBytes: number) => ({
      owner: "zhang-san",
      mediaType: "application/pdf",
      bytes: bytes.length,
      sha256: hash(bytes),
      partBytes,
      partSha256: partsOf(bytes, partBytes).map(hash),
    });

    const begin = (bytes = drawing, more: Partial<Parameters<Documents["beginParts"]>[0]> = {}) =>
      documents.beginParts({
        documentId: "U1",
        ...announced(bytes, more.partBytes ?? PART),
        at: now(),
        seconds: 900,
        keptUntil: inADay(),
        ...more,
      });

    /** Send a part where it should go; whether it was taken. */
    const send = async (upload: PartsUnderWay, number: number, bytes: Uint8Array): Promise<boolean> => {
      const part = upload.awaited.find((each) => each.number === number);
      if (part === undefined) throw new Error(`part ${number} is not awaited`);
      if (part.place.kind === "Here") {
        const content = inPieces(bytes);
        const { documentId } = upload;
        return (await documents.takePart({ documentId, number, content, at: now() })).kind === "Taken";
      }
      const { url, headers } = part.place;
      return (await fetch(url, { method: "PUT", headers, body: new Uint8Array(bytes) })).ok;
    };

    const sendAll = async (upload: PartsUnderWay, bytes = drawing): Promise<void> => {
      const taken = await Promise.all(
        partsOf(bytes, upload.partBytes).map((part, index) => send(upload, index + 1, part)),
      );
      expect(taken).not.toContain(false);
    };

    const complete = (owner = "zhang-san", documentId = "U1") =>
      completeWhole(documents, { documentId, owner, at: instantOf(1) });

    const underWay = (owner = "zhang-san", documentId = "U1", at = now()) =>
      documents.partsUnderWay({ documentId, owner, at, seconds: 900 });

    const storedOf = (bytes: Buffer, documentId = "U1") => ({
      documentId,
      owner: "zhang-san",
      mediaType: "application/pdf",
      bytes: bytes.length,
      sha256: hash(bytes),
      storedAt: instantOf(1),
      erased: false,
    });

    /** Upload a drawing from begin to end. */
    const upload = async (documentId: string, bytes = drawing): Promise<void> => {
      await sendAll(await begin(bytes, { documentId }), bytes);
      expect((await complete("zhang-san", documentId)).kind).toBe("Stored");
    };

    it("say of every part how large it is, what it must hash to and where it goes", async () => {
      const begun = await begin();

      expect(begun).toMatchObject({ documentId: "U1", ...announced(drawing, PART), received: [] });
      expect(begun.awaited.map(({ number, bytes, sha256 }) => ({ number, bytes, sha256 }))).toEqual(
        parts.map((part, index) => ({ number: index + 1, bytes: part.length, sha256: hash(part) })),
      );
    });

    it("become one document, in whatever order they come", async () => {
      const begun = await begin();
      for (const number of [3, 1, 2]) await send(begun, number, parts[number - 1] ?? Buffer.alloc(0));

      const completed = await complete();

      expect(completed).toEqual({ kind: "Stored", info: storedOf(drawing) });
      expect(await documents.info("U1")).toEqual(storedOf(drawing));
      expect((await readBack(documents, "U1")).equals(drawing)).toBe(true);
      expect((await readBack(documents, "U1")).equals(drawing)).toBe(true);
    });

    it.each([40, PART, 2 * PART])("keep %i bytes, whether a rest is left or not", async (size) => {
      const bytes = drawingOf(size);
      await sendAll(await begin(bytes), bytes);

      expect((await complete()).kind).toBe("Stored");
      expect((await readBack(documents, "U1")).equals(bytes)).toBe(true);
    });

    it("are no document before all are in and completed, and say which are missing", async () => {
      const begun = await begin();
      const none = await complete();
      await send(begun, 2, parts[1] ?? Buffer.alloc(0));
      const two = await complete();

      expect(none).toEqual({ kind: "PartsAwaited", numbers: [1, 2, 3] });
      expect(two).toEqual({ kind: "PartsAwaited", numbers: [1, 3] });
      expect(await documents.info("U1")).toBeNull();
      expect(await documents.read("U1")).toEqual({ kind: "NotFound" });
    });

    it("go on where they broke off, in another process and with fresh places", async () => {
      const begun = await begin();
      await send(begun, 1, parts[0] ?? Buffer.alloc(0));
      await send(begun, 3, parts[2] ?? Buffer.alloc(0));

      documents = await fixture.reopen();
      const resumed = await underWay();

      expect(resumed).toMatchObject({ ...announced(drawing, PART), received: [1, 3] });
      expect(resumed?.awaited.map(({ number }) => number)).toEqual([2]);
      if (resumed === null) throw new Error("the upload is gone");
      expect(await send(resumed, 2, parts[1] ?? Buffer.alloc(0))).toBe(true);
      expect(await complete()).toEqual({ kind: "Stored", info: storedOf(drawing) });
    });

    it("may come again, also twice at once", async () => {
      const begun = await begin();
      await sendAll(begun);
      await sendAll(begun);
      const taken = await Promise.all([1, 2, 3].map(() => send(begun, 2, parts[1] ?? Buffer.alloc(0))));

      expect(taken).toEqual([true, true, true]);
      expect(await complete()).toEqual({ kind: "Stored", info: storedOf(drawing) });
      expect((await readBack(documents, "U1")).equals(drawing)).toBe(true);
    });

    it.each([
      ["other bytes", (part: Buffer) => Buffer.concat([part.subarray(1), Buffer.from("!")])],
      ["fewer bytes", (part: Buffer) => part.subarray(1)],
      ["more bytes", (part: Buffer) => Buffer.concat([part, part])],
      ["no bytes", () => Buffer.alloc(0)],
    ])("with %s are not kept, and what was there before stays", async (_, wrongOf) => {
      const begun = await begin();
      await send(begun, 1, parts[0] ?? Buffer.alloc(0));

      const taken = [
        await send(begun, 1, wrongOf(parts[0] ?? Buffer.alloc(0))).catch(() => false),
        await send(begun, 3, wrongOf(parts[2] ?? Buffer.alloc(0))).catch(() => false),
      ];

      expect(taken).toEqual([false, false]);
      expect((await underWay())?.received).toEqual([1]);
      expect(await complete()).toEqual({ kind: "PartsAwaited", numbers: [2, 3] });
    });

    it("of which each is right and the whole is not become no document, however often, and stay", async () => {
      const sha256 = hash(Buffer.from("another drawing"));
      await sendAll(await begin(drawing, { sha256 }));

      const completions = [await complete(), await complete()];

      const refusal = { kind: "HashDiffers", expected: sha256, actual: hash(drawing) };
      expect(completions).toEqual([refusal, refusal]);
      expect(await documents.info("U1")).toBeNull();
      expect((await underWay())?.received).toEqual([1, 2, 3]);
    });

    it("of another type than was said become no document", async () => {
      await sendAll(await begin(drawing, { mediaType: "image/vnd.dwg" }));

      expect(await complete()).toEqual({ kind: "TypeDiffers", expected: "image/vnd.dwg" });
    });

    it("are completed once, however often and by however many at once", async () => {
      await sendAll(await begin());

      const completions = await Promise.all(Array.from({ length: 6 }, () => complete()));

      const stored = { kind: "Stored", info: storedOf(drawing) };
      expect([...completions, await complete()]).toEqual(Array.from({ length: 7 }, () => stored));
      expect((await readBack(documents, "U1")).equals(drawing)).toBe(true);
    });

    it("are those of whoever began them, and of nobody else", async () => {
      await sendAll(await begin());

      expect([await underWay("li-si"), await underWay("zhang-san", "U9")]).toEqual([null, null]);
      expect([await complete("li-si"), await complete("zhang-san", "U9")]).toEqual([
        { kind: "NotExpected" },
        { kind: "NotExpected" },
      ]);
      expect(await documents.info("U1")).toBeNull();
      expect((await complete()).kind).toBe("Stored");
      expect(await complete("li-si")).toEqual({ kind: "NotExpected" });
    });

    it("are over after the instant until which they are kept", async () => {
      const begun = await begin(drawing, { keptUntil: new Date(Date.now() - 1_000).toISOString() });
      const { documentId } = begun;

      const taken = await documents.takePart({
        documentId,
        number: 1,
        content: inPieces(drawing),
        at: now(),
      });

      expect(taken).toEqual({ kind: "NotExpected" });
      expect(await underWay()).toBeNull();
      expect(await documents.completeUpload({ documentId, owner: "zhang-san", at: now() })).toEqual({
        kind: "NotExpected",
      });
    });

    it("take no part that was not announced, and none once they are a document", async () => {
      await upload("U1");
      const take = (documentId: string, number: number) =>
        documents.takePart({ documentId, number, content: inPieces(drawing), at: now() });
      await begin(drawing, { documentId: "U2" });

      expect([await take("U1", 1), await take("U2", 4), await take("U9", 1)]).toEqual(
        [1, 2, 3].map(() => ({ kind: "NotExpected" })),
      );
      expect(await underWay()).toBeNull();
    });

    it("leave nothing plain behind once they are completed", async () => {
      await upload("U1");

      const bytes = await fixture.atRest();

      expect(bytes.byteLength).toBeGreaterThan(drawing.length);
      for (const piece of ["%PDF", TEXT, "340300198503120006"]) expect(bytes.includes(piece)).toBe(false);
    });

    it("never reach outside their place", async () => {
      for (const documentId of ["../keys.json", "a/b", "..", ".", ""])
        await expect(begin(drawing, { documentId })).rejects.toThrow(/cannot name a document/);
    });

    describe("as a document", () => {
      const faultOf = async () => {
        const read = await documents.read("U1");
        const state = await documents.state("U1", { at: instantOf(3), thorough: true });
        return [read.kind, state?.state];
      };

      it.each([0, 30, PART + 1_000, 2 * PART + 500])(
        "are seen as altered when byte %i changed",
        async (place) => {
          await upload("U1");
          await fixture.alter("U1", place);

          expect(await faultOf()).toEqual(["Altered", "altered"]);
        },
      );

      it("are seen as missing when they are lost, and are back when they are back", async () => {
        await upload("U1");
        const bringBack = await fixture.lose("U1");
        const lost = await faultOf();
        await bringBack();

        expect(lost).toEqual(["Missing", "missing"]);
        expect((await readBack(documents, "U1")).equals(drawing)).toBe(true);
        expect(await documents.state("U1", { at: instantOf(4), thorough: true })).toEqual({
          state: "present",
          since: instantOf(1),
        });
      });

      it("are no good in the place of another document", async () => {
        await upload("U1");
        await upload("U2", drawingOf(drawing.length, 7));
        await fixture.swap("U2", "U1");

        expect(await faultOf()).toEqual(["Altered", "altered"]);
      });

      it("are gone with every byte once they are erased, and do not come back", async () => {
        await upload("U1");
        await readBack(documents, "U1");
        const before = (await fixture.atRest()).byteLength;

        await documents.erase("U1", instantOf(2));

        expect((await fixture.atRest()).byteLength).toBeLessThan(before - drawing.length);
        expect(await documents.read("U1")).toEqual({
          kind: "Missing",
          info: { ...storedOf(drawing), erased: true },
        });
        expect(await complete()).toEqual({ kind: "NotExpected" });
        expect(await documents.state("U1", { at: instantOf(3), thorough: true })).toEqual({
          state: "erased",
          since: instantOf(2),
        });
      });
    });
  });
};

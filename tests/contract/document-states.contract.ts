import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Documents } from "../../functions/ports/documents.ts";
import type { DocumentsFixture } from "./reading-documents.ts";
import { instantOf } from "./samples.ts";

const content = new TextEncoder().encode("%PDF-1.7 图纸");

/** What every keeper of documents must know of how they stand. */
export const testDocumentStates = (makeFixture: () => DocumentsFixture): void => {
  describe("the state of a document", () => {
    let fixture: DocumentsFixture;
    let documents: Documents;

    beforeEach(async () => {
      fixture = makeFixture();
      documents = await fixture.create();
      await documents.put({
        documentId: "D1",
        owner: "zhang-san",
        mediaType: "application/pdf",
        content,
        at: instantOf(0),
      });
    });
    afterEach(() => fixture.dispose());

    const look = (at: number) => documents.state("D1", { at: instantOf(at), thorough: false });
    const check = (at: number) => documents.state("D1", { at: instantOf(at), thorough: true });

    it("is present since it was stored", async () => {
      const present = { state: "present", since: instantOf(0) };

      expect([await look(1), await check(2)]).toEqual([present, present]);
    });

    it("is told of no document that was never stored", async () => {
      expect(await documents.state("D9", { at: instantOf(1), thorough: true })).toBeNull();
    });

    it("is missing since that was first seen, until it is back", async () => {
      const bringBack = await fixture.lose("D1");
      const missing = [await look(1), await check(2), await look(3)];
      await bringBack();

      expect(missing).toEqual([1, 2, 3].map(() => ({ state: "missing", since: instantOf(1) })));
      expect(await look(4)).toEqual({ state: "present", since: instantOf(0) });
    });

    it("is missing anew when it is lost anew", async () => {
      const bringBack = await fixture.lose("D1");
      await look(1);
      await bringBack();
      await look(2);
      await fixture.lose("D1");

      expect(await look(3)).toEqual({ state: "missing", since: instantOf(3) });
    });

    it("is altered for a look as well once a reading found it so, also in another process", async () => {
      await fixture.alter("D1", 14);
      const found = await check(1);
      documents = await fixture.reopen();

      expect(found).toEqual({ state: "altered", since: instantOf(1) });
      expect([await look(2), await check(3)]).toEqual([found, found]);
    });

    it("is altered for a look when its size is another", async () => {
      await fixture.cut("D1", 20);

      expect(await look(1)).toEqual({ state: "altered", since: instantOf(1) });
    });

    it("is cleared only by a reading that finds it right", async () => {
      await fixture.alter("D1", 14);
      await check(1);
      await fixture.alter("D1", 14);

      expect(await look(2)).toEqual({ state: "altered", since: instantOf(1) });
      // S3 calls the same bytes put again by the same name, or by another: then they stay altered.
      expect(["present", "altered"]).toContain((await check(3))?.state);
    });

    it("counts from its own fault: what was missing and is back altered is altered since then", async () => {
      const bringBack = await fixture.lose("D1");
      await look(1);
      await bringBack();
      await fixture.cut("D1", 20);

      expect(await look(2)).toEqual({ state: "altered", since: instantOf(2) });
    });

    it("takes what a reader has just found", async () => {
      const seen = await documents.state("D1", { at: instantOf(1), thorough: false, seen: "altered" });

      expect([seen, await look(2)]).toEqual([1, 2].map(() => ({ state: "altered", since: instantOf(1) })));
      expect((await check(3))?.state).toBe("present");
    });

    it("is erased since it was erased, whatever is seen or asked later", async () => {
      await fixture.lose("D1");
      await look(1);
      await documents.erase("D1", instantOf(2));
      await documents.erase("D1", instantOf(3));

      const seen = await documents.state("D1", { at: instantOf(4), thorough: false, seen: "missing" });

      expect([await look(4), await check(5), seen]).toEqual(
        [1, 2, 3].map(() => ({ state: "erased", since: instantOf(2) })),
      );
    });
  });
};

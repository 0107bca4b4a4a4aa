import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { makeCompleteUpload, type UploadShelf } from "../../../functions/adapters/shared/complete-upload.ts";
import type { DocumentInfo, Documents } from "../../../functions/ports/documents.ts";

const content = new TextEncoder().encode("%PDF-1.7");
const expected = {
  documentId: "U1",
  owner: "zhang-san",
  mediaType: "application/pdf",
  bytes: content.byteLength,
  sha256: createHash("sha256").update(content).digest("hex"),
};
const upload = { documentId: "U1", owner: "zhang-san", at: "2026-11-24T06:00:00.000Z" };
const info: DocumentInfo = { ...expected, storedAt: upload.at, erased: false };

describe("makeCompleteUpload", () => {
  let stored: DocumentInfo | null;
  let forgotten: number;
  let documents: Pick<Documents, "put" | "info">;
  let shelf: UploadShelf;

  beforeEach(() => {
    stored = null;
    forgotten = 0;
    documents = {
      info: async () => stored,
      put: async () => {
        stored ??= info;
        return stored;
      },
    };
    shelf = {
      expected: async () => expected,
      arrived: async () => content,
      forget: async () => {
        forgotten += 1;
      },
    };
  });

  it("finds the document of another completion that took what this one was looking for", async () => {
    const lateForBytes = makeCompleteUpload(documents, {
      ...shelf,
      arrived: async () => {
        stored = info;
        return null;
      },
    });
    const lateForRow = makeCompleteUpload(documents, {
      ...shelf,
      expected: async () => {
        stored = info;
        return null;
      },
    });

    const first = await lateForBytes(upload);
    stored = null;
    const second = await lateForRow(upload);

    expect([first, second]).toEqual([
      { kind: "Stored", info },
      { kind: "Stored", info },
    ]);
  });

  it("brings no document back that was erased while it was completed", async () => {
    const complete = makeCompleteUpload(
      {
        ...documents,
        put: async () => {
          stored = { ...info, erased: true };
          return stored;
        },
      },
      shelf,
    );

    expect(await complete(upload)).toEqual({ kind: "NotExpected" });
  });

  it("keeps the bytes of an upload until it is a document", async () => {
    const failing = makeCompleteUpload(
      {
        ...documents,
        put: async () => {
          throw new Error("no room");
        },
      },
      shelf,
    );
    await expect(failing(upload)).rejects.toThrow("no room");
    const before = forgotten;

    await makeCompleteUpload(documents, shelf)(upload);

    expect([before, forgotten]).toEqual([0, 1]);
  });

  it("drops what a crash left behind after the document was stored", async () => {
    stored = info;

    const completed = await makeCompleteUpload(documents, shelf)(upload);

    expect(completed).toEqual({ kind: "Stored", info });
    expect(forgotten).toBe(1);
  });
});

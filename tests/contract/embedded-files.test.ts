import { createHash } from "node:crypto";
import { chmod, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeSqliteCaseStore } from "../../functions/adapters/embedded/case-store.ts";
import { makeFolderDocuments } from "../../functions/adapters/embedded/documents.ts";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import { bytesUnder, type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";
import { appendOf, caseIdOf, instantOf } from "./samples.ts";

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);

describe("the files of the embedded hub", () => {
  let data: DataFolder;

  beforeEach(() => {
    data = makeDataFolder();
  });
  afterEach(() => data.dispose());

  it("are readable by their owner only: keys, database, its log and documents", async () => {
    const database = await data.open();
    const keys = makeFileKeys(join(data.path(), "keys.json"));
    await keys.rotateWebhookSecret("tax");
    await makeFolderDocuments(join(data.path(), "documents"), database, keys).put({
      documentId: "D1",
      owner: "zhang-san",
      mediaType: "application/pdf",
      content: new Uint8Array([1]),
      at: instantOf(0),
    });
    await database.write(() => 1);

    const names = await readdir(data.path());
    const modes = await Promise.all(names.map(async (name) => [name, await modeOf(join(data.path(), name))]));

    expect(Object.fromEntries(modes)).toEqual({
      "keys.json": "600",
      "lianban.db": "600",
      "lianban.db-wal": "600",
      "lianban.db-shm": "600",
      "lianban.db.lock": "600",
      documents: "700",
    });
    expect(await modeOf(join(data.path(), "documents", "D1"))).toBe("600");
  });

  it("hold an upload that is under way encrypted, and until a day after it began", async () => {
    const database = await data.open();
    const folder = join(data.path(), "documents");
    const documents = makeFolderDocuments(folder, database, makeFileKeys(join(data.path(), "keys.json")));
    const content = new TextEncoder().encode("%PDF-1.7 身份证 340300198503120006");
    const sha256 = createHash("sha256").update(content).digest("hex");
    const beginAt = (documentId: string, hour: number) =>
      documents.beginUpload({
        documentId,
        owner: "zhang-san",
        mediaType: "application/pdf",
        bytes: content.byteLength,
        sha256,
        at: new Date(Date.parse("2026-11-24T06:00:00.000Z") + hour * 3_600_000).toISOString(),
        seconds: 900,
      });
    await beginAt("U1", 0);
    await documents.takeUpload("U1", content);
    const file = join(folder, ".incoming", "U1");
    const mode = await modeOf(file);
    const atRest = await bytesUnder(data.path());

    await beginAt("U2", 23);
    const within = await stat(file).then(() => "there");
    await beginAt("U3", 25);

    expect(mode).toBe("600");
    expect(atRest.includes("340300198503120006")).toBe(false);
    expect(within).toBe("there");
    expect(await readdir(join(folder, ".incoming"))).toEqual([]);
    expect(await documents.takeUpload("U1", content)).toBe(false);
    expect(await documents.takeUpload("U2", content)).toBe(true);
  });

  it("take the last of many bytes sent at once for one upload, whole", async () => {
    const database = await data.open();
    const keys = makeFileKeys(join(data.path(), "keys.json"));
    const documents = makeFolderDocuments(join(data.path(), "documents"), database, keys);
    const content = new Uint8Array(500_000).fill(7);
    content.set(new TextEncoder().encode("%PDF"));
    const owner = "zhang-san";
    await documents.beginUpload({
      documentId: "U1",
      owner,
      mediaType: "application/pdf",
      bytes: content.byteLength,
      sha256: createHash("sha256").update(content).digest("hex"),
      at: instantOf(0),
      seconds: 900,
    });

    const others = [1, 2, 3].map((fill) => documents.takeUpload("U1", new Uint8Array(900_000).fill(fill)));
    await Promise.all([...others, documents.takeUpload("U1", content)]);

    const completed = await documents.completeUpload({ documentId: "U1", owner, at: instantOf(1) });
    expect(completed.kind).toBe("Stored");
  });

  it("get their mode back when a key file was restored with a wider one", async () => {
    await data.open();
    const path = join(data.path(), "keys.json");
    makeFileKeys(path);
    await chmod(path, 0o644);

    makeFileKeys(path);

    expect(await modeOf(path)).toBe("600");
  });

  it("leave nothing beside a key file that was written", async () => {
    await data.open();
    const keys = makeFileKeys(join(data.path(), "keys.json"));
    await keys.rotateWebhookSecret("tax");

    expect((await readdir(data.path())).filter((name) => name.includes("keys"))).toEqual(["keys.json"]);
  });

  it("hold a case's key until it is destroyed, and in no place any longer", async () => {
    const store = makeSqliteCaseStore(await data.open(), () => undefined);
    const wrappedKey = Buffer.from(Array.from({ length: 60 }, (_, n) => (n * 37 + 11) % 251));
    for (let n = 0; n < 300; n += 1) await store.append(appendOf(caseIdOf(n), 0));
    await store.append(appendOf(caseIdOf(150), 1));
    await store.append(appendOf(caseIdOf(900), 0, { head: { wrappedKey } }));
    for (let version = 1; version < 40; version += 1) {
      const title = "有限公司".repeat(1 + ((version * 7) % 40));
      await store.append(appendOf(caseIdOf(900), version, { head: { title } }));
    }
    const before = await bytesUnder(data.path());

    await store.destroyKey(caseIdOf(900));

    expect(before.includes(wrappedKey)).toBe(true);
    expect((await bytesUnder(data.path())).includes(wrappedKey)).toBe(false);
  });
});

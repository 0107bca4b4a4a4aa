import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeFolderDocuments } from "../../functions/adapters/embedded/documents.ts";
import { makeFileKeys } from "../../functions/adapters/embedded/keys.ts";
import type { Documents } from "../../functions/ports/documents.ts";
import { collect } from "../support/collect.ts";
import { bytesUnder, type DataFolder, makeDataFolder } from "./embedded-fixtures.ts";
import { instantOf } from "./samples.ts";

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const drawing = Buffer.from(`%PDF-1.7 ${"身份证 340300198503120006 ".repeat(100)}`);
const PART = 1_000;
const parts = Array.from({ length: Math.ceil(drawing.length / PART) }, (_, index) =>
  drawing.subarray(index * PART, (index + 1) * PART),
);

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};

describe("the parts of an embedded hub", () => {
  let data: DataFolder;
  let documents: Documents;
  let folder: string;

  const open = async (): Promise<void> => {
    const database = await data.open();
    folder = join(data.path(), "documents");
    documents = makeFolderDocuments(folder, database, makeFileKeys(join(data.path(), "keys.json")));
  };

  beforeEach(async () => {
    data = makeDataFolder();
    await open();
  });
  afterEach(() => data.dispose());

  const begin = (documentId = "U1", at = instantOf(0), keptUntil = instantOf(100)) =>
    documents.beginParts({
      documentId,
      owner: "zhang-san",
      mediaType: "application/pdf",
      bytes: drawing.length,
      sha256: hash(drawing),
      partBytes: PART,
      partSha256: parts.map(hash),
      at,
      seconds: 900,
      keptUntil,
    });

  const take = (number: number, content = once(parts[number - 1] ?? drawing)) =>
    documents.takePart({ documentId: "U1", number, content, at: instantOf(1) });

  const sendAll = async (): Promise<void> => {
    for (const index of parts.keys()) expect(await take(index + 1)).toEqual({ kind: "Taken" });
  };

  const complete = () => documents.completeUpload({ documentId: "U1", owner: "zhang-san", at: instantOf(2) });

  const names = (): Promise<string[]> => readdir(join(folder, "U1.parts")).catch(() => []);

  it("are encrypted files that only their owner may read, as they come and afterwards", async () => {
    await begin();
    await sendAll();
    const before = await bytesUnder(data.path());
    await complete();

    const modes = [join(folder, "U1.parts"), join(folder, "U1.parts", "1")].map(async (path) =>
      ((await stat(path)).mode & 0o777).toString(8),
    );
    expect(await Promise.all(modes)).toEqual(["700", "600"]);
    expect(before.includes("340300198503120006")).toBe(false);
    expect((await bytesUnder(data.path())).includes("340300198503120006")).toBe(false);
  });

  it("that went wrong before they were completed are asked for again", async () => {
    await begin();
    await sendAll();
    const file = join(folder, "U1.parts", "2");
    await writeFile(file, (await readFile(file)).fill(7, 100, 110));

    const refused = await complete();
    const again = await take(2);

    expect(refused).toEqual({ kind: "PartsAwaited", numbers: [2] });
    expect(again).toEqual({ kind: "Taken" });
    expect((await complete()).kind).toBe("Stored");
  });

  it("leave nothing of a sender who breaks off, and say how much came", async () => {
    await begin();
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield drawing.subarray(0, 300);
      throw new Error("the connection is gone");
    };

    const taken = await take(1, broken());

    expect(taken).toEqual({ kind: "SizeDiffers", expected: PART, actual: 300 });
    expect(await names()).toEqual([]);
  });

  it("of a process that died while it wrote are cleared away when the upload is completed", async () => {
    await begin();
    await sendAll();
    await writeFile(join(folder, "U1.parts", "2.half.new"), "half");
    await open();

    const completed = await complete();

    expect(completed.kind).toBe("Stored");
    expect(await names()).toEqual(parts.map((_, index) => String(index + 1)));
  });

  it("are not taken while they are being taken away", async () => {
    await begin();
    await sendAll();
    let isThere = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      isThere = resolve;
    });
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = async function* (): AsyncGenerator<Uint8Array> {
      yield drawing.subarray(0, 300);
      isThere();
      await held;
      yield drawing.subarray(300, PART);
    };
    const taking = take(1, slow());
    await waiting;
    await complete();
    goOn();

    expect(await taking).toEqual({ kind: "NotExpected" });
    const read = await documents.read("U1");
    const content = read.kind === "Streamed" ? await collect(read.content) : [];
    expect(Buffer.concat(content).equals(drawing)).toBe(true);
  });

  it("are gone with their folder once they are over and another upload begins", async () => {
    await begin("U1", instantOf(0), instantOf(10));
    await sendAll();

    await begin("U2", instantOf(9));
    const within = await names();
    await begin("U3", instantOf(11));

    expect(within).toHaveLength(parts.length);
    expect(await names()).toEqual([]);
  });

  it("break off loudly when they go wrong while they are read", async () => {
    await begin();
    await sendAll();
    await complete();
    const read = await documents.read("U1");
    await writeFile(join(folder, "U1.parts", "2"), "");

    const content = read.kind === "Streamed" ? collect(read.content) : [];

    await expect(content).rejects.toThrow(/part 2 of document U1 went wrong/);
  });
});

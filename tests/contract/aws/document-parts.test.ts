import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
} from "@aws-sdk/client-s3";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeS3Documents, type S3DocumentsOptions } from "../../../functions/adapters/aws/documents.ts";
import type { Documents, PartsUnderWay } from "../../../functions/ports/documents.ts";
import { completeWhole, readBack } from "../reading-documents.ts";
import { instantOf } from "../samples.ts";
import { type AwsDocumentsFixture, type DocumentsPlace, documentsFixture } from "./documents-fixture.ts";
import { type Sent, watchedClient } from "./watched-client.ts";

const PART = 5_242_880;

const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Three parts, the last one short; every byte says where it stands. */
const drawing = Buffer.alloc(2 * PART + 777);
for (let at = 0; at < drawing.length - 4; at += 1_000) drawing.writeUInt32LE(at, at);
drawing.write("%PDF-1.7 ");

const parts = [0, 1, 2].map((index) => drawing.subarray(index * PART, (index + 1) * PART));

const upload = { documentId: "U1", owner: "zhang-san", at: instantOf(1) };

describe("uploads in parts on AWS", () => {
  let fixture: AwsDocumentsFixture;
  let place: DocumentsPlace;

  beforeEach(async () => {
    fixture = documentsFixture();
    place = await fixture.open();
  });
  afterEach(() => fixture.dispose());

  const documentsBy = (options: Partial<S3DocumentsOptions>): Documents =>
    makeS3Documents({ bucket: place.bucket.name, table: place.table, keys: place.keys, ...options });

  /** Documents that get on by one lot of 5 MiB in a call. */
  const slow = (options: Partial<S3DocumentsOptions> = {}): Documents =>
    documentsBy({ lotBytes: PART, budgetMs: 0, ...options });

  const begin = (more: Partial<Parameters<Documents["beginParts"]>[0]> = {}) =>
    place.documents.beginParts({
      documentId: "U1",
      owner: "zhang-san",
      mediaType: "application/pdf",
      bytes: drawing.length,
      sha256: hash(drawing),
      partBytes: PART,
      partSha256: parts.map(hash),
      at: new Date().toISOString(),
      seconds: 900,
      keptUntil: new Date(Date.now() + 86_400_000).toISOString(),
      ...more,
    });

  const placeOf = (begun: PartsUnderWay, number: number) => {
    const found = begun.awaited.find((part) => part.number === number)?.place;
    if (found?.kind !== "Elsewhere") throw new Error("parts go to S3");
    return found;
  };

  const sendAll = async (begun: PartsUnderWay): Promise<void> => {
    for (const [index, part] of parts.entries()) {
      const { url, headers } = placeOf(begun, index + 1);
      const { ok } = await fetch(url, { method: "PUT", headers, body: new Uint8Array(part) });
      expect(ok).toBe(true);
    }
  };

  const stored = async (): Promise<void> => {
    await sendAll(await begin());
    expect((await completeWhole(slow(), upload)).kind).toBe("Stored");
  };

  const keysUnder = async (prefix: string): Promise<string[]> =>
    (await place.bucket.versions(prefix)).map(({ key }) => key);

  /** Multipart uploads that S3 still holds. */
  const unfinished = async () => {
    const { name, s3 } = place.bucket;
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: name }));
    return Uploads.map(({ Key, UploadId }) => ({ Key, UploadId }));
  };

  /** What the rule of the bucket does after some days. */
  const dropUnfinished = async (): Promise<void> => {
    const { name, s3 } = place.bucket;
    for (const each of await unfinished())
      await s3.send(new AbortMultipartUploadCommand({ Bucket: name, ...each }));
  };

  const rowOf = async (sk: string): Promise<Record<string, unknown> | undefined> => {
    const { db, name } = place.table;
    return (await db.send(new GetCommand({ TableName: name, Key: { pk: "DOCUMENT#U1", sk } }))).Item;
  };

  it("have addresses that are signed for the size and the checksum of their part", async () => {
    const { url, headers } = placeOf(await begin(), 3);

    const { searchParams, pathname } = new URL(url);
    expect(pathname).toBe(`/${place.bucket.name}/incoming/U1/parts`);
    expect(searchParams.get("partNumber")).toBe("3");
    expect(searchParams.get("X-Amz-Expires")).toBe("900");
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;host;x-amz-checksum-sha256");
    expect([...searchParams.keys()].filter((name) => name.includes("checksum"))).toEqual([]);
    const sha256 = createHash("sha256")
      .update(drawing.subarray(2 * PART))
      .digest("base64");
    expect(headers).toEqual({ "x-amz-checksum-sha256": sha256 });
  });

  it("take no part at the address of another", async () => {
    const begun = await begin();
    const { url, headers } = placeOf(begun, 1);
    const moved = url.replace("partNumber=1", "partNumber=2");

    const statuses = [
      (await fetch(url, { method: "PUT", headers, body: new Uint8Array(parts[1] ?? []) })).status,
      (await fetch(moved, { method: "PUT", headers, body: new Uint8Array(parts[0] ?? []) })).status,
    ];

    expect(statuses).toEqual([400, 403]);
  });

  it("are sealed over several calls, each of which writes only what is left", async () => {
    await sendAll(await begin());
    const written: number[][] = [];
    const watched = slow({
      s3: watchedClient(({ command, input }) => {
        if (command === "UploadPartCommand") written.at(-1)?.push(Number(input.PartNumber));
      }),
    });
    const kinds: string[] = [];
    for (let call = 0; call < 4; call += 1) {
      written.push([]);
      kinds.push((await watched.completeUpload(upload)).kind);
    }

    expect(kinds).toEqual(["BeingChecked", "BeingChecked", "Stored", "Stored"]);
    expect(written).toEqual([[1], [2], [3], []]);
    expect((await readBack(place.documents, "U1")).equals(drawing)).toBe(true);
  });

  it("leave nothing where they came in, no unfinished upload and no row, once they are a document", async () => {
    await stored();

    expect(await keysUnder("incoming/")).toEqual([]);
    expect(await unfinished()).toEqual([]);
    expect(await rowOf("UPLOAD")).toBeUndefined();
    expect(await keysUnder("documents/")).toEqual([(await rowOf("DOCUMENT"))?.object]);
  });

  it.each(["CompleteMultipartUploadCommand", "PutItemCommand", "DeleteItemCommand"])(
    "are completed by the next call where one broke off at a %s",
    async (breaking) => {
      await sendAll(await begin());
      let seen = 0;
      const failing = ({ command }: Sent): void => {
        if (command !== breaking) return;
        seen += 1;
        throw new Error("the function was stopped");
      };
      const { db } = place.table;
      const breakDb =
        (next: (args: never) => unknown, { commandName: command = "" }) =>
        async (args: never) => {
          failing({ command, input: {} });
          return next(args);
        };
      db.middlewareStack.add(breakDb as never, { step: "initialize", name: "breaking" });
      const broken = await documentsBy({ s3: watchedClient(failing) })
        .completeUpload(upload)
        .catch((error: Error) => error.message);
      db.middlewareStack.remove("breaking");

      const completed = await completeWhole(place.documents, upload);

      expect([broken, seen]).toEqual(["the function was stopped", 1]);
      expect(completed.kind).toBe("Stored");
      expect((await readBack(place.documents, "U1")).equals(drawing)).toBe(true);
      expect(await unfinished()).toEqual([]);
      expect(await rowOf("UPLOAD")).toBeUndefined();
    },
  );

  it("that are not what was announced are judged once, and nothing of them is sealed for good", async () => {
    await sendAll(await begin({ sha256: hash(parts[0] ?? drawing) }));
    const commands: string[] = [];
    const watched = documentsBy({ s3: watchedClient(({ command }) => void commands.push(command)) });
    const first = await watched.completeUpload(upload);
    commands.length = 0;

    const again = await watched.completeUpload(upload);

    expect([first, again].map(({ kind }) => kind)).toEqual(["HashDiffers", "HashDiffers"]);
    expect(commands).toEqual([]);
    expect(await unfinished()).toEqual([]);
    expect(await keysUnder("documents/")).toEqual([]);
  });

  it("are over when the bucket has dropped them", async () => {
    const begun = await begin();
    await sendAll(begun);
    await dropUnfinished();

    expect(
      await place.documents.partsUnderWay({ ...upload, at: new Date().toISOString(), seconds: 9 }),
    ).toBeNull();
    expect(await place.documents.completeUpload(upload)).toEqual({ kind: "NotExpected" });
  });

  it("end with their row at the instant until which they are kept", async () => {
    await begin({ keptUntil: "2026-12-01T00:00:00.500Z" });

    expect((await rowOf("UPLOAD"))?.ttl).toBe(Date.parse("2026-12-01T00:00:01.000Z") / 1_000);
  });

  describe("as a document", () => {
    it("are read over several calls, and from the same copy afterwards", async () => {
      await stored();
      const written: number[] = [];
      const watched = slow({
        s3: watchedClient(({ command, input }) => {
          if (command === "UploadPartCommand") written.push(Number(input.PartNumber));
        }),
      });

      const kinds: string[] = [];
      for (let call = 0; call < 4; call += 1) kinds.push((await watched.read("U1")).kind);

      expect(kinds).toEqual(["BeingReadied", "BeingReadied", "Elsewhere", "Elsewhere"]);
      expect(written).toEqual([1, 2, 3]);
      expect(await keysUnder("outgoing/")).toHaveLength(1);
      expect((await readBack(watched, "U1")).equals(drawing)).toBe(true);
    });

    it("are copied anew once the bucket has dropped the copy", async () => {
      await stored();
      await readBack(place.documents, "U1");
      const { name, s3 } = place.bucket;
      const [Key] = await keysUnder("outgoing/");
      await s3.send(new DeleteObjectCommand({ Bucket: name, Key }));

      expect((await readBack(place.documents, "U1")).equals(drawing)).toBe(true);
    });

    it("are read by many at once, of one copy", async () => {
      await stored();

      const all = await Promise.all([1, 2, 3, 4].map(() => readBack(place.documents, "U1")));

      expect(all.every((each) => each.equals(drawing))).toBe(true);
      expect(await keysUnder("outgoing/")).toHaveLength(1);
      expect(await unfinished()).toEqual([]);
    });

    it.each(["alter", "lose"] as const)("that went wrong (%s) are not served from a copy", async (how) => {
      await stored();
      await readBack(place.documents, "U1");
      await (how === "alter" ? fixture.alter("U1", 9_000_000) : fixture.lose("U1"));

      expect((await place.documents.read("U1")).kind).toBe(how === "alter" ? "Altered" : "Missing");
    });

    it("are known to be altered by a look, since S3 calls other bytes by another name", async () => {
      await stored();
      await fixture.alter("U1", 9_000_000);

      expect(await place.documents.state("U1", { at: instantOf(5), thorough: false })).toEqual({
        state: "altered",
        since: instantOf(5),
      });
    });

    it("leave neither copy nor unfinished upload when they are erased while they are read", async () => {
      await stored();
      let erased = false;
      const reader = slow({
        s3: watchedClient(async ({ command, input }) => {
          if (erased || command !== "UploadPartCommand" || input.PartNumber !== 2) return;
          erased = true;
          await place.documents.erase("U1", instantOf(2));
        }),
      });
      const kinds: string[] = [];
      for (let call = 0; call < 3; call += 1) kinds.push((await reader.read("U1")).kind);

      expect(kinds.slice(1)).toEqual(["Missing", "Missing"]);
      expect(await keysUnder("")).toEqual([]);
      expect(await unfinished()).toEqual([]);
    });
  });
});

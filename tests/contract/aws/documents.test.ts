import { createHash } from "node:crypto";
import type { S3Client } from "@aws-sdk/client-s3";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeS3Documents } from "../../../functions/adapters/aws/documents.ts";
import { testDocuments } from "../documents.contract.ts";
import { contentOf } from "../reading-documents.ts";
import { instantOf } from "../samples.ts";
import { type AwsDocumentsFixture, type DocumentsPlace, documentsFixture } from "./documents-fixture.ts";
import { watchedClient } from "./watched-client.ts";

const large = new Uint8Array(4_000_001).fill(7);

const inputOf = (documentId: string, content: Uint8Array = new Uint8Array([1, 2, 3])) => ({
  documentId,
  owner: "zhang-san",
  mediaType: "application/pdf",
  content,
  at: instantOf(0),
});

const uploadOf = (content: Uint8Array) => ({
  documentId: "U1",
  owner: "zhang-san",
  mediaType: "application/pdf",
  bytes: content.byteLength,
  sha256: createHash("sha256").update(content).digest("hex"),
  at: new Date().toISOString(),
  seconds: 900,
});

describe("the documents on AWS", () => {
  testDocuments(documentsFixture);

  describe("beyond what every keeper does", () => {
    let fixture: AwsDocumentsFixture;
    let place: DocumentsPlace;

    beforeEach(async () => {
      fixture = documentsFixture();
      place = await fixture.open();
    });
    afterEach(() => fixture.dispose());

    const keysUnder = async (prefix: string): Promise<string[]> =>
      (await place.bucket.versions(prefix)).map(({ key }) => key);

    const rowOf = async (documentId: string): Promise<Record<string, unknown>> => {
      const Key = { pk: `DOCUMENT#${documentId}`, sk: "DOCUMENT" };
      return (await place.table.db.send(new GetCommand({ TableName: place.table.name, Key }))).Item ?? {};
    };

    const documentsBy = (s3: S3Client) =>
      makeS3Documents({ bucket: place.bucket.name, table: place.table, keys: place.keys, s3 });

    describe("put", () => {
      it("leaves one object when many put different ones under one id at once", async () => {
        await Promise.all(
          Array.from({ length: 20 }, (_, n) => place.documents.put(inputOf("D1", new Uint8Array(100 + n)))),
        );

        expect(await keysUnder("")).toEqual([(await rowOf("D1")).object]);
      });

      it("keeps its object when the answer to its claim is lost and the claim is tried again", async () => {
        let lost = 0;
        place.table.db.middlewareStack.add(
          (next, { commandName }) =>
            async (args) => {
              const result = await next(args);
              if (commandName !== "PutItemCommand" || lost > 0) return result;
              lost += 1;
              throw Object.assign(new Error("the connection was lost"), { $retryable: {} });
            },
          { step: "finalizeRequest", priority: "low" },
        );

        const info = await place.documents.put(inputOf("D1"));

        expect(lost).toBe(1);
        expect(info).toMatchObject({ bytes: 3, erased: false });
        expect((await place.documents.read("D1")).kind).toBe("Found");
      });

      it("notes nothing when the object cannot be stored", async () => {
        const broken = documentsBy(
          watchedClient(() => {
            throw new Error("no network");
          }),
        );

        await expect(broken.put(inputOf("D1"))).rejects.toThrow("no network");

        expect(await place.documents.info("D1")).toBeNull();
        expect((await place.documents.put(inputOf("D1"))).bytes).toBe(3);
      });
    });

    describe("erase", () => {
      it("leaves no version of any object, no copy and no key", async () => {
        await place.documents.put(inputOf("D1", large));
        await place.documents.put(inputOf("D10"));
        await fixture.alter("D1", 100);
        await fixture.alter("D1", 100);
        await fixture.lose("D1");
        await place.bucket.write("outgoing/D1/copy", new Uint8Array([1]));
        await place.bucket.write("incoming/D1/upload", new Uint8Array([1]));

        await documentsBy(
          watchedClient(({ command, input }) => {
            if (command === "ListObjectVersionsCommand") input.MaxKeys = 1;
          }),
        ).erase("D1", instantOf(2));

        expect(await keysUnder("")).toEqual([(await rowOf("D10")).object]);
        expect(await rowOf("D1")).not.toHaveProperty("wrappedKey");
      });

      it("is finished when it is repeated after it broke off", async () => {
        await place.documents.put(inputOf("D1"));
        const broken = documentsBy(
          watchedClient(() => {
            throw new Error("no network");
          }),
        );
        await expect(broken.erase("D1", instantOf(2))).rejects.toThrow("no network");
        const after = await place.documents.read("D1");

        await place.documents.erase("D1", instantOf(2));

        expect(after.kind).toBe("Missing");
        expect(await keysUnder("")).toEqual([]);
      });
    });

    describe("a large document", () => {
      it("is read as a file from an address of a minute, and from no other", async () => {
        await place.documents.put(inputOf("D1", large));

        const read = await place.documents.read("D1");

        const url = new URL(read.kind === "Elsewhere" ? read.url : "");
        const response = await fetch(url);
        expect((await contentOf(read)).equals(large)).toBe(true);
        expect(url.searchParams.get("X-Amz-Expires")).toBe("60");
        expect(response.headers.get("content-type")).toBe("application/pdf");
        expect(response.headers.get("content-disposition")).toBe("attachment");
        expect(response.headers.get("cache-control")).toBe("private, no-store");
        url.pathname = url.pathname.replace("/outgoing/", "/documents/");
        expect((await fetch(url)).status).toBe(403);
      });

      it("is gone from its address as well once it is erased", async () => {
        await place.documents.put(inputOf("D1", large));
        const read = await place.documents.read("D1");

        await place.documents.erase("D1", instantOf(2));

        expect((await fetch(read.kind === "Elsewhere" ? read.url : "")).status).toBe(404);
      });

      it("leaves no copy when it is erased while it is read", async () => {
        await place.documents.put(inputOf("D1", large));
        const reader = documentsBy(
          watchedClient(async ({ command, input }) => {
            if (command === "PutObjectCommand" && String(input.Key).startsWith("outgoing/"))
              await place.documents.erase("D1", instantOf(2));
          }),
        );

        const read = await reader.read("D1");

        expect(read).toMatchObject({ kind: "Missing", info: { erased: true } });
        expect(await keysUnder("")).toEqual([]);
      });

      it("of exactly 4,000,000 bytes is read through the hub", async () => {
        await place.documents.put(inputOf("D1", large.subarray(1)));

        expect((await place.documents.read("D1")).kind).toBe("Found");
        expect(await keysUnder("outgoing/")).toEqual([]);
      });
    });

    describe("an upload", () => {
      const pdf = new TextEncoder().encode("%PDF-1.7 联办");

      const begin = async () => {
        const begun = await place.documents.beginUpload(uploadOf(pdf));
        if (begun.kind !== "Elsewhere") throw new Error("the upload goes to S3");
        return begun;
      };

      const send = async (bytes: Uint8Array, headers: Record<string, string> = {}): Promise<number> => {
        const begun = await begin();
        const all = { ...begun.headers, ...headers };
        return (await fetch(begun.url, { method: "PUT", headers: all, body: new Uint8Array(bytes) })).status;
      };

      const complete = () =>
        place.documents.completeUpload({ documentId: "U1", owner: "zhang-san", at: instantOf(1) });

      it("goes to an address of 15 minutes that is signed for its size, type and checksum", async () => {
        const { url, headers } = await begin();

        const { searchParams, pathname } = new URL(url);
        expect(pathname).toBe(`/${place.bucket.name}/incoming/U1/upload`);
        expect(searchParams.get("X-Amz-Expires")).toBe("900");
        expect(searchParams.get("X-Amz-SignedHeaders")).toBe(
          "content-length;content-type;host;x-amz-checksum-sha256",
        );
        expect([...searchParams.keys()].filter((name) => name.includes("checksum"))).toEqual([]);
        expect(headers).toEqual({
          "content-type": "application/pdf",
          "x-amz-checksum-sha256": createHash("sha256").update(pdf).digest("base64"),
        });
      });

      it.each([
        ["other bytes", pdf.map((byte, index) => (index === 12 ? byte ^ 1 : byte)), {}],
        ["more bytes", Buffer.concat([pdf, pdf]), {}],
        ["another type", pdf, { "content-type": "text/html" }],
        [
          "the checksum of other bytes",
          pdf,
          { "x-amz-checksum-sha256": createHash("sha256").digest("base64") },
        ],
      ])("is refused by S3 with %s", async (_, bytes, headers) => {
        const status = await send(bytes, headers);

        expect([400, 403]).toContain(status);
        expect(await complete()).toEqual({ kind: "NotThere" });
      });

      it.each([
        ["SizeDiffers", pdf.subarray(1), pdf.byteLength, pdf.byteLength - 1],
        [
          "HashDiffers",
          pdf.toReversed(),
          createHash("sha256").update(pdf).digest("hex"),
          createHash("sha256").update(pdf.toReversed()).digest("hex"),
        ],
      ])("that got past S3 is checked again: %s", async (kind, bytes, expected, actual) => {
        await begin();
        await place.bucket.write("incoming/U1/upload", bytes);

        expect(await complete()).toEqual({ kind, expected, actual });
      });

      it("leaves nothing where it came in, and no row, once it is completed", async () => {
        expect(await send(pdf)).toBe(200);

        await complete();

        const Key = { pk: "DOCUMENT#U1", sk: "UPLOAD" };
        const { Item } = await place.table.db.send(new GetCommand({ TableName: place.table.name, Key }));
        expect(await keysUnder("incoming/")).toEqual([]);
        expect(Item).toBeUndefined();
      });

      it("that is not completed ends with its row, a day after it began", async () => {
        const { at } = uploadOf(pdf);
        await place.documents.beginUpload({ ...uploadOf(pdf), at });

        const Key = { pk: "DOCUMENT#U1", sk: "UPLOAD" };
        const { Item } = await place.table.db.send(new GetCommand({ TableName: place.table.name, Key }));
        expect(Item?.ttl).toBe(Math.ceil(Date.parse(at) / 1_000) + 86_400);
      });

      it("that sent its bytes again after it was completed changes nothing", async () => {
        const begun = await begin();
        const put = { method: "PUT", headers: begun.headers, body: pdf };
        await fetch(begun.url, put);
        const completed = await complete();

        await fetch(begun.url, put);

        expect(await complete()).toEqual(completed);
        expect(await keysUnder("incoming/")).toEqual([]);
      });
    });
  });
});

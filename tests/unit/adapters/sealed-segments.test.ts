import { createCipheriv, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SEAL_BYTES, seal, unseal } from "../../../functions/adapters/shared/sealed-bytes.ts";
import {
  openSegment,
  SEGMENT_BYTES,
  sealSegments,
  segmentedBytes,
} from "../../../functions/adapters/shared/sealed-segments.ts";
import { collect } from "../../support/collect.ts";

const key = randomBytes(32);

const inChunks = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += size) yield bytes.subarray(from, from + size);
};

const sealed = (bytes: Uint8Array, size: number, part = 1): Promise<Uint8Array[]> =>
  collect(sealSegments(key, part, inChunks(bytes, size)));

describe("sealSegments", () => {
  it.each([
    [0, 100],
    [1, 100],
    [SEGMENT_BYTES - 1, 65_536],
    [SEGMENT_BYTES, 65_536],
    [SEGMENT_BYTES + 1, 65_537],
    [2 * SEGMENT_BYTES + 5, 3 * SEGMENT_BYTES],
  ])("seals %i bytes in segments however they come (%i at once)", async (size, chunk) => {
    const bytes = randomBytes(size);

    const segments = await sealed(bytes, chunk);

    const opened = segments.map((each, index) => openSegment(key, { part: 1, index }, each));
    expect(opened).not.toContain(null);
    expect(Buffer.concat(opened as Uint8Array[]).equals(bytes)).toBe(true);
    expect(Buffer.concat(segments).length).toBe(segmentedBytes(size));
  });

  it("makes segments that are good in their own place only", async () => {
    const [first = new Uint8Array(), second = new Uint8Array()] = await sealed(
      randomBytes(2 * SEGMENT_BYTES),
      9_999,
    );

    expect(openSegment(key, { part: 1, index: 1 }, first)).toBeNull();
    expect(openSegment(key, { part: 2, index: 0 }, first)).toBeNull();
    expect(openSegment(key, { part: 1, index: 0 }, second)).toBeNull();
    expect(openSegment(randomBytes(32), { part: 1, index: 0 }, first)).toBeNull();
    expect(openSegment(key, { part: 1, index: 0 }, first)).not.toBeNull();
  });
});

describe("seal", () => {
  it("opens what was sealed before places were named", () => {
    const [iv, content] = [randomBytes(12), Buffer.from("身份证明")];
    const cipher = createCipheriv("aes-256-gcm", key, iv);
    const before = Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);

    expect(Buffer.from(unseal(key, before) ?? []).equals(content)).toBe(true);
    expect(seal(key, content).length).toBe(content.length + SEAL_BYTES);
    expect(unseal(key, seal(key, content, "1/0"))).toBeNull();
  });
});

import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joseSignatureOf } from "../../../functions/adapters/aws/ecdsa-signature.ts";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

const integer = (bytes: readonly number[]): number[] => [0x02, bytes.length, ...bytes];

const sequence = (...parts: number[][]): Uint8Array => {
  const content = parts.flat();
  return Uint8Array.from([0x30, content.length, ...content]);
};

const full = Array.from({ length: 32 }, () => 0x7f);

describe("joseSignatureOf", () => {
  it("gives r and s of 32 bytes each that verify, for signatures of every length", () => {
    const lengths = new Set<number>();
    for (let n = 0; n < 600; n += 1) {
      const message = Buffer.from(`licence ${n}`);
      const der = sign("sha256", message, { key: privateKey, dsaEncoding: "der" });
      lengths.add(der.length);

      const signature = joseSignatureOf(der);

      expect(signature).toHaveLength(64);
      expect(verify("sha256", message, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature)).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });

  it("fills short numbers up with zeros in front", () => {
    const signature = joseSignatureOf(sequence(integer([0x01]), integer([0x00, 0x80])));

    expect(Buffer.from(signature.subarray(0, 32)).toString("hex")).toBe(`${"00".repeat(31)}01`);
    expect(Buffer.from(signature.subarray(32)).toString("hex")).toBe(`${"00".repeat(31)}80`);
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["another tag", Uint8Array.from([0x31, 6, ...integer([1]), ...integer([1])])],
    ["a length that is too long", Uint8Array.from([0x30, 7, ...integer([1]), ...integer([1])])],
    ["a length that is too short", Uint8Array.from([0x30, 5, ...integer([1]), ...integer([1])])],
    ["one integer", sequence(integer([1]))],
    ["three integers", sequence(integer([1]), integer([1]), integer([1]))],
    ["an empty integer", sequence(integer([]), integer([1]))],
    ["a negative integer", sequence(integer([0x80]), integer([1]))],
    ["a needless zero", sequence(integer([0x00, 0x7f]), integer([1]))],
    ["33 bytes without a zero", sequence(integer([...full, 0x01]), integer([1]))],
    ["34 bytes", sequence(integer([0x00, ...full, 0x01]), integer([1]))],
    ["an integer cut off", Uint8Array.from([0x30, 6, 0x02, 1, 1, 0x02, 9, 1])],
    ["a long form of the length", Uint8Array.from([0x30, 0x81, 6, ...integer([1]), ...integer([1])])],
    ["raw r and s", createHash("sha512").update("r and s").digest()],
  ])("refuses %s", (_, der) => {
    expect(() => joseSignatureOf(der)).toThrow(/no DER signature of the P-256 curve/);
  });

  it("gives 64 bytes or refuses, whatever it is given", () => {
    const arbitrary = fc.uint8Array({ minLength: 0, maxLength: 80 });
    fc.assert(
      fc.property(arbitrary, (bytes) => {
        try {
          expect(joseSignatureOf(bytes)).toHaveLength(64);
        } catch (error) {
          expect(String(error)).toContain("no DER signature");
        }
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { itemBytes, readUnits, writeUnits } from "../../bench/aws-cost/capacity.ts";

describe("itemBytes", () => {
  it.each([
    ["a text, by its bytes in UTF-8", { name: { S: "联办" } }, 4 + 6],
    ["a number, two digits a byte and one more", { n: { N: "1234" } }, 1 + 3],
    ["a number's zeros at either end, which are not kept", { n: { N: "0.00120" } }, 1 + 2],
    ["a negative number's sign", { n: { N: "-12" } }, 1 + 3],
    ["bytes, not their base64", { payload: { B: "AAECAw==" } }, 7 + 4],
    ["a truth value and nothing", { a: { BOOL: true }, b: { NULL: true } }, 2 + 2],
    ["a set, by its members", { tags: { SS: ["ab", "c"] } }, 4 + 3],
    ["a list: three, and one more for each element", { l: { L: [{ S: "a" }, { S: "bc" }] } }, 1 + 3 + 2 + 3],
    ["a map: its names as well", { m: { M: { ab: { S: "c" } } } }, 1 + 3 + 1 + 2 + 1],
  ])("counts %s", (_, item, bytes) => {
    const counted = itemBytes(item);

    expect(counted).toBe(bytes);
  });
});

describe("readUnits", () => {
  it.each([
    [0, "strong", 1],
    [4_096, "strong", 1],
    [4_097, "strong", 2],
    [4_096, "eventual", 0.5],
    [8_193, "eventual", 1.5],
    [4_097, "transactional", 4],
  ] as const)("of %d bytes, %s, are %d", (bytes, consistency, units) => {
    const counted = readUnits(bytes, consistency);

    expect(counted).toBe(units);
  });
});

describe("writeUnits", () => {
  it.each([
    [0, 1],
    [1_024, 1],
    [1_025, 2],
  ])("of %d bytes are %d", (bytes, units) => {
    const counted = writeUnits(bytes);

    expect(counted).toBe(units);
  });
});

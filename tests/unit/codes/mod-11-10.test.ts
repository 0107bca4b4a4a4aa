import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasMod1110CheckDigit, mod1110CheckDigit } from "../../../schemas/codes/mod-11-10.ts";

const digitRow = fc.stringMatching(/^\d{1,30}$/);

describe("mod1110CheckDigit", () => {
  it.each([
    ["34030000000001", "9"],
    ["34030040000001", "0"],
    ["34030060000001", "4"],
    ["34030000000006", "0"],
    ["44030110344866", "9"],
    ["0794", "5"],
  ])("follows %s with %s", (digits, check) => {
    expect(mod1110CheckDigit(digits)).toBe(check);
  });

  it.each(["", "12a", "１２", " 1"])("has no answer for %j", (text) => {
    expect(mod1110CheckDigit(text)).toBeUndefined();
  });
});

describe("hasMod1110CheckDigit", () => {
  it("holds for any digits followed by their check digit", () => {
    fc.assert(
      fc.property(digitRow, (digits) => hasMod1110CheckDigit(`${digits}${mod1110CheckDigit(digits)}`)),
    );
  });

  it("fails for a single digit and for nothing", () => {
    expect(hasMod1110CheckDigit("1")).toBe(false);
    expect(hasMod1110CheckDigit("")).toBe(false);
  });

  it("fails after any single wrong digit", () => {
    const property = fc.property(digitRow, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const number = `${digits}${mod1110CheckDigit(digits)}`;
      const position = at % number.length;
      const wrong = (Number(number.charAt(position)) + by) % 10;

      return !hasMod1110CheckDigit(`${number.slice(0, position)}${wrong}${number.slice(position + 1)}`);
    });

    fc.assert(property, { numRuns: 1000 });
  });
});

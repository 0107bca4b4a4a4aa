import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasMod3736CheckCharacter, mod3736CheckCharacter } from "../../../schemas/codes/mod-37-36.ts";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const row = fc.stringMatching(/^[0-9A-Z]{1,40}$/);

describe("mod3736CheckCharacter", () => {
  it("follows A12425GABC1234002 with M", () => {
    expect(mod3736CheckCharacter("A12425GABC1234002")).toBe("M");
  });

  it.each(["", "a1", "A-1", "Ａ"])("has no answer for %j", (text) => {
    expect(mod3736CheckCharacter(text)).toBeUndefined();
  });
});

describe("hasMod3736CheckCharacter", () => {
  it("holds for any characters followed by their check character", () => {
    fc.assert(fc.property(row, (text) => hasMod3736CheckCharacter(`${text}${mod3736CheckCharacter(text)}`)));
  });

  it("fails for a single character", () => {
    expect(hasMod3736CheckCharacter("1")).toBe(false);
  });

  it("fails after any single wrong character", () => {
    const property = fc.property(row, fc.nat(), fc.integer({ min: 1, max: 35 }), (text, at, by) => {
      const whole = `${text}${mod3736CheckCharacter(text)}`;
      const position = at % whole.length;
      const wrong = alphabet.charAt((alphabet.indexOf(whole.charAt(position)) + by) % 36);

      return !hasMod3736CheckCharacter(`${whole.slice(0, position)}${wrong}${whole.slice(position + 1)}`);
    });

    fc.assert(property, { numRuns: 1000 });
  });
});

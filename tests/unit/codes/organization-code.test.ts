import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatOrganizationCode,
  isOrganizationCode,
  organizationCodeCheckCharacter,
  organizationCodeSchema,
  syntheticOrganizationCode,
} from "../../../schemas/codes/organization-code.ts";

const alphabet = [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const body = fc.stringMatching(/^[0-9A-Z]{8}$/);
const coded = (body8: string): string => `${body8}${organizationCodeCheckCharacter(body8)}`;
const replaced = (text: string, at: number, by: string): string =>
  `${text.slice(0, at)}${by}${text.slice(at + 1)}`;

describe("organizationCodeCheckCharacter", () => {
  it.each([
    ["71526726", "X"],
    ["19220382", "1"],
    ["M000100Y", "4"],
    ["PDY00006", "0"],
    ["PDY00001", "X"],
    ["27939873", "X"],
  ])("follows %s with %s", (body8, check) => {
    expect(organizationCodeCheckCharacter(body8)).toBe(check);
  });

  it.each(["", "7152672", "715267266", "pdy00001", "PDY0000-"])("has no answer for %j", (text) => {
    expect(organizationCodeCheckCharacter(text)).toBeUndefined();
  });
});

describe("isOrganizationCode", () => {
  it.each(["71526726X", "192203821", "M000100Y4", "PDY000060", "PDY00001X", "708461136"])(
    "takes %s",
    (text) => {
      expect(isOrganizationCode(text)).toBe(true);
    },
  );

  it.each(["71526726-X", "71526726x", "715267260", "PDY00006X", "PDY00001", "", "780461136", "708461163"])(
    "refuses %j",
    (text) => {
      expect(isOrganizationCode(text)).toBe(false);
    },
  );

  it("detects every single wrong digit, the check character included", () => {
    const property = fc.property(
      fc.stringMatching(/^\d{8}$/),
      fc.nat({ max: 8 }),
      fc.constantFrom(..."0123456789X"),
      (digits, at, by) => {
        const code = coded(digits);
        fc.pre(by !== code.charAt(at) && (by !== "X" || at === 8));

        return !isOrganizationCode(replaced(code, at, by));
      },
    );

    fc.assert(property, { numRuns: 1000 });
  });

  it("misses a wrong character exactly when the two values differ by a multiple of 11", () => {
    const property = fc.property(body, fc.nat({ max: 7 }), fc.constantFrom(...alphabet), (body8, at, by) => {
      const code = coded(body8);
      const difference = alphabet.indexOf(by) - alphabet.indexOf(code.charAt(at));

      return isOrganizationCode(replaced(code, at, by)) === (difference % 11 === 0);
    });

    fc.assert(property, { numRuns: 2000 });
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])("misses 84 of 1260 substitutions at position %i, 6.7 per cent", (at) => {
    let missed = 0;
    for (const from of alphabet)
      for (const to of alphabet)
        if (from !== to && isOrganizationCode(replaced(coded(replaced("PDY00001", at, from)), at, to)))
          missed += 1;

    expect(missed).toBe(84);
  });
});

describe("organizationCodeSchema", () => {
  it.each(["PDY00001X", "PDY00001-X"])("reads %s as nine characters", (text) => {
    expect(organizationCodeSchema.parse(text)).toBe("PDY00001X");
  });

  it.each(["PDY0000-1X", "PDY00001--X", "PDY00001-1", "pdy00001-x", "", 708461136])(
    "refuses %j with one message in two languages",
    (value) => {
      const result = organizationCodeSchema.safeParse(value);

      expect(result.error?.issues).toHaveLength(1);
    },
  );

  it("says in Chinese and English what is wrong", () => {
    const message = organizationCodeSchema.safeParse("PDY00001-1").error?.issues[0]?.message;

    expect(message).toMatch(/^组织机构代码无效.* \/ Not a valid organisation code/);
  });

  it("reads back what formatOrganizationCode writes", () => {
    const property = fc.property(body, (body8) => {
      const code = organizationCodeSchema.parse(coded(body8));

      expect(organizationCodeSchema.parse(formatOrganizationCode(code))).toBe(code);
    });

    fc.assert(property);
  });
});

describe("formatOrganizationCode", () => {
  it("writes the hyphen of the certificate", () => {
    expect(formatOrganizationCode(organizationCodeSchema.parse("PDY00001X"))).toBe("PDY00001-X");
  });
});

describe("syntheticOrganizationCode", () => {
  it.each([
    [1, "PDY00001X"],
    [6, "PDY000060"],
    [10, "PDY000108"],
  ])("makes %i into %s", (n, code) => {
    expect(syntheticOrganizationCode(n)).toBe(code);
  });

  it("makes a legal code of every number from 1 to 99999", () => {
    const wrong = Array.from({ length: 99_999 }, (_, index) => syntheticOrganizationCode(index + 1)).filter(
      (code) => !/^PDY\d{5}[0-9X]$/.test(code) || !isOrganizationCode(code),
    );

    expect(wrong).toEqual([]);
  });

  it.each([0, -1, 100_000, 1.5, Number.NaN])("throws a RangeError naming %d", (n) => {
    expect(() => syntheticOrganizationCode(n)).toThrow(
      new RangeError(`A synthetic organisation code takes a whole number from 1 to 99999, got ${n}`),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticOrganizationCode } from "../../../schemas/codes/organization-code.ts";
import {
  composeTaxNumber,
  isTaxNumber,
  organizationCodeOfTaxNumber,
  taxNumberSchema,
} from "../../../schemas/codes/tax-number.ts";

const parts = fc.record({
  division: fc.stringMatching(/^[1-9]\d{5}$/),
  organizationCode: fc.integer({ min: 1, max: 99_999 }).map(syntheticOrganizationCode),
});

describe("isTaxNumber", () => {
  it.each(["340300PDY00001X", "440300708461136", "340302PDY000060"])("takes %s", (text) => {
    expect(isTaxNumber(text)).toBe(true);
  });

  it.each([
    ["a wrong organisation code", "340300PDY000011"],
    ["a missing character", "340300PDY00001"],
    ["letters in the division", "34030XPDY00001X"],
    ["small letters", "340300pdy00001x"],
    ["a hyphen", "340300PDY00001-X"],
    ["the 20 characters of an individual business", "34030019900101000400"],
  ])("refuses %s", (_, text) => {
    expect(isTaxNumber(text)).toBe(false);
  });

  it("takes any division before the same organisation code, since the number never changes", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{5}$/), (division) => isTaxNumber(`${division}PDY00001X`)),
    );
  });

  it("detects every single wrong digit of the organisation code", () => {
    const property = fc.property(
      parts,
      fc.integer({ min: 9, max: 13 }),
      fc.nat({ max: 9 }),
      (given, at, by) => {
        const number = composeTaxNumber(given);
        fc.pre(String(by) !== number.charAt(at));

        return !isTaxNumber(`${number.slice(0, at)}${by}${number.slice(at + 1)}`);
      },
    );

    fc.assert(property, { numRuns: 1000 });
  });
});

describe("taxNumberSchema", () => {
  it("says in Chinese and English what is wrong, once", () => {
    const issues = taxNumberSchema.safeParse("340300PDY000011").error?.issues;

    expect(issues).toHaveLength(1);
    expect(issues?.[0]?.message).toMatch(/^税务登记号无效.* \/ Not a valid tax registration number/);
  });
});

describe("composeTaxNumber", () => {
  it("joins division and organisation code", () => {
    expect(composeTaxNumber({ division: "340300", organizationCode: "PDY00001X" })).toBe("340300PDY00001X");
  });

  it("makes numbers that hold the parts they were made of", () => {
    const property = fc.property(parts, (given) => {
      const number = taxNumberSchema.parse(composeTaxNumber(given));

      expect({ division: number.slice(0, 6), organizationCode: organizationCodeOfTaxNumber(number) }).toEqual(
        given,
      );
    });

    fc.assert(property);
  });

  it.each([
    { division: "34030", organizationCode: "PDY00001X" },
    { division: "3403007", organizationCode: "08461136" },
    { division: "340300", organizationCode: "PDY000011" },
  ])("throws a RangeError naming %o", (given) => {
    expect(() => composeTaxNumber(given)).toThrow(RangeError);
    expect(() => composeTaxNumber(given)).toThrow(JSON.stringify(given));
  });
});

describe("organizationCodeOfTaxNumber", () => {
  it("takes the last nine characters", () => {
    expect(organizationCodeOfTaxNumber(taxNumberSchema.parse("340300PDY00001X"))).toBe("PDY00001X");
  });
});
